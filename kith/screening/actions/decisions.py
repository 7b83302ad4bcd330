"""Deciding: the decision with its reasons, and what follows from it."""

from django.db import transaction
from django.utils import timezone

from kith.access.rules import require
from kith.audit.actions import record
from kith.audit.seals import keyed_hash
from kith.concerns import actions as concerns
from kith.concerns.rules import people_who_see
from kith.concerns.words import PartReason
from kith.decisions.actions import drop_drafts
from kith.people.queries import members_of, setting_of
from kith.thresholds.queries import worded_today

from .. import rules
from ..events import (
    ScreeningDecided,
    SignOffAsked,
)
from ..models import (
    CitedStatement,
    DecisionOutcome,
    OpenMatch,
    Screening,
    ScreeningDecision,
    SignOff,
)
from ..queries import (
    decision_to_replace,
    matches_to_answer,
)
from ..words import Outcome, SameChildSaid, SignOffWhy, State
from .holding import Changed, _at_once_in_danger, _due, _locked, _manager, _moved, _nothing_runs
from .pathways import _go_on_under, _start_pathways, _stop_earlier_pathways

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


class MatchesOpen(ValueError):
    """Nobody said of an earlier worry whether it is about the same child, or why that cannot be told yet."""


@transaction.atomic
def decide_screening(
    by, *, screening: Screening, version: int, once_key: str, outcomes, reasoning: dict, matches: dict | None = None
):
    """The decision stands with its reasons, its owner, and its pathways, or waits for sign-off where asked.

    `matches` says of each earlier worry, by its reference, whether it is about the same child: “yes”, “no” or “unsure”,
    and how that is known or why it is not. Raises MatchesOpen where one that the person may read is left out, and
    Changed where the screening moved since the page was opened; StillRuns where it would close the matter over what runs
    on. The same key again gives the same decision.
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
    replaces = decision_to_replace(by, screening)
    decision = _decide(by, screening, outcomes, reasoning, key, replaces=replaces, matches=matches)
    drop_drafts(by, subject=screening.consultation.subject)
    return decision


def _answer_matches(by, screening: Screening, said: dict) -> list[tuple]:
    """Each earlier worry has its answer; returned are those of which it cannot be told yet, with the reason."""
    unsure = []
    for row, _ in matches_to_answer(by, screening):
        answer, reason = said.get(row.reference, ("", ""))
        if answer == SameChildSaid.UNSURE and reason.strip():
            unsure.append((row, reason))
        elif answer in (SameChildSaid.YES, SameChildSaid.NO):
            concerns.answer_same_child(
                by, one=screening.consultation, other=row, same=answer == SameChildSaid.YES, reason=reason
            )
        else:
            raise MatchesOpen
    return unsure


def _decide(
    by, screening: Screening, outcomes, reasoning: dict, key: str | None, replaces=None, signed=False, matches=None
):
    """The decision is written, with every earlier worry answered or left open with its reason, and takes effect."""
    consultation = screening.consultation
    outcomes = [outcome for outcome in Outcome.values if outcome in set(outcomes)]
    if not outcomes:
        raise ValueError("A decision has at least one outcome.")
    if outcomes == [Outcome.ADVICE_AND_CLOSE]:
        _nothing_runs(consultation)
    unsure = _answer_matches(by, screening, matches or {})
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
    _cite(decision, reasoning.get("statements", ()))
    OpenMatch.objects.bulk_create(OpenMatch(decision=decision, about=row, reason=why) for row, why in unsure)
    record(ScreeningDecided(subject=consultation.subject, outcomes=tuple(outcomes)), by=by)
    wanted = setting_of(consultation.authority, "sign-off")
    held = [] if signed else [o for o in outcomes if o in wanted["outcomes"]]
    if decision.next_owner is not None:
        concerns.change_owner(by, consultation=consultation, owner=decision.next_owner)
    if held:
        sign_off = _ask_sign_off(by, decision, SignOffWhy.OUTCOME)
        _moved(screening, state=State.SIGN_OFF, decided_at=now, due_on=sign_off.due_on)
        _go_on_under(decision, outcomes)
        _start_pathways(by, decision, [o for o in outcomes if o not in held])
        return decision
    _take_effect(by, screening, decision, outcomes)
    if outcomes == [Outcome.ADVICE_AND_CLOSE] and not signed:
        if in_sample(consultation.reference, wanted["closing_sample"]):
            _ask_sign_off(by, decision, SignOffWhy.SAMPLE)
    return decision


def _cite(decision: ScreeningDecision, statements) -> None:
    """The decision keeps these statements of the authority’s document, all of the edition in which its level stands."""
    kept = worded_today(decision.screening.authority_id, statements, decision.level)
    CitedStatement.objects.bulk_create(CitedStatement(decision=decision, **row) for row in kept)


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
        _nothing_runs(consultation)
        concerns.close_consultation(
            by, consultation=consultation, owner_words=_owner_words(decision), finding=decision.finding
        )
    elif Outcome.MORE_INFORMATION not in outcomes:
        concerns.mark_decided(by, consultation=consultation)


def _back_to_specialist(
    by, screening: Screening, *, clock: str = "screening-decision", specialist=None, put_back=None, **values
) -> None:
    """The screening is open again with its specialist, due by this clock; with whoever is on duty where they left.

    At once where danger was named, or where the decision that was put back suspected significant harm.

    The consultation is being screened again, too.
    """
    readers = people_who_see(screening.consultation)
    owner = specialist or screening.owner
    if not (rules.is_screener(owner, screening) and readers.filter(pk=owner.pk).exists()):
        team = [p for p in members_of([screening.team_id]).filter(pk__in=readers) if rules.is_screener(p, screening)]
        owner = next(iter(team), owner)
        values["state"] = State.WAITING
    values = {"state": State.CLAIMED, "owner": owner, "reminded_at": None, **values}
    now = timezone.now()
    due = _due(screening.consultation, clock, now)
    if clock == "screening-decision":
        harm = put_back is not None and put_back.outcomes.filter(outcome=Outcome.STRATEGY).exists()
        due = _at_once_in_danger(screening.consultation, due, now, anyway=harm)
    _moved(screening, due_on=due, **values)
    concerns.mark_returned(by, consultation=screening.consultation)


def _owner_words(decision: ScreeningDecision) -> str:
    if decision.next_owner is not None:
        return f"{decision.next_owner.name} has it now."
    return f"Nobody has it now, because: {decision.next_owner_words}"


def in_sample(reference: str, one_in: int) -> bool:
    """True for one closing in so many, drawn by a keyed hash that nobody can choose. 0 draws none."""
    return one_in > 0 and int(keyed_hash(f"sample:{reference}")[:8], 16) % one_in == 0


def _ask_sign_off(by, decision: ScreeningDecision, why: str) -> SignOff:
    """A manager by name has it to read; at once where danger was named or significant harm is suspected."""
    consultation = decision.screening.consultation
    manager = _manager(by, consultation, without=[decision.made_by_id], task="sign this off")
    now = timezone.now()
    due = _due(consultation, "sign-off", now)
    if why == SignOffWhy.OUTCOME:
        harm = decision.outcomes.filter(outcome=Outcome.STRATEGY).exists()
        due = _at_once_in_danger(consultation, due, now, anyway=harm)
    sign_off = SignOff.objects.create(decision=decision, why=why, asked_of=manager, asked_at=now, due_on=due)
    concerns.give_part_for_work(by, consultation=consultation, person=manager, reason=PartReason.STEP)
    record(SignOffAsked(subject=consultation.subject, of=f"person:{manager.uuid}", why=str(why)), by=by)
    return sign_off
