"""What the record already says under each heading of the referral: typed once, used here, checked by a person.

Equality answers are never read here: they are kept apart from the case.
"""

from django.db.models import prefetch_related_objects

from kith.people.queries import setting_of
from kith.toolkit.queries import headings_of, lists_of_categories

from .models import Consultation
from .standing import decision_standing, questions_answered
from .words import ContextKind, YesNo


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _said(label: str, text: str) -> str:
    return f"{label}: {text}" if text else ""


def _identity(row: Consultation, by) -> str:
    child = row.child
    born = ""
    if child.birth_date:
        born = f"{child.get_birth_kind_display()}: {child.birth_date.day} {child.birth_date:%B %Y}"
    return _lines(
        _said("Name", child.name) if child.named else "",
        _said("Also known as", child.known_as),
        born,
        _said("Sex", child.get_sex_display() if child.sex else ""),
        _said("Gender in their own words", child.gender_words),
        _said("Language", child.language)
        + (" (interpreter needed)" if child.language and child.interpreter == YesNo.YES else ""),
        _said("School, college or work", child.school),
        _said("Case-system reference", child.case_reference),
    )


def _household(row: Consultation, by) -> str:
    return _said("Parental responsibility", row.child.responsibility)


def _strengths(row: Consultation, by) -> str:
    return row.strengths


def _needs_of_child(row: Consultation, by) -> str:
    return _lines(row.needs, _said("What helps to be understood", row.child.disability))


def _known(row: Consultation, by) -> str:
    """What was noticed and what became known since, each with how it is known; nobody’s reading of it."""
    noticed = [
        _lines(
            f"{_when(item)}{', ' + item.where if item.where else ''}: {item.what}",
            _said("Exact words", item.exact_words),
            _said("Known from", item.known_from),
        )
        for item in row.noticed.all()
    ]
    notes = [f"{_day(note.happened_on)}: {note.text}" for note in row.notes.order_by("happened_on")]
    return "\n\n".join([*noticed, *notes])


def _in_place(kind: str):
    """What the record says of one kind of place or group, without the name of the kind."""

    def told(row: Consultation, by) -> str:
        return "\n\n".join(
            _lines(
                _said("Adds harm", item.harm),
                _said("Protects", item.protects),
                _said("Could make it safer", item.reach),
            )
            for item in row.contexts.all()
            if item.kind == kind
        )

    return told


def _when(item) -> str:
    if item.happened_on:
        return _day(item.happened_on)
    return item.happened_words or "Date not known"


def _noticed(row: Consultation, keep=lambda item: True) -> str:
    told = []
    for item in row.noticed.all():
        if not keep(item):
            continue
        told.append(
            _lines(
                f"{_when(item)}{', ' + item.where if item.where else ''}: {item.what}",
                _said("Exact words", item.exact_words),
                _said("Known from", item.known_from),
                _said("Taken to mean", item.interpretation),
                _said("Assumed, not checked", item.assumption),
            )
        )
    return "\n\n".join(told)


def _day(date) -> str:
    return f"{date.day} {date:%B %Y}"


def _signs(row: Consultation) -> list[str]:
    """Each sign considered with what was seen of it here, and what else might explain it beside it."""
    return [
        _lines(
            f"Sign considered: {item.title}",
            _said("Seen here", item.here),
            f"What else might explain it here: {item.explanation or 'not yet known'}",
        )
        for item in row.signs.all()
    ]


def _what(row: Consultation, by) -> str:
    """What was noticed and which signs were considered, then what became known since and what was answered."""
    notes = [f"{_day(note.happened_on)}, became known later: {note.text}" for note in row.notes.order_by("happened_on")]
    asked = [
        f"Asked {_day(asked_on)}: {question}\nAnswered {_day(answered_on)} by {name}: {answer}"
        for question, asked_on, answer, answered_on, name in questions_answered(row)
    ]
    return "\n\n".join(part for part in (_noticed(row), *_signs(row), *notes, *asked) if part)


def _online(row: Consultation, by) -> str:
    """What was noticed online, and what is known of the child's life there."""
    known = _contexts(row, by, lambda item: item.kind == ContextKind.ONLINE)
    noticed = _noticed(row, lambda item: item.place == ContextKind.ONLINE)
    return "\n\n".join(text for text in (noticed, known) if text)


def _contexts(row: Consultation, by, keep=lambda item: True) -> str:
    return "\n\n".join(
        _lines(
            item.get_kind_display(),
            _said("Adds harm", item.harm),
            _said("Protects", item.protects),
            _said("Could make it safer", item.reach),
        )
        for item in row.contexts.all()
        if keep(item)
    )


def _not_online(row: Consultation, by) -> str:
    return _contexts(row, by, lambda item: item.kind != ContextKind.ONLINE)


def _people(row: Consultation, by) -> str:
    return _lines(*(_said(item.get_kind_display(), item.reach) for item in row.contexts.all() if item.reach))


def _needs(row: Consultation, by) -> str:
    return _lines(
        row.needs, _said("What helps to be understood", row.child.disability), _said("Strengths", row.strengths)
    )


def _exploitation(row: Consultation, by) -> str:
    return _lines(
        *(f"{item.get_kind_display()}: {item.thought or 'considered'}" for item in row.exploitation.all()),
    )


def _voice(row: Consultation, by) -> str:
    later = [
        f"{note.happened_on.day} {note.happened_on:%B %Y}: “{note.childs_words}”"
        for note in row.notes.all()
        if note.childs_words
    ]
    return _lines(
        _said("In the child’s own words", row.voice_words),
        _said("Wishes", row.voice_wishes),
        _said("Not yet spoken with, because", row.not_spoken_because if not row.voice_words else ""),
        *later,
    )


def _parents(row: Consultation, by) -> str:
    told = _joined(row.get_family_told_display() if row.family_told else "", row.family_told_words)
    decided = decision_standing(row, by)
    since = decided.family_told if decided else ""
    # What was true when the concern was sent may have changed since: each stands with its day.
    before = f"Family told of the concern, when it was sent on {_day(row.submitted_at)}"
    return _lines(
        _said("The parents’ view", row.parents_view),
        _said(before if since else "Family told of the concern", told),
        _said(f"Family told, when it was decided on {_day(decided.on)}", since) if decided else "",
    )


def _joined(first: str, second: str) -> str:
    return ": ".join(part for part in (first, second) if part)


def _referrer(row: Consultation, by) -> str:
    raiser = row.raised_by
    return _lines(
        f"Raised by {_joined_comma(raiser.name, raiser.job_title)}, {raiser.agency.name}, {row.authority.name}",
        f"Prepared by {_joined_comma(by.name, by.job_title)}, {by.agency.name}" if by.pk != raiser.pk else "",
    )


def _joined_comma(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _dates(row: Consultation, by) -> str:
    days = sorted(item.happened_on for item in row.noticed.all() if item.happened_on)
    first = f"First noticed: {days[0].day} {days[0]:%B %Y}" if days else ""
    sent = row.submitted_at
    return _lines(
        first,
        f"Asked of the specialist in children’s social care: {sent.day} {sent:%B %Y}",
        *_decided(row, by),
        _said("Done so far", row.done),
    )


def _decided(row: Consultation, by) -> list[str]:
    """What was decided, by whom and when, who signed it, and the part of social care in it."""
    decided = decision_standing(row, by)
    if decided is None:
        return []
    signed = "".join(f", signed off by {name} on {_day(on)}" for name, on in decided.signed)
    waits = ", waits for sign-off" if decided.waits else ""
    beside = "; ".join(decided.beside)
    return [
        f"Decided {_day(decided.on)} by {decided.by}{signed}{waits}: {'; '.join(decided.outcomes)}",
        _said("The part of children’s social care", ". ".join(part for part in (beside, decided.meanwhile) if part)),
    ]


def _marking(row: Consultation, by) -> str:
    return f"{setting_of(row.authority, 'marking')}. Nothing is attached."


SOURCES = {
    "child.identity": _identity,
    "child.household": _household,
    "concern.what": _what,
    "concern.online": _online,
    "concern.people": _people,
    "contexts": _contexts,
    "needs": _needs,
    "other_exploitation": _exploitation,
    "voice": _voice,
    "parents": _parents,
    "referrer": _referrer,
    "dates": _dates,
    "marking": _marking,
    # Under the headings of an assessment
    "strengths": _strengths,
    "needs.child": _needs_of_child,
    "concern.known": _known,
    **{f"context.{kind}": _in_place(kind) for kind in ContextKind.values},
}


# Each source is used once, under the first heading that names it; places and people under the last, beside what protects.
UNDER_THE_LAST = {"contexts"}


def put_words_of_lists(rows, authority_id: int) -> None:
    """What was noticed says the chosen source and kind of online space in the words of the authority's lists."""
    sources, spaces = lists_of_categories(authority_id, "source-of-information", "online-space")
    for row in rows:
        for item in row.noticed.all():
            item.source_chosen = sources.get(item.source, item.source)
            item.space_chosen = spaces.get(item.space, item.space)


def headings_filled(consultation: Consultation, by, prepared_by=None) -> list[dict]:
    """The authority's headings of a referral in its order, each with what the record already says; a person completes them.

    `by` is who reads the record; `prepared_by` who began the referral, where that was somebody else.

    Ideas, harm and effect start empty: they are the worker's own words, and no record of Kith asks for an ideology.
    """
    return filled_under(headings_of(consultation.authority_id), consultation, by, prepared_by)


def filled_under(headings, consultation: Consultation, by, prepared_by=None) -> list[dict]:
    """Each of these headings with what the record already says under it: `key`, `order`, `title`, `hint` and `text`."""
    prefetch_related_objects([consultation], "noticed")
    put_words_of_lists([consultation], consultation.authority_id)
    place: dict[str, str] = {}
    for heading in headings:
        for source in heading.filled_from:
            if source not in place or source in UNDER_THE_LAST:
                place[source] = heading.key
    sources = {**SOURCES, "contexts": _not_online if "concern.online" in place else _contexts}
    filled = []
    for order, heading in enumerate(headings, start=1):
        wanted = [s for s in heading.filled_from if s in sources and place[s] == heading.key]
        preparer = prepared_by or by
        texts = [sources[source](consultation, preparer if source == "referrer" else by) for source in wanted]
        filled.append(
            {
                "key": heading.key,
                "order": order,
                "title": heading.title,
                "hint": heading.hint,
                "text": "\n\n".join(text for text in texts if text),
            }
        )
    return filled


def taken_in(words: str, before: str, now: str) -> str:
    """The words of a heading with what the record says now. What a person wrote there themselves stays, every word.

    Where what was recorded before still stands among them, the new takes its place; else what is new stands below.
    """
    typed = "\n".join(words.split("\r\n"))
    if before and before in typed:
        return typed.replace(before, now, 1)
    known = set(before.split("\n\n"))
    new = "\n\n".join(part for part in now.split("\n\n") if part not in known) or now
    return "\n\n".join(part for part in (typed.strip(), new) if part)
