"""Pathways of a decision: started, gone on with, stopped, and what a referral shows of them."""

from django.db import transaction
from django.utils import timezone

from kith.access.rules import require
from kith.audit.actions import record
from kith.concerns import actions as concerns
from kith.concerns.queries import referral_of
from kith.concerns.rules import may_hold
from kith.concerns.words import PartReason
from kith.design.templatetags.design import day
from kith.toolkit.queries import clock_of, due_on_at_the_latest, pathway_of

from .. import rules
from ..events import (
    StepTaken,
)
from ..models import (
    Screening,
    ScreeningDecision,
    StartedPathway,
    Step,
)
from ..queries import (
    manager_for,
)
from ..words import AT_ONCE, COUNT_FROM_RECEIPT, Outcome


def _going_on(screening: Screening):
    """Pathways of this screening that run and have steps left, whichever decision started them."""
    return StartedPathway.objects.filter(
        decision__screening=screening, stopped_at__isnull=True, steps__done_at__isnull=True
    ).distinct()


def _go_on_under(decision: ScreeningDecision, outcomes: list) -> None:
    """What runs already and is chosen again goes on under this decision."""
    # Asking again for information starts a new pathway: it has another question and another day.
    chosen = [outcome for outcome in outcomes if outcome != Outcome.MORE_INFORMATION]
    rows = _going_on(decision.screening).exclude(decision=decision).filter(outcome__in=chosen)
    StartedPathway.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).update(decision=decision)


def _stop_earlier_pathways(by, decision: ScreeningDecision, outcomes: list) -> None:
    """What an earlier decision began goes on under this one where it is chosen again, and stops where it is not."""
    _go_on_under(decision, outcomes)
    stopped = list(_going_on(decision.screening).exclude(decision=decision).values_list("pk", flat=True))
    Step.objects.filter(pathway__in=stopped, key="bring-back", done_at__isnull=True).update(
        done_at=timezone.now(), done_by=by
    )
    StartedPathway.objects.filter(pk__in=stopped).update(
        stopped_at=timezone.now(), stopped_because="A new decision took its place."
    )


def _start_pathways(by, decision: ScreeningDecision, outcomes: list) -> None:
    """Each outcome has its pathway, once: what runs already is not begun a second time.

    A closing begins none: nobody has a step in what is closed. The page of the decision says what belongs to it.
    """
    running = {row.outcome for row in _going_on(decision.screening)}
    running |= set(decision.pathways.values_list("outcome", flat=True))
    for outcome in outcomes:
        if outcome not in running and outcome != Outcome.ADVICE_AND_CLOSE:
            _start_pathway(by, decision, outcome, decision.next_owner)


def _start_pathway(by, decision: ScreeningDecision, outcome: str, owner) -> None:
    consultation = decision.screening.consultation
    pathway = pathway_of(consultation.authority_id, outcome)
    if pathway is None:
        return
    started = StartedPathway.objects.create(decision=decision, outcome=outcome, title=pathway.title)
    people = {
        "owner": owner or decision.made_by,
        "raiser": consultation.raised_by,
        "manager": manager_for(consultation.raised_by, consultation) or decision.made_by,
        "specialist": decision.screening.owner,
    }
    now = timezone.now()
    for step in pathway.steps.all():
        person = people[step.who] if may_hold(people[step.who], consultation) else people["manager"]
        due, clock_words = _step_due(consultation, step.clock, now)
        Step.objects.create(
            pathway=started,
            order=step.order,
            key=step.key,
            title=step.title,
            guidance=step.guidance,
            owner=person,
            due_on=due,
            clock_words=clock_words,
        )
        concerns.give_part_for_work(by, consultation=consultation, person=person, reason=PartReason.STEP)
    if outcome == Outcome.PREVENT:
        follow_referral(by, consultation=consultation)


def _shown_by(referral) -> dict[str, str]:
    """Which steps the referral shows as taken, by their key, with what it says of each."""
    shown = {}
    if referral.sent_at:
        sent = f"Sent to {referral.sent_to}, by {referral.sent_how}, {day(referral.sent_at)}"
        shown |= {"write": "Kept with the referral.", "send": f"{sent}. Recorded by {referral.sent_by.name}."}
    if referral.acknowledged_at:
        shown["acknowledged"] = f"By {referral.acknowledged_by}, {day(referral.acknowledged_at)}."
    if referral.outcome_at:
        shown["first-look"] = f"Kept with the referral, {day(referral.outcome_at)}."
    return shown


@transaction.atomic
def follow_referral(by, *, consultation) -> None:
    """The steps that the newest referral to Prevent shows as taken are done, and say who, when and to whom."""
    require(rules.works_in(by, consultation))
    referral = referral_of(by, consultation)
    _take_shown(by, consultation, Outcome.PREVENT, _shown_by(referral) if referral else {})


@transaction.atomic
def follow_assessment(by, *, consultation, agreed_by: str, agreed_at) -> None:
    """The step of finishing the section 17 assessment is done, where it waits: a manager agreed the conclusion."""
    require(rules.works_in(by, consultation))
    note = f"The conclusion was agreed by {agreed_by}, {day(agreed_at)}."
    _take_shown(by, consultation, Outcome.SECTION_17, {"finish": note})


def _take_shown(by, consultation, outcome: str, shown: dict[str, str]) -> None:
    """The steps of that pathway which another page shows as taken are done, each with what it says of it."""
    steps = Step.objects.select_for_update(of=("self",)).filter(
        pathway__decision__screening__consultation=consultation,
        pathway__outcome=outcome,
        pathway__stopped_at__isnull=True,
        done_at__isnull=True,
        key__in=shown,
    )
    for step in steps:
        step.done_at, step.done_by, step.note = timezone.now(), by, shown[step.key]
        step.save(update_fields=["done_at", "done_by", "note"])
        record(StepTaken(subject=consultation.subject, step=step.key), by=by)


def _step_due(consultation, key: str, now) -> tuple:
    """The day by which a step is due and the words of its clock; neither where the authority set no limit.

    What cannot wait is due the same day, also where the authority switched the clock off or has none.
    """
    clock = clock_of(consultation.authority_id, key) if key else None
    start = consultation.submitted_at if key in COUNT_FROM_RECEIPT else now
    due = due_on_at_the_latest(consultation.authority_id, key, start) if clock else None
    if due is None and key in AT_ONCE:
        return timezone.localtime(now).date(), "As soon as possible"
    return due, clock.title if clock and due else ""
