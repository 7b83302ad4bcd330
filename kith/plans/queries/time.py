"""How much time with young people was planned and held, by month: one’s own, and a team’s, in which nobody is named.

A team’s months are those that are over, the same for every reader, with small numbers hidden. A month stands only where
enough people had sessions and none had the greater part by far, so that no figure is one person’s.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from kith.access.rules import find, require
from kith.design.small_numbers import HIDDEN, months_over, rounded, shown
from kith.people.queries import teams_managed_by

from ..models import Session, SessionAccount, TimeNote
from ..rules import sees_team_time
from ..words import FEWEST_PEOPLE, MOST_OF_ONE, Came
from .plans import reasons_missed


@dataclass(frozen=True)
class Fact:
    """One session: its month, whose, how many minutes were planned and held, what came of it, and whether it was planned."""

    month: date
    worker: int
    planned: int
    held: int
    came: str
    why: str
    unplanned: bool = False


@dataclass(frozen=True)
class Month:
    """One month, or all together: sessions and hours planned, held as planned and without a plan, not held, not written.

    `hidden` says why nothing is shown of it.
    """

    month: date | None
    sessions: str = ""
    hours: str = ""
    held: str = ""
    unplanned: str = ""
    held_hours: str = ""
    missed: str = ""
    unwritten: str = ""
    hidden: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """In the order of the table."""
        return (self.sessions, self.hours, self.held, self.unplanned, self.held_hours, self.missed, self.unwritten)


@dataclass(frozen=True)
class Time:
    """The months, the newest first, all of them together, and why sessions were not held, in words with their numbers."""

    months: list[Month]
    together: Month
    reasons: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return self.together.sessions in ("", "0") and not self.hides

    @property
    def hides(self) -> bool:
        """True where a month is not shown."""
        return any(row.hidden for row in self.months)


NO_MONTH = "Not shown, because no month is."


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))


def _next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _facts(rows, since: date, until: date) -> list[Fact]:
    newest = SessionAccount.objects.filter(session=OuterRef("pk"), replaced_by=None)
    rows = rows.filter(starts_at__gte=_midnight(since), starts_at__lt=_midnight(until)).annotate(
        came=Subquery(newest.values("came")[:1]),
        took=Subquery(newest.values("minutes")[:1]),
        why=Subquery(newest.values("missed_why")[:1]),
    )
    return [
        Fact(
            timezone.localdate(starts).replace(day=1),
            worker,
            0 if unplanned else int((ends - starts).total_seconds() // 60),
            took or 0,
            came or "",
            why or "",
            unplanned,
        )
        for worker, starts, ends, came, took, why, unplanned in rows.values_list(
            "worker_id", "starts_at", "ends_at", "came", "took", "why", "unplanned"
        )
    ]


def _hours(minutes: int) -> str:
    return f"{minutes / 60:.1f}".removesuffix(".0")


def _count(facts: Sequence[Fact], came: str, unplanned: bool = False) -> int:
    return sum(fact.came == came and fact.unplanned == unplanned for fact in facts)


def _own(month: date | None, facts: Sequence[Fact]) -> Month:
    return Month(
        month,
        str(len(facts)),
        _hours(sum(fact.planned for fact in facts)),
        str(_count(facts, Came.HELD)),
        str(_count(facts, Came.HELD, unplanned=True)),
        _hours(sum(fact.held for fact in facts)),
        str(_count(facts, Came.MISSED)),
        str(_count(facts, "")),
    )


def _worded(authority_id: int, counts: dict[str, str]) -> list[tuple[str, str]]:
    labels = reasons_missed(authority_id)
    rows = [(labels[key], counts[key]) for key in labels if key in counts]
    return rows + [(key, counts[key]) for key in sorted(set(counts) - set(labels))]


def own_time(person) -> Time:
    """The person’s own sessions of this month and the eleven before, as they are: nobody else is shown them."""
    this = timezone.localdate().replace(day=1)
    months = [*months_over(this)[1:], this]
    facts = _facts(Session.objects.filter(worker=person), months[0], _next_month(this))
    rows = [_own(month, [fact for fact in facts if fact.month == month]) for month in reversed(months)]
    why = Counter(fact.why for fact in facts if fact.came == Came.MISSED)
    return Time(
        [row for row in rows if row.sessions != "0"],
        _own(None, facts),
        _worded(person.authority_id, {key: str(count) for key, count in why.items()}),
    )


def _too_few(facts: Sequence[Fact]) -> str:
    """Why a month of a team is not shown; nothing where it may be."""
    by_person = Counter(fact.worker for fact in facts)
    if len(by_person) < FEWEST_PEOPLE:
        return f"Not shown: fewer than {FEWEST_PEOPLE} people had a session planned."
    if max(by_person.values()) > MOST_OF_ONE * len(facts):
        return "Not shown: most sessions were one person’s."
    return ""


def _cells(facts: Sequence[Fact]) -> list[int]:
    return [
        _count(facts, Came.HELD),
        _count(facts, Came.HELD, unplanned=True),
        _count(facts, Came.MISSED),
        _count(facts, ""),
        len(facts),
    ]


def _team(month: date | None, facts: Sequence[Fact], cells: list[str]) -> Month:
    held, unplanned, missed, unwritten, sessions = cells

    def hours(minutes: int, *of: str) -> str:
        return HIDDEN if HIDDEN in of else str(rounded(round(minutes / 60)))

    return Month(
        month,
        sessions,
        hours(sum(fact.planned for fact in facts), sessions, unplanned),
        held,
        unplanned,
        hours(sum(fact.held for fact in facts), held, unplanned),
        missed,
        unwritten,
    )


def team_time(person, team) -> Time:
    """The team’s sessions of the twelve months that are over: totals and reasons alone, small numbers hidden.

    The caller asked whether the person sees them. What is not shown of a month is in no total either.
    """
    months = months_over(timezone.localdate())
    facts = _facts(Session.objects.filter(team=team), months[0], timezone.localdate().replace(day=1))
    by_month = {month: [fact for fact in facts if fact.month == month] for month in months}
    by_month = {month: rows for month, rows in by_month.items() if rows}
    hidden = {month: why for month, rows in by_month.items() if (why := _too_few(rows))}
    counted = {month: rows for month, rows in by_month.items() if month not in hidden}
    everything = [fact for rows in counted.values() for fact in rows]
    table = shown([*map(_cells, counted.values()), _cells(everything)])
    lines = {month: _team(month, rows, cells) for (month, rows), cells in zip(counted.items(), table[:-1], strict=True)}
    lines |= {month: Month(month, hidden=why) for month, why in hidden.items()}
    why = Counter(fact.why for fact in everything if fact.came == Came.MISSED)
    cells = shown([[*why.values(), sum(why.values())]])[0]
    return Time(
        [lines[month] for month in sorted(lines, reverse=True)],
        _team(None, everything, table[-1]) if counted or not hidden else Month(None, hidden=NO_MONTH),
        _worded(person.authority_id, dict(zip(why, cells[:-1], strict=True))),
    )


def teams_managed(person) -> list:
    """The teams whose time the person sees, by name."""
    return [team for team in teams_managed_by(person) if sees_team_time(person, team)]


def team_by_key(person, key: str):
    """One team whose time the person sees. Raises NotFound."""
    team = find(teams_managed_by(person).filter(key=key))
    require(sees_team_time(person, team))
    return team


def time_notes(person, team) -> list[TimeNote]:
    """What was noted of this team’s time, the newest month first. The caller asked whether the person sees it."""
    return list(TimeNote.objects.filter(team=team).select_related("by")[:24])
