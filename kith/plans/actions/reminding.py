"""Who has an action, or owns a plan that is to be reviewed, is told before its day, on it and after it. Each once."""

from datetime import date

from django.db import transaction

from kith.access.rules import require
from kith.audit.actions import record
from kith.people.queries import manager_of
from kith.people.words import named

from .. import queries, rules
from ..events import PlanActionDue, PlanReviewDue
from ..models import Action, Plan
from ..words import Stage


def chase_plans(by: str, *, today: date) -> int:
    """Whoever sees to an action, or owns a plan, was told of its day: before it, on it, and after it with their manager.

    What came to its end is told to nobody. Returns how many were told of.
    """
    require(rules.may_work(by))
    told = 0
    for action, stage in queries.actions_to_chase(today):
        with transaction.atomic():
            if not Action.objects.filter(pk=action.pk, told=action.told, ended_as="").update(told=stage):
                continue
            to = _told(action.plan, action.sees_to_it, stage)
            record(PlanActionDue(subject=action.plan.subject, stage=stage, to=named(to)), by=by)
            told += 1
    for plan, stage in queries.reviews_to_chase(today):
        with transaction.atomic():
            free = Plan.objects.filter(pk=plan.pk, review_told=plan.review_told, review_on=plan.review_on)
            if not free.update(review_told=stage):
                continue
            to = _told(plan, plan.owner, stage)
            record(PlanReviewDue(subject=plan.subject, stage=stage, to=named(to)), by=by)
            told += 1
    return told


def _told(plan: Plan, who, stage: str) -> list:
    """Who sees to it; once it is late, who owns the plan and the manager of who sees to it: those who read the plan."""
    people = [who, plan.owner, manager_of(who)] if stage == Stage.LATE else [who]
    readers = {person.pk for person in rules.people_who_see_plan(plan)}
    return list({one.pk: one for one in people if one is not None and one.pk in readers}.values())
