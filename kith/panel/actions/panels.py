"""Setting a panel up, its seats, and its meetings. Each action asks its rule and leaves an event."""

from django.db import transaction
from django.utils import timezone

from kith.access.rules import require
from kith.audit.actions import record
from kith.people.queries import locked_person
from kith.people.words import named

from .. import queries, rules
from ..events import (
    AttendanceRecorded,
    MeetingCalledOff,
    MeetingHeld,
    MeetingMoved,
    MeetingPlanned,
    MemberLeft,
    MemberSeated,
    PanelSetUp,
    QuorumSet,
)
from ..models import Attendance, Meeting, Member, Panel
from ..words import Seat, There

MEETS_THEN = "The panel meets on this day already"


class NotAllowedToChair(ValueError):
    """The seat is for people of another kind of agency; the message says which."""


class AlreadyThere(ValueError):
    """There is one already: the message says what, in a sentence for the page."""


class NotWhole(ValueError):
    """Something is still to be recorded before the meeting counts as held; `left` names it."""

    def __init__(self, left: list[str]):
        super().__init__("not whole")
        self.left = left


@transaction.atomic
def set_up_panel(by, *, kind: str, name: str, chair) -> Panel:
    """The authority has a panel of this kind with its chair. Raises AlreadyThere where it has one."""
    require(rules.may_set_up(by, by.authority_id) and kind in queries.kinds_of(by.authority_id))
    locked_person(by)
    there = Panel.objects.filter(authority=by.authority, kind=kind).first()
    if there is not None and (there.made_by_id, there.name) == (by.pk, name):
        return there  # a second click
    if there is not None:
        raise AlreadyThere("Your authority has a panel of this kind already")
    panel = Panel.objects.create(authority=by.authority, kind=kind, name=name, made_by=by)
    record(PanelSetUp(subject=panel.subject, kind=kind), by=by)
    seat_member(by, panel=panel, person=chair, seat=Seat.CHAIR, role="")
    return panel


@transaction.atomic
def seat_member(by, *, panel: Panel, person, seat: str, role: str = "") -> Member:
    """The person has this seat from now on. Raises AlreadyThere where they have one, NotAllowedToChair where they may not."""
    panel = Panel.objects.select_for_update().get(pk=panel.pk)
    require(rules.may_seat(by, panel) and rules.may_sit(by, person, panel))
    allowed = queries.may_chair(panel.authority_id, panel.kind)
    if rules.chairs(seat) and allowed and person.agency.kind not in allowed:
        raise NotAllowedToChair(f"This panel is chaired by: {', '.join(allowed.values())}")
    live = [row for row in queries.members_of(panel) if row.person_id == person.pk]
    if live:
        raise AlreadyThere(f"{person.name} has a seat on this panel already")
    member = Member.objects.create(panel=panel, person=person, seat=seat, role=role, named_by=by)
    record(MemberSeated(subject=panel.subject, of=f"person:{person.uuid}", seat=seat), by=by)
    return member


@transaction.atomic
def end_seat(by, *, member: Member) -> None:
    """The person’s seat has ended; they read no case of the panel from the next request on. Ended twice is once."""
    member = Member.objects.select_for_update(of=("self",)).select_related("panel", "person").get(pk=member.pk)
    if member.ends is not None and rules.leads_panel(by, member.panel):
        return
    require(rules.may_end_seat(by, member))
    _ended(by, member)


def _ended(by, member: Member) -> None:
    member.ends = timezone.now()
    member.save(update_fields=["ends"])
    record(MemberLeft(subject=member.panel.subject, of=f"person:{member.person.uuid}"), by=by)


@transaction.atomic
def set_quorum(by, *, panel: Panel, at_least: int, source: str) -> None:
    """So many members at least make a quorum, beside the agencies that its kind needs; with where that is written."""
    require(rules.may_plan(by, panel))
    panel = Panel.objects.select_for_update().get(pk=panel.pk)
    panel.at_least, panel.at_least_source = at_least, source
    panel.save(update_fields=["at_least", "at_least_source"])
    record(QuorumSet(subject=panel.subject, at_least=at_least, changed=("at_least", "at_least_source")), by=by)


@transaction.atomic
def plan_meeting(by, *, panel: Panel, on, at, until=None, place: str = "") -> Meeting:
    """The panel meets on this day; its members are told. Raises AlreadyThere where it meets then already."""
    panel = Panel.objects.select_for_update().get(pk=panel.pk)
    require(rules.may_plan(by, panel))
    known = Meeting.objects.filter(panel=panel, on=on, called_off_at=None).first()
    if known is not None:
        if (known.at, known.until, known.place, known.planned_by_id) == (at, until, place, by.pk):
            return known
        raise AlreadyThere(MEETS_THEN)
    meeting = Meeting.objects.create(panel=panel, on=on, at=at, until=until, place=place, planned_by=by)
    people = [row.person for row in queries.members_of(panel)]
    record(MeetingPlanned(subject=meeting.subject, to=named(people)), by=by)
    return meeting


def locked_meeting(meeting: Meeting) -> Meeting:
    """The meeting as it stands, locked until the transaction ends."""
    return Meeting.objects.select_for_update(of=("self",)).select_related("panel__authority").get(pk=meeting.pk)


def _invited(meeting: Meeting) -> list:
    """Whom to tell of a meeting: the panel’s members, and the social workers of the children on its list."""
    people = [row.person for row in queries.members_of(meeting.panel)]
    return people + [item.case.social_worker for item in meeting.items.select_related("case__social_worker")]


@transaction.atomic
def move_meeting(by, *, meeting: Meeting, on, at, until=None, place: str = "") -> None:
    """The meeting is then and there, with the cases on its list; who is invited is told, and calendars learn of it.

    As it stands already leaves no event. Raises AlreadyThere where the panel meets on that day.
    """
    Panel.objects.select_for_update().get(pk=meeting.panel_id)
    meeting = locked_meeting(meeting)
    require(rules.may_move(by, meeting))
    said = {"on": on, "at": at, "until": until, "place": place}
    changed = tuple(name for name, value in said.items() if getattr(meeting, name) != value)
    if not changed:
        return
    if Meeting.objects.filter(panel=meeting.panel_id, on=on, called_off_at=None).exclude(pk=meeting.pk).exists():
        raise AlreadyThere(MEETS_THEN)
    for name in changed:
        setattr(meeting, name, said[name])
    # A calendar shows the time and no place.
    meeting.sequence += bool(set(changed) - {"place"})
    meeting.changed_at = timezone.now()
    meeting.save(update_fields=[*changed, "sequence", "changed_at"])
    record(MeetingMoved(subject=meeting.subject, changed=changed, to=named(_invited(meeting))), by=by)


@transaction.atomic
def call_off_meeting(by, *, meeting: Meeting, because: str) -> None:
    """The meeting is off; its cases wait for another. Members, and the social workers invited, are told. Twice is once."""
    meeting = locked_meeting(meeting)
    if meeting.called_off_at is not None and rules.leads_panel(by, meeting.panel):
        return
    require(rules.may_run(by, meeting) and meeting.held_at is None)
    meeting.called_off_at = meeting.changed_at = timezone.now()
    meeting.called_off_because, meeting.sequence = because, meeting.sequence + 1
    meeting.save(update_fields=["called_off_at", "called_off_because", "changed_at", "sequence"])
    record(MeetingCalledOff(subject=meeting.subject, to=named(_invited(meeting))), by=by)


@transaction.atomic
def record_attendance(by, *, meeting: Meeting, members: dict, social_workers: dict) -> None:
    """Who came stands for each person that is given: members by their key, social workers by the item’s key.

    What is the same as before leaves no event; a correction is a new one, and the last counts.
    """
    meeting = locked_meeting(meeting)
    require(rules.may_run(by, meeting) and meeting.on <= timezone.localdate())
    known = queries.attendance_of(meeting)
    people = {row.person_id: row.person for row in queries.members_at(meeting)}
    require(set(members) <= set(people))
    for key, how in members.items():
        _attend(by, meeting, people[key], None, There(how), known)
    items = {item.pk: item for item in queries.items_of(by, meeting)}
    require(set(social_workers) <= set(items))
    for key, how in social_workers.items():
        worker = items[key].case.social_worker
        before = next((row for (_, item), row in known.items() if item == key), None)
        if before is not None:
            worker = before.person
        if worker is not None:
            _attend(by, meeting, worker, items[key], There(how), known)


def _attend(by, meeting: Meeting, person, item, how: There, known) -> None:
    before = known.get((person.pk, item.pk if item else None))
    if before is not None and before.how == how:
        return
    Attendance.objects.update_or_create(
        meeting=meeting,
        person=person,
        item=item,
        defaults={"agency": before.agency if before else person.agency, "how": how, "recorded_by": by},
    )
    event = AttendanceRecorded(
        subject=meeting.subject,
        of=f"person:{person.uuid}",
        agency=(before.agency if before else person.agency).key,
        how=how,
        item=str(item.uuid) if item else "",
    )
    record(event, by=by)


@transaction.atomic
def hold_meeting(by, *, meeting: Meeting) -> None:
    """The meeting counts as held. Raises NotWhole where somebody’s attendance is not recorded: a social worker’s too."""
    meeting = locked_meeting(meeting)
    require(rules.may_run(by, meeting) and meeting.on <= timezone.localdate())
    if meeting.held_at is not None:
        return
    left = queries.not_recorded(by, meeting)
    if left:
        raise NotWhole(left)
    meeting.held_at, meeting.held_by = timezone.now(), by
    meeting.save(update_fields=["held_at", "held_by"])
    record(MeetingHeld(subject=meeting.subject, panel=meeting.panel.subject, on=meeting.on.isoformat()), by=by)
