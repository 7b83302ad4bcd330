"""How people stand with what they need: worked out for many at once, in a fixed number of queries."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count
from django.utils import timezone

from kith.access.rules import require
from kith.design.days import months_after
from kith.design.small_numbers import in_steps
from kith.modules.queries import modules_for
from kith.people.queries import (
    DELIVERED,
    absences_of,
    every_agency_of,
    members_of,
    memberships_since,
    people_by_pk,
    people_of_authority,
    roles_since,
    setting_of,
    teams_managed_by,
)

from .. import rules
from ..clock import Stands, stands
from ..models import Chosen, Completion, Leave, Tier, TrainingSession
from ..reading import course_key
from ..take_up import NOT_TOLD, TakeUp, tell
from ..words import MANAGES, How, Standing
from .tiers import tiers_of


@dataclass(frozen=True)
class Needed:
    """One tier that one person needs: since when, why, what they have of it, and how they stand."""

    tier: Tier
    since: datetime.date
    because: tuple[str, ...]
    last: Completion | None
    stands: Stands
    # What the tier asks to be given back: sessions run, of so many in so many months.
    ran: int = 0
    # True from the day on which the first reminder goes out.
    near: bool = False

    @property
    def label(self) -> str:
        """How they stand, in words."""
        return Standing(self.stands.standing).label

    @property
    def has(self) -> bool:
        """True where they have it and nothing is due soon, or only soon."""
        return self.stands.standing in (Standing.HAS, Standing.SOON)

    @property
    def late(self) -> bool:
        """True where its due day has passed."""
        return self.stands.standing == Standing.LATE

    @property
    def was_late(self) -> bool:
        """True where leave pauses what was late when the leave began: a day that leave puts off is still to come."""
        due = self.stands.due_on
        return self.stands.standing == Standing.PAUSED and due is not None and due < timezone.localdate()


@dataclass
class PersonStands:
    """One person with what they need, in the order of the tiers, and whether they are on long leave."""

    person: object
    needs: list[Needed] = field(default_factory=list)
    away: bool = False

    @property
    def to_do(self) -> list[Needed]:
        """What is to be done or renewed, the nearest due day first."""
        rows = [one for one in self.needs if one.stands.is_open]
        return sorted(rows, key=lambda one: (one.stands.due_on or datetime.date.max, one.tier.order))

    @property
    def has_some(self) -> bool:
        """True where something that they need is in date."""
        return any(one.last and one.has for one in self.needs)

    @property
    def paused(self) -> list[Needed]:
        """What leave puts off."""
        return [one for one in self.needs if one.stands.standing == Standing.PAUSED]


def settings_of(authority) -> dict:
    """The days of reminders and of long leave, of an authority."""
    return {**DELIVERED["training"], **setting_of(authority, "training")}


def standing_of(person, people, *, today: datetime.date | None = None) -> list[PersonStands]:
    """How these people of the person’s authority stand, in the order in which they are given."""
    return stands_of(person.authority, list(people), today=today or timezone.localdate())


def stands_of(authority, people: list, *, today: datetime.date) -> list[PersonStands]:
    """How these people of one authority stand on a day."""
    keys = [one.pk for one in people]
    settings = settings_of(authority)
    tiers = tiers_of(authority.pk)
    roles, teams = roles_since(keys), memberships_since(keys)
    chosen: dict[int, dict[str, datetime.date]] = defaultdict(dict)
    for person, tier, since in Chosen.objects.filter(person__in=keys, ended_at=None).values_list(
        "person_id", "tier", "since"
    ):
        chosen[person][tier] = since
    last: dict[tuple[int, str], Completion] = {}
    done = Completion.objects.filter(person__in=keys, taken_back_at=None, day__lte=today)
    counts = {tier.key: {course_key(course) for course in tier.courses} for tier in tiers}
    for row in done.order_by("day", "pk"):
        # Ten minutes are no course: a short module is shown, and counts where the tier itself names it.
        if row.how != How.MODULE or course_key(row.course) in counts.get(row.tier, ()):
            last[row.person_id, row.tier] = row
    away = leaves_of(keys, settings["long_leave"])
    ran = _ran(keys, tiers, today)
    reminded = today + datetime.timedelta(days=max(settings["remind_before"], default=0))
    found = []
    for one in people:
        since = dict(roles.get(one.pk, {}))
        managing = [day for _, manages, day in teams.get(one.pk, []) if manages]
        if managing:
            since[MANAGES] = min(managing)
        own = away.get(one.pk, [])
        stands_now = PersonStands(one, away=any(_covers(leave, today) for leave in own))
        for tier in tiers:
            begins, because = _begins(tier, since, chosen[one.pk])
            if begins is None:
                continue
            completion = last.get((one.pk, tier.key))
            how = stands(
                since=begins,
                done=completion.day if completion else None,
                fresh=tier.fresh,
                within=tier.within,
                away=own,
                today=today,
                soon=settings["soon"],
            )
            near = how.due_on is not None and how.due_on <= reminded
            stands_now.needs.append(
                Needed(tier, begins, because, completion, how, ran.get((one.pk, tier.key), 0), near)
            )
        found.append(stands_now)
    return found


def _covers(leave: tuple[datetime.date, datetime.date | None], today: datetime.date) -> bool:
    first, last = leave
    return first <= today and (last is None or today <= last)


def _begins(tier: Tier, since: dict, chosen: dict) -> tuple[datetime.date | None, tuple[str, ...]]:
    """From which day somebody needs a tier, and by which roles; a role counts from when the tier was first asked of it."""
    days, because = [], []
    for role, held in since.items():
        if role in tier.needs:
            days.append(max(held, datetime.date.fromisoformat(tier.needs[role])))
            because.append(role)
    if tier.key in chosen:
        days.append(chosen[tier.key])
        because.append("chosen")
    return (min(days), tuple(sorted(because))) if days else (None, ())


def leaves_of(keys, long_from: int) -> dict[int, list[tuple[datetime.date, datetime.date | None]]]:
    """The long leaves of these people: those entered here, and being away for so many days as a point of contact."""
    found: dict[int, list[tuple[datetime.date, datetime.date | None]]] = defaultdict(list)
    for person, first, last in Leave.objects.filter(person__in=keys, removed_at=None).values_list(
        "person_id", "first_day", "last_day"
    ):
        found[person].append((first, last))
    for person, rows in absences_of(keys).items():
        found[person] += [(first, last) for first, last in rows if (last - first).days + 1 >= long_from]
    # One without an end counts as the longest; the order is that of the first day.
    return {
        person: sorted(rows, key=lambda row: (row[0], row[1] or datetime.date.max)) for person, rows in found.items()
    }


def _ran(keys, tiers: list[Tier], today: datetime.date) -> dict[tuple[int, str], int]:
    """How many team sessions these people ran, of what each of these tiers asks to be given back."""
    giving = [tier for tier in tiers if tier.runs]
    if not giving:
        return {}
    found: dict[tuple[int, str], int] = {}
    for tier in giving:
        since = months_after(today, -tier.runs_months)
        rows = TrainingSession.objects.filter(
            trainer__in=keys, for_team=True, held_at__isnull=False, starts_at__date__gte=since
        )
        for row in rows.order_by().values("trainer").annotate(number=Count("pk")):
            found[row["trainer"], tier.key] = row["number"]
    return found


def own_standing(person) -> PersonStands:
    """How the person stands."""
    return standing_of(person, [person])[0]


def near_for(person) -> list[Needed]:
    """What the person has to do by a day that is near, or has passed: from the day on which the first reminder goes out."""
    return [one for one in own_standing(person).to_do if one.near]


def completions_of(person, of) -> list[Completion]:
    """What somebody has completed, the newest first, with what was taken back; for themselves and who manages them."""
    require(rules.sees_training_of(person, of))
    rows = Completion.objects.filter(person=of).select_related("taken_back_by", "recorded_by")
    return list(rows.order_by("-day", "-pk")[:200])


def modules_next(person, stands: PersonStands) -> list:
    """The short modules of the first tier that the person has to do and for which there are some, those to go through first."""
    modules = modules_for(person)
    for need in stands.to_do:
        found = [one for one in modules if one.tier == need.tier.order]
        if found:
            return sorted(found, key=lambda one: one.completed_on is not None)
    return []


def team_standing(person, team=None) -> list[PersonStands]:
    """Everybody for whom the person answers, or of one team that they manage, by name: nobody else’s names are shown to them."""
    require(rules.answers_for_somebody(person))
    keys = rules.people_answered_for(person)
    people = people_by_pk(keys).select_related("agency", "authority")
    if team is not None:
        people = people.filter(pk__in=[one.pk for one in members_of([team.pk])])
    return standing_of(person, people)


def teams_of_manager(person) -> list:
    """The teams that the person manages, by name."""
    return list(teams_managed_by(person))


def chosen_in(person, tier: str) -> list[Chosen]:
    """For whom the tier is meant beside what roles ask, by name; for the training lead of the authority."""
    require(rules.may_keep_tiers(person))
    rows = Chosen.objects.filter(person__authority_id=person.authority_id, tier=tier, ended_at=None)
    return list(rows.select_related("person", "by").order_by("person__name", "pk"))


def chosen_for(person, of) -> list[Chosen]:
    """For which tiers somebody was chosen."""
    require(rules.sees_training_of(person, of))
    return list(Chosen.objects.filter(person=of, ended_at=None).select_related("by").order_by("since", "pk"))


def leaves_in(person, of) -> list[Leave]:
    """The long leaves entered for somebody, the newest first."""
    require(rules.sees_training_of(person, of))
    return list(Leave.objects.filter(person=of, removed_at=None).order_by("-first_day", "-pk"))


def leave_for(person, uuid) -> Leave:
    """One leave of somebody for whom the person may enter leave. Raises NotFound."""
    row = Leave.objects.filter(uuid=uuid).select_related("person__agency", "person__authority").first()
    require(row is not None and rules.may_enter_leave(person, row.person))
    assert row is not None
    return row


@dataclass(frozen=True)
class TierFigures:
    """One tier across the authority: all together, and by team."""

    tier: Tier
    told: TakeUp


NO_TEAM = "In no team"


def figures_of(person, *, today: datetime.date | None = None) -> list[TierFigures]:
    """By tier and team how many have what they need, as it is told to the training lead (`take_up.tell`).

    Everybody counts once, in their first team.
    """
    require(rules.sees_figures(person))
    return _figures(person.authority, today or timezone.localdate())


def _figures(authority, today: datetime.date) -> list[TierFigures]:
    people = list(people_of_authority(authority.pk).select_related("agency", "authority"))
    first = {key: rows[0][0] for key, rows in memberships_since([one.pk for one in people]).items()}
    everybody = stands_of(authority, people, today=today)
    found = []
    for tier in tiers_of(authority.pk):
        by_team: dict[str, list[Needed]] = defaultdict(list)
        for one in everybody:
            need = next((need for need in one.needs if need.tier.key == tier.key), None)
            if need is not None:
                by_team[_place_of(one.person, first)].append(need)
        found.append(TierFigures(tier, tell({place: _counted(by_team[place]) for place in sorted(by_team)})))
    return found


def trained_on(people) -> dict[int, list[datetime.date]]:
    """On which days these people completed training, by their keys; for rooms that ask of people whom they may ask about."""
    found: dict[int, list[datetime.date]] = {one.pk: [] for one in people}
    rows = Completion.objects.filter(person__in=list(found), taken_back_at=None).order_by("day", "pk")
    for key, day in rows.values_list("person_id", "day"):
        found[key].append(day)
    return found


def take_up_of(authority, *, today: datetime.date) -> dict[str, str]:
    """Of each tier in use, by its title, how many of those who need it have it, in the words in which that is told."""
    told = {row.tier.title: row.told.whole for row in _figures(authority, today)}
    return {
        title: f"{one.has} of {one.needed} who need it"
        for title, one in told.items()
        if one is not None and NOT_TOLD not in (one.has, one.needed)
    }


def _place_of(person, first: dict) -> str:
    team = first.get(person.pk)
    if team is None:
        return f"{person.agency.name}: {NO_TEAM.lower()}"
    return f"{team.agency.name}: {team.name}"


def _counted(rows: list[Needed]) -> tuple[int, int, int, int]:
    late = sum(one.late for one in rows)
    paused = sum(one.stands.standing == Standing.PAUSED for one in rows)
    return len(rows), sum(one.has for one in rows), late, paused


@dataclass(frozen=True)
class JointFigures:
    """Attendance at sessions that count by agency: one session with how many came of each agency."""

    session: TrainingSession
    agencies: list[tuple[str, str]]


def joint_attendance(person) -> list[JointFigures]:
    """The last twenty sessions that count attendance by agency, and how many came of each; for the training lead.

    By steps of five, and fewer as that, so that it names nobody beside who is known to have been there.
    """
    require(rules.sees_figures(person))
    keys = [tier.key for tier in tiers_of(person.authority_id, all=True) if tier.by_agency]
    rows = TrainingSession.objects.filter(authority_id=person.authority_id, tier__in=keys, held_at__isnull=False)
    sessions = list(rows.prefetch_related("attended__person", "agency_counts").order_by("-starts_at", "-pk")[:20])
    names = {row.pk: row.name for row in every_agency_of(person.authority_id)}
    found = []
    for row in sessions:
        numbers: dict[int, int] = defaultdict(int)
        for one in row.attended.all():
            numbers[one.person.agency_id] += 1
        for count in row.agency_counts.all():
            numbers[count.agency_id] += count.number
        told = [
            (names[key], in_steps(number))
            for key, number in sorted(numbers.items(), key=lambda item: names.get(item[0], ""))
            if key in names and number
        ]
        found.append(JointFigures(row, told))
    return found
