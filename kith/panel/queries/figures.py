"""How often each agency came to the meetings held, by quarter and year, social care’s own first.

A meeting of professionals is no child: how often an agency came to it is counted as it is, and small numbers stand, for a
panel that meets once a month would otherwise never see its own attendance. The child’s own social worker is counted for
each case, which says how many children were spoken of: there small numbers are hidden, and no quarter is shown.
"""

from dataclasses import dataclass
from datetime import date

from ..models import Attendance, Panel
from ..words import PRESENT

SMALL, ROUND, RATE_FROM = 9, 5, 30
OWN = "The child’s own social worker"
QUARTERS = ("January to March", "April to June", "July to September", "October to December")


@dataclass(frozen=True)
class Count:
    """How often somebody was expected and came, as counted."""

    expected: int
    came: int

    def __add__(self, other: "Count") -> "Count":
        return Count(self.expected + other.expected, self.came + other.came)


NONE = Count(0, 0)


def counted(panel: Panel) -> dict[tuple[int, int, str], Count]:
    """By year, quarter and agency: at how many meetings held it was expected, and at how many somebody of it came.

    The child’s own social worker stands apart, counted by case and meeting. True numbers: `figures_of` says what is told.
    """
    rows = Attendance.objects.filter(meeting__panel=panel, meeting__held_at__isnull=False, meeting__called_off_at=None)
    return count_of(rows.values_list("meeting_id", "meeting__on", "item_id", "agency__name", "how"))


def count_of(told) -> dict[tuple[int, int, str], Count]:
    """The counts out of (meeting, day, item, agency, how); an agency came to a meeting when anybody of it did."""
    came: dict[tuple[date, str, object], bool] = {}
    for meeting, on, item, name, how in told:
        key = (on, name, meeting) if not item else (on, OWN, (meeting, item))
        came[key] = came.get(key, False) or how in PRESENT
    found: dict[tuple[int, int, str], Count] = {}
    for (on, name, _), yes in came.items():
        when = (on.year, (on.month + 2) // 3, name)
        found[when] = found.get(when, NONE) + Count(1, int(yes))
    return found


def _of_held(count: Count) -> str:
    """Meetings to which an agency came, of those held at which it was expected."""
    return f"{count.came} of {count.expected}" if count.expected else "–"


def _share(count: Count) -> str:
    """The same as a share of whole percents; nothing where it was expected at none."""
    return f"{round(100 * count.came / count.expected)}%" if count.expected else ""


def shown(number: int) -> str:
    """A number of cases as it may be told: nothing stays 0, one to nine is c, the rest is rounded to the nearest five."""
    if number == 0:
        return "0"
    return "c" if number <= SMALL else str(ROUND * round(number / ROUND))


def rate(count: Count) -> str:
    """A share of cases as it may be told: of thirty or more, and never of a number that is hidden."""
    if count.expected < RATE_FROM or 0 < count.came <= SMALL:
        return ""
    return f"{ROUND * round(100 * count.came / count.expected / ROUND)}%"


@dataclass(frozen=True)
class Row:
    """One agency in one year: the meetings to which it came, of those at which it was expected; in all, and by quarter."""

    who: str
    whole: str
    share: str
    quarters: list[str]


@dataclass(frozen=True)
class OwnRow:
    """The children’s own social workers in one year, by case and meeting, as it may be told."""

    expected: str
    came: str
    share: str


@dataclass(frozen=True)
class Year:
    year: int
    rows: list[Row]
    own: OwnRow | None


def figures_of(person, panel: Panel) -> list[Year]:
    """The tables of attendance: the newest year first, and in each social care’s own first, then by name."""
    care = set(
        Attendance.objects.filter(meeting__panel=panel, agency__kind="social-care").values_list(
            "agency__name", flat=True
        )
    )
    found = counted(panel)
    years = []
    for year in sorted({year for year, _, _ in found}, reverse=True):
        names = {name for one, _, name in found if one == year}
        quarters = {name: [found.get((year, quarter, name), NONE) for quarter in range(1, 5)] for name in names}
        whole = {name: sum(quarters[name], NONE) for name in names}
        rows = [
            Row(name, _of_held(whole[name]), _share(whole[name]), [_of_held(one) for one in quarters[name]])
            for name in sorted(names - {OWN}, key=lambda name: (name not in care, name))
        ]
        own = whole.get(OWN)
        years.append(Year(year, rows, OwnRow(shown(own.expected), shown(own.came), rate(own)) if own else None))
    return years
