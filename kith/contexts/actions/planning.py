"""The plan of a context: what is to be done there, by whom, by when, for which goal; what came of it; who is reminded."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from kith.access.rules import own_key, require
from kith.audit.actions import record
from kith.people.queries import manager_of
from kith.people.words import named

from .. import queries, rules
from ..events import (
    ContextActionAgreed,
    ContextActionAimed,
    ContextActionDone,
    ContextActionDropped,
    ContextActionDue,
    ContextReviewDue,
)
from ..models import Conference, Context, ContextAction, SafetyGoal
from ..naming import name_no_child
from ..over import require_dropping, require_finishing, require_writing
from ..words import Ending
from .contexts import _locked, _told


def _require_goal(context: Context, goal: SafetyGoal | None) -> None:
    """A goal that something serves is one of this context’s, and stands."""
    require(goal is None or (goal.context_id == context.pk and goal.ended_by_id is None))


@transaction.atomic
def put_into_plan(
    by,
    *,
    context: Context,
    text: str,
    owner,
    due_on: date,
    once_key: str,
    outside: str = "",
    goal: SafetyGoal | None = None,
    conference: Conference | None = None,
) -> ContextAction:
    """It is in the plan, with one owner who reads the context, and a day; the owner is told. Sending twice makes one.

    `outside` says who does it, where that is nobody with an account: the owner then sees to it. `conference` agreed it,
    where one did. Raises NamesChild.
    """
    context = _locked(context)
    require_writing(by, context)
    require(rules.may_own_action(owner, context))
    require(conference is None or conference.context_id == context.pk)
    once_key = own_key(by, once_key, context)
    known = ContextAction.objects.filter(once_key=once_key).first()
    if known is not None:
        return known
    _require_goal(context, goal)
    name_no_child(by, context, {"text": text, "outside": outside})
    action = ContextAction.objects.create(
        context=context,
        conference=conference,
        goal=goal,
        text=text,
        owner=owner,
        outside=outside,
        due_on=due_on,
        recorded_by=by,
        recorded_at=timezone.now(),
        once_key=once_key,
    )
    event = ContextActionAgreed(subject=context.subject, to=named([owner]))
    record(event, by=by, after={"text": text, "outside": outside})
    return action


def _locked_action(action: ContextAction) -> ContextAction:
    rows = ContextAction.objects.select_for_update(of=("self",))
    return rows.select_related("context__owner", "owner", "ended_by").get(pk=action.pk)


def _end(by, action: ContextAction, how: str, words: str) -> None:
    action.ended_as, action.ended_at, action.ended_by, action.ended_words = how, timezone.now(), by, words
    action.save(update_fields=["ended_as", "ended_at", "ended_by", "ended_words"])


@transaction.atomic
def finish_context_action(by, *, action: ContextAction, note: str) -> None:
    """It is done, with what came of it; who owns the context is told. The same again changes nothing.

    Raises Over where it ended otherwise meanwhile, or the context is closed.
    """
    action = _locked_action(action)
    context = action.context
    if (action.ended_as, action.ended_by_id, action.ended_words) == (Ending.DONE, by.pk, note):
        return
    require_finishing(by, action)
    name_no_child(by, context, {"note": note})
    _end(by, action, Ending.DONE, note)
    record(ContextActionDone(subject=context.subject, to=_told(context, by)), by=by, after={"note": note})


@transaction.atomic
def drop_context_action(by, *, action: ContextAction, because: str) -> None:
    """It is in the plan no more, and says why; who had it and who owns the context are told. The same again changes nothing.

    Raises Over where it ended otherwise meanwhile, or the context is closed.
    """
    action = _locked_action(action)
    context = action.context
    if (action.ended_as, action.ended_by_id, action.ended_words) == (Ending.DROPPED, by.pk, because):
        return
    require_dropping(by, action)
    require(bool(because))
    name_no_child(by, context, {"because": because})
    _end(by, action, Ending.DROPPED, because)
    people = {one.pk: one for one in (action.owner, context.owner) if one.pk != by.pk and rules.reads(one, context)}
    event = ContextActionDropped(subject=context.subject, to=named(people.values()))
    record(event, by=by, after={"because": because})


@transaction.atomic
def aim_context_action(by, *, action: ContextAction, goal: SafetyGoal | None) -> None:
    """It serves this goal of the context from now on, or none. The same again changes nothing."""
    action = _locked_action(action)
    require_dropping(by, action)
    _require_goal(action.context, goal)
    if action.goal_id == (goal.pk if goal is not None else None):
        return
    was, action.goal = action.goal, goal
    action.save(update_fields=["goal"])
    before, after = ({"goal": one.text if one is not None else ""} for one in (was, goal))
    record(ContextActionAimed(subject=action.context.subject), by=by, before=before, after=after)


# What waits


def remind_of_contexts(by: str, *, today: date) -> int:
    """Who has a review or something to do was told on its day; when that is over, one more person, once."""
    require(rules.may_work(by))
    told = 0
    for context in queries.contexts_to_remind(today):
        late = context.review_on < today
        with transaction.atomic():
            if not _first_time(Context.objects.filter(pk=context.pk, closed_at=None), late, today):
                continue
            people = [context.owner, manager_of(context.owner)] if late else [context.owner]
            to = [one for one in people if one is not None and rules.reads(one, context)]
            record(ContextReviewDue(subject=context.subject, late=late, to=named(to)), by=by)
            told += 1
    for action in queries.actions_to_remind(today):
        late, context = action.due_on < today, action.context
        with transaction.atomic():
            if not _first_time(ContextAction.objects.filter(pk=action.pk, ended_as=""), late, today):
                continue
            people = [action.owner, context.owner] if late else [action.owner]
            to = [one for one in people if rules.reads(one, context)]
            record(ContextActionDue(subject=context.subject, late=late, to=named(to)), by=by)
            told += 1
    return told


def _first_time(rows, late: bool, today: date) -> bool:
    rows = rows.filter(late_told_on=None) if late else rows.filter(reminded_on=None)
    return bool(rows.update(**{"reminded_on": today, **({"late_told_on": today} if late else {})}))
