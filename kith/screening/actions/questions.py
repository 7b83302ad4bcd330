"""The thread of questions and answers."""

from django.db import transaction
from django.utils import timezone

from kith.access.rules import require
from kith.audit.actions import record
from kith.concerns import actions as concerns
from kith.concerns.rules import may_hold
from kith.concerns.words import PartReason

from .. import rules
from ..events import (
    QuestionAnswered,
    QuestionAsked,
)
from ..models import (
    Question,
    Screening,
)
from .holding import _due, _locked


@transaction.atomic
def ask_question(by, *, screening: Screening, of, text: str, once_key: str) -> Question:
    """The question waits for a named person's answer; they can read the record."""
    screening = _locked(screening)
    require(rules.may_ask(by, screening) and may_hold(of, screening.consultation))
    key = f"{screening.consultation.reference}:{once_key}"[:60]
    known = Question.objects.filter(once_key=key).first()
    if known:
        if known.text != text:
            raise concerns.SaidBefore
        return known
    now = timezone.now()
    mine = Question.objects.filter(screening=screening, asked_by=by, asked_of=of, text=text)
    if same := mine.filter(asked_at__range=(now - concerns.AGAIN, now)).first():
        return same
    question = Question.objects.create(
        screening=screening,
        asked_by=by,
        asked_of=of,
        text=text,
        asked_at=now,
        due_on=_due(screening.consultation, "question-answer", now),
        once_key=key,
    )
    if of.pk != screening.consultation.raised_by_id:
        concerns.give_part_for_work(by, consultation=screening.consultation, person=of, reason=PartReason.ANSWERS)
    record(QuestionAsked(subject=screening.consultation.subject, of=f"person:{of.uuid}"), by=by)
    return question


@transaction.atomic
def answer_question(by, *, question: Question, answer: str) -> None:
    """The answer stands beside its question. A second answer to the same question changes nothing."""
    question = (
        Question.objects.select_for_update(of=("self",)).select_related("screening__consultation").get(pk=question.pk)
    )
    if question.answered_by_id == by.pk and question.answer == answer:
        return
    require(rules.may_answer(by, question))
    question.answer, question.answered_by, question.answered_at = answer, by, timezone.now()
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    record(QuestionAnswered(subject=question.screening.consultation.subject), by=by)
