"""Panels, who sits there, and their meetings."""

from dataclasses import dataclass, field

from django.db.models import Prefetch, Q
from django.utils import timezone

from kith.access.rules import find, live
from kith.people.queries import people_with_role

from ..models import AgendaItem, Attendance, Case, Meeting, Member, Panel, PanelDecision
from ..rules import (
    PANEL_ROLES,
    belongs_there,
    invited_to,
    leads_case,
    leads_panel,
    sees_attendance,
    sees_case,
    sees_meeting,
    sees_panel,
    sets_up,
)
from ..words import CALENDAR_ROWS, LEADS, PRESENT, PREVENT, Seat
from .lists import enters_by, quorum_of

PAGE = 20


def panels_of(person) -> list[Panel]:
    """The panels on which the person sits, and those that they may set up, by name; with the next meeting’s day."""
    rows = Panel.objects.filter(sees_panel(person) | sets_up(person)).order_by("name")
    return list(rows)


def sits_on(person) -> set[int]:
    """The keys of the panels on which the person sits."""
    return set(Panel.objects.filter(sees_panel(person)).values_list("pk", flat=True))


def leads_any(person) -> bool:
    """Yes for who coordinates, chairs or deputises on a panel now."""
    seats = Member.objects.filter(live(), person=person, seat__in=LEADS)
    return Panel.objects.filter(sees_panel(person), members__in=seats).exists()


def panel_for(person, uuid) -> Panel:
    """One panel that the person sits on, or may set up. Raises NotFound."""
    return find(Panel.objects.filter(sees_panel(person) | sets_up(person), uuid=uuid).select_related("authority"))


def seated_panel_for(person, uuid) -> Panel:
    """One panel that the person sits on. Raises NotFound."""
    return find(Panel.objects.filter(sees_panel(person), uuid=uuid).select_related("authority"))


def attended_panel_for(person, uuid) -> Panel:
    """One panel of which the person may read how often each agency came. Raises NotFound."""
    return find(Panel.objects.filter(sees_attendance(person), uuid=uuid).select_related("authority"))


def attended_elsewhere(person) -> list[Panel]:
    """Panels without a seat of the person’s whose attendance they may read, by name."""
    rows = Panel.objects.filter(sees_attendance(person)).exclude(pk__in=sits_on(person))
    return list(rows.order_by("name"))


def members_of(panel: Panel) -> list[Member]:
    """Who sits on a panel now, by agency and name, social care first."""
    rows = Member.objects.filter(live(), panel=panel).select_related("person__agency", "panel")
    return sorted(
        rows, key=lambda row: (row.person.agency.kind != "social-care", row.person.agency.name, row.person.name)
    )


def posts_of(panel: Panel) -> set[int]:
    """Who coordinates, chairs or deputises on a panel now, by their keys."""
    rows = Member.objects.filter(live(), panel=panel, seat__in=LEADS)
    return set(rows.values_list("person_id", flat=True))


def members_at(meeting: Meeting) -> list[Member]:
    """Who had a seat on the day of the meeting, by agency and name, social care first."""
    day = Q(begins__date__lte=meeting.on) & (Q(ends__isnull=True) | Q(ends__date__gte=meeting.on))
    rows = Member.objects.filter(day, panel=meeting.panel_id).select_related("person__agency")
    found = {row.person_id: row for row in rows.order_by("begins")}
    return sorted(
        found.values(),
        key=lambda row: (row.person.agency.kind != "social-care", row.person.agency.name, row.person.name),
    )


def member_for(person, uuid) -> Member:
    """One seat, also one that has ended, on a panel that the person may see. Raises NotFound."""
    panels = Panel.objects.filter(sees_panel(person) | sets_up(person)).values("pk")
    rows = Member.objects.filter(panel__in=panels, uuid=uuid)
    return find(rows.select_related("panel", "person__agency"))


def can_sit(person, panel: Panel) -> list:
    """Whom the person may give a seat, by name: who could open its pages, and has none yet."""
    taken = [row.person_id for row in members_of(panel)]
    people = people_with_role(person.authority_id, *PANEL_ROLES).exclude(pk__in=taken).select_related("agency")
    return [one for one in people if belongs_there(person, one, panel)]


def gaps_of(panel: Panel) -> list[str]:
    """What a panel lacks: a post that nobody holds, an agency of its quorum without a member, in words."""
    members = [row for row in members_of(panel) if row.person.is_active]
    seats = {row.seat for row in members}
    kinds = {row.person.agency.kind for row in members}
    words = {
        "coordinator": "Nobody is the coordinator",
        "chair": "Nobody is the chair",
        "deputy": "There is no deputy chair",
    }
    gaps = [words[seat] for seat in LEADS if seat not in seats]
    for kind, label in quorum_of(panel.authority_id, panel.kind).items():
        if kind not in kinds:
            gaps.append(f"Nobody sits for: {label}")
    return gaps


def _meetings(person):
    return Meeting.objects.filter(sees_meeting(person), called_off_at=None).select_related(
        "panel__authority", "held_by"
    )


def coming_meetings(person, panel: Panel | None = None):
    """Meetings that the person sees and that are still to be held, by day."""
    rows = _meetings(person).filter(held_at=None)
    return (rows.filter(panel=panel) if panel is not None else rows).order_by("on", "at", "pk")


def held_meetings(person, panel: Panel):
    """Meetings that were held, the newest first."""
    return _meetings(person).filter(panel=panel, held_at__isnull=False).order_by("-on", "-pk")


def meeting_for(person, uuid) -> Meeting:
    """One meeting. Raises NotFound."""
    return find(_meetings(person).filter(uuid=uuid))


def called_off_before(person, uuid) -> Meeting | None:
    """A meeting of a panel that this person leads, where it was called off already: what a second click leads to."""
    rows = Meeting.objects.filter(sees_meeting(person), uuid=uuid, called_off_at__isnull=False).select_related("panel")
    row = rows.first()
    return row if row is not None and leads_panel(person, row.panel) else None


def in_calendar(person, since):
    """Meetings to which the person is invited, and of those what is over or was called off since then, by time."""
    day = timezone.localdate(since)
    rows = Meeting.objects.filter(invited_to(person)).filter(Q(on__gte=day) | Q(called_off_at__gte=since))
    return rows.order_by("on", "at", "pk")[:CALENDAR_ROWS]


def invitation_for(person, uuid) -> Meeting:
    """One meeting to which the person is invited, also one that was called off. Raises NotFound."""
    return find(Meeting.objects.filter(invited_to(person), uuid=uuid))


def called_off(person):
    """Meetings to come to which the person was invited and that were called off, by day: to take them out of a calendar."""
    rows = Meeting.objects.filter(invited_to(person), called_off_at__isnull=False, on__gte=timezone.localdate())
    return rows.select_related("panel").order_by("on", "at", "pk")


def is_invited(person, meeting: Meeting) -> bool:
    """Yes where the person is invited to this meeting."""
    return Meeting.objects.filter(invited_to(person), pk=meeting.pk).exists()


def meetings_open_to(person, case: Case) -> list[Meeting]:
    """Meetings of the case’s panel to come on whose list it does not stand yet."""
    there = AgendaItem.objects.filter(case=case).values("meeting_id")
    rows = coming_meetings(person).filter(panel=case.panel_id, on__gte=timezone.localdate())
    return list(rows.exclude(pk__in=there))


def decisions_under(to: str) -> Prefetch:
    """Decisions where `to` leads, each with who recorded it and the one that replaces it, in one query."""
    return Prefetch(to, PanelDecision.objects.select_related("made_by", "replaced_by"))


def items_of(person, meeting: Meeting) -> list[AgendaItem]:
    """The cases on a meeting’s list that the person sees, in the order in which they were put there."""
    seen = Case.objects.filter(sees_case(person)).values("pk")
    rows = AgendaItem.objects.filter(meeting=meeting, case__in=seen)
    return list(
        rows.select_related(
            "case__panel", "case__social_worker", "case__consultation", "meeting__panel"
        ).prefetch_related(
            "attendances",
            "views__agency",
            "views__recorded_by",
            decisions_under("decisions"),
            "decisions__dissents__agency",
        )
    )


def led_among(person, items) -> set[int]:
    """Of these items those whose case the person leads, by the item’s key."""
    led = Case.objects.filter(leads_case(person), pk__in=[item.case_id for item in items])
    keys = set(led.values_list("pk", flat=True))
    return {item.pk for item in items if item.case_id in keys}


def item_for(person, uuid) -> AgendaItem:
    """One case at one meeting. Raises NotFound."""
    seen = Case.objects.filter(sees_case(person)).values("pk")
    rows = AgendaItem.objects.filter(uuid=uuid, case__in=seen, meeting__in=_meetings(person).values("pk"))
    return find(
        rows.select_related("meeting__panel__authority", "case__panel", "case__consultation", "case__social_worker")
    )


@dataclass(frozen=True)
class Quorum:
    """Who of a meeting’s members was there, by agency; what its quorum lacks, in words; and whether it is one."""

    there: list[str]
    missing: list[str] = field(default_factory=list)

    @property
    def is_one(self) -> bool:
        return not self.missing


def quorum_at(meeting: Meeting) -> Quorum:
    """The quorum of a meeting, by the agencies that its kind of panel needs and the number that the panel set."""
    rows = Attendance.objects.filter(meeting=meeting, item=None, how__in=PRESENT).select_related("agency")
    present = list(rows)
    agencies = {row.agency.name: row.agency.kind for row in present}
    kinds = set(agencies.values())
    needs = quorum_of(meeting.panel.authority_id, meeting.panel.kind)
    missing = [label for kind, label in needs.items() if kind not in kinds]
    if len(present) < meeting.panel.at_least:
        missing.append(f"{meeting.panel.at_least} members at least; {len(present)} came")
    return Quorum(sorted(agencies), missing)


def attendance_of(meeting: Meeting) -> dict[tuple[int, int | None], Attendance]:
    """What is recorded of who came: by the person’s key, and the item’s for the child’s social worker."""
    rows = Attendance.objects.filter(meeting=meeting).select_related("agency", "person")
    return {(row.person_id, row.item_id): row for row in rows}


def not_recorded(person, meeting: Meeting) -> list[str]:
    """Whose attendance is still to be recorded before a meeting counts as held, as far as this person sees its cases."""
    known = attendance_of(meeting)
    left = [row.person.name for row in members_at(meeting) if (row.person_id, None) not in known]
    with_item = {item for _, item in known if item is not None}
    items = [item for item in items_of(person, meeting) if item.case.social_worker and item.pk not in with_item]
    return left + [f"the social worker of {item.case.reference}" for item in items]


def known_of(person, subjects) -> set[str]:
    """Of these cases and meetings, by how the trail calls them, those that the person may see now."""
    cases = [text.removeprefix("panel-case:") for text in subjects if text.startswith("panel-case:")]
    meetings = [text.removeprefix("panel-meeting:") for text in subjects if text.startswith("panel-meeting:")]
    found = set()
    if cases:
        found |= {row.subject for row in Case.objects.filter(sees_case(person), uuid__in=cases)}
    if meetings:
        found |= {row.subject for row in _meetings(person).filter(uuid__in=meetings)}
    return found


def coordinators_for(authority_id: int) -> list:
    """For a reaction: who coordinates a panel of the authority into which a referral to Prevent leads, by name."""
    rows = Member.objects.filter(live(), panel__authority=authority_id, seat=Seat.COORDINATOR, person__is_active=True)
    found = {
        row.person_id: row.person
        for row in rows.select_related("person", "panel")
        if PREVENT in enters_by(authority_id, row.panel.kind)
    }
    return sorted(found.values(), key=lambda person: (person.name, person.pk))
