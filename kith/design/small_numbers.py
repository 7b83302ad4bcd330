"""How numbers that could lead to somebody are told: small ones hidden, what would give them away hidden too, the rest rounded.

A true count from 1 to 9 is hidden, any other is rounded to the nearest five; where a hidden one could be worked out from
a row or a column and its total, further ones are hidden. Tables are of months that are over, the same for every reader.

Of staff, in groups, nothing of fewer than five is shown: neither a figure nor a reason, whose style gives a person away.
"""

from collections.abc import Hashable
from datetime import date
from typing import TypeVar

Place = TypeVar("Place", bound=Hashable)
# Of fewer people than this nothing is shown where a group of staff is told of, nor anything from which it follows.
FEWEST = 5
SMALLEST = 10
NEAREST = 5
HIDDEN = "c"


def months_over(today: date) -> list[date]:
    """The first days of the twelve months that are over, the oldest first."""
    first = today.year * 12 + today.month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(first - 12, first)]


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


def step_of(number: int) -> tuple[int, int]:
    """The step of five in which a number is: its least and its greatest."""
    first = number // FEWEST * FEWEST
    return first, first + FEWEST - 1


def in_steps(number: int) -> str:
    """A number told by steps of five: what is added up over one time and another leads to no small one."""
    least, greatest = step_of(number)
    return f"{least} to {greatest}" if least else f"fewer than {FEWEST}"


def shown_apart(numbers: dict[Place, int], fewest: int) -> set[Place]:
    """The places, such as teams, that may be shown apart beside the whole: none by whose leaving the rest could be told.

    One of fewer than `fewest` is hidden. Whole less what is shown is what is hidden, so at least two places that are not
    empty are hidden together, and together they are no fewer than `fewest`; else the next smallest joins them, of two as
    small the one that is named first.
    """
    filled = {place: number for place, number in numbers.items() if number}
    hidden = {place for place, number in filled.items() if number < fewest}
    shown = sorted((place for place in filled if place not in hidden), key=lambda place: filled[place])
    while hidden and shown and (len(hidden) < 2 or sum(filled[place] for place in hidden) < fewest):
        hidden.add(shown.pop(0))
    return set(shown)
