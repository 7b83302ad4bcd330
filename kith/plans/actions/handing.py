"""What somebody had here is another person’s: by a handover, or where they may not, or cannot, have it any more."""

from django.db import transaction

from kith.access.rules import require
from kith.audit.actions import record
from kith.concerns.actions import give_part_for_work
from kith.concerns.words import PartReason
from kith.people.queries import team_of
from kith.people.rules import NotTheirs
from kith.people.words import named

from .. import queries, rules
from ..events import PlanActionMoved, PlanHandedOver, SessionHandedOver
from ..models import Action, Plan, Session


def _let_in(by, consultation, person) -> None:
    give_part_for_work(by, consultation=consultation, person=person, reason=PartReason.STEP)


@transaction.atomic
def take_over_plan(by, *, plan: Plan, of, to) -> None:
    """Another person owns the plan, reads its matter, and is told. Raises NotTheirs. Asked by handover, after its own rule."""
    rows = Plan.objects.select_for_update(of=("self",)).select_related("consultation")
    plan = rows.get(pk=plan.pk)
    if plan.owner_id != of.pk or not plan.runs:
        raise NotTheirs
    require(to.pk != of.pk and rules.may_own(to, plan.consultation))
    _let_in(by, plan.consultation, to)
    plan.owner, plan.review_told = to, ""
    plan.save(update_fields=["owner", "review_told"])
    record(PlanHandedOver(subject=plan.subject, of=f"person:{of.uuid}", to=named([to])), by=by)


@transaction.atomic
def take_over_action(by, *, action: Action, of, to) -> None:
    """Another person has the action to do, reads its matter, and is told. Raises NotTheirs. Asked by handover.

    Who had it when it was agreed stays readable beside them.
    """
    rows = Action.objects.select_for_update(of=("self",)).select_related("plan__consultation", "since", "until")
    action = rows.get(pk=action.pk)
    if action.owner_id != of.pk or not queries.is_to_do(action):
        raise NotTheirs
    require(to.pk != of.pk and rules.may_own(to, action.plan.consultation))
    _let_in(by, action.plan.consultation, to)
    action.owner, action.told = to, ""
    action.save(update_fields=["owner", "told"])
    record(PlanActionMoved(subject=action.plan.subject, of=f"person:{of.uuid}", to=named([to])), by=by)


@transaction.atomic
def take_over_session(by, *, session: Session, of, to) -> None:
    """Another person holds the session, or writes what came of it. Raises NotTheirs. Asked by handover.

    A session still to come counts from now on to the time of their team.
    """
    rows = Session.objects.select_for_update(of=("self",)).select_related("consultation")
    session = rows.get(pk=session.pk)
    if session.worker_id != of.pk or session.accounts.exists():
        raise NotTheirs
    require(to.pk != of.pk and rules.may_own(to, session.consultation))
    _let_in(by, session.consultation, to)
    session.worker = to
    if not session.has_begun:
        session.team = team_of(to)
    session.save(update_fields=["worker", "team"])
    record(SessionHandedOver(subject=session.subject, of=f"person:{of.uuid}", to=named([to])), by=by)


@transaction.atomic
def leave_plans(by, *, person, consultation) -> None:
    """What this person had here of this matter, which they may not read any more, is with somebody who may."""
    require(rules.has_left(person, consultation))
    consultation.refresh_from_db(fields=["owner"])
    people = queries.could_own(person, consultation)
    to = next((one for one in people if rules.may_own(one, consultation)), None)
    if to is None:
        return
    for plan in queries.plans_held(person, consultation):
        take_over_plan(by, plan=plan, of=person, to=to)
    for action in queries.actions_held(person, consultation):
        take_over_action(by, action=action, of=person, to=to)
    for session in queries.sessions_held(person, consultation):
        take_over_session(by, session=session, of=person, to=to)
