"""A visit is planned or a meeting called; people are invited and answer; it is moved, changed or cancelled with a reason."""

from django.db import transaction
from django.utils import timezone

from kith.access.rules import NobodyThere, live, own_key, require
from kith.audit.actions import record
from kith.people.queries import locked_person, who_receives
from kith.people.words import named
from kith.screening.rules import is_step_of

from .. import queries, rules
from ..events import (
    MeetingCalled,
    MeetingChanged,
    MeetingRead,
    SeatAnswered,
    SeatEnded,
    SeatGiven,
)
from ..models import Meeting, MeetingChange, Seat, StepQuestion, TimeOffered, TimeSuits
from ..words import Change, Kind, Reply
from .before import _step_dropped, _step_moved

# What a plan says in words; a meeting without a visit leaves most of it empty.
PLAN = ("purpose", "place", "language", "faith", "who_is_there", "other_needs", "safety")
RE_ASKED = (Reply.ACCEPTED, Reply.OTHER)


class Moved(Exception):
    """A colleague changed the meeting since the page was opened; `meeting` is what stands now. Nothing was written."""

    def __init__(self, meeting: Meeting):
        super().__init__("changed by a colleague")
        self.meeting = meeting


def _locked_meeting(meeting: Meeting) -> Meeting:
    """The row as it stands now, held until the transaction ends."""
    rows = Meeting.objects.select_for_update(of=("self",))
    return rows.select_related("consultation", "agency", "called_by", "lead").get(pk=meeting.pk)


def _invited(meeting: Meeting, but=None) -> list:
    """Who has a seat and may read the meeting now, without the one who acts."""
    keys = set(Seat.objects.filter(live(), meeting=meeting, person__isnull=False).values_list("person_id", flat=True))
    people = rules.people_who_see_meeting(meeting)
    return [person for person in people if person.pk in keys and (but is None or person.pk != but.pk)]


def _receivers(meeting: Meeting, agencies) -> list:
    """Who receives what comes to these agencies. Raises NobodyThere for one where nobody does."""
    people = []
    for agency in agencies:
        require(agency.authority_id == meeting.authority_id)
        found = [one for one in who_receives(agency, on=timezone.localdate()) if rules.may_be_invited(one, meeting)]
        if not found:
            raise NobodyThere(
                f"{agency.name} has nobody in Kith to invite today. Ring them, and add them by office; "
                "tell your administrator."
            )
        people.append(found[0])
    return people


def _seat(by, meeting: Meeting, person) -> bool:
    """The person has a live seat; True where they had none before."""
    require(rules.may_be_invited(person, meeting))
    if Seat.objects.filter(live(), meeting=meeting, person=person).exists():
        return False
    _give_seat(by, meeting, person)
    return True


def _give_seat(by, meeting: Meeting, person) -> None:
    """The person is invited, and who takes a seat themselves has said that they come."""
    mine = by == person
    Seat.objects.create(
        meeting=meeting,
        person=person,
        agency=person.agency,
        given_by=meeting.called_by if isinstance(by, str) else by,
        reply=Reply.ACCEPTED if mine else Reply.WAITING,
        replied_at=timezone.now() if mine else None,
    )


@transaction.atomic
def call_meeting(
    by,
    *,
    consultation,
    kind: str,
    starts_at,
    ends_at,
    once_key: str,
    lead=None,
    people=(),
    agencies=(),
    office: str = "",
    times=(),
    question: StepQuestion | None = None,
    of_step=None,
    will_say: str = "",
    will_not_say: str = "",
    **plan,
) -> Meeting:
    """The visit is planned or the meeting called: who is invited has it, with its time and others that are offered.

    `lead` is a person or an agency, whose point of contact then leads; nobody named means who calls it. Sending twice
    makes one. Raises NobodyThere where an agency has nobody to invite: nothing is then kept.
    """
    require(rules.may_call(by, consultation))
    require(kind in Kind.values and set(plan) <= set(PLAN))
    require(of_step is None or is_step_of(of_step, consultation))
    locked_person(by)
    once_key = own_key(by, once_key, consultation)
    if once := queries.called_before(by, once_key):
        return once
    now = timezone.now()
    meeting = Meeting.objects.create(
        authority=by.authority,
        consultation=consultation,
        of_step=of_step,
        agency=by.agency,
        kind=kind,
        called_by=by,
        called_at=now,
        changed_at=now,
        lead=by,
        starts_at=starts_at,
        ends_at=ends_at,
        once_key=once_key,
        **plan,
    )
    _seat(by, meeting, by)
    Seat.objects.filter(meeting=meeting, person=by).update(will_say=will_say, will_not_say=will_not_say)
    leader = by if lead is None else lead if hasattr(lead, "agency_id") else _receivers(meeting, [lead])[0]
    for person in (leader, *people, *_receivers(meeting, agencies)):
        _seat(by, meeting, person)
    meeting.lead = leader
    meeting.save(update_fields=["lead"])
    if office:
        Seat.objects.create(meeting=meeting, office=office, given_by=by)
    for first, last in times:
        TimeOffered.objects.get_or_create(meeting=meeting, starts_at=first, ends_at=last, defaults={"offered_by": by})
    if question is not None:
        require(question.consultation_id == consultation.pk and question.meeting_id is None)
        StepQuestion.objects.filter(pk=question.pk).update(meeting=meeting)
    event = MeetingCalled(
        subject=meeting.subject, kind=kind, to=named(_invited(meeting, by)), matter=consultation.subject
    )
    record(event, by=by, after=plan)
    return meeting


@transaction.atomic
def change_meeting(by, *, meeting: Meeting, version: int, because: str, starts_at, ends_at, **plan) -> None:
    """The plan and the time are these from now on, with why; who is invited is told, and asked again where it moved.

    Raises Moved where a colleague was quicker.
    """
    meeting = _locked_meeting(meeting)
    require(rules.may_change(by, meeting))
    require(set(plan) <= set(PLAN))
    before = {name: getattr(meeting, name) for name in plan}
    changed = [name for name, text in plan.items() if before[name] != text]
    moved = (meeting.starts_at, meeting.ends_at) != (starts_at, ends_at)
    if not changed and not moved:
        return
    if meeting.version != version:
        raise Moved(meeting)
    if not because:
        raise ValueError("A change has a reason.")
    for name in changed:
        setattr(meeting, name, plan[name])
    after = {name: plan[name] for name in changed}
    _keep_change(by, meeting, Change.MOVED if moved else Change.CHANGED, because, starts_at, ends_at)
    event = MeetingChanged(
        subject=meeting.subject,
        what=Change.MOVED if moved else Change.CHANGED,
        to=named(_invited(meeting, by)),
        changed=tuple(sorted([*changed, *(["starts_at"] if moved else [])])),
    )
    record(event, by=by, before={name: before[name] for name in changed}, after=after)


def _keep_change(by, meeting: Meeting, what: str, because: str, starts_at, ends_at, suits=()) -> None:
    """The row, its history and the answers follow: where it moved, everybody else is asked again but whom it suits."""
    moved = what == Change.MOVED
    MeetingChange.objects.create(
        meeting=meeting,
        what=what,
        by=by,
        because=because,
        was_starts_at=meeting.starts_at if moved else None,
        was_ends_at=meeting.ends_at if moved else None,
    )
    meeting.starts_at, meeting.ends_at = starts_at, ends_at
    meeting.version += 1
    meeting.changed_at = timezone.now()
    if moved or what == Change.CANCELLED:
        meeting.sequence += 1
    meeting.save()
    if moved:
        TimeOffered.objects.filter(meeting=meeting, starts_at=starts_at, ends_at=ends_at).delete()
        others = Seat.objects.filter(live(), meeting=meeting).exclude(person=by)
        others.filter(pk__in=suits).update(reply=Reply.ACCEPTED)
        others.filter(reply__in=RE_ASKED).exclude(pk__in=suits).update(reply=Reply.WAITING, replied_at=None)
        _step_moved(by, meeting)


@transaction.atomic
def take_time(by, *, time: TimeOffered) -> None:
    """The offered time is the meeting’s from now on; whom it suits is down as coming, and the others are asked again."""
    meeting = _locked_meeting(time.meeting)
    require(rules.may_change(by, meeting))
    suits = list(TimeSuits.objects.filter(time=time).values_list("seat_id", flat=True))
    because = "An offered time was taken."
    _keep_change(by, meeting, Change.MOVED, because, time.starts_at, time.ends_at, suits)
    event = MeetingChanged(
        subject=meeting.subject, what=Change.MOVED, to=named(_invited(meeting, by)), changed=("starts_at",)
    )
    record(event, by=by)


@transaction.atomic
def cancel_meeting(by, *, meeting: Meeting, because: str) -> None:
    """It does not take place, with why; who is invited is told, and calendars say so. Cancelling again changes nothing."""
    meeting = _locked_meeting(meeting)
    if meeting.cancelled_at is not None and rules.arranges(by, meeting):
        return
    require(rules.may_change(by, meeting))
    if not because:
        raise ValueError("A cancelling has a reason.")
    meeting.cancelled_at = timezone.now()
    _keep_change(by, meeting, Change.CANCELLED, because, meeting.starts_at, meeting.ends_at)
    _step_dropped(by, meeting)
    event = MeetingChanged(subject=meeting.subject, what=Change.CANCELLED, to=named(_invited(meeting, by)))
    record(event, by=by, after={"because": because})


@transaction.atomic
def invite(by, *, meeting: Meeting, people=(), agencies=(), office: str = "") -> None:
    """These are invited too, each once; an agency by its point of contact, an office without an account in words."""
    meeting = _locked_meeting(meeting)
    require(rules.may_change(by, meeting))
    new = [one for one in (*people, *_receivers(meeting, agencies)) if _seat(by, meeting, one)]
    if office and not Seat.objects.filter(live(), meeting=meeting, office=office).exists():
        Seat.objects.create(meeting=meeting, office=office, given_by=by)
    elif not new:
        return
    record(SeatGiven(subject=meeting.subject, to=named(new)), by=by)


def _locked_seat(seat: Seat) -> Seat:
    rows = Seat.objects.select_for_update(of=("self",))
    return rows.select_related("meeting__consultation", "person", "agency").get(pk=seat.pk)


@transaction.atomic
def reply_to(
    by, *, seat: Seat, reply: str, words: str = "", will_say: str = "", will_not_say: str = "", suits=(), offered=None
) -> None:
    """What one who is invited answers stands: whether they come, which times suit them, what they will and will not say.

    `offered` is another time, begin and end. Who called it is told.
    """
    seat = _locked_seat(seat)
    require(rules.may_reply(by, seat))
    require(reply in (Reply.ACCEPTED, Reply.DECLINED, Reply.OTHER))
    said = {"reply": reply, "reply_words": words, "will_say": will_say, "will_not_say": will_not_say}
    changed = [name for name, value in said.items() if getattr(seat, name) != value]
    times = list(TimeOffered.objects.filter(meeting=seat.meeting, pk__in=[time.pk for time in suits]))
    if offered is not None:
        row, _ = TimeOffered.objects.get_or_create(
            meeting=seat.meeting, starts_at=offered[0], ends_at=offered[1], defaults={"offered_by": by}
        )
        times.append(row)
    now_suits = {time.pk for time in times}
    before = set(TimeSuits.objects.filter(seat=seat).values_list("time_id", flat=True))
    if now_suits != before:
        TimeSuits.objects.filter(seat=seat).exclude(time_id__in=now_suits).delete()
        TimeSuits.objects.bulk_create(TimeSuits(seat=seat, time_id=key) for key in now_suits - before)
        changed.append("suits")
    if not changed:
        return
    for name, value in said.items():
        setattr(seat, name, value)
    seat.replied_at = timezone.now()
    seat.save(update_fields=[*said, "replied_at"])
    caller = [person for person in _invited(seat.meeting, by) if person.pk == seat.meeting.called_by_id]
    event = SeatAnswered(subject=seat.meeting.subject, reply=reply, to=named(caller), changed=tuple(sorted(changed)))
    record(event, by=by)


@transaction.atomic
def pass_seat(by, *, seat: Seat, to) -> None:
    """A colleague of the same agency goes instead, and leads where the one before did."""
    seat = _locked_seat(seat)
    require(rules.may_pass_seat(by, seat, to))
    meeting = _locked_meeting(seat.meeting)
    seat.ends = timezone.now()
    seat.save(update_fields=["ends"])
    _seat(by, meeting, to)
    if meeting.lead_id == by.pk:
        meeting.lead = to
        meeting.save(update_fields=["lead"])
    record(SeatGiven(subject=meeting.subject, to=named([to])), by=by)


@transaction.atomic
def end_seat(by, *, seat: Seat) -> None:
    """Who sat there is not invited any more, and reads the meeting no longer by that. Ended twice is once."""
    seat = _locked_seat(seat)
    if seat.ends is not None and rules.arranges(by, seat.meeting):
        return
    require(rules.may_end_seat(by, seat))
    seat.ends = timezone.now()
    seat.save(update_fields=["ends"])
    of = f"person:{seat.person.uuid}" if seat.person else "office"
    record(SeatEnded(subject=seat.meeting.subject, of=of), by=by)


@transaction.atomic
def note_meeting_read(by, *, meeting: Meeting) -> None:
    """That this person read the meeting stands in the trail."""
    record(MeetingRead(subject=meeting.subject), by=by)
