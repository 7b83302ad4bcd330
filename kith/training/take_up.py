"""How many have what they need, told so that no group of fewer than five is seen, or follows from what is.

Each number is told by steps of five, of all together and of each team that may stand apart.
"""

from dataclasses import dataclass

from kith.design.small_numbers import FEWEST, in_steps, shown_apart, step_of

# Of those who need a tier: how many they are, have it, are late, are on leave. Who has it is neither late nor on leave.
COLUMNS = ("needed", "has", "late", "paused")
NOT_TOLD = "not told"


@dataclass(frozen=True)
class Figure:
    """What is told of those of one team, or of all together, who need a tier: words for each number."""

    needed: str
    has: str
    late: str
    paused: str


@dataclass(frozen=True)
class TakeUp:
    """What is told of one tier: None of all together where too few need it, None of a team that is not shown apart."""

    whole: Figure | None
    teams: dict[str, Figure | None]


def tell(numbers: dict[str, tuple[int, int, int, int]]) -> TakeUp:
    """What is told of these true numbers, by team, in the order of `COLUMNS`."""
    filled = {team: row for team, row in numbers.items() if row[0]}
    sums = [sum(row[column] for row in filled.values()) for column in range(len(COLUMNS))]
    if sums[0] < FEWEST:
        return TakeUp(None, dict.fromkeys(filled))
    apart = shown_apart({team: row[0] for team, row in filled.items()}, FEWEST)
    shown = [row for team, row in filled.items() if team in apart]
    hidden = sums[0] - sum(row[0] for row in shown)
    whole = [in_steps(sums[0])]
    for column, number in enumerate(sums[1:], 1):
        # Where the sum says that every team is at the end of its step, each would be known to the last person. How many are
        # hidden nobody is told; the true number is the least that a reader may reckon with.
        most = sum(step_of(row[column])[1] for row in shown) + hidden
        told = not shown or most - step_of(number)[0] >= FEWEST - 1
        whole.append(in_steps(number) if told else NOT_TOLD)
    teams = {team: Figure(*map(in_steps, row)) if team in apart else None for team, row in filled.items()}
    return TakeUp(Figure(*whole), teams)
