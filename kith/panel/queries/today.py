"""Who has what today. What is due later belongs to a post; the person is found anew at each reading.

The coordinator, else the chair, else the deputy, else a manager of social care: active, and kept from it by no conflict
of interest. Where it is not who it should be, that is said as a gap.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from kith.access.rules import live
from kith.concerns.queries import live_bars
from kith.design.templatetags.design import weekday
from kith.people.queries import carried_among, people_by_pk, people_with_role
from kith.people.words import Role

from ..models import AgendaItem, Case, CaseBar, CasePart, Look, Meeting, Member, PlanAction
from ..rules import leads_case, of_case, to_be_done
from ..words import CALENDAR_ROWS, LEADS, LOOK, SOON_DAYS, Seat, State


@dataclass(frozen=True)
class Today:
    """Who has one thing today, and what is missing, in words, where that is not who it should be."""

    person: object | None
    gap: str = ""


class _Posts:
    """The posts of the panels of these cases, and who is kept from which, in a fixed number of queries."""

    def __init__(self, cases, looks=()):
        panels = {case.panel_id for case in cases}
        rows = Member.objects.filter(live(), panel__in=panels, person__is_active=True).select_related("person__agency")
        self.seats: dict[int, list[Member]] = {}
        for row in rows.order_by("begins", "pk"):
            self.seats.setdefault(row.panel_id, []).append(row)
        keys = [case.pk for case in cases]
        bars = CaseBar.objects.filter(live(), matter__in=keys)
        self.kept = set(bars.values_list("matter_id", "person_id"))
        matters = {case.consultation_id: case.pk for case in cases if case.consultation_id}
        below = live_bars().filter(matter__in=matters).values_list("matter_id", "person_id")
        below = list(below)
        self.kept |= {(case.pk, person) for case in cases for matter, person in below if matter == case.consultation_id}
        parts = CasePart.objects.filter(live(), matter__in=keys, person__isnull=False)
        self.parts = set(parts.values_list("matter_id", "person_id"))
        authorities = {case.authority_id for case in cases}
        self.managers = {
            key: list(people_with_role(key, Role.MANAGER).filter(agency__kind="social-care")) for key in authorities
        }
        carried = carried_among(LOOK, [str(look.uuid) for look in looks]) if looks else {}
        people = {one.pk: one for one in people_by_pk(set(carried.values()))} if carried else {}
        # Who said that they take a look in the place of the post.
        self.takers = {key: people[holder] for key, holder in carried.items() if holder in people}

    def leader(self, case) -> Today:
        """The coordinator, or who stands in for the post today."""
        members = self.seats.get(case.panel_id, [])
        for seat in LEADS:
            for row in members:
                if row.seat == seat and (case.pk, row.person_id) not in self.kept:
                    gap = "" if seat == Seat.COORDINATOR else "The panel has no coordinator for this."
                    return Today(row.person, gap)
        for person in self.managers[case.authority_id]:
            if (case.pk, person.pk) not in self.kept:
                return Today(person, "Nobody leads this panel: a manager of social care has it.")
        return Today(None, "Nobody can have this: give somebody a seat on the panel.")

    def look(self, look) -> Today:
        """Who took it over, while they lead the case; else whoever has the post."""
        case, taker = look.case, self.takers.get(str(look.uuid))
        standing = self.leader(case)
        if taker is None or (case.pk, taker.pk) in self.kept or taker.authority_id != case.authority_id:
            return standing
        seated = {row.person_id for row in self.seats.get(case.panel_id, []) if row.seat in LEADS}
        return Today(taker) if taker.pk in seated or standing.person == taker else standing

    def owner(self, case, owner) -> Today:
        """Who owns an action, while they can see the case; else whoever leads it."""
        sits = any(row.person_id == owner.pk for row in self.seats.get(case.panel_id, []))
        sees = sits or (case.pk, owner.pk) in self.parts
        if owner.is_active and sees and (case.pk, owner.pk) not in self.kept:
            return Today(owner)
        standing = self.leader(case)
        return Today(standing.person, f"{owner.name} can no longer do it.")


def whose_today(rows) -> list:
    """The same actions and looks, each with who has it today (`today`)."""
    rows = list(rows)
    if rows:
        looks = [row for row in rows if isinstance(row, Look)]
        posts = _Posts(list({row.case.pk: row.case for row in rows}.values()), looks)
        for row in rows:
            row.today = posts.owner(row.case, row.owner) if isinstance(row, PlanAction) else posts.look(row)
    return rows


def leaders_today(cases) -> dict[int, Today]:
    """Who leads each of these cases today, by the case’s key."""
    cases = list(cases)
    posts = _Posts(cases) if cases else None
    return {case.pk: posts.leader(case) for case in cases} if posts else {}


def _open_actions():
    return PlanAction.objects.filter(to_be_done()).select_related("case__panel", "owner")


def actions_of(person) -> list[PlanAction]:
    """What the person has to do for a panel today: their own, and those of cases they lead whose owner has gone."""
    led = Case.objects.filter(leads_case(person)).values("pk")
    rows = _open_actions().filter(of_case(person)).filter(Q(owner=person) | Q(case__in=led))
    return [row for row in whose_today(rows.order_by("due_on", "pk")) if row.today.person == person]


def due_in_calendar(person, since):
    """What the person is to do for a panel by a day after that one, in cases that they see, by day."""
    rows = _open_actions().filter(of_case(person), owner=person, due_on__gte=timezone.localdate(since))
    return rows.order_by("due_on", "pk")[:CALENDAR_ROWS]


@dataclass(frozen=True)
class Due:
    """One case of which something is due at a panel: a review or second assessment, for a meeting; or a look, to record.

    `meeting` is the one on whose list the case stands already; `can_be_listed` says that one is planned to which it can be
    put, and `can_be_planned` that its reader may plan one.
    """

    case: Case
    words: str
    due_on: date
    look: Look | None = None
    meeting: Meeting | None = None
    can_be_listed: bool = False
    can_be_planned: bool = False

    @property
    def place(self) -> tuple[str, object, str]:
        """Where it is done: the name of the page, its key, and what one does there."""
        if self.look is not None:
            return "panel:look", self.look.uuid, "record the look"
        if self.meeting is not None:
            return "panel:meeting", self.meeting.uuid, f"on the list of {weekday(self.meeting.on)}"
        if self.can_be_listed:
            return "panel:agenda", self.case.uuid, "put it on a meeting’s list"
        if self.can_be_planned:
            return "panel:plan-meeting", self.case.panel.uuid, "plan a meeting for it"
        return "panel:case", self.case.uuid, "no meeting is planned"


def dues_for(person, panel=None, until=None) -> list[Due]:
    """What is due of the cases that the person leads, late or within a month, by day and nothing else.

    Of one panel everything; of all panels the looks that are this person’s today, as each belongs to a post.
    """
    until = until or timezone.localdate() + timedelta(days=SOON_DAYS)
    led = Case.objects.filter(leads_case(person))
    looks = Look.objects.filter(done_on=None, due_on__lte=until).select_related("case__panel")
    if panel is not None:
        led, looks = led.filter(panel=panel), looks.filter(case__panel=panel)
    mine = whose_today(looks.filter(case__in=led.values("pk")).order_by("due_on", "pk"))
    found = [Due(row.case, row.title, row.due_on, look=row) for row in mine if panel or row.today.person == person]
    due = Q(state=State.ADOPTED, next_review_on__lte=until) | Q(reassess_on__lte=until)
    found += _to_bring(person, list(led.filter(due).select_related("panel")), until)
    return sorted(found, key=lambda one: (one.due_on, one.case.reference, one.words))


def _to_bring(person, cases, until) -> list[Due]:
    """These cases as what a meeting has to look at, each with the meeting on whose list it stands."""
    if not cases:
        return []
    open_still = Meeting.objects.filter(held_at=None, called_off_at=None)
    panels = {case.panel_id for case in cases}
    coming = set(open_still.filter(panel__in=panels, on__gte=timezone.localdate()).values_list("panel_id", flat=True))
    rows = AgendaItem.objects.filter(case__in=[case.pk for case in cases], meeting__in=open_still)
    listed = {row.case_id: row.meeting for row in rows.select_related("meeting").order_by("-meeting__on", "pk")}
    seats = Member.objects.filter(live(), panel__in=panels, person=person, seat__in=LEADS)
    plans = set(seats.values_list("panel_id", flat=True))
    found = []
    for case in cases:
        days = [(case.reassess_on, "To be looked at again")]
        if case.state == State.ADOPTED:
            days.append((case.next_review_on, "Review"))
        on, words = min((day, words) for day, words in days if day is not None and day <= until)
        can = {"can_be_listed": case.panel_id in coming, "can_be_planned": case.panel_id in plans}
        found.append(Due(case, words, on, meeting=listed.get(case.pk), **can))
    return found


def looks_ahead(person, panel) -> list[Look]:
    """Every look of a panel’s cases that was not taken yet, by day, with who has it today and the last meeting before."""
    rows = Look.objects.filter(of_case(person), case__panel=panel, done_on=None).select_related("case__panel")
    found = whose_today(rows.order_by("due_on", "pk"))
    put_last_meetings(found, panel.pk)
    return found


def looks_later(person, panel) -> list[Look]:
    """Those of a panel’s looks ahead that are not due within a month: what is stands among `dues_for`."""
    soon = timezone.localdate() + timedelta(days=SOON_DAYS)
    return [row for row in looks_ahead(person, panel) if row.due_on > soon]


def put_last_meetings(looks, panel_id: int) -> None:
    """Each of these looks now says the panel’s last meeting on or before its day (`before`), where one is planned."""
    days = sorted(Meeting.objects.filter(panel=panel_id, called_off_at=None).values_list("on", flat=True))
    for row in looks:
        row.before = max((day for day in days if day <= row.due_on), default=None)


def due_for_reminding(today) -> tuple[list[PlanAction], list[Look], list[Case]]:
    """For the worker: actions, looks and cases of which somebody is to be reminded, whoever has them."""
    soon = today + timedelta(days=SOON_DAYS)
    actions = whose_today(_open_actions().filter(due_on__lte=today).order_by("pk"))
    looks = whose_today(
        Look.objects.filter(done_on=None, due_on__lte=soon).select_related("case__panel").order_by("pk")
    )
    due = Q(state=State.ADOPTED, next_review_on__lte=soon) | Q(reassess_on__lte=soon)
    return actions, looks, list(Case.objects.filter(due).select_related("panel").order_by("pk"))
