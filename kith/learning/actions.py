"""Doing the plan of a term. Each act asks a rule, writes, and leaves an event, in one transaction."""

import datetime
import uuid as uuids

from django.db import transaction
from django.utils import timezone

from kith.access.rules import own_key, require
from kith.audit.actions import record
from kith.people.queries import locked_person
from kith.people.rules import NotTheirs
from kith.people.words import named

from . import queries, rules
from .events import AimAdded, AimChanged, AimEnded, LearningPlanBegun
from .models import Aim, LearningPlan
from .terms import Term
from .words import Ended


class Moved(Exception):
    """A colleague changed the aim since the page was opened. Nothing was overwritten; `saved` is how it stands."""

    def __init__(self, saved: Aim):
        super().__init__("changed by a colleague")
        self.saved = saved


@transaction.atomic
def begin_learning_plan(by, *, term: Term) -> LearningPlan:
    """The term has a plan, which keeps what the figures said on this day. Where it has one, it is that one."""
    require(rules.plans_learning(by))
    plan, is_new = LearningPlan.objects.get_or_create(
        authority_id=by.authority_id,
        begins=term.begins,
        defaults={"ends": term.ends, "title": term.title, "figures": queries.figures_for(by), "begun_by": by},
    )
    if is_new:
        record(LearningPlanBegun(subject=plan.subject), by=by)
    return plan


def _check(plan: LearningPlan, owner, due_on: datetime.date) -> None:
    require(rules.may_own(owner, plan))
    if due_on < plan.begins:
        raise ValueError("An aim is due in its term or later.")


@transaction.atomic
def add_aim(
    by,
    *,
    plan: LearningPlan,
    text: str,
    because: str,
    theme: str,
    how: str,
    what: str,
    session: uuids.UUID | None,
    owner,
    due_on: datetime.date,
    once_key: str,
) -> Aim:
    """The plan has this aim, and who sees to it is told. The same key again gives the same aim."""
    locked_person(by)
    key = own_key(by, once_key, plan)
    known = Aim.objects.filter(made_by=by, once_key=key).first()
    if known is not None:
        return known
    require(rules.may_add(by, plan))
    _check(plan, owner, due_on)
    aim = Aim.objects.create(
        plan=plan,
        theme=theme,
        text=text.strip(),
        because=because.strip(),
        how=how,
        what=what.strip(),
        session=session,
        owner=owner,
        due_on=due_on,
        made_by=by,
        once_key=key,
    )
    record(AimAdded(subject=plan.subject, aim=str(aim.uuid), to=named([owner])), by=by)
    return aim


def _locked(aim: Aim) -> Aim:
    rows = Aim.objects.select_for_update(of=("self",)).select_related("plan__authority", "owner__agency")
    return rows.get(pk=aim.pk)


@transaction.atomic
def change_aim(by, *, aim: Aim, sequence: int, owner, due_on: datetime.date, **said) -> Aim:
    """The aim says this from now on. Raises Moved where a colleague changed it since `sequence`; the same changes nothing."""
    aim = _locked(aim)
    require(rules.may_change(by, aim))
    if aim.sequence != sequence:
        raise Moved(aim)
    _check(aim.plan, owner, due_on)
    said = {name: value.strip() if isinstance(value, str) else value for name, value in said.items()}
    said |= {"owner": owner, "due_on": due_on}
    if all(getattr(aim, name) == value for name, value in said.items()):
        return aim
    told = [owner] if aim.owner_id != owner.pk else []
    for name, value in said.items():
        setattr(aim, name, value)
    aim.sequence, aim.changed_at = aim.sequence + 1, timezone.now()
    aim.save(update_fields=[*said, "sequence", "changed_at"])
    record(AimChanged(subject=aim.plan.subject, aim=str(aim.uuid), to=named(told)), by=by)
    return aim


@transaction.atomic
def end_aim(by, *, aim: Aim, ended_as: str, came_of: str) -> Aim:
    """The aim is done or dropped, and says what came of it or why. A second time changes nothing."""
    aim = _locked(aim)
    if aim.ended_as and (rules.reads_plan(by, aim.plan)):
        return aim
    require(rules.may_end(by, aim))
    if ended_as not in Ended.values or not came_of.strip():
        raise ValueError("Say what became of it, in words.")
    aim.ended_as, aim.came_of, aim.ended_at, aim.ended_by = ended_as, came_of.strip(), timezone.now(), by
    aim.sequence, aim.changed_at = aim.sequence + 1, timezone.now()
    aim.save(update_fields=["ended_as", "came_of", "ended_at", "ended_by", "sequence", "changed_at"])
    record(AimEnded(subject=aim.plan.subject, aim=str(aim.uuid), ended_as=ended_as), by=by)
    return aim


@transaction.atomic
def take_over_aim(by, *, aim: Aim, of, to) -> None:
    """The person sees to it in this person’s place. Raises NotTheirs. Asked by handover, after its own rule."""
    aim = _locked(aim)
    if aim.owner_id != of.pk or aim.ended_as:
        raise NotTheirs
    require(to.pk != of.pk and rules.may_own(to, aim.plan))
    aim.owner, aim.sequence, aim.changed_at = to, aim.sequence + 1, timezone.now()
    aim.save(update_fields=["owner", "sequence", "changed_at"])
    record(AimChanged(subject=aim.plan.subject, aim=str(aim.uuid), to=named([to])), by=by)
