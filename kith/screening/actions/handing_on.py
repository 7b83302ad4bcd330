"""What a person had to do here goes to somebody else when a conflict of interest bars them."""

from django.db import transaction

from kith.access.rules import WORKER, require
from kith.audit.actions import record
from kith.concerns import actions as concerns
from kith.concerns.rules import may_hold
from kith.concerns.words import PartReason
from kith.people.queries import members_of

from .. import rules
from ..events import (
    DisagreementRecorded,
    NobodyTookOver,
    OwnerTold,
    QuestionAsked,
    ScreeningHandedOver,
    SignOffAsked,
    StepHandedOver,
)
from ..models import (
    Disagreement,
    MatchNotice,
    Question,
    Screening,
    SignOff,
    Step,
)
from ..queries import (
    is_left_with,
    left_with_barred,
    manager_for,
)
from ..words import OPEN, State
from .holding import KITH, _keeper, _locked, _moved


@transaction.atomic
def hand_on_from(by, *, consultation, person) -> None:
    """What this person had to do here belongs to somebody who may read it: another specialist, the manager, the owner.

    What nobody can take keeps its name, unread by them, until somebody can (`hand_on_again`).
    """
    consultation.refresh_from_db(fields=["owner"])
    people = (manager_for(consultation.raised_by, consultation), consultation.owner, consultation.raised_by)
    to = next((p for p in people if p and may_hold(p, consultation)), None)
    _hand_on_screening(by, consultation, person, to)
    _hand_on_answers(by, consultation, person)
    if to is not None:
        _hand_on_steps(by, consultation, person, to)
        _hand_on_questions(by, consultation, person, to)
    for notice in MatchNotice.objects.filter(about=consultation, told=person, answered_at__isnull=True):
        keeper = _keeper(consultation, without=notice.specialist or person)
        if keeper is not None:
            MatchNotice.objects.filter(pk=notice.pk).update(told=keeper)
            record(OwnerTold(subject=consultation.subject, to=f"person:{keeper.uuid}"), by=KITH)


def _hand_on_screening(by, consultation, person, manager) -> None:
    screening = Screening.objects.filter(consultation=consultation, owner=person, state__in=OPEN).first()
    if screening is None:
        return
    screening = _locked(screening)
    team = [p for p in members_of([screening.team_id]) if rules.is_screener(p, screening)]
    to = next((p for p in [*team, manager] if p and may_hold(p, consultation)), None)
    if to is None:
        return
    _moved(screening, owner=to, state=State.WAITING if screening.state == State.CLAIMED else screening.state)
    concerns.give_part_for_work(by, consultation=consultation, person=to, reason=PartReason.STEP)
    record(ScreeningHandedOver(subject=consultation.subject, to=f"person:{to.uuid}"), by=by)


def _hand_on_steps(by, consultation, person, to) -> None:
    steps = Step.objects.filter(
        pathway__decision__screening__consultation=consultation, owner=person, done_at__isnull=True
    )
    for step in steps:
        concerns.give_part_for_work(by, consultation=consultation, person=to, reason=PartReason.STEP)
        Step.objects.filter(pk=step.pk).update(owner=to, reminded_at=None)
        record(StepHandedOver(subject=consultation.subject, to=f"person:{to.uuid}", step=step.key), by=by)


def _hand_on_questions(by, consultation, person, to) -> None:
    waits = {"screening__consultation": consultation, "answered_at__isnull": True}
    for question in Question.objects.filter(**waits, asked_of=person):
        concerns.give_part_for_work(by, consultation=consultation, person=to, reason=PartReason.ANSWERS)
        Question.objects.filter(pk=question.pk).update(asked_of=to, reminded_at=None)
        record(QuestionAsked(subject=consultation.subject, of=f"person:{to.uuid}"), by=by)


def _hand_on_answers(by, consultation, person) -> None:
    """Sign-offs and disagreements that waited for this person wait for another manager by name, where there is one."""
    waits = {"decision__screening__consultation": consultation, "answered_at__isnull": True}
    for sign_off in SignOff.objects.filter(**waits, asked_of=person).select_related("decision"):
        to = manager_for(consultation.raised_by, consultation, without=[sign_off.decision.made_by_id])
        if to is not None:
            SignOff.objects.filter(pk=sign_off.pk).update(asked_of=to, reminded_at=None)
            concerns.give_part_for_work(by, consultation=consultation, person=to, reason=PartReason.STEP)
            record(SignOffAsked(subject=consultation.subject, of=f"person:{to.uuid}", why=sign_off.why), by=by)
    for row in Disagreement.objects.filter(**waits, to=person).select_related("decision"):
        to = manager_for(consultation.raised_by, consultation, without=[row.by_id, row.decision.made_by_id])
        if to is not None:
            Disagreement.objects.filter(pk=row.pk).update(to=to, reminded_at=None)
            concerns.give_part_for_work(by, consultation=consultation, person=to, reason=PartReason.ANSWERS)
            record(DisagreementRecorded(subject=consultation.subject, to=f"person:{to.uuid}"), by=by)


@transaction.atomic
def say_what_is_left(by, *, consultation, person) -> None:
    """Where something still bears the name of somebody who may not read it, that stands in the trail and is told."""
    if is_left_with(person, consultation):
        record(NobodyTookOver(subject=consultation.subject, of=f"person:{person.uuid}"), by=by)


@transaction.atomic
def hand_on_again(by: str) -> None:
    """What nobody could take when a conflict of interest was recorded is with whoever can take it by now."""
    require(by == WORKER)
    for bar in left_with_barred():
        concerns.hand_on_ownership(by, consultation=bar.matter, person=bar.person)
        hand_on_from(by, consultation=bar.matter, person=bar.person)
