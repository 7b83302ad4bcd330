"""What asking and answering adds up to, without a child in it: counted, hidden where small, rounded.

Small numbers: a true count from 1 to 9 is hidden, any other is rounded to the nearest five; where a hidden one could be
worked out from a row or a column and its total, further ones are hidden; where everything went one way, how it went is
hidden too, since the total would say it of each. Times stand from ten on, the slowest tenth from thirty on; where the
number shown is nought there was nothing that took time, and that is said. The tables are the same for every reader and for
months that are over, so that nobody can take one from another.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from kith.design.small_numbers import HIDDEN, SMALLEST, shown

from .words import AnswerKind

FOR_THE_SLOWEST = 30
# Instead of a time, where nothing was asked or told that could take any.
NONE = "none"

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


@dataclass
class Tally:
    """How often, of one pair of agencies in one direction: each number by its month, its kind, or its working days."""

    asked: Counter[date] = field(default_factory=Counter)
    ways: Counter[tuple[date, str]] = field(default_factory=Counter)
    short: Counter[str] = field(default_factory=Counter)
    acknowledged: dict[date, Counter[int]] = field(default_factory=dict)
    answered: dict[date, Counter[int]] = field(default_factory=dict)
    told: int = 0
    told_acknowledged: Counter[int] = field(default_factory=Counter)

    def went(self, month: date, kind: str, times: int) -> None:
        """So many requests of this month had a first answer of this kind."""
        self.ways[month, "other" if kind in OTHERWISE else kind] += times

    def row(self, month: date) -> list[int]:
        """What stands in the tables of one month: each way, those with no answer, and how many there were."""
        ways = [self.ways[month, way] for way in WAYS if way]
        asked = self.asked[month]
        return [*ways, asked - sum(ways), asked]


@dataclass(frozen=True)
class Times:
    """How many working days it took: the middle one, and within how many nine in ten were done; hidden where few.

    `NONE` where it is shown that there was nothing which could take any.
    """

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


def _at(counted: Counter[int], place: int) -> int:
    """The number in this place, from nought on, were all of them written out in order."""
    for days in sorted(counted):
        place -= counted[days]
        if place < 0:
            return days
    raise IndexError(place)


def times_of(days: Iterable[int]) -> Times:
    """The middle and the ninetieth percentile of these numbers of working days, by nearest rank; hidden where few.

    What was counted already may come as a `Counter`, and is not written out: it costs as much as there are different days.
    """
    counted = Counter(days)
    number = counted.total()
    middle, ninth = HIDDEN, HIDDEN
    if number >= SMALLEST:
        middle = f"{(_at(counted, (number - 1) // 2) + _at(counted, number // 2)) / 2:g}"
    if number >= FOR_THE_SLOWEST:
        ninth = str(_at(counted, -(-number * 9 // 10) - 1))
    return Times(middle, ninth)


def _times_beside(asked: str, days: Counter[int]) -> Times:
    """The times beside a number as it is shown: a nought that may be seen says that there were none, a hidden one does not."""
    return Times(NONE, NONE) if asked == "0" else times_of(days)


def _together(by_month: dict[date, Counter[int]]) -> Counter[int]:
    return sum(by_month.values(), Counter())


def _line(month: date | None, cells: list[str], acknowledged: Counter[int], answered: Counter[int]) -> Line:
    asked = cells[-1]
    return Line(month, asked, cells[:-1], _times_beside(asked, acknowledged), _times_beside(asked, answered))


def pair_of(asker: str, asked: str, tally: Tally, months: list[date], reasons: dict[str, str]) -> Pair:
    """The figures of one pair of agencies in one direction; `reasons` are the authority’s, by key, in its words."""
    rows = [tally.row(month) for month in months]
    cells = shown([*rows, [sum(column) for column in zip(*rows, strict=True)]])
    why = [*reasons, *sorted(set(tally.short) - set(reasons))]
    counted = shown([[*(tally.short[key] for key in why), tally.short.total()]])[0]
    told = shown([[tally.told]])[0][0]
    nothing: Counter[int] = Counter()
    return Pair(
        asker,
        asked,
        _line(None, cells[-1], _together(tally.acknowledged), _together(tally.answered)),
        [
            _line(month, row, tally.acknowledged.get(month, nothing), tally.answered.get(month, nothing))
            for month, row in zip(months, cells[:-1], strict=True)
        ],
        {reasons.get(key, key): count for key, count in zip(why, counted[:-1], strict=True)},
        counted[-1],
        told,
        _times_beside(told, tally.told_acknowledged),
    )
