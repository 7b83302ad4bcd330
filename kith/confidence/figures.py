"""Figures of groups: numbers alone, and no record. A group of fewer than five is nowhere in them, nor can it be worked out."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from kith.calibration.queries import shown_apart

from .words import DRAWS, FEWEST, IMPROVED

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
    """The median, to the nearest whole number."""
    return float(round(float(np.median(list(values)))))


@dataclass(frozen=True)
class Group:
    """One group of a theme: its people and their middle value."""

    people: int
    median: float


def groups_of(by_team: dict[str, list[float]]) -> tuple[Group | None, dict[str, Group]]:
    """All together and by team, from one value a person: none of fewer than five, and none from which fewer follow."""
    everybody = [value for values in by_team.values() for value in values]
    if len(everybody) < FEWEST:
        return None, {}
    names = sorted(by_team)
    apart = shown_apart({place: len(by_team[name]) for place, name in enumerate(names)}, FEWEST)
    teams = {name: by_team[name] for place, name in enumerate(names) if place in apart}
    shown = {name: Group(len(values), middle(values)) for name, values in teams.items()}
    return Group(len(everybody), middle(everybody)), shown


@dataclass(frozen=True)
class Change:
    """How a matched group changed: the middle change with its interval, and how many of how many improved, where told."""

    people: int
    median: float
    low: float
    high: float
    improved: int | None


def change_of(differences: list[float], seed: int) -> Change | None:
    """The change of people who rated before and after, from one difference a person; none for fewer than five.

    The interval holds 95 in 100 medians of resamplings with this seed. How many improved by ten or more is told only where
    they and the others are five or more each.
    """
    if len(differences) < FEWEST:
        return None
    rows = np.asarray(differences, dtype=float)
    drawn = np.random.default_rng(seed).choice(rows, size=(DRAWS, len(rows)), replace=True)
    low, high = np.percentile(np.median(drawn, axis=1), (2.5, 97.5))
    improved = int((rows >= IMPROVED).sum())
    told = improved >= FEWEST and len(rows) - improved >= FEWEST
    return Change(len(rows), float(np.median(rows)), float(low), float(high), improved if told else None)


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
