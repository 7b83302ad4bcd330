"""Steps taken and handed over, and the closing of a matter."""

from django.db import transaction
from django.utils import timezone

from kith.access.rules import require
from kith.audit.actions import record
from kith.concerns import actions as concerns
from kith.concerns.rules import may_hold
from kith.concerns.words import PartReason

from .. import rules
from ..events import (
    StepDaySet,
    StepHandedOver,
    StepTaken,
)
from ..models import (
    Screening,
    Step,
)
from ..queries import (
    steps_left,
)
from .holding import _locked, _nothing_runs


@transaction.atomic
def take_step(by, *, step: Step, note: str) -> None:
    """The step is done, by whom and when, with what was done in words. Done twice changes nothing."""
    step = (
        Step.objects.select_for_update(of=("self",))
        .select_related("pathway__decision__screening__consultation")
        .get(pk=step.pk)
    )
    if step.done_at is not None and step.done_by_id == by.pk:
        return
    require(rules.may_take_step(by, step))
    step.done_at, step.done_by, step.note = timezone.now(), by, note
    step.save(update_fields=["done_at", "done_by", "note"])
    record(StepTaken(subject=step.pathway.decision.screening.consultation.subject, step=step.key), by=by)


@transaction.atomic
def set_step_day(by, *, step: Step, due_on) -> None:
    """The step is due on this day, and its owner is reminded of it. The same day again changes nothing."""
    step = (
        Step.objects.select_for_update(of=("self",))
        .select_related("pathway__decision__screening__consultation")
        .get(pk=step.pk)
    )
    require(rules.may_set_day(by, step))
    if due_on < timezone.localdate():
        raise ValueError("The day has passed.")
    if step.due_on == due_on:
        return
    step.due_on, step.reminded_at = due_on, None
    step.save(update_fields=["due_on", "reminded_at"])
    record(StepDaySet(subject=step.pathway.decision.screening.consultation.subject, step=step.key), by=by)


class StepsLeft(ValueError):
    """Steps are still to be taken, or to be marked as not needed with the reason; nothing was closed."""


@transaction.atomic
def close_matter(by, *, screening: Screening, who_has_it: str) -> None:
    """The matter is closed and says who has it now, or why nobody has.

    Raises StepsLeft while steps are open, and StillRuns while a plan, an assessment or direct work of it runs on.
    """
    screening = _locked(screening)
    if screening.consultation.closed_at is not None and rules.works_in(by, screening.consultation):
        return
    require(rules.may_close(by, screening))
    if steps_left(screening):
        raise StepsLeft
    _nothing_runs(screening.consultation)
    concerns.close_consultation(by, consultation=screening.consultation, owner_words=who_has_it, finding="")


@transaction.atomic
def hand_over_step(by, *, step: Step, to) -> None:
    """A colleague who works on cases has the step now, and may read the record that it belongs to."""
    step = (
        Step.objects.select_for_update(of=("self",))
        .select_related("pathway__decision__screening__consultation")
        .get(pk=step.pk)
    )
    consultation = step.pathway.decision.screening.consultation
    require(rules.may_take_step(by, step))
    require(may_hold(to, consultation))
    concerns.give_part_for_work(by, consultation=consultation, person=to, reason=PartReason.STEP)
    step.owner, step.given_by, step.reminded_at = to, by, None
    step.save(update_fields=["owner", "given_by", "reminded_at"])
    record(StepHandedOver(subject=consultation.subject, to=f"person:{to.uuid}", step=step.key), by=by)
