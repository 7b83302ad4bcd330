"""Until when a completion holds, and when training is due: days and months alone, and no record.

A last day is still within: who is due on the thirtieth is late on the thirty-first.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from kith.design.days import months_after

from .words import Standing

DAY = datetime.timedelta(days=1)


def put_off(
    due: datetime.date, begun: datetime.date, away: Iterable[tuple[datetime.date, datetime.date]]
) -> datetime.date:
    """The due day, later by each day since the beginning on which the person was on long leave and it was not due yet.

    Each leave has its first and last day, both of them leave; where two overlap, a day counts once.
    """
    last = begun - DAY
    for first, until in sorted(away):
        first = max(first, last + DAY)
        if first > due or until < first:
            continue
        due += until - first + DAY
        last = until
    return due


@dataclass(frozen=True)
class Stands:
    """How somebody stands with a tier: since which day it runs, until or by when, and whether leave puts it off."""

    standing: Standing
    due_on: datetime.date | None

    @property
    def is_open(self) -> bool:
        """True where the person has something to do about it, now or soon."""
        return self.standing not in (Standing.HAS, Standing.PAUSED)


def stands(
    *,
    since: datetime.date,
    done: datetime.date | None,
    fresh: int | None,
    within: int,
    away: list[tuple[datetime.date, datetime.date | None]],
    today: datetime.date,
    soon: int,
) -> Stands:
    """How somebody stands today who needs it since a day, and completed it last on another, or never.

    `fresh` and `within` are months; without `fresh` a completion holds for good. A leave without a last day goes on.
    """
    begun = done or since
    months = fresh if done else within
    due = None
    if months is not None:
        due = put_off(
            months_after(begun, months), begun, [(first, until or max(today, first)) for first, until in away]
        )
    if done and (due is None or today <= due - datetime.timedelta(days=soon)):
        return Stands(Standing.HAS, due)
    if any(first <= today and (until is None or today <= until) for first, until in away):
        return Stands(Standing.PAUSED, due)
    if due is not None and today > due:
        return Stands(Standing.LATE, due)
    return Stands(Standing.SOON if done else Standing.DUE, due)
