"""What the worker reminds of."""

from django.db.models import Q

from kith.concerns.words import MATTER_OPEN

from ..models import (
    Disagreement,
    Question,
    Screening,
    SignOff,
    Step,
)
from ..words import State


def steps_to_remind(day) -> list[Step]:
    """Steps due by a day and not reminded of, by due date; for the worker alone."""
    return list(
        Step.objects.filter(
            done_at__isnull=True, pathway__stopped_at__isnull=True, reminded_at__isnull=True, due_on__lte=day
        )
        .select_related("pathway__decision__screening__consultation", "owner")
        .order_by("due_on", "pk")[:1000]
    )


def screenings_to_remind(day) -> list[Screening]:
    """Screenings that wait for a specialist, whose day has passed and that nobody was reminded of; for the worker alone.

    What waits for a manager's sign-off is late with the manager, who is reminded of the sign-off.
    """
    return list(
        Screening.objects.filter(state__in=(State.WAITING, State.CLAIMED), due_on__lt=day, reminded_at__isnull=True)
        .select_related("consultation")
        .order_by("due_on", "pk")[:1000]
    )


def answers_to_remind(day) -> list[tuple]:
    """Sign-offs, questions and disagreements that are late and of which nobody was reminded today.

    Each with its consultation and the person who owes the answer; for the worker alone.
    """
    waits = Q(answered_at__isnull=True, due_on__lt=day) & (Q(reminded_at__isnull=True) | Q(reminded_at__date__lt=day))
    sign_offs = SignOff.objects.filter(waits).select_related("decision__screening__consultation", "asked_of")
    open_matter = Q(screening__consultation__state__in=MATTER_OPEN)
    questions = Question.objects.filter(waits, open_matter).select_related("screening__consultation", "asked_of")
    disagreements = Disagreement.objects.filter(waits).select_related("decision__screening__consultation", "to")
    return [
        *(
            (row, row.decision.screening.consultation, row.asked_of)
            for row in sign_offs.order_by("due_on", "pk")[:1000]
        ),
        *((row, row.screening.consultation, row.asked_of) for row in questions.order_by("due_on", "pk")[:1000]),
        *((row, row.decision.screening.consultation, row.to) for row in disagreements.order_by("due_on", "pk")[:1000]),
    ]
