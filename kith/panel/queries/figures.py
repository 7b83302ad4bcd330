"""How often each agency came, by year of meetings held. Small numbers are suppressed; nothing here is about a child."""

from dataclasses import dataclass

from ..models import Attendance, Panel
from ..words import PRESENT

SMALL, ROUND, RATE_FROM = 9, 5, 30
OWN = "The child’s own social worker"


@dataclass(frozen=True)
class Count:
    """How often somebody was expected and came, as counted."""

    expected: int
    came: int


def counted(panel: Panel) -> dict[tuple[int, str], Count]:
    """By year and agency: at how many meetings held it was expected, and at how many somebody of it came.

    The child’s own social worker stands apart, counted by case and meeting. True numbers: `shown` says what may be told.
    """
    rows = Attendance.objects.filter(meeting__panel=panel, meeting__held_at__isnull=False, meeting__called_off_at=None)
    told = rows.values_list("meeting_id", "meeting__on", "item_id", "agency__name", "how")
    return count_of((meeting, on.year, item, name, how) for meeting, on, item, name, how in told)


def count_of(told) -> dict[tuple[int, str], Count]:
    """The counts out of (meeting, year, item, agency, how); an agency came to a meeting when anybody of it did."""
    came: dict[tuple[int, str, object], bool] = {}
    for meeting, year, item, name, how in told:
        key = (year, name, meeting) if not item else (year, OWN, (meeting, item))
        came[key] = came.get(key, False) or how in PRESENT
    found: dict[tuple[int, str], Count] = {}
    for (year, name, _), yes in came.items():
        before = found.get((year, name), Count(0, 0))
        found[(year, name)] = Count(before.expected + 1, before.came + yes)
    return found


def shown(number: int) -> str:
    """A number as it may be told: nothing stays 0, one to nine is c, the rest is rounded to the nearest five."""
    if number == 0:
        return "0"
    return "c" if number <= SMALL else str(ROUND * round(number / ROUND))


def rate(count: Count) -> str:
    """A share as it may be told: of thirty or more, and never of a number that is hidden."""
    if count.expected < RATE_FROM or 0 < count.came <= SMALL:
        return ""
    return f"{ROUND * round(100 * count.came / count.expected / ROUND)}%"


@dataclass(frozen=True)
class Row:
    year: int
    who: str
    expected: str
    came: str
    share: str


def figures_of(person, panel: Panel) -> list[Row]:
    """The table of attendance: newest year first, social care’s own first in each, then by name."""
    care = set(
        Attendance.objects.filter(meeting__panel=panel, agency__kind="social-care").values_list(
            "agency__name", flat=True
        )
    )

    def order(key):
        year, name = key
        return (-year, 0 if name in care else 1 if name == OWN else 2, name)

    rows = counted(panel)
    return [
        Row(year, name, shown(rows[(year, name)].expected), shown(rows[(year, name)].came), rate(rows[(year, name)]))
        for year, name in sorted(rows, key=order)
    ]
