"""Screening a concern: each act asks its rule, writes, and leaves one event, in one transaction."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from kith.access.rules import NobodyThere, require
from kith.audit.actions import record
from kith.audit.seals import keyed_hash
from kith.concerns import actions as concerns
from kith.concerns.queries import barred_among, likely_same_child, referral_of, seen_among
from kith.concerns.rules import may_hold, people_who_see, works_in
from kith.concerns.words import Danger, PartReason
from kith.decisions.actions import drop_drafts, hand_over_drafts
from kith.design.templatetags.design import day
from kith.people.queries import members_of, screening_team, setting_of, team_of, to_ring
from kith.people.words import Role
from kith.toolkit.queries import clock_of, due_on_at_the_latest, next_working_day, pathway_of

from . import rules
from .events import (
    AnswerLate,
    DisagreementAnswered,
    DisagreementRecorded,
    MatchAnswered,
    NobodyTookOver,
    OwnerTold,
    QuestionAnswered,
    QuestionAsked,
    ScreeningClaimed,
    ScreeningDecided,
    ScreeningHandedOver,
    ScreeningLate,
    ScreeningOpened,
    ScreeningReopened,
    SignOffAnswered,
    SignOffAsked,
    StepDue,
    StepHandedOver,
    StepTaken,
)
from .models import (
    DecisionOutcome,
    Disagreement,
    MatchNotice,
    Question,
    Reopening,
    Screening,
    ScreeningDecision,
    SignOff,
    StartedPathway,
    Step,
)
from .queries import (
    answers_to_remind,
    decision_to_replace,
    is_left_with,
    left_with_barred,
    manager_for,
    screenings_to_remind,
    steps_left,
    steps_to_remind,
)
from .words import AT_ONCE, COUNT_FROM_RECEIPT, OPEN, DisagreementAnswer, Outcome, SignOffAnswer, SignOffWhy, State

KITH = "system:screening"


class Changed(Exception):
    """Somebody else changed the screening since the page was opened; nothing was written."""


def _due(consultation, key: str, start):
    # Where an authority switched the clock off, the day itself is the honest default: nothing waits unseen.
    return due_on_at_the_latest(consultation.authority_id, key, start) or timezone.localtime(start).date()


def _screening_due(consultation):
    """By the screening clock; where danger was named at the start, by the emergency clock if that is sooner."""
    day = _due(consultation, "screening-decision", consultation.submitted_at)
    if consultation.danger == Danger.YES:
        sooner = due_on_at_the_latest(consultation.authority_id, "emergency", consultation.submitted_at)
        return min(day, sooner) if sooner else day
    return day


def _ring(person, *subjects: str) -> str:
    """Whom to ring meanwhile, as a sentence."""
    known = to_ring(person, *subjects)
    return f"Ring {known}." if known else "Ring the front door of your authority."


def _manager(by, consultation, *, without, task: str):
    """The manager who does this task here. Raises NobodyThere where every manager has had a part in it."""
    manager = manager_for(consultation.raised_by, consultation, without=without)
    if manager is None:
        raise NobodyThere(
            f"There is no other manager in {consultation.authority.name} who could {task}, so nothing was recorded. "
            "Your words are still here. Ask your administrator to add a second manager, then try again. "
            f"If a child cannot wait for that: {_ring(by, 'front-door', 'out-of-hours')}"
        )
    return manager


def _locked(screening: Screening) -> Screening:
    return (
        Screening.objects.select_for_update(of=("self",))
        .select_related("consultation__authority", "consultation__raised_by", "owner", "team")
        .get(pk=screening.pk)
    )


def _moved(screening: Screening, **values) -> None:
    for name, value in values.items():
        setattr(screening, name, value)
    screening.version += 1
    screening.save(update_fields=[*values, "version"])
    if "owner" in values:
        _tell_owners(screening)


def _tell_owners(screening: Screening) -> None:
    """Of a likely match that the acting specialist may not read, its owner was told: once for each specialist.

    Kith itself tells: nothing that the specialist can read has changed.
    """
    specialist = screening.owner
    matches = [row for row, _ in likely_same_child(screening.consultation)]
    seen = seen_among(specialist, matches)
    for about in matches:
        told = _keeper(about, without=specialist) if about.pk not in seen else None
        if told is None:
            continue
        _, made = MatchNotice.objects.get_or_create(
            consultation=screening.consultation, about=about, specialist=specialist, defaults={"told": told}
        )
        if made:
            record(OwnerTold(subject=about.subject, to=f"person:{told.uuid}"), by=KITH)


def _keeper(consultation, *, without):
    """Who is asked about a record: its owner, else who raised it, else their manager; always one who works in it."""
    people = (consultation.owner, consultation.raised_by, manager_for(consultation.raised_by, consultation))
    return next((p for p in people if p and p.pk != without.pk and works_in(p, consultation)), None)


@transaction.atomic
def open_screening(by, *, consultation) -> Screening:
    """The concern is in the queue with a due day and an owner: the duty holder, until a specialist claims it."""
    team = screening_team(consultation.authority)
    specialists = [p for p in members_of([team.pk]) if p.holds(Role.SPECIALIST)] if team else []
    others = (p for p in specialists if p.pk != consultation.raised_by_id)
    owner = next(others, None) or (manager_for(consultation.raised_by, consultation) if specialists else None)
    if team is None or owner is None:
        raise NobodyThere(
            f"There is no specialist in {consultation.authority.name} yet, so nothing was sent; your draft is kept. "
            f"{_ring(consultation.raised_by, 'front-door', 'screening')} "
            "Ask your administrator to add a specialist, then send it."
        )
    screening, made = Screening.objects.get_or_create(
        consultation=consultation,
        defaults={
            "authority": consultation.authority,
            "team": team,
            "raising_team": team_of(consultation.raised_by),
            "owner": owner,
            "received_at": consultation.submitted_at,
            "due_on": _screening_due(consultation),
        },
    )
    if made:
        record(ScreeningOpened(subject=consultation.subject, owner=f"person:{owner.uuid}"), by=by)
        _tell_owners(screening)
    return screening


@transaction.atomic
def look_again(by, *, consultation) -> None:
    """More became known about the child: owners of likely matches that the specialist may not see were told."""
    screening = Screening.objects.filter(consultation=consultation).first()
    if screening is not None and screening.is_open:
        _tell_owners(_locked(screening))


@transaction.atomic
def claim_screening(by, *, screening: Screening) -> Screening:
    """The specialist owns the screening. Of two who claim at once, the second is told who was first."""
    screening = _locked(screening)
    if screening.state == State.CLAIMED and screening.owner_id == by.pk:
        return screening
    if screening.state != State.WAITING and rules.is_screener(by, screening):
        raise Changed
    require(rules.may_claim(by, screening))
    _moved(screening, owner=by, state=State.CLAIMED)
    record(ScreeningClaimed(subject=screening.consultation.subject), by=by)
    return screening


@transaction.atomic
def hand_over_screening(by, *, screening: Screening, to) -> None:
    """Another specialist owns it, with what was typed so far. Nobody can hand it to nobody."""
    screening = _locked(screening)
    require(rules.may_hand_over(by, screening))
    require(rules.is_screener(to, screening) and may_hold(to, screening.consultation))
    hand_over_drafts(screening.owner, subject=screening.consultation.subject, to=to)
    _moved(screening, owner=to, state=State.CLAIMED if screening.state == State.WAITING else screening.state)
    record(ScreeningHandedOver(subject=screening.consultation.subject, to=f"person:{to.uuid}"), by=by)


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
    require(by == "system:worker")
    for bar in left_with_barred():
        concerns.hand_on_ownership(by, consultation=bar.matter, person=bar.person)
        hand_on_from(by, consultation=bar.matter, person=bar.person)


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


REASONING = (
    "harm_source",
    "level",
    "level_words",
    "passage",
    "applied_outside",
    "parents_can",
    "childs_voice",
    "family_told",
    "finding",
    "reason",
    "set_aside",
    "would_change",
    "next_owner",
    "next_owner_words",
)


@transaction.atomic
def decide_screening(by, *, screening: Screening, version: int, once_key: str, outcomes, reasoning: dict):
    """The decision stands with its reasons, its owner, and its pathways, or waits for sign-off where asked.

    Raises Changed where the screening moved since the page was opened. The same key again gives the same decision.
    """
    screening = _locked(screening)
    key = f"{screening.consultation.reference}:{once_key}"[:60]
    known = ScreeningDecision.objects.filter(once_key=key, made_by=by).first()
    if known:
        drop_drafts(by, subject=screening.consultation.subject)  # what the second click of one deciding kept again
        return known
    if screening.version != version:
        raise Changed
    require(rules.may_decide(by, screening))
    decision = _decide(by, screening, outcomes, reasoning, key, replaces=decision_to_replace(by, screening))
    drop_drafts(by, subject=screening.consultation.subject)
    return decision


def _decide(by, screening: Screening, outcomes, reasoning: dict, key: str | None, replaces=None, signed=False):
    consultation = screening.consultation
    outcomes = [outcome for outcome in Outcome.values if outcome in set(outcomes)]
    if not outcomes:
        raise ValueError("A decision has at least one outcome.")
    now = timezone.now()
    decision = ScreeningDecision.objects.create(
        screening=screening,
        made_by=by,
        made_at=now,
        replaces=replaces,
        once_key=key,
        **{name: value for name, value in reasoning.items() if name in REASONING},
    )
    DecisionOutcome.objects.bulk_create(DecisionOutcome(decision=decision, outcome=o) for o in outcomes)
    record(ScreeningDecided(subject=consultation.subject, outcomes=tuple(outcomes)), by=by)
    wanted = setting_of(consultation.authority, "sign-off")
    held = [] if signed else [o for o in outcomes if o in wanted["outcomes"]]
    if decision.next_owner is not None:
        concerns.change_owner(by, consultation=consultation, owner=decision.next_owner)
    if held:
        _ask_sign_off(by, decision, SignOffWhy.OUTCOME)
        _moved(screening, state=State.SIGN_OFF, decided_at=now)
        _start_pathways(by, decision, [o for o in outcomes if o not in held])
        return decision
    _take_effect(by, screening, decision, outcomes)
    if outcomes == [Outcome.ADVICE_AND_CLOSE] and not signed:
        if in_sample(consultation.reference, wanted["closing_sample"]):
            _ask_sign_off(by, decision, SignOffWhy.SAMPLE)
    return decision


def _take_effect(by, screening: Screening, decision: ScreeningDecision, outcomes: list) -> None:
    """The decision holds: its pathways run, earlier ones have stopped, and the matter stands where it says."""
    consultation = screening.consultation
    now = timezone.now()
    _stop_earlier_pathways(by, decision, outcomes)
    if Outcome.MORE_INFORMATION in outcomes:
        # It is not over: the same specialist brings it back and decides, on the day that the clock says.
        _back_to_specialist(by, screening, clock="more-information", decided_at=now)
    else:
        _moved(screening, state=State.DECIDED, decided_at=now)
    _start_pathways(by, decision, outcomes)
    if outcomes == [Outcome.ADVICE_AND_CLOSE]:
        concerns.close_consultation(
            by, consultation=consultation, owner_words=_owner_words(decision), finding=decision.finding
        )
    elif Outcome.MORE_INFORMATION not in outcomes:
        concerns.mark_decided(by, consultation=consultation)


def _back_to_specialist(
    by, screening: Screening, *, clock: str = "screening-decision", specialist=None, **values
) -> None:
    """The screening is open again with its specialist, due by this clock; with whoever is on duty where they left.

    The consultation is being screened again, too.
    """
    readers = people_who_see(screening.consultation)
    owner = specialist or screening.owner
    if not (rules.is_screener(owner, screening) and readers.filter(pk=owner.pk).exists()):
        team = [p for p in members_of([screening.team_id]).filter(pk__in=readers) if rules.is_screener(p, screening)]
        owner = next(iter(team), owner)
        values["state"] = State.WAITING
    values = {"state": State.CLAIMED, "owner": owner, "reminded_at": None, **values}
    _moved(screening, due_on=_due(screening.consultation, clock, timezone.now()), **values)
    concerns.mark_returned(by, consultation=screening.consultation)


def _going_on(screening: Screening):
    """Pathways of this screening that run and have steps left, whichever decision started them."""
    return StartedPathway.objects.filter(
        decision__screening=screening, stopped_at__isnull=True, steps__done_at__isnull=True
    ).distinct()


def _stop_earlier_pathways(by, decision: ScreeningDecision, outcomes: list) -> None:
    """What an earlier decision began goes on under this one where it is chosen again, and stops where it is not."""
    earlier = _going_on(decision.screening).exclude(decision=decision)
    # Asking again for information starts a new pathway: it has another question and another day.
    goes_on = {o for o in outcomes if o != Outcome.MORE_INFORMATION}
    keys = {row.pk: row.outcome for row in earlier}
    stopped = [pk for pk, outcome in keys.items() if outcome not in goes_on]
    Step.objects.filter(pathway__in=stopped, key="bring-back", done_at__isnull=True).update(
        done_at=timezone.now(), done_by=by
    )
    StartedPathway.objects.filter(pk__in=[pk for pk in keys if pk not in stopped]).update(decision=decision)
    StartedPathway.objects.filter(pk__in=stopped).update(
        stopped_at=timezone.now(), stopped_because="A new decision took its place."
    )


def _start_pathways(by, decision: ScreeningDecision, outcomes: list) -> None:
    """Each outcome has its pathway, once: what runs already is not begun a second time."""
    running = {row.outcome for row in _going_on(decision.screening)}
    running |= set(decision.pathways.values_list("outcome", flat=True))
    for outcome in outcomes:
        if outcome not in running:
            _start_pathway(by, decision, outcome, decision.next_owner)


def _owner_words(decision: ScreeningDecision) -> str:
    if decision.next_owner is not None:
        return f"{decision.next_owner.name} has it now."
    return f"Nobody has it now, because: {decision.next_owner_words}"


def in_sample(reference: str, one_in: int) -> bool:
    """True for one closing in so many, drawn by a keyed hash that nobody can choose. 0 draws none."""
    return one_in > 0 and int(keyed_hash(f"sample:{reference}")[:8], 16) % one_in == 0


def _ask_sign_off(by, decision: ScreeningDecision, why: str) -> SignOff | None:
    consultation = decision.screening.consultation
    manager = _manager(by, consultation, without=[decision.made_by_id], task="sign this off")
    now = timezone.now()
    sign_off = SignOff.objects.create(
        decision=decision, why=why, asked_of=manager, asked_at=now, due_on=_due(consultation, "sign-off", now)
    )
    concerns.give_part_for_work(by, consultation=consultation, person=manager, reason=PartReason.STEP)
    record(SignOffAsked(subject=consultation.subject, of=f"person:{manager.uuid}", why=str(why)), by=by)
    return sign_off


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
        done = step.key == "say-why" and outcome == Outcome.ADVICE_AND_CLOSE
        Step.objects.create(
            pathway=started,
            order=step.order,
            key=step.key,
            title=step.title,
            guidance=step.guidance,
            owner=person,
            due_on=due,
            clock_words=clock_words,
            # The decision itself is the plain sentence, so this step is taken by deciding.
            done_at=now if done else None,
            done_by=by if done else None,
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
    shown = _shown_by(referral) if referral else {}
    steps = Step.objects.select_for_update(of=("self",)).filter(
        pathway__decision__screening__consultation=consultation,
        pathway__outcome=Outcome.PREVENT,
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


@transaction.atomic
def answer_sign_off(
    by, *, sign_off: SignOff, answer: str, reason: str, otherwise: dict | None = None, outcomes=()
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
        decision.pathways.filter(stopped_at__isnull=True).update(stopped_at=timezone.now(), stopped_because=reason)
        _overtake_sign_offs(by, decision, reason)
        _back_to_specialist(by, screening)
    else:
        _overtake_sign_offs(by, decision, reason)
        _decide(by, screening, outcomes, {**(otherwise or {}), "reason": reason}, None, replaces=decision, signed=True)


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
    require(rules.may_disagree(by, decision.screening))
    key = f"{decision.uuid}:{once_key}"[:60]
    known = Disagreement.objects.filter(once_key=key).first()
    if known:
        if known.text != text:
            raise concerns.SaidBefore
        return known
    consultation = decision.screening.consultation
    manager = _manager(by, consultation, without=[by.pk, decision.made_by_id], task="answer this")
    now = timezone.now()
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
    by, *, disagreement: Disagreement, answer: str, outcome: str = "", otherwise: dict | None = None, outcomes=()
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
        _back_to_specialist(by, screening)
    elif outcome == DisagreementAnswer.OTHERWISE:
        _overtake_sign_offs(by, row.decision, answer)
        said = {**(otherwise or {}), "reason": answer}
        _decide(by, screening, outcomes, said, None, replaces=row.decision, signed=True)


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


class StepsLeft(ValueError):
    """Steps are still to be taken, or to be marked as not needed with the reason; nothing was closed."""


@transaction.atomic
def close_matter(by, *, screening: Screening, who_has_it: str) -> None:
    """The matter is closed and says who has it now, or why nobody has. Raises StepsLeft while steps are open."""
    screening = _locked(screening)
    if screening.consultation.closed_at is not None and rules.works_in(by, screening.consultation):
        return
    require(rules.may_close(by, screening))
    if steps_left(screening):
        raise StepsLeft
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
    step.owner, step.reminded_at = to, None
    step.save(update_fields=["owner", "reminded_at"])
    record(StepHandedOver(subject=consultation.subject, to=f"person:{to.uuid}", step=step.key), by=by)


@transaction.atomic
def answer_match(by, *, notice: MatchNotice, tell: bool, words: str) -> None:
    """The record's owner let the specialist know, or chose not to with a reason; nothing is merged or opened.

    Where they tell, their words stand with the new consultation; the older record itself stays closed to its reader.
    """
    notice = (
        MatchNotice.objects.select_for_update(of=("self",)).select_related("about", "consultation").get(pk=notice.pk)
    )
    require(rules.may_answer_match(by, notice))
    notice.answer, notice.answered_at = words if tell else "", timezone.now()
    notice.save(update_fields=["answer", "answered_at"])
    owner = Screening.objects.select_related("owner").get(consultation=notice.consultation).owner
    hears = tell and (owner.pk == notice.specialist_id or not barred_among(owner, [notice.about]))
    record(
        MatchAnswered(
            subject=notice.about.subject,
            to=f"person:{owner.uuid}" if hears else "",
            stands_in=notice.consultation.subject if tell else "",
        ),
        by=by,
    )


@transaction.atomic
def remind(by: str, *, today) -> int:
    """Owners of steps due tomorrow or earlier, and of late screenings, were told once. Returns how many.

    Whoever owes a late sign-off or answer is told again each day until it is given.
    """
    require(by == "system:worker")
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
