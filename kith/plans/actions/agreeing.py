"""An edition is agreed, actions come to their end, the plan is reviewed and ended, and papers are taken out."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from kith.access.rules import own_key, require
from kith.audit.actions import record
from kith.concerns.actions import give_part_for_work, look_at_passages
from kith.concerns.words import PartReason
from kith.people.words import named

from .. import queries, rules
from ..events import (
    ActionEnded,
    AgreementKept,
    PlanAgreed,
    PlanEnded,
    PlanRead,
    PlanReviewed,
    PlanTaken,
)
from ..models import Action, Agreement, Edition, Plan, Review
from ..over import require_ending, require_writing
from ..words import FAMILY, Agrees, Ending, Party, Target
from .writing import Moved, NotWhole, _locked, _locked_plan


def _readers_among(plan: Plan, people, but=None) -> list:
    """Those of these people who may read the plan, without the one who acts."""
    readers = {person.pk for person in rules.people_who_see_plan(plan)}
    return [one for one in people if one is not None and one.pk in readers and (but is None or one.pk != but.pk)]


def _answer(by, edition: Edition, once_key: str, party: str, answer: str, **said) -> None:
    if answer not in Agrees.values or party not in Party.values:
        raise ValueError("An answer is one of those that can be given.")
    Agreement.objects.create(
        edition=edition, party=party, answer=answer, recorded_by=by, once_key=f"{once_key}:{party}"[:100], **said
    )


@transaction.atomic
def agree_edition(
    by,
    *,
    plan: Plan,
    version: int,
    once_key: str,
    answers: list[dict],
    because: str = "",
    no_context_because: str = "",
    review_on: date | None = None,
) -> Edition:
    """The edition stands from now on in place of the one before, with what the young person and the family said to it.

    Who has something to do by it may read the matter and is told. Sending twice agrees one. Raises Moved where a
    colleague was quicker, and NotWhole where something is missing.
    """
    key = own_key(by, once_key, plan)
    known = Edition.objects.filter(plan=plan, once_key=key).first()
    if known is not None and rules.leads_plan(by, plan):
        return known
    plan, edition = _locked(by, plan)
    if edition.version != version:
        raise Moved(edition)
    actions = _whole(plan, edition, because, no_context_because, answers)
    edition.agreed_at, edition.agreed_by, edition.once_key = timezone.now(), by, key
    edition.because, edition.no_context_because = because, no_context_because
    edition.save(update_fields=["agreed_at", "agreed_by", "once_key", "because", "no_context_because"])
    for said in answers:
        _answer(by, edition, key, **said)
    if review_on is not None:
        plan.review_on, plan.review_told = review_on, ""
        plan.save(update_fields=["review_on", "review_told"])
    new = {row.owner_id: row.owner for row in actions if row.owner is not None and row.since_id == edition.pk}
    for person in new.values():
        give_part_for_work(by, consultation=plan.consultation, person=person, reason=PartReason.STEP)
    told = _readers_among(plan, [*new.values(), plan.owner], but=by)
    record(
        PlanAgreed(subject=plan.subject, number=edition.number, to=named(told)),
        by=by,
        after={"because": because, "no_context_because": no_context_because},
    )
    return edition


def _whole(plan: Plan, edition: Edition, because: str, no_context_because: str, answers) -> list[Action]:
    """The actions of the edition. Raises NotWhole where something is missing."""
    outcomes, actions = queries.outcomes_in(edition), queries.actions_in(edition)
    if not outcomes:
        raise NotWhole("Add an outcome first: what should be better, in the family’s or the young person’s own words.")
    if not [row for row in actions if not row.ended_as]:
        raise NotWhole("Add an action first: what somebody does, by when.")
    if not no_context_because and not any(row.target == Target.CONTEXT for row in actions):
        raise NotWhole("No action is for a place or a group. Add one, or write why there is none.")
    if edition.number > 1 and not because:
        raise NotWhole("Write why the plan changes.")
    if {said.get("party") for said in answers} != set(Party.values):
        raise NotWhole("Write what the young person and the family said to it, or why they were not asked.")
    gone = [
        row for row in actions if row.owner and not row.ended_as and not rules.may_own(row.owner, plan.consultation)
    ]
    if gone:
        raise NotWhole(f"{gone[0].owner.name} can no longer have an action of this plan. Give it to somebody else.")
    return actions


@transaction.atomic
def keep_agreement(by, *, plan: Plan, once_key: str, party: str, answer: str, **said) -> None:
    """What somebody else said to what is agreed, or said later, stands beside it. Sending twice keeps it once."""
    plan = _locked_plan(plan)
    require_writing(by, plan)
    edition = queries.standing_edition(plan)
    require(edition is not None)
    key = own_key(by, once_key, plan)
    if Agreement.objects.filter(once_key=f"{key}:{party}"[:100]).exists():
        return
    _answer(by, edition, key, party, answer, **said)
    record(AgreementKept(subject=plan.subject, party=party, answer=answer), by=by, after=_texts(said))


def _texts(said: dict) -> dict:
    return {name: value for name, value in said.items() if isinstance(value, str)}


@transaction.atomic
def end_action(by, *, action: Action, how: str, on: date, words: str) -> None:
    """What came of the action stands with its day and who said it; who owns the plan is told. Again changes nothing."""
    rows = Action.objects.select_for_update(of=("self",)).select_related(
        "plan__consultation", "plan__owner", "owner", "since", "until"
    )
    action = rows.get(pk=action.pk)
    if action.ended_as and action.ended_by_id == by.pk:
        return
    require_ending(by, action)
    if how not in Ending.values or not words:
        raise ValueError("An action ends as done, not done or no longer needed, with words.")
    action.ended_as, action.ended_on, action.ended_words = how, on, words
    action.ended_by, action.ended_at = by, timezone.now()
    action.save(update_fields=["ended_as", "ended_on", "ended_words", "ended_by", "ended_at"])
    to = _readers_among(action.plan, [action.plan.owner], but=by)
    record(ActionEnded(subject=action.plan.subject, how=how, to=named(to)), by=by, after={"words": words})


@transaction.atomic
def write_review(by, *, plan: Plan, once_key: str, replaces: Review | None = None, **said) -> Review:
    """The review is kept, and the next one is due on its day. Who has something to do is told. Sending twice keeps one."""
    plan = _locked_plan(plan)
    require_writing(by, plan)
    edition = queries.standing_edition(plan)
    require(edition is not None)
    key = own_key(by, once_key, plan)
    known = Review.objects.filter(once_key=key, plan=plan).first()
    if known is not None:
        return known
    require(replaces is None or (replaces.plan_id == plan.pk and not hasattr(replaces, "replaced_by")))
    if not (said.get("childs_words") or said.get("no_words_because")):
        raise ValueError("The child’s own words are kept, or why there are none.")
    review = Review.objects.create(plan=plan, edition=edition, written_by=by, once_key=key, replaces=replaces, **said)
    newest = Review.objects.filter(plan=plan, replaced_by=None).order_by("-held_on", "-pk").first()
    if newest == review:
        plan.review_on, plan.review_told = review.next_on, ""
        plan.save(update_fields=["review_on", "review_told"])
    owners = [row.owner for row in queries.actions_in(edition) if not row.ended_as]
    to = _readers_among(plan, [plan.owner, *owners], but=by)
    record(PlanReviewed(subject=plan.subject, again=replaces is not None, to=named(to)), by=by, after=_texts(said))
    return review


@transaction.atomic
def end_plan(by, *, plan: Plan, because: str, has_it_now: str) -> None:
    """The plan runs no more, with why and who has it now; whoever had something to do is told. Again changes nothing."""
    plan = _locked_plan(plan)
    if not plan.runs and plan.ended_by_id == by.pk:
        return
    require(rules.may_end_plan(by, plan))
    if not because or not has_it_now:
        raise ValueError("A plan that ends says why, and who has it now.")
    edition = queries.standing_edition(plan)
    owners = [row.owner for row in queries.actions_in(edition) if not row.ended_as] if edition else []
    plan.ended_at, plan.ended_by, plan.ended_because, plan.has_it_now = timezone.now(), by, because, has_it_now
    plan.save(update_fields=["ended_at", "ended_by", "ended_because", "has_it_now"])
    to = _readers_among(plan, [plan.owner, *owners], but=by)
    after = {"because": because, "has_it_now": has_it_now}
    record(PlanEnded(subject=plan.subject, to=named(to)), by=by, after=after)


@transaction.atomic
def note_plan_read(by, *, plan: Plan) -> None:
    """That this person read the plan stands in the trail."""
    record(PlanRead(subject=plan.subject), by=by)


@transaction.atomic
def take_plan(by, *, plan: Plan, edition_for: str, form: str) -> None:
    """That this person took the plan out stands in the trail; called before it is handed over.

    For the family, never while they are not to be told, and only where no words of it repeat what a partner
    shared and may not be told: else WordsOfAPartner.
    """
    may = rules.may_give_family if edition_for == FAMILY else rules.may_take_paper
    require(may(by, plan))
    if edition_for == FAMILY:
        look_at_passages(by, consultation=plan.consultation, paper=plan.subject, texts=queries.family_texts(plan))
    record(PlanTaken(subject=plan.subject, edition_for=edition_for, form=form), by=by)
