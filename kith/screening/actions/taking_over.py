"""What one person had to do here is another’s, who took it over. Asked by handover, after its own rule; `by` is who took
it, or Kith where rights ended at once. Each raises NotTheirs where it is not with that person any more.
"""

from django.db import transaction

from kith.access.rules import require
from kith.audit.actions import record
from kith.concerns import actions as concerns
from kith.concerns.words import PartReason
from kith.decisions.actions import hand_over_drafts
from kith.people.rules import NotTheirs

from .. import rules
from ..events import (
    DisagreementRecorded,
    OwnerTold,
    QuestionAsked,
    ScreeningHandedOver,
    SignOffAsked,
    StepHandedOver,
)
from ..models import Disagreement, MatchNotice, Question, Screening, SignOff, Step
from ..words import State
from .holding import _locked, _moved


def _theirs(rows, **where):
    """The row under its lock, while it is with whom it was. Raises NotTheirs."""
    row = rows.select_for_update(of=("self",)).filter(**where).first()
    if row is None:
        raise NotTheirs
    return row


@transaction.atomic
def take_over_screening(by, *, screening: Screening, of, to) -> None:
    """Another screener has it, with what was typed so far; where only a manager can, it waits for a specialist."""
    screening = _locked(screening)
    if screening.owner_id != of.pk or not screening.is_open:
        raise NotTheirs
    require(rules.may_have_screening(to, screening))
    state = screening.state
    if rules.is_screener(to, screening):
        hand_over_drafts(of, subject=screening.consultation.subject, to=to)
        state = State.CLAIMED if state == State.WAITING and not isinstance(by, str) else state
    elif state == State.CLAIMED:
        state = State.WAITING
    concerns.give_part_for_work(by, consultation=screening.consultation, person=to, reason=PartReason.STEP)
    _moved(screening, owner=to, state=state)
    record(ScreeningHandedOver(subject=screening.consultation.subject, to=f"person:{to.uuid}"), by=by)


@transaction.atomic
def take_over_step(by, *, step: Step, of, to) -> None:
    """Another has the step, and reads the record that it belongs to."""
    rows = Step.objects.select_related("pathway__decision__screening__consultation")
    step = _theirs(rows, pk=step.pk, owner=of, done_at__isnull=True)
    consultation = step.pathway.decision.screening.consultation
    require(rules.may_hold(to, consultation))
    concerns.give_part_for_work(by, consultation=consultation, person=to, reason=PartReason.STEP)
    step.owner, step.reminded_at = to, None
    step.save(update_fields=["owner", "reminded_at"])
    record(StepHandedOver(subject=consultation.subject, to=f"person:{to.uuid}", step=step.key), by=by)


@transaction.atomic
def take_over_question(by, *, question: Question, of, to) -> None:
    """Another is asked, and reads the record."""
    rows = Question.objects.select_related("screening__consultation")
    question = _theirs(rows, pk=question.pk, asked_of=of, answered_at__isnull=True)
    consultation = question.screening.consultation
    require(rules.may_hold(to, consultation))
    concerns.give_part_for_work(by, consultation=consultation, person=to, reason=PartReason.ANSWERS)
    question.asked_of, question.reminded_at = to, None
    question.save(update_fields=["asked_of", "reminded_at"])
    record(QuestionAsked(subject=consultation.subject, of=f"person:{to.uuid}"), by=by)


@transaction.atomic
def take_over_sign_off(by, *, sign_off: SignOff, of, to) -> None:
    """Another manager is asked to sign, who neither decided nor raised the concern."""
    rows = SignOff.objects.select_related("decision__screening__consultation")
    sign_off = _theirs(rows, pk=sign_off.pk, asked_of=of, answered_at__isnull=True)
    require(rules.may_be_asked_to_sign(to, sign_off))
    consultation = sign_off.decision.screening.consultation
    concerns.give_part_for_work(by, consultation=consultation, person=to, reason=PartReason.STEP)
    sign_off.asked_of, sign_off.reminded_at = to, None
    sign_off.save(update_fields=["asked_of", "reminded_at"])
    record(SignOffAsked(subject=consultation.subject, of=f"person:{to.uuid}", why=sign_off.why), by=by)


@transaction.atomic
def take_over_disagreement(by, *, disagreement: Disagreement, of, to) -> None:
    """Another manager answers it, who neither raised the concern, nor decided, nor disagreed."""
    rows = Disagreement.objects.select_related("decision__screening__consultation")
    disagreement = _theirs(rows, pk=disagreement.pk, to=of, answered_at__isnull=True)
    require(rules.may_be_told_of_disagreement(to, disagreement))
    consultation = disagreement.decision.screening.consultation
    concerns.give_part_for_work(by, consultation=consultation, person=to, reason=PartReason.ANSWERS)
    disagreement.to, disagreement.reminded_at = to, None
    disagreement.save(update_fields=["to", "reminded_at"])
    record(DisagreementRecorded(subject=consultation.subject, to=f"person:{to.uuid}"), by=by)


@transaction.atomic
def take_over_match(by, *, notice: MatchNotice, of, to) -> None:
    """Another is asked whether a worry elsewhere may be about the child of this record, and reads this record."""
    rows = MatchNotice.objects.select_related("about")
    notice = _theirs(rows, pk=notice.pk, told=of, answered_at__isnull=True)
    require(rules.may_hold(to, notice.about) and to.pk != notice.specialist_id)
    concerns.give_part_for_work(by, consultation=notice.about, person=to, reason=PartReason.ANSWERS)
    notice.told = to
    notice.save(update_fields=["told"])
    record(OwnerTold(subject=notice.about.subject, to=f"person:{to.uuid}"), by=by)
