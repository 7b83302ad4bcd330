"""Contexts as lists and as one record. Every query begins with a rule’s filter."""

from django.db.models import Prefetch, Q

from kith.access.rules import find, live
from kith.audit.queries import entries_about_any
from kith.concerns.queries import Reader, named_for
from kith.people.queries import agencies_of, casework_colleagues, colleagues_who, members_of, teams_of
from kith.toolkit.queries import categories, due_on_at_the_latest, lists_of_categories

from ..models import (
    Conference,
    ConferenceSeat,
    Context,
    ContextAssessment,
    ContextBar,
    ContextConcern,
    ContextLink,
    ContextPart,
    ContextPartner,
    ContextReopening,
    ContextReview,
    GoalReview,
    SafetyGoal,
)
from ..rules import opens_contexts, people_who_see_context, sees_context, sees_link
from ..words import READERS, REVIEW, SOURCES, SPACES

PAGE = 25
SHOWN = 50
MOST_FOUND = 25
# The only fields that a search looks into; their class allows it.
SEARCHED = REFERENCE, NAME = "reference", "name"


def _contexts(person):
    return Context.objects.filter(sees_context(person)).select_related("owner__agency", "opened_by")


def contexts_seen_by(person, show: str = "mine", closed: bool = False):
    """Contexts that the person sees, by name: their own, those owned in their teams, or all."""
    rows = _contexts(person).filter(closed_at__isnull=not closed)
    if show == "mine":
        rows = rows.filter(owner=person)
    elif show == "team":
        rows = rows.filter(owner__in=members_of(person.team_ids))
    return rows.order_by("name", "pk")


def contexts_owned_by(person):
    """Open contexts of which this person is the owner, by the day of their review."""
    return _contexts(person).filter(owner=person, closed_at=None).order_by("review_on", "name", "pk")


def context_for(person, uuid) -> Context:
    """One context. Raises NotFound."""
    found = find(_contexts(person).filter(uuid=uuid))
    if found.space:
        found.space_chosen = dict(categories(found.authority_id, SPACES)).get(found.space, "")
    return found


def opened_before(person, once_key: str) -> Context | None:
    """The context that this sending has opened already."""
    return _contexts(person).filter(once_key=once_key, opened_by=person).first()


def search_for(person, text: str, limit: int = MOST_FOUND) -> list[Context]:
    """Contexts that the person sees whose name holds each word that was typed, or whose reference it is; by name.

    A person in a map is found by no search.
    """
    words = text.split()
    if len(text.strip()) < 2 or not opens_contexts(person):
        return []
    named = Q()
    for word in words:
        named &= Q(**{f"{NAME}__icontains": word})
    rows = _contexts(person).filter(named | Q(**{f"{REFERENCE}__iexact": text.strip()}))
    return list(rows.order_by("name", "pk")[:limit])


def known_of(person, subjects) -> set[str]:
    """Of these contexts, by how the trail calls them, those that the person may read now."""
    keys = [one.removeprefix("context:") for one in subjects]
    rows = Context.objects.filter(sees_context(person), uuid__in=keys) if keys else []
    return {row.subject for row in rows}


def kinds_of_space(person) -> list[tuple[str, str]]:
    """The kinds of online space: a list of the person’s authority, as choices."""
    return categories(person.authority_id, SPACES)


def sources(person) -> list[tuple[str, str]]:
    """Where information comes from: a list of the person’s authority, as choices."""
    return categories(person.authority_id, SOURCES)


def review_due(person, since):
    """The day by which a context is looked at again, by the clock of the person’s authority; None where that is off."""
    return due_on_at_the_latest(person.authority_id, REVIEW, since)


# What stands about a context that its reader holds


def concerns_of(context: Context) -> list[ContextConcern]:
    """What was noticed in a context that its reader holds, the newest first."""
    return _noticed([context])[::-1]


def _noticed(contexts) -> list[ContextConcern]:
    rows = list(ContextConcern.objects.filter(context__in=contexts).select_related("written_by__agency"))
    (chosen,) = lists_of_categories(contexts[0].authority_id, SOURCES)
    for row in rows:
        row.source_chosen = chosen.get(row.source, "")
    return rows


def partners_of(context: Context, ended: bool = False) -> list[ContextPartner]:
    """Who has reach into a context that its reader holds, by name; or who had."""
    rows = ContextPartner.objects.filter(context=context, ended_at__isnull=not ended)
    return list(rows.select_related("agency", "added_by"))


def partner_for(person, uuid) -> ContextPartner:
    """One partner of a context that the person sees. Raises NotFound."""
    rows = ContextPartner.objects.filter(sees_context(person, to="context_id"), uuid=uuid)
    return find(rows.select_related("context"))


def agencies_for(person) -> list:
    """The agencies of the person’s authority, to say which of them a partner is."""
    return [agency for agency, _ in agencies_of(person)]


def assessments_of(context: Context) -> list[ContextAssessment]:
    """The versions of the assessment of a context that its reader holds, the newest first."""
    rows = ContextAssessment.objects.filter(context=context).select_related("made_by", "replaced_by")
    return list(rows.order_by("-made_at", "-pk"))


def assessment_for(person, uuid) -> ContextAssessment:
    """One version of an assessment of a context that the person sees. Raises NotFound."""
    rows = ContextAssessment.objects.filter(sees_context(person, to="context_id"), uuid=uuid)
    return find(rows.select_related("context", "made_by", "replaced_by"))


def goals_of(context: Context) -> list[SafetyGoal]:
    """The safety goals that stand for a context that its reader holds, in order, each with what its reviews said."""
    reviews = GoalReview.objects.select_related("review__by").order_by("-review__on", "-review__pk")
    rows = SafetyGoal.objects.filter(context=context, ended_by=None)
    return list(rows.prefetch_related(Prefetch("reviews", reviews)))


def words_of_goal(context: Context, key: str) -> str:
    """The words of a goal that stands no longer for a context that its reader holds; nothing where it has no such goal."""
    keys = [goal for goal in SafetyGoal.objects.filter(context=context) if goal.uuid.hex == key]
    return keys[0].text if keys else ""


def goals_at(assessment: ContextAssessment) -> list[SafetyGoal]:
    """The goals as they stood with one version of an assessment that its reader holds."""
    rows = SafetyGoal.objects.filter(context=assessment.context_id, set_by__made_at__lte=assessment.made_at)
    return list(rows.filter(Q(ended_by=None) | Q(ended_by__made_at__gt=assessment.made_at)))


def reviews_of(context: Context) -> list[ContextReview]:
    """The reviews of a context that its reader holds, the newest first, each with its goals."""
    goals = GoalReview.objects.select_related("goal").order_by("goal__order", "pk")
    rows = ContextReview.objects.filter(context=context).select_related("by")
    return list(rows.prefetch_related(Prefetch("goals", goals)).order_by("-on", "-pk"))


def reopenings_of(context: Context) -> list[ContextReopening]:
    """How often a context that its reader holds was closed and opened again, in order."""
    return list(ContextReopening.objects.filter(context=context).select_related("by", "closed_by"))


def has_opened_again(person, context: Context, reason: str) -> bool:
    """Yes for whoever opened the context again last, for this reason, while it is open."""
    last = context.reopenings.order_by("-at", "-pk").first()
    return context.is_open and last is not None and (last.by_id, last.reason) == (person.pk, reason)


# Conferences


def _conferences():
    seats = Prefetch("seats", ConferenceSeat.objects.select_related("person", "agency"))
    rows = Conference.objects.select_related("written_by", "context__owner", "replaced_by")
    return rows.prefetch_related(seats, "dissents__recorded_by")


def conferences_of(context: Context) -> list[Conference]:
    """The conferences about a context that its reader holds, the newest first, each as it stands now."""
    rows = Conference.objects.filter(context=context, replaced_by=None)
    return list(rows.select_related("written_by").order_by("-on", "-pk"))


def conference_for(person, uuid) -> Conference:
    """One conference about a context that the person sees, with everything. Raises NotFound."""
    return find(_conferences().filter(sees_context(person, to="context_id"), uuid=uuid))


def versions_of(conference: Conference) -> list[Conference]:
    """How a conference that its reader holds was written down, the newest first: what stands, and what was put right."""
    rows = {row.pk: row for row in _conferences().filter(context=conference.context_id)}
    after = {row.replaces_id: row.pk for row in rows.values() if row.replaces_id}
    last = conference.pk
    while last in after:
        last = after[last]
    found = [rows[last]]
    while found[-1].replaces_id:
        found.append(rows[found[-1].replaces_id])
    return found


# Who sees it


def readers_named(person, context: Context) -> list[Reader]:
    """Who may read this context now, each once with all their reasons, as this reader may know them."""
    rows = ContextPart.objects.filter(live(), matter=context).select_related("person__agency", "team")
    may = {one.pk for one in people_who_see_context(context)}
    readers: dict[tuple, Reader] = {}
    for part in rows.order_by("begins", "pk"):
        members = members_of([part.team], managers_only=part.managers_only) if part.team else [part.person]
        people = [one for one in members if one.pk in may]
        if not part.team_id and not people:
            continue
        key = (part.person_id, part.team_id, part.managers_only)
        if key not in readers:
            who = named_for(person, part.person) if part.person else ""
            readers[key] = Reader(who, part.team, part.managers_only, people, [])
        readers[key].parts.append(part)
    return list(readers.values())


def part_for(person, uuid) -> ContextPart:
    """One live part in a context that the person sees. Raises NotFound."""
    rows = ContextPart.objects.filter(live(), sees_context(person, to="matter_id"), uuid=uuid)
    return find(rows.select_related("matter", "person", "team"))


def bars_in(context: Context) -> list[ContextBar]:
    """The live conflicts of interest about a context that a manager of it holds, oldest first."""
    return list(ContextBar.objects.filter(live(), matter=context).select_related("person").order_by("begins", "pk"))


def to_let_in(person, context: Context) -> tuple[list, list]:
    """Who may be let in and cannot read it yet: people of the authority, of every agency; and teams of social care."""
    readers = {one.pk for one in people_who_see_context(context)}
    kept = {bar.person_id for bar in bars_in(context)}
    people = [one for one in colleagues_who(person, *READERS).select_related("agency") if one.pk not in readers | kept]
    whole = ContextPart.objects.filter(live(), matter=context, managers_only=False)
    held = set(whole.values_list("team_id", flat=True))
    return people, [team for team in teams_of(person.authority) if team.pk not in held]


def colleagues_for(person, context: Context) -> list:
    """Who may own it: casework colleagues whom no conflict of interest keeps away, by name."""
    kept = {bar.person_id for bar in bars_in(context)}
    return [one for one in casework_colleagues(person).select_related("agency") if one.pk not in kept]


def has_handed_over(person, context: Context) -> bool:
    """Yes for whoever handed the context to its present owner."""
    last = context.owner_changes.order_by("-at", "-pk").first()
    return last is not None and last.by_id == person.pk and last.now_id == context.owner_id


def entries_for(person, context: Context, limit: int) -> list:
    """What was done with this context, newest first; what was done with a link, for who sees that link."""
    links = ContextLink.objects.filter(sees_link(person), context=context)
    return list(entries_about_any([context.subject, *(link.subject for link in links)])[:limit])


# For handing over, and for the worker


def contexts_held(person) -> list[Context]:
    """Open contexts that name this person as their owner, whatever they may read now."""
    return list(Context.objects.filter(owner=person, closed_at=None).order_by("review_on", "pk"))


def contexts_to_remind(today) -> list[Context]:
    """For the worker: contexts whose review is due or late and of which somebody was not told yet."""
    rows = Context.objects.filter(closed_at=None, review_on__lte=today)
    rows = rows.filter(Q(reminded_on=None) | Q(late_told_on=None, review_on__lt=today))
    return list(rows.select_related("owner").order_by("pk"))
