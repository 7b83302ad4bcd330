"""Questions and answers."""

from django.utils import timezone

from kith.access.rules import find
from kith.concerns.rules import sees_consultation
from kith.concerns.words import MATTER_OPEN

from ..models import (
    Question,
    Screening,
)
from .queue import screening_for


def questions_to(person):
    """Questions that this person was asked and has not answered, by due date; of closed matters none waits."""
    return (
        Question.objects.filter(
            sees_consultation(person, to="screening__consultation_id"),
            asked_of=person,
            answered_at__isnull=True,
            screening__consultation__state__in=MATTER_OPEN,
        )
        .select_related("screening__consultation__child", "asked_by")
        .order_by("due_on", "pk")
    )


def questions_in(screening: Screening):
    """The thread of questions and answers, oldest first."""
    return screening.questions.select_related("asked_by", "asked_of", "answered_by").order_by("asked_at", "pk")


def answers_in(consultation) -> list[tuple]:
    """What was asked and answered, oldest first: the question, its day, the answer, its day, and who gave it."""
    rows = Question.objects.filter(screening__consultation=consultation, answered_at__isnull=False)
    return [
        (
            row.text,
            timezone.localdate(row.asked_at),
            row.answer,
            timezone.localdate(row.answered_at),
            row.answered_by.name,
        )
        for row in rows.select_related("answered_by").order_by("asked_at", "pk")
    ]


def question_for(person, reference: str, uuid) -> Question:
    """One question of a screening that the person may read. Raises NotFound."""
    screening = screening_for(person, reference)
    return find(
        Question.objects.filter(screening=screening, uuid=uuid).select_related("screening__consultation", "asked_by")
    )
