"""Which children a context touches, for who sees both; and the lines of a chronology."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils import timezone

from kith.access.rules import find
from kith.concerns.queries import Happening
from kith.design.templatetags.design import day, sentence

from ..models import (
    Conference,
    Context,
    ContextAction,
    ContextAssessment,
    ContextLink,
    ContextOwnerChange,
    ContextReopening,
    ContextReview,
    GoalReview,
)
from ..rules import sees_link, sees_other_side
from ..words import Ending
from .contexts import _contexts, _noticed


def _links(person):
    rows = ContextLink.objects.filter(sees_link(person))
    return rows.select_related("context__owner", "consultation__child", "consultation__owner", "linked_by", "ended_by")


def links_of_context(person, context: Context) -> list[ContextLink]:
    """The children whom a context touches or touched, of whom the person may know both; the newest first, never counted."""
    return list(_links(person).filter(context=context).order_by("-begins", "-pk"))


def matters_of(person, links) -> list:
    """The consultations of these links, which the person sees, each once."""
    return list({link.consultation_id: link.consultation for link in links}.values())


def links_of_matter(person, consultation) -> list[ContextLink]:
    """The contexts that touch the child of a consultation, of which the person may know both, by name."""
    return list(_links(person).filter(consultation=consultation).order_by("context__name", "pk"))


def link_for(person, uuid) -> ContextLink:
    """One link of which the person sees both sides. Raises NotFound."""
    return find(_links(person).filter(uuid=uuid))


def to_link(person, consultation) -> list[Context]:
    """Open contexts that the person sees and that are not linked to this consultation, by name."""
    linked = ContextLink.objects.filter(consultation=consultation, ends=None).values("context_id")
    return list(_contexts(person).filter(closed_at=None).exclude(pk__in=linked).order_by("name", "pk"))


@dataclass(frozen=True)
class Standing:
    """A context as the page of a consultation names it."""

    name: str
    touches: str
    uuid: object


def standing_of(person, consultation) -> list[Standing]:
    """The contexts linked to a consultation at this moment, as far as the person sees both; by name.

    The caller holds the consultation.
    """
    rows = ContextLink.objects.filter(sees_other_side(person, holds_matter=True), consultation=consultation, ends=None)
    rows = rows.select_related("context").order_by("context__name", "pk")
    return [Standing(row.context.name, row.get_touches_display(), row.context.uuid) for row in rows]


# Chronologies


def _day(moment):
    return timezone.localtime(moment).date()


def _lines(contexts) -> dict[int, list[Happening]]:
    """What happened with each of these contexts, by its key, in a fixed number of queries; of no child."""
    keys = {context.pk: context for context in contexts}
    lines: dict[int, list[Happening]] = {key: [] for key in keys}

    def add(key, at, kind, title, text="", words="", by="", moment=None):
        reference = keys[key].reference
        same = moment if moment is not None and _day(moment) == at else None
        lines[key].append(Happening(at, kind, title, text, words, by, same, reference, reference))

    for context in contexts:
        opened = f"{context.get_kind_display()} opened as a context"
        by, at = context.opened_by.name, context.opened_at
        add(context.pk, _day(at), "context-opened", opened, context.because, by=by, moment=at)
        if context.closed_at:
            said = f"{context.closed_because}\n\n{context.closed_owner}"
            by, at = context.closed_by.name if context.closed_by else "", context.closed_at
            add(context.pk, _day(at), "closed", "Context closed", said, by=by, moment=at)
    for row in _noticed(contexts):
        read = [row.what, *_said("Exact words", row.exact_words), *_said("Taken to mean", row.interpretation)]
        text, at = "\n\n".join(read), row.happened_on
        title = "Noticed there"
        add(row.context_id, at, "context-noticed", title, text, row.young_words, row.known_from, row.written_at)
    rows = ContextAssessment.objects.filter(context__in=contexts).select_related("made_by")
    for row in rows.order_by("made_at", "pk"):
        title = "Assessed anew" if row.replaces_id else "Assessed"
        text, at = row.changed_since or row.happens, row.made_at
        add(row.context_id, _day(at), "context-assessed", title, text, row.young_words, row.made_by.name, at)
    goals = Prefetch("goals", GoalReview.objects.select_related("goal"))
    rows = ContextReview.objects.filter(context__in=contexts).select_related("by").prefetch_related(goals)
    for row in rows.order_by("on", "pk"):
        goals = (f"{sentence(one.goal.text)} {one.get_standing_display()}. {one.seen}" for one in row.goals.all())
        text = [row.changed, *goals]
        add(row.context_id, row.on, "context-review", "Reviewed", "\n\n".join(text), by=row.by.name, moment=row.at)
    rows = Conference.objects.filter(context__in=contexts, replaced_by=None).select_related("written_by")
    for row in rows.order_by("on", "pk"):
        said = f"Led by {row.chair}.\n\n{row.agreed}"
        if row.replaces_id:
            said += f"\n\nPut right by {row.written_by.name}, {day(row.written_at)}: {row.because}"
        add(
            row.context_id,
            row.on,
            "context-conference",
            "Conference held",
            said,
            row.young_words,
            moment=row.written_at,
        )
    rows = ContextAction.objects.filter(context__in=contexts).select_related("recorded_by", "ended_by", "owner")
    for row in rows.order_by("recorded_at", "pk"):
        if row.conference_id is None:
            by, at = row.recorded_by.name, row.recorded_at
            add(row.context_id, _day(at), "context-action", f"Put into the plan: {row.text}", by=by, moment=at)
        # What a closing left is told with the closing.
        if row.ended_at and row.ended_as != Ending.CLOSED:
            by, at = row.ended_by.name if row.ended_by else "", row.ended_at
            title, said = f"{row.get_ended_as_display()}: {row.text}", row.ended_words
            add(row.context_id, _day(at), "context-action", title, said, by=by, moment=at)
    rows = ContextReopening.objects.filter(context__in=contexts).select_related("by", "closed_by")
    for row in rows.order_by("at", "pk"):
        said, at = f"{row.closed_because}\n\n{row.closed_owner}", row.closed_at
        by = row.closed_by.name if row.closed_by else ""
        add(row.context_id, _day(at), "closed", "Context closed", said, by=by, moment=at)
        by, at = row.by.name, row.at
        add(row.context_id, _day(at), "context-opened", "Opened again", row.reason, by=by, moment=at)
    changes = ContextOwnerChange.objects.filter(context__in=contexts).select_related("was", "now", "by")
    for row in changes:
        title, by = f"{row.now.name} owns it, in place of {row.was.name}", row.by.name if row.by else ""
        add(row.context_id, _day(row.at), "owner", title, row.reason, by=by, moment=row.at)
    return lines


def _said(label: str, text: str) -> list[str]:
    return [f"{label}: {text}"] if text else []


def _of_link(link: ContextLink, title: str, reference: str) -> list[Happening]:
    """That a child and a context were linked, and that this ended; for who sees both."""
    made = Happening(
        _day(link.begins),
        "context-linked",
        f"{title}: {link.get_touches_display().lower()}",
        link.because,
        by=link.linked_by.name,
        moment=link.begins,
        reference=reference,
        context=link.context.reference,
    )
    if link.ends is None:
        return [made]
    ended = Happening(
        _day(link.ends),
        "context-unlinked",
        f"No longer linked: {title[:1].lower()}{title[1:]}",
        link.ended_because,
        by=link.ended_by.name if link.ended_by else "",
        moment=link.ends,
        reference=reference,
        context=link.context.reference,
    )
    return [made, ended]


def chronology_of_context(person, context: Context) -> list[Happening]:
    """What happened with a context that the person sees, in order; and its links, of which they see both sides."""
    lines = _lines([context])[context.pk]
    for link in links_of_context(person, context):
        lines += _of_link(link, f"Linked to {link.consultation.reference}", context.reference)
    return sorted(lines, key=lambda one: one.order)


def happenings_in(person, consultations) -> list[Happening]:
    """The lines of contexts in the chronology of these records: those linked to them, for who sees both sides.

    Of a context it says what happened there until the link ended; each line once, also where two records share it.
    The caller holds the records.
    """
    keys = {row.pk: row.reference for row in consultations}
    rows = ContextLink.objects.filter(sees_other_side(person, holds_matter=True), consultation__in=list(keys))
    rows = rows.select_related("context__opened_by", "context__closed_by", "linked_by", "ended_by")
    lines: list[Happening] = []
    until: dict[int, object] = {}
    contexts: dict[int, Context] = {}
    of: dict[int, str] = {}
    for link in rows.order_by("begins", "pk"):
        reference = keys[link.consultation_id]
        lines += _of_link(link, f"Context {link.context.name}", reference)
        contexts[link.context_id] = link.context
        of.setdefault(link.context_id, reference)
        last = _day(link.ends) if link.ends else None
        known = until.get(link.context_id, last)
        until[link.context_id] = None if known is None or last is None else max(known, last)
    for key, happened in _lines(list(contexts.values())).items() if contexts else ():
        last = until[key]
        lines += [_named(one, contexts[key], of[key]) for one in happened if last is None or one.at <= last]
    return lines


def _named(line: Happening, context: Context, reference: str) -> Happening:
    """The same line in the chronology of a child: it says of which context it is."""
    return Happening(
        line.at,
        line.kind if line.kind != "closed" else "context-closed",
        f"{context.name}: {line.title[:1].lower()}{line.title[1:]}",
        line.text,
        line.words,
        line.by,
        line.moment,
        reference,
        context.reference,
    )


def contexts_named(person, references) -> list[tuple[str, str]]:
    """Of these contexts, by reference, those that the person sees, each with its name; by name."""
    rows = _contexts(person).filter(reference__in=set(references)).order_by("name", "pk")
    return [(row.reference, row.name) for row in rows]
