"""What asking and answering adds up to, without a child in it: counted, hidden where small, rounded.

Small numbers: a true count from 1 to 9 is hidden, any other is rounded to the nearest five; where a hidden one could be
worked out from a row or a column and its total, further ones are hidden; where everything went one way, how it went is
hidden too, since the total would say it of each. Times stand from ten on, the slowest tenth from thirty on. The tables
are the same for every reader and for months that are over, so that nobody can take one from another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from .words import AnswerKind

SMALLEST = 10
FOR_THE_SLOWEST = 30
NEAREST = 5
HIDDEN = "c"

# How a request went by its first answer, in the order of the tables. A request has one of these.
WAYS = {
    AnswerKind.FULL: "In full",
    AnswerKind.PART: "In part",
    AnswerKind.GIST: "A gist",
    AnswerKind.REFUSED: "Refused",
    "other": "Otherwise",
    "": "No answer",
}
OTHERWISE = (AnswerKind.HOLD, AnswerKind.SPEAK, AnswerKind.NOT_HELD, AnswerKind.NEITHER)


@dataclass(frozen=True)
class Fact:
    """One request, or one thing told unasked: its month, in how many working days it was acknowledged and answered, and how."""

    month: date
    unasked: bool
    acknowledged_in: int | None
    answered_in: int | None
    kind: str = ""
    because: str = ""

    @property
    def way(self) -> str:
        """Its column in the tables."""
        return "other" if self.kind in OTHERWISE else self.kind


@dataclass(frozen=True)
class Times:
    """How many working days it took: the middle one, and within how many nine in ten were done; hidden where few."""

    middle: str
    nine_in_ten: str


@dataclass(frozen=True)
class Line:
    """One month, or the twelve together: how many were asked, how each went, and how long it took."""

    month: date | None
    asked: str
    ways: list[str]
    acknowledged: Times
    answered: Times


@dataclass(frozen=True)
class Pair:
    """What one agency asked of another and told it unasked: the twelve months together, each month, and why not everything."""

    asker: str
    asked: str
    together: Line
    months: list[Line]
    reasons: dict[str, str]
    short: str
    told: str
    told_acknowledged: Times

    @property
    def shows_months(self) -> bool:
        """False where so little was asked that every month is hidden or empty."""
        return self.together.asked not in (HIDDEN, "0")


def months_over(today: date) -> list[date]:
    """The first days of the twelve months that are over, the oldest first."""
    first = today.year * 12 + today.month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(first - 12, first)]


def times_of(days: Sequence[int]) -> Times:
    """The middle and the ninetieth percentile of these numbers of working days, by nearest rank; hidden where few."""
    ranked = sorted(days)
    middle, ninth = HIDDEN, HIDDEN
    if len(ranked) >= SMALLEST:
        middle = f"{median(ranked):g}"
    if len(ranked) >= FOR_THE_SLOWEST:
        ninth = str(ranked[-(-len(ranked) * 9 // 10) - 1])
    return Times(middle, ninth)


def rounded(number: int) -> int:
    """The nearest five."""
    return (number + NEAREST // 2) // NEAREST * NEAREST


def hidden_in(table: list[list[int]]) -> set[tuple[int, int]]:
    """Which cells are hidden of a table whose last column and last row are the totals of the others.

    First those from 1 to 9, with the whole row or column of which such a one is the total, and the ways of a row that
    went one way alone. Then, again and again, whatever would give a hidden one away as the rest of a total.
    """
    last_row, last = len(table) - 1, len(table[0]) - 1
    small = {(r, c) for r, row in enumerate(table) for c, n in enumerate(row) if 0 < n < SMALLEST}
    hidden = set(small)
    for r, row in enumerate(table):
        one_way = row[last] >= SMALLEST and row[last] in row[:last]
        if (r, last) in small or one_way:
            hidden |= {(r, c) for c in range(last)}
    for c in range(last + 1):
        if (last_row, c) in small:
            hidden |= {(r, c) for r in range(last_row)}
    lines = [[(r, c) for c in range(last + 1)] for r in range(last_row + 1)]
    lines += [[(r, c) for r in range(last_row + 1)] for c in range(last + 1)]
    again = True
    while again:
        again = False
        for line in lines:
            more = _one_more(table, line, hidden)
            if more is not None:
                hidden.add(more)
                again = True
    return hidden


def _one_more(table, line, hidden) -> tuple[int, int] | None:
    """Which further cell of a line is to be hidden, so that what is hidden is at least two and together not small."""
    gone = [cell for cell in line if cell in hidden]
    inner = [cell for cell in gone if cell != line[-1]]
    if not gone or (line[-1] in hidden and len(gone) >= 2):
        return None
    if len(gone) >= 2 and sum(table[r][c] for r, c in inner) >= SMALLEST:
        return None
    rest = [cell for cell in line if cell not in hidden]
    if not rest:
        return None
    # The smallest that is not nothing, a total only where nothing else is left, and nothing after that.
    return min(rest, key=lambda cell: (cell == line[-1], table[cell[0]][cell[1]] == 0, table[cell[0]][cell[1]], cell))


def shown(table: list[list[int]]) -> list[list[str]]:
    """The table as it may be seen."""
    hidden = hidden_in(table)
    return [[HIDDEN if (r, c) in hidden else str(rounded(n)) for c, n in enumerate(row)] for r, row in enumerate(table)]


def _counts(facts: Sequence[Fact]) -> list[int]:
    ways = [fact.way for fact in facts]
    return [*(ways.count(way) for way in WAYS), len(facts)]


def _line(month: date | None, cells: list[str], facts: Sequence[Fact]) -> Line:
    return Line(
        month,
        cells[-1],
        cells[:-1],
        times_of([fact.acknowledged_in for fact in facts if fact.acknowledged_in is not None]),
        times_of([fact.answered_in for fact in facts if fact.answered_in is not None]),
    )


def pair_of(asker: str, asked: str, facts: Sequence[Fact], months: list[date], reasons: dict[str, str]) -> Pair:
    """The figures of one pair of agencies in one direction; `reasons` are the authority’s, by key, in its words."""
    requests = [fact for fact in facts if not fact.unasked]
    told = [fact for fact in facts if fact.unasked]
    by_month = [[fact for fact in requests if fact.month == month] for month in months]
    cells = shown([*map(_counts, by_month), _counts(requests)])
    short = [fact.because for fact in requests if fact.because]
    why = [*reasons, *sorted(set(short) - set(reasons))]
    counted = shown([[*(short.count(key) for key in why), len(short)]])[0]
    return Pair(
        asker,
        asked,
        _line(None, cells[-1], requests),
        [_line(month, row, rows) for month, row, rows in zip(months, cells[:-1], by_month, strict=True)],
        {reasons.get(key, key): count for key, count in zip(why, counted[:-1], strict=True)},
        counted[-1],
        shown([[len(told)]])[0][0],
        times_of([fact.acknowledged_in for fact in told if fact.acknowledged_in is not None]),
    )
