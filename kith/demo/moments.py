"""Running the product's own actions as of a past moment, for the demonstration alone."""

import contextlib
import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django.utils import timezone

LONDON = ZoneInfo("Europe/London")


@contextlib.contextmanager
def as_of(moment: datetime.datetime):
    """Inside, Django's clock stands at this moment, for this process. Never part of a served Kith."""
    real = timezone.datetime

    class Standing(real):
        @classmethod
        def now(cls, tz=None):
            return moment.astimezone(tz) if tz else moment.astimezone(LONDON).replace(tzinfo=None)

    timezone.datetime = Standing
    try:
        yield
    finally:
        timezone.datetime = real


def when(text: str, weeks: int) -> datetime.datetime:
    """“2026-06-08 14:10” in London, moved by whole weeks, so that a Monday stays a Monday."""
    plain = datetime.datetime.strptime(text, "%Y-%m-%d %H:%M") + datetime.timedelta(weeks=weeks)
    return plain.replace(tzinfo=LONDON)


def working_moment(today: datetime.date, days: int, hour: int) -> datetime.datetime:
    """So many working days ago at that hour; never later than five minutes ago."""
    day = today
    while days or day.weekday() > 4:
        day -= datetime.timedelta(days=1)
        if day.weekday() < 5 and days:
            days -= 1
    moment = datetime.datetime.combine(day, datetime.time(hour, 10), LONDON)
    return min(moment, timezone.now().astimezone(LONDON) - datetime.timedelta(minutes=5))


def on_weekday(moment):
    """This day, or the same hour of the Monday after where it is a weekend."""
    while moment.weekday() > 4:
        moment += datetime.timedelta(days=1)
    return moment


def before(today: datetime.date, days: int, hour: int) -> datetime.datetime:
    """So many days ago at that hour, whatever day of the week it was."""
    return datetime.datetime.combine(today - datetime.timedelta(days=days), datetime.time(hour, 10), LONDON)


@dataclass
class Script:
    """What happens in all cases, to be played in one order of time, so that the trail's times never go back."""

    weeks: int
    acts: list[tuple[datetime.datetime, int, Callable[[], None]]] = field(default_factory=list)

    def at(self, moment: str | datetime.datetime, act: Callable[[], None]) -> None:
        if isinstance(moment, str):
            moment = when(moment, self.weeks)
        self.acts.append((moment, len(self.acts), act))

    def day(self, text: str) -> datetime.date:
        """A day of the scenarios, moved."""
        return when(f"{text} 12:00", self.weeks).date()

    def later(self, text: str, hours: int) -> datetime.datetime:
        """So many hours after a moment of the scenarios."""
        return when(text, self.weeks) + datetime.timedelta(hours=hours)

    def next_weekday(self, text: str) -> datetime.datetime:
        """The same hour on the next day that is no Saturday or Sunday."""
        return on_weekday(when(text, self.weeks) + datetime.timedelta(days=1))

    def play(self) -> None:
        for moment, _, act in sorted(self.acts, key=lambda each: each[:2]):
            with as_of(moment):
                act()
