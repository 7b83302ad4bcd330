"""What came of a visit or a meeting: who was there, what was heard, views, decisions with dissent, actions that are chased."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from kith.access.rules import live, require
from kith.audit.actions import record
from kith.people.queries import manager_of
from kith.people.words import named

from .. import queries, rules
from ..events import (
    AccountWritten,
    ActionAgreed,
    ActionDone,
    ActionDue,
    Dissented,
    MeetingDecided,
    MinutesTaken,
    ViewKept,
    WentAhead,
)
from ..models import (
    Account,
    Dissent,
    Meeting,
    MeetingAction,
    MeetingDecision,
    Seat,
    StepQuestion,
    StepTaken,
)
from ..words import Attendance
from .before import _answering_side, _once
from .planning import _invited, _locked_meeting


class NoAnswer(ValueError):
    """The visit took place while no answer to go ahead stood, and nobody has written why. Nothing was kept."""


@transaction.atomic
def write_account(
    by, *, meeting: Meeting, attendance: dict[str, str], once_key: str, without_because: str = "", **said
) -> Account:
    """What was seen, heard and agreed is kept with the child’s own words, and who was there. Sending twice makes one.

    A further account replaces the last one, which stays readable. Raises NoAnswer for a visit that went without an
    answer to go ahead and without a reason.
    """
    meeting = _locked_meeting(meeting)
    require(rules.may_write_account(by, meeting))
    once_key = _once(meeting.uuid, once_key)
    known = Account.objects.filter(once_key=once_key, meeting=meeting).first()
    if known is not None:
        return known
    if not (said.get("childs_words") or said.get("no_words_because")):
        raise ValueError("The child’s own words are kept, or why there are none.")
    if not queries.is_cleared(meeting):
        if not without_because:
            raise NoAnswer
        _went_without(by, meeting, without_because, once_key)
    for seat in Seat.objects.filter(live(), meeting=meeting):
        seat.attendance = attendance.get(str(seat.uuid), seat.attendance)
        require(seat.attendance == "" or seat.attendance in Attendance.values)
        seat.save(update_fields=["attendance"])
    before = Account.objects.filter(meeting=meeting, replaced_by__isnull=True).first()
    account = Account.objects.create(meeting=meeting, written_by=by, once_key=once_key, replaces=before, **said)
    event = AccountWritten(subject=meeting.subject, to=named(_invited(meeting, by)), again=before is not None)
    record(event, by=by, after=said)
    return account


def _went_without(by, meeting: Meeting, because: str, once_key: str) -> None:
    question = StepQuestion.objects.filter(meeting=meeting).order_by("asked_at", "pk").last()
    StepTaken.objects.create(meeting=meeting, question=question, because=because, by=by, once_key=once_key)
    to = named(_answering_side(question)) if question is not None else ()
    subject = question.subject if question is not None else meeting.subject
    record(WentAhead(subject=subject, to=to), by=by, after={"because": because})


@transaction.atomic
def keep_view(by, *, seat: Seat, view: str) -> None:
    """The view of one agency on what the meeting was about stands in its words, by name."""
    seat = Seat.objects.select_for_update(of=("self",)).select_related("meeting__consultation").get(pk=seat.pk)
    require(rules.may_write_view(by, seat))
    if seat.view == view:
        return
    before, seat.view, seat.view_by, seat.view_at = seat.view, view, by, timezone.now()
    seat.save(update_fields=["view", "view_by", "view_at"])
    event = ViewKept(subject=seat.meeting.subject, changed=("view",))
    record(event, by=by, before={"view": before}, after={"view": view})


@transaction.atomic
def record_decision(
    by,
    *,
    meeting: Meeting,
    text: str,
    reason: str,
    once_key: str,
    set_aside: str = "",
    replaces: MeetingDecision | None = None,
) -> MeetingDecision:
    """The decision stands as it was made, with its reason. Sending twice makes one; a change names what it replaces."""
    meeting = _locked_meeting(meeting)
    require(rules.may_decide(by, meeting))
    require(replaces is None or (replaces.meeting_id == meeting.pk and not _is_replaced(replaces)))
    once_key = _once(meeting.uuid, once_key)
    known = MeetingDecision.objects.filter(once_key=once_key, meeting=meeting).first()
    if known is not None:
        return known
    decision = MeetingDecision.objects.create(
        meeting=meeting,
        text=text,
        reason=reason,
        set_aside=set_aside,
        made_by=by,
        made_at=timezone.now(),
        once_key=once_key,
        replaces=replaces,
    )
    event = MeetingDecided(subject=meeting.subject, to=named(_invited(meeting, by)))
    record(event, by=by, after={"text": text, "reason": reason, "set_aside": set_aside})
    return decision


def _is_replaced(decision: MeetingDecision) -> bool:
    return MeetingDecision.objects.filter(replaces=decision).exists()


@transaction.atomic
def keep_dissent(by, *, decision: MeetingDecision, seat: Seat, words: str, once_key: str) -> None:
    """Who sees the decision differently stands beside it by name. Sending twice keeps it once."""
    require(rules.may_dissent(by, decision, seat))
    _, made = Dissent.objects.get_or_create(
        once_key=_once(decision.uuid, once_key),
        defaults={"decision": decision, "seat": seat, "words": words, "recorded_by": by},
    )
    if made:
        of = f"person:{seat.person.uuid}" if seat.person else "office"
        readers = {person.pk for person in rules.people_who_see_meeting(decision.meeting)}
        to = [decision.made_by] if decision.made_by_id in readers else []
        record(Dissented(subject=decision.meeting.subject, of=of, to=named(to)), by=by, after={"words": words})


@transaction.atomic
def agree_action(by, *, meeting: Meeting, text: str, owner, due_on: date, once_key: str) -> MeetingAction:
    """The action has one owner who reads the meeting, and a day; the owner is told. Sending twice makes one."""
    require(rules.may_record(by, meeting) and rules.may_own_action(owner, meeting))
    action, made = MeetingAction.objects.get_or_create(
        once_key=_once(meeting.uuid, once_key),
        defaults={"meeting": meeting, "text": text, "owner": owner, "due_on": due_on, "recorded_by": by},
    )
    if made:
        record(ActionAgreed(subject=meeting.subject, to=named([owner])), by=by, after={"text": text})
    return action


@transaction.atomic
def finish_action(by, *, action: MeetingAction, note: str) -> None:
    """The action is done, with what came of it; who called the meeting is told. Finishing again changes nothing."""
    rows = MeetingAction.objects.select_for_update(of=("self",))
    action = rows.select_related("meeting__consultation", "meeting__called_by", "owner").get(pk=action.pk)
    if action.done_at is not None and action.done_by_id == by.pk:
        return
    require(rules.may_finish_action(by, action))
    action.done_at, action.done_by, action.note = timezone.now(), by, note
    action.save(update_fields=["done_at", "done_by", "note"])
    event = ActionDone(subject=action.meeting.subject, to=named(_who_called(action.meeting, by)))
    record(event, by=by, after={"note": note})


def _who_called(meeting: Meeting, but=None) -> list:
    return [
        person
        for person in rules.people_who_see_meeting(meeting)
        if person.pk == meeting.called_by_id and (but is None or person.pk != but.pk)
    ]


def chase_actions(by: str, *, today: date) -> int:
    """Who has an action was told on its day; when that is over, they, who called the meeting and their manager, once."""
    require(rules.may_work(by))
    told = 0
    for action in queries.actions_to_chase(today):
        late = action.due_on < today
        with transaction.atomic():
            free = MeetingAction.objects.filter(pk=action.pk, done_at=None)
            fields = {"reminded_on": today, **({"late_told_on": today} if late else {})}
            free = free.filter(late_told_on=None) if late else free.filter(reminded_on=None)
            if not free.update(**fields):
                continue
            readers = {person.pk: person for person in rules.people_who_see_meeting(action.meeting)}
            people = [action.owner]
            if late:
                people += [action.meeting.called_by, manager_of(action.owner)]
            to = [person for person in people if person is not None and person.pk in readers]
            record(ActionDue(subject=action.meeting.subject, late=late, to=named(to)), by=by)
            told += 1
    return told


@transaction.atomic
def take_minutes(by, *, meeting: Meeting) -> None:
    """That this person took the minutes out stands in the trail; called before they are handed over."""
    require(Meeting.objects.filter(rules.sees_meeting(by), pk=meeting.pk).exists())
    record(MinutesTaken(subject=meeting.subject), by=by)
