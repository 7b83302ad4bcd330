"""What somebody had to do here is another person’s: by a handover, or where they may not, or cannot, come any more."""

from django.db import transaction
from django.utils import timezone

from kith.access.rules import live, require
from kith.audit.actions import record
from kith.concerns.actions import give_part_for_work
from kith.concerns.words import PartReason
from kith.people.actions import carry
from kith.people.queries import who_receives
from kith.people.rules import NotTheirs
from kith.people.words import named

from .. import queries, rules
from ..events import LeadChanged, MeetingActionHandedOver, StepPartGiven, WillNotCome
from ..models import Meeting, MeetingAction, Seat, StepPart, StepQuestion
from ..words import ASKED
from .before import _locked as _locked_question
from .planning import _give_seat, _invited, _locked_meeting


def _let_in(by, meeting: Meeting, person) -> None:
    """The person reads the meeting, by a seat where nothing else lets them."""
    if Meeting.objects.filter(rules.sees_meeting(person), pk=meeting.pk).exists():
        return
    _seat_for(by, meeting, person)


def _seat_for(by, meeting: Meeting, person) -> None:
    if Seat.objects.filter(live(), meeting=meeting, person=person, agency_id=person.agency_id).exists():
        return
    Seat.objects.filter(live(), meeting=meeting, person=person).update(ends=timezone.now())
    _give_seat(by, meeting, person)


def _led_by(by, meeting: Meeting, of, to, but=None) -> None:
    """`to` leads and is invited, and everybody invited is told (`but` knows it); whoever led is invited no more."""
    Seat.objects.filter(live(), meeting=meeting, person=of).update(ends=timezone.now())
    _seat_for(by, meeting, to)
    meeting.lead = to
    meeting.save(update_fields=["lead"])
    record(LeadChanged(subject=meeting.subject, of=f"person:{of.uuid}", to=named(_invited(meeting, but))), by=by)


@transaction.atomic
def take_over_lead(by, *, meeting: Meeting, of, to) -> None:
    """Another person leads it, is invited, and everybody who is invited hears of it. Raises NotTheirs.

    Asked by handover, after its own rule.
    """
    meeting = _locked_meeting(meeting)
    if meeting.lead_id != of.pk or not queries.is_to_be_led(meeting):
        raise NotTheirs
    require(to.pk != of.pk and rules.may_be_invited(to, meeting))
    _led_by(by, meeting, of, to, but=to)


@transaction.atomic
def take_over_action(by, *, action: MeetingAction, of, to) -> None:
    """Another person has it to do, reads the meeting, and is told. Raises NotTheirs. Asked by handover."""
    rows = MeetingAction.objects.select_for_update(of=("self",)).select_related("meeting__consultation")
    action = rows.get(pk=action.pk)
    if action.owner_id != of.pk or action.done_at is not None or action.meeting.cancelled_at is not None:
        raise NotTheirs
    require(to.pk != of.pk and rules.may_be_invited(to, action.meeting))
    _let_in(by, action.meeting, to)
    action.owner, action.reminded_on, action.late_told_on = to, None, None
    action.save(update_fields=["owner", "reminded_on", "late_told_on"])
    event = MeetingActionHandedOver(subject=action.meeting.subject, of=f"person:{of.uuid}", to=named([to]))
    record(event, by=by)


@transaction.atomic
def take_over_question(by, *, question: StepQuestion, of, to) -> None:
    """Another person of the agency that is asked received it in this person’s place. Raises NotTheirs. Asked by handover."""
    question = _locked_question(question)
    require(to.pk != of.pk and rules.may_receive_question(to, question))
    if not StepPart.objects.filter(live(), matter=question, person=of).update(ends=timezone.now()):
        raise NotTheirs
    _, made = StepPart.objects.get_or_create(matter=question, person=to, ends=None, defaults={"reason": "given"})
    if made:
        record(StepPartGiven(subject=question.subject, to=f"person:{to.uuid}"), by=by)


@transaction.atomic
def see_to_question(by, *, question: StepQuestion, of, to) -> None:
    """Another person hears of the answer in the place of who asked, and may read it. Raises NotTheirs. Asked by handover."""
    if question.pk not in {row.pk for row in queries.questions_asked_held(of)}:
        raise NotTheirs
    require(to.pk != of.pk and rules.may_press(to, question))
    give_part_for_work(by, consultation=question.consultation, person=to, reason=PartReason.STEP)
    carry(by, kind=ASKED, key=str(question.uuid), to=to)


@transaction.atomic
def leave_meetings(by, *, person, consultation=None) -> None:
    """This person is invited to nothing of this matter any more (of any matter, where none is named), and leads nothing.

    Whoever leads is told that they will not come; where they led, the owner of the matter leads, or who else may, and
    everybody invited is told. What they had to do, and what they were asked before a step, goes the same way.
    """
    require(consultation is None or rules.has_left(person, consultation))
    for meeting in queries.meetings_to_leave(person, consultation):
        meeting = _locked_meeting(meeting)
        if meeting.lead_id == person.pk and queries.is_to_be_led(meeting):
            to = next((p for p in queries.could_lead(person, meeting) if rules.may_be_invited(p, meeting)), None)
            if to is not None:
                _led_by(by, meeting, person, to)
            continue
        if (
            Seat.objects.filter(live(), meeting=meeting, person=person).update(ends=timezone.now())
            and not meeting.is_over
        ):
            wanted = (meeting.lead_id, meeting.called_by_id)
            to = [p for p in rules.people_who_see_meeting(meeting) if p.pk in wanted]
            record(WillNotCome(subject=meeting.subject, of=f"person:{person.uuid}", to=named(to)), by=by)
    for action in queries.actions_held(person, consultation):
        others = queries.could_lead(person, action.meeting)
        to = next((p for p in others if rules.may_be_invited(p, action.meeting)), None)
        if to is not None:
            take_over_action(by, action=action, of=person, to=to)
    for question in queries.questions_held(person, consultation):
        others = [*who_receives(question.to_agency, on=timezone.localdate()), *queries.could_answer(person, question)]
        to = next((p for p in others if p.pk != person.pk and rules.may_receive_question(p, question)), None)
        if to is not None:
            take_over_question(by, question=question, of=person, to=to)
