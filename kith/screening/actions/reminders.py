"""What is due or late is told to whoever has it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from kith.access.rules import WORKER, require
from kith.audit.actions import record
from kith.toolkit.queries import next_working_day

from ..events import (
    AnswerLate,
    ScreeningLate,
    StepDue,
)
from ..models import (
    Screening,
    Step,
)
from ..queries import (
    answers_to_remind,
    screenings_to_remind,
    steps_to_remind,
)


@transaction.atomic
def remind(by: str, *, today) -> int:
    """Owners of steps due tomorrow or earlier, and of late screenings, were told once. Returns how many.

    Whoever owes a late sign-off or answer is told again each day until it is given.
    """
    require(by == WORKER)
    told = 0
    for step in steps_to_remind(next_working_day(today + timedelta(days=1))):
        Step.objects.filter(pk=step.pk).update(reminded_at=timezone.now())
        consultation = step.pathway.decision.screening.consultation
        record(StepDue(subject=consultation.subject, to=f"person:{step.owner.uuid}", step=step.key), by=by)
        told += 1
    for screening in screenings_to_remind(today):
        Screening.objects.filter(pk=screening.pk).update(reminded_at=timezone.now())
        record(ScreeningLate(subject=screening.consultation.subject), by=by)
        told += 1
    for row, consultation, person in answers_to_remind(today):
        type(row).objects.filter(pk=row.pk).update(reminded_at=timezone.now())
        record(AnswerLate(subject=consultation.subject, to=f"person:{person.uuid}", of=row.asked_as), by=by)
        told += 1
    return told
