"""A context is assessed, reviewed and conferred about. Each version, review and conference stays as it was written."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from kith.access.rules import own_key, require
from kith.audit.actions import record

from .. import queries, rules
from ..events import (
    ConferenceDissented,
    ConferenceHeld,
    ConferencePutRight,
    ContextAssessed,
    ContextReviewed,
)
from ..models import (
    Conference,
    ConferenceDissent,
    ConferenceSeat,
    Context,
    ContextAssessment,
    ContextReview,
    GoalReview,
    SafetyGoal,
)
from ..naming import name_no_child
from ..over import require_noting, require_writing
from ..words import MOST_GOALS, Standing
from .contexts import Moved, _locked, _next_review, _told


@transaction.atomic
def assess_context(
    by, *, context: Context, goals: list[tuple[str, str]], replaces: ContextAssessment | None, once_key: str, **said
) -> ContextAssessment:
    """The assessment stands as it was made, with its goals; a later one names the one it replaces. Sending twice makes one.

    A goal whose words did not change goes on, with its reviews. Raises Moved where a colleague made a version in
    between, and NamesChild: nothing is then kept.
    """
    context = _locked(context)
    require_writing(by, context)
    once_key = own_key(by, once_key, context)
    known = ContextAssessment.objects.filter(once_key=once_key).first()
    if known is not None:
        return known
    standing = ContextAssessment.objects.filter(context=context, replaced_by=None).first()
    if (standing.pk if standing else None) != (replaces.pk if replaces else None):
        raise Moved(context)
    if not goals or len(goals) > MOST_GOALS or not all(text and how for text, how in goals):
        raise ValueError("A few goals, each with how we will know.")
    if not (said.get("young_words") or said.get("no_words_because")):
        raise ValueError("What young people say is kept, or why there is nothing.")
    texts = {f"goal_{number}": text for number, (text, _) in enumerate(goals, 1)}
    texts |= {f"how_{number}": how for number, (_, how) in enumerate(goals, 1)}
    name_no_child(by, context, {**said, **texts})
    assessment = ContextAssessment.objects.create(
        context=context, made_by=by, made_at=timezone.now(), replaces=replaces, once_key=once_key, **said
    )
    before = {(goal.text, goal.how_known): goal for goal in queries.goals_of(context)}
    for order, (text, how) in enumerate(goals):
        goal = before.pop((text, how), None)
        if goal is None:
            SafetyGoal.objects.create(context=context, set_by=assessment, order=order, text=text, how_known=how)
        elif goal.order != order:
            SafetyGoal.objects.filter(pk=goal.pk).update(order=order)
    SafetyGoal.objects.filter(pk__in=[goal.pk for goal in before.values()]).update(ended_by=assessment)
    record(ContextAssessed(subject=context.subject, again=replaces is not None), by=by, after=said)
    return assessment


@transaction.atomic
def review_context(
    by, *, context: Context, on: date, changed: str, goals: dict, once_key: str, next_on: date | None = None
) -> ContextReview:
    """What changed in the place, and what is said of each goal that stands, with the next day. Sending twice makes one.

    `goals` gives for each goal its standing and what was seen. Raises Moved where other goals stand now, and NamesChild.
    """
    context = _locked(context)
    require_writing(by, context)
    once_key = own_key(by, once_key, context)
    known = ContextReview.objects.filter(once_key=once_key).first()
    if known is not None:
        return known
    standing = {goal.pk: goal for goal in queries.goals_of(context)}
    if set(goals) != set(standing):
        raise Moved(context)
    require(all(word in Standing.values for word, _ in goals.values()))
    name_no_child(
        by,
        context,
        {"changed": changed, **{f"seen_{standing[key].uuid.hex}": seen for key, (_, seen) in goals.items()}},
    )
    review = ContextReview.objects.create(
        context=context, on=on, changed=changed, next_on=_next_review(by, next_on), by=by, once_key=once_key
    )
    for key, (word, seen) in goals.items():
        GoalReview.objects.create(review=review, goal=standing[key], standing=word, seen=seen)
    context.review_on, context.reminded_on, context.late_told_on = review.next_on, None, None
    context.save(update_fields=["review_on", "reminded_on", "late_told_on"])
    record(ContextReviewed(subject=context.subject, to=_told(context, by)), by=by, after={"changed": changed})
    return review


# Conferences


def _write_conference(by, context: Context, people, seated: dict, said: dict, **also) -> Conference:
    """The row of a conference, with who was there; of whom it was known before, for the agency that was theirs then."""
    readers = {one.pk for one in rules.people_who_see_context(context)}
    require(all(one.pk in readers or one.pk in seated for one in people))
    if not (said.get("young_words") or said.get("no_words_because")):
        raise ValueError("What young people say is kept, or why there is nothing.")
    texts = {**said, "because": also.get("because", "")}
    name_no_child(by, context, {name: text for name, text in texts.items() if isinstance(text, str)})
    row = Conference.objects.create(context=context, written_by=by, written_at=timezone.now(), **said, **also)
    for person in people:
        ConferenceSeat.objects.create(conference=row, person=person, agency=seated.get(person.pk, person.agency))
    return row


@transaction.atomic
def hold_conference(by, *, context: Context, people=(), once_key: str, **said) -> Conference:
    """The conference stands as it was held: who was there, what was said and agreed. Sending twice keeps one.

    Raises NamesChild: a conference about a place names no child.
    """
    context = _locked(context)
    require_writing(by, context)
    once_key = own_key(by, once_key, context)
    known = Conference.objects.filter(once_key=once_key).first()
    if known is not None:
        return known
    row = _write_conference(by, context, people, {}, said, once_key=once_key)
    record(ConferenceHeld(subject=context.subject, to=_told(context, by)), by=by, after={"agreed": said["agreed"]})
    return row


@transaction.atomic
def put_conference_right(by, *, conference: Conference, people=(), because: str, once_key: str, **said) -> Conference:
    """What stands of the conference is what is written now, with why; what stood stays readable. Sending twice keeps one.

    Raises Moved where a colleague put it right in between, and NamesChild: nothing is then kept.
    """
    context = _locked(conference.context)
    require_writing(by, context)
    require(bool(because))
    once_key = own_key(by, once_key, context)
    known = Conference.objects.filter(once_key=once_key).first()
    if known is not None:
        return known
    if Conference.objects.filter(replaces=conference).exists():
        raise Moved(context)
    seated = {row.person_id: row.agency for row in conference.seats.select_related("agency")}
    row = _write_conference(by, context, people, seated, said, because=because, replaces=conference, once_key=once_key)
    before = {name: getattr(conference, name) for name in said if name != "on"}
    event = ConferencePutRight(subject=context.subject, to=_told(context, by))
    record(event, by=by, before=before, after={**{name: said[name] for name in before}, "because": because})
    return row


@transaction.atomic
def keep_context_dissent(by, *, conference: Conference, who: str, words: str, once_key: str) -> None:
    """Who sees it differently stands beside what was agreed, by name. Sending twice keeps it once. Raises NamesChild."""
    context = _locked(conference.context)
    require_noting(by, context)
    name_no_child(by, context, {"who": who, "words": words})
    _, made = ConferenceDissent.objects.get_or_create(
        once_key=own_key(by, once_key, conference),
        defaults={"conference": conference, "who": who, "words": words, "recorded_by": by},
    )
    if made:
        record(ConferenceDissented(subject=context.subject), by=by, after={"words": words})
