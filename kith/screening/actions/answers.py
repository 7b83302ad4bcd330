"""What a manager answers to a sign-off or a disagreement, and opening a decided matter again."""

from django.db import transaction
from django.utils import timezone

from kith.access.rules import require
from kith.audit.actions import record
from kith.concerns import actions as concerns
from kith.concerns.words import PartReason

from .. import rules
from ..events import (
    DisagreementAnswered,
    DisagreementRecorded,
    ScreeningReopened,
    SignOffAnswered,
)
from ..models import (
    Disagreement,
    Reopening,
    Screening,
    ScreeningDecision,
    SignOff,
)
from ..queries import (
    decision_to_replace,
)
from ..words import DisagreementAnswer, SignOffAnswer, SignOffWhy
from .decisions import _back_to_specialist, _decide, _take_effect
from .holding import _due, _locked, _manager


@transaction.atomic
def answer_sign_off(
    by, *, sign_off: SignOff, answer: str, reason: str, otherwise: dict | None = None, outcomes=(), matches=None
) -> None:
    """The manager agreed, returned it with a reason, or decided otherwise with a reason.

    Agreeing starts the pathways that waited; returning puts the screening back with its specialist; deciding
    otherwise is a new decision that replaces the old one, which stays readable.
    """
    screening = _locked(sign_off.decision.screening)
    sign_off = SignOff.objects.select_for_update(of=("self",)).select_related("decision").get(pk=sign_off.pk)
    if sign_off.answered_by_id == by.pk:
        return
    require(rules.may_sign_off(by, sign_off))
    if answer != SignOffAnswer.AGREED and not reason.strip():
        raise ValueError("Say why in words.")
    sign_off.answer, sign_off.reason = answer, reason
    sign_off.answered_by, sign_off.answered_at = by, timezone.now()
    sign_off.save(update_fields=["answer", "reason", "answered_by", "answered_at"])
    decision = ScreeningDecision.objects.select_related(
        "screening__consultation__authority", "screening__consultation__raised_by", "made_by", "next_owner"
    ).get(pk=sign_off.decision_id)
    decision.screening = screening
    consultation = screening.consultation
    record(SignOffAnswered(subject=consultation.subject, answer=str(answer)), by=by)
    if answer == SignOffAnswer.AGREED:
        if sign_off.why == SignOffWhy.OUTCOME:
            _take_effect(by, screening, decision, list(decision.outcomes.values_list("outcome", flat=True)))
    elif answer == SignOffAnswer.RETURNED:
        # Help that began goes on while the specialist looks again; the next decision says what stays.
        _overtake_sign_offs(by, decision, reason)
        _back_to_specialist(by, screening, put_back=decision)
    else:
        _overtake_sign_offs(by, decision, reason)
        said = {**(otherwise or {}), "reason": reason}
        _decide(by, screening, outcomes, said, None, replaces=decision, signed=True, matches=matches)


def _overtake_sign_offs(by, decision: ScreeningDecision, reason: str) -> None:
    """Nobody waits any more for a sign-off of a decision that was put back or replaced."""
    decision.sign_offs.filter(answered_at__isnull=True).update(
        answer=SignOffAnswer.OVERTAKEN, reason=reason, answered_by=by, answered_at=timezone.now()
    )


@transaction.atomic
def reopen_screening(by, *, screening: Screening, reason: str) -> None:
    """A decided matter is open again, because of what became known; the decision stays readable with its reasons.

    A specialist who opens it again has it; where a manager does, it goes back to its specialist.
    """
    screening = _locked(screening)
    require(rules.may_reopen(by, screening))
    if not reason.strip():
        raise ValueError("Say why in words.")
    consultation = screening.consultation
    decision = decision_to_replace(by, screening)
    Reopening.objects.create(
        decision=decision,
        by=by,
        reason=reason,
        closed_at=consultation.closed_at,
        closed_owner=consultation.closed_owner,
    )
    _overtake_sign_offs(by, decision, reason)
    _back_to_specialist(by, screening, specialist=by if rules.is_screener(by, screening) else None)
    record(ScreeningReopened(subject=consultation.subject), by=by)


@transaction.atomic
def record_disagreement(by, *, decision: ScreeningDecision, text: str, once_key: str) -> Disagreement:
    """A professional disagreement stands with the decision and waits for a manager by name."""
    require(rules.may_disagree(by, _locked(decision.screening)))
    key = f"{decision.uuid}:{once_key}"[:60]
    known = Disagreement.objects.filter(once_key=key).first()
    if known:
        if known.text != text:
            raise concerns.SaidBefore
        return known
    now = timezone.now()
    if same := decision.disagreements.filter(by=by, text=text, at__range=(now - concerns.AGAIN, now)).first():
        return same
    consultation = decision.screening.consultation
    manager = _manager(by, consultation, without=[by.pk, decision.made_by_id], task="answer this")
    row = Disagreement.objects.create(
        decision=decision,
        by=by,
        at=now,
        text=text,
        to=manager,
        due_on=_due(consultation, "disagreement-answer", now),
        once_key=key,
    )
    concerns.give_part_for_work(by, consultation=consultation, person=manager, reason=PartReason.ANSWERS)
    record(DisagreementRecorded(subject=consultation.subject, to=f"person:{manager.uuid}"), by=by)
    return row


@transaction.atomic
def answer_disagreement(
    by,
    *,
    disagreement: Disagreement,
    answer: str,
    outcome: str = "",
    otherwise: dict | None = None,
    outcomes=(),
    matches=None,
) -> None:
    """The manager said with a reason that the decision stands, returned it to the specialist, or decided otherwise.

    Both stay readable. Where the decision was overtaken meanwhile, the answer is words alone.
    """
    row = Disagreement.objects.select_related("decision").get(pk=disagreement.pk)
    screening = _locked(row.decision.screening)
    row = Disagreement.objects.select_for_update(of=("self",)).select_related("by").get(pk=row.pk)
    if row.answered_by_id == by.pk and row.answered_at:
        return
    row.decision.screening = screening
    require(rules.may_answer_disagreement(by, row))
    if not answer.strip():
        raise ValueError("Say why in words.")
    if outcome:
        require(rules.may_undo_by_disagreement(by, row))
    elif rules.stands(row.decision):
        outcome = DisagreementAnswer.STANDS
    row.answer, row.outcome, row.answered_by, row.answered_at = answer, outcome, by, timezone.now()
    row.save(update_fields=["answer", "outcome", "answered_by", "answered_at"])
    consultation = screening.consultation
    record(DisagreementAnswered(subject=consultation.subject, of=f"person:{row.by.uuid}", answer=str(outcome)), by=by)
    if outcome == DisagreementAnswer.RETURNED:
        # Help that began goes on while the specialist looks again; the next decision says what stays.
        _overtake_sign_offs(by, row.decision, answer)
        _back_to_specialist(by, screening, put_back=row.decision)
    elif outcome == DisagreementAnswer.OTHERWISE:
        _overtake_sign_offs(by, row.decision, answer)
        said = {**(otherwise or {}), "reason": answer}
        _decide(by, screening, outcomes, said, None, replaces=row.decision, signed=True, matches=matches)
