"""Figures of groups: numbers alone, and no record. A group of fewer than five is nowhere in them, nor can it be worked out."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from kith.design.small_numbers import FEWEST, shown_apart

from .words import DRAWS, FOR_INTERVAL, IMPROVED

DAY = datetime.timedelta(days=1)


def half_year_of(day: datetime.date) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of the half year in which this day is."""
    if day.month <= 6:
        return datetime.date(day.year, 1, 1), datetime.date(day.year, 6, 30)
    return datetime.date(day.year, 7, 1), datetime.date(day.year, 12, 31)


def half_year_before(day: datetime.date) -> tuple[datetime.date, datetime.date]:
    """The newest half year that was over before this day."""
    return half_year_of(half_year_of(day)[0] - DAY)


def middle(values: Iterable[float]) -> float:
    """The median, to the nearest five."""
    return float(round(float(np.median(list(values))) / 5) * 5)


def at_least(people: int) -> int:
    """So many or up to four more: the nearest five below, so that one person more or fewer is seldom seen in it."""
    return people // FEWEST * FEWEST


@dataclass(frozen=True)
class Groups:
    """How many rated, and what they said in the middle, to the nearest five: all together, and by team where one stands apart.

    How many is told once, of who rated at all, and never of a theme: that one person left a theme out is seen nowhere.
    """

    people: int
    teams: dict[str, int]
    medians: dict[str, float]
    by_team: dict[str, dict[str, float]]


def groups_of(team_of: dict[int, str], said: dict[str, dict[int, float]]) -> Groups | None:
    """The groups, from the team of everybody who rated, and by theme one value for each person who said something of it.

    None of fewer than five, neither of who rated nor of who spoke of a theme, and none from which fewer follow.
    """
    if len(team_of) < FEWEST:
        return None
    rated = Counter(team_of.values())
    apart = _apart(rated)
    medians: dict[str, float] = {}
    by_team: dict[str, dict[str, float]] = {}
    for theme, values in said.items():
        if len(values) < FEWEST:
            continue
        medians[theme] = middle(values.values())
        # Who rated in no team that stands apart is one more place here, which is not shown.
        place = {key: team_of[key] if team_of[key] in apart else None for key in values}
        for team in _apart(Counter(place.values())) - {None}:
            by_team.setdefault(theme, {})[team] = middle(values[key] for key, at in place.items() if at == team)
    return Groups(at_least(len(team_of)), {team: at_least(rated[team]) for team in apart}, medians, by_team)


def _apart(people: Counter) -> set:
    """The teams that stand apart, of how many people are in each."""
    return shown_apart({name: people[name] for name in sorted(people, key=str)}, FEWEST)


@dataclass(frozen=True)
class Change:
    """How a matched group changed: the middle change with its interval, and how many at least improved, where told."""

    people: int
    median: float
    low: float | None
    high: float | None
    improved: int | None


def change_of(differences: list[float], seed: int) -> Change | None:
    """The change of people who rated before and after, from one difference a person; none for fewer than five.

    The middle is to the nearest five. The interval holds 95 in 100 medians of resamplings with this seed, taken outwards
    to whole tens; of fewer than ten people there is none, because its edges would be what two of them said. How many
    improved by ten or more is told only where they and the others are five or more each.
    """
    if len(differences) < FEWEST:
        return None
    rows = np.asarray(differences, dtype=float)
    low = high = None
    if len(rows) >= FOR_INTERVAL:
        drawn = np.random.default_rng(seed).choice(rows, size=(DRAWS, len(rows)), replace=True)
        edges = np.percentile(np.median(drawn, axis=1), (2.5, 97.5))
        low, high = float(np.floor(edges[0] / 10) * 10), float(np.ceil(edges[1] / 10) * 10)
    improved = int((rows >= IMPROVED).sum())
    told = improved >= FEWEST and len(rows) - improved >= FEWEST
    return Change(at_least(len(rows)), middle(rows), low, high, at_least(improved) if told else None)


def cronbach(rows: list[list[float]]) -> float | None:
    """Cronbach’s alpha of complete answers, one row a person and one column an item; none where it says nothing."""
    table = np.asarray(rows, dtype=float)
    if table.ndim != 2 or table.shape[0] < 2 or table.shape[1] < 2:
        return None
    total = table.sum(axis=1).var(ddof=1)
    if not total:
        return None
    items = table.shape[1]
    return float(items / (items - 1) * (1 - table.var(axis=0, ddof=1).sum() / total))
