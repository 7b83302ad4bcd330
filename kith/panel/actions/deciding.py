"""Views, decisions, the plan, support, and the looks after it has ended."""

from django.db import transaction
from django.utils import timezone

from kith.access.rules import own_key, require
from kith.audit.actions import record
from kith.people.queries import locked_person
from kith.people.words import named

from .. import queries, rules
from ..events import (
    ActionAgreed,
    ActionDone,
    LookTaken,
    PanelDecided,
    SessionPlanned,
    SessionSaid,
    SupportBegun,
    ViewRecorded,
)
from ..models import (
    AgencyView,
    AgendaItem,
    Case,
    CasePart,
    Dissent,
    Look,
    PanelDecision,
    PlanAction,
    Session,
    Support,
)
from ..words import STATE_AFTER, Outcome, PartReason
from .cases import leaders, locked


class NoConsent(ValueError):
    """Support was to begin or go on while a consent that it needs does not stand. Nothing was written."""


class NoQuorum(ValueError):
    """The meeting has no quorum and no reason was given to decide without one; `missing` says what lacks."""

    def __init__(self, missing: list[str]):
        super().__init__("no quorum")
        self.missing = missing


class Overtaken(ValueError):
    """Somebody decided this case since the page was opened, so that what was chosen fits no more."""


@transaction.atomic
def record_view(by, *, item: AgendaItem, agency, text: str, once_key: str) -> AgencyView:
    """The agency’s view stands under its name, beside its earlier ones. Sending twice makes one."""
    require(rules.may_view(by, item, agency))
    once_key = own_key(by, once_key, item)
    locked_person(by)
    known = AgencyView.objects.filter(once_key=once_key, item=item, recorded_by=by).first()
    if known is not None:
        return known
    view = AgencyView.objects.create(item=item, agency=agency, text=text, recorded_by=by, once_key=once_key)
    record(ViewRecorded(subject=item.case.subject, agency=agency.key), by=by, after={"text": text})
    return view


@transaction.atomic
def decide(by, *, item: AgendaItem, outcome: str, reason: str, once_key: str, dissents: dict, **said) -> PanelDecision:
    """What the panel decided stands for good, with who was there, whether that was a quorum, and who saw it differently.

    A further decision at the same meeting replaces the one before, which stays readable. An end gives the looks after it
    their days. Raises NoQuorum, and Overtaken where the outcome does not fit the case any more. Twice makes one.
    """
    case = locked(item.case)
    item = AgendaItem.objects.select_related("meeting__panel__authority").get(pk=item.pk)
    item.case = case
    require(rules.may_decide(by, item))
    once_key = own_key(by, once_key, item)
    known = PanelDecision.objects.filter(once_key=once_key, item=item, made_by=by).first()
    if known is not None:
        return known
    before = queries.standing_decision(item)
    if outcome not in queries.outcomes_at(by, item):
        raise Overtaken
    quorum = queries.quorum_at(item.meeting)
    if not quorum.is_one and not said.get("without_quorum_because"):
        raise NoQuorum(quorum.missing)
    if quorum.is_one:
        said["without_quorum_because"] = ""
    decision = PanelDecision.objects.create(
        made_by=by,
        item=item,
        outcome=outcome,
        reason=reason,
        replaces=before,
        quorate=quorum.is_one,
        there=", ".join(quorum.there) or "Nobody is recorded as there",
        missing="; ".join(quorum.missing),
        once_key=once_key,
        **said,
    )
    Dissent.objects.bulk_create(
        Dissent(decision=decision, agency=agency, text=text) for agency, text in dissents.items() if text
    )
    _stands(case, decision, before)
    differ = tuple(sorted(agency.key for agency, text in dissents.items() if text))
    to = named([case.social_worker, *leaders(case)])
    event = PanelDecided(
        subject=case.subject, outcome=outcome, quorate=quorum.is_one, dissent=differ, to=to, changed=("state",)
    )
    record(event, by=by, after={"reason": reason})
    return decision


def _stands(case: Case, decision: PanelDecision, before: PanelDecision | None) -> None:
    case.state = STATE_AFTER[Outcome(decision.outcome)]
    case.next_review_on, case.reassess_on = decision.next_review_on, decision.reassess_on
    ends = decision.outcome == Outcome.END
    case.ended_on = decision.item.meeting.on if ends else None
    case.exit_reason = decision.exit_reason if ends else ""
    case.save(update_fields=["state", "next_review_on", "reassess_on", "ended_on", "exit_reason"])
    if before is not None and before.outcome == Outcome.END and not ends:
        case.looks.filter(done_on=None, due_on__gt=decision.item.meeting.on).delete()
    if ends:
        for clock, title in queries.looks_of(case.authority_id, case.panel.kind).items():
            due = queries.look_due(case.authority_id, clock, case.ended_on)
            if due is not None:
                Look.objects.get_or_create(case=case, clock=clock, due_on=due, defaults={"title": title})


@transaction.atomic
def agree_action(by, *, case: Case, text: str, owner, due_on, is_support: bool, once_key: str) -> PlanAction:
    """Somebody has this to do by a day, can read the case, and is told. Twice makes one.

    Raises NoConsent where it is support, and a consent that it needs does not stand.
    """
    case = locked(case)
    require(rules.may_agree_action(by, case) and rules.may_own(owner, case))
    once_key = own_key(by, once_key, case)
    known = PlanAction.objects.filter(once_key=once_key, case=case, made_by=by).first()
    if known is not None:
        return known
    if is_support and not rules.support_may_go_on(case):
        raise NoConsent
    due_on = due_on or queries.action_due(case.authority_id, timezone.localdate())
    if not Case.objects.filter(rules.sees_case(owner), pk=case.pk).exists():
        CasePart.objects.get_or_create(matter=case, person=owner, reason=PartReason.ACTION, ends=None)
    action = PlanAction.objects.create(
        case=case, text=text, owner=owner, due_on=due_on, is_support=is_support, made_by=by, once_key=once_key
    )
    record(ActionAgreed(subject=case.subject, to=named([owner])), by=by, after={"text": text})
    return action


@transaction.atomic
def finish_action(by, *, action: PlanAction, words: str) -> None:
    """It was done, with what came of it. Doing it twice changes nothing."""
    rows = PlanAction.objects.select_for_update(of=("self",)).select_related("case__panel", "owner")
    action = rows.get(pk=action.pk)
    if action.done_at is not None and action.done_by_id == by.pk:
        return
    require(rules.may_finish(by, action))
    action.done_at, action.done_by, action.done_words = timezone.now(), by, words
    action.save(update_fields=["done_at", "done_by", "done_words"])
    record(ActionDone(subject=action.case.subject), by=by, after={"done_words": words})


@transaction.atomic
def begin_support(by, *, case: Case, provider: str, what: str, begins_on, once_key: str) -> Support:
    """A provider’s support stands, with sessions to plan. Raises NoConsent. Twice makes one."""
    case = locked(case)
    require(rules.may_record_consent(by, case))
    once_key = own_key(by, once_key, case)
    known = Support.objects.filter(once_key=once_key, case=case, made_by=by).first()
    if known is not None:
        return known
    if not rules.support_may_go_on(case):
        raise NoConsent
    row = Support.objects.create(
        case=case, provider=provider, what=what, begins_on=begins_on, made_by=by, once_key=once_key
    )
    record(SupportBegun(subject=case.subject), by=by)
    return row


@transaction.atomic
def plan_session(by, *, support: Support, planned_on) -> Session:
    """A session is planned for a day. Raises NoConsent where a consent does not stand. Twice makes one."""
    case = locked(support.case)
    require(rules.may_record_consent(by, case))
    if not rules.support_may_go_on(case):
        raise NoConsent
    row, made = Session.objects.get_or_create(support=support, planned_on=planned_on, defaults={"planned_by": by})
    if made:
        record(SessionPlanned(subject=case.subject), by=by)
    return row


@transaction.atomic
def say_session(by, *, session: Session, held: bool, words: str) -> None:
    """Whether a session was held stands, with what came of it or why not."""
    rows = Session.objects.select_for_update(of=("self",)).select_related("support__case__panel")
    session = rows.get(pk=session.pk)
    require(rules.may_say_session(by, session))
    if (session.held, session.words) == (held, words):
        return
    session.held, session.words, session.said_by, session.said_at = held, words, by, timezone.now()
    session.save(update_fields=["held", "words", "said_by", "said_at"])
    event = SessionSaid(subject=session.support.case.subject, held=held, changed=("held", "words"))
    record(event, by=by, after={"words": words})


@transaction.atomic
def take_look(by, *, look: Look, done_on, found: str, childs_words: str, not_spoken_because: str) -> None:
    """Somebody looked again, with the child’s own words or why there are none. Twice changes nothing."""
    look = Look.objects.select_for_update(of=("self",)).select_related("case__panel").get(pk=look.pk)
    if look.done_on is not None and look.done_by_id == by.pk:
        return
    require(rules.may_look(by, look))
    look.done_on, look.done_by, look.found = done_on, by, found
    look.childs_words, look.not_spoken_because = childs_words, not_spoken_because
    look.save(update_fields=["done_on", "done_by", "found", "childs_words", "not_spoken_because"])
    record(LookTaken(subject=look.case.subject, clock=look.clock), by=by, after={"found": found})
