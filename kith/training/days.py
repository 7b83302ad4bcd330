"""A day as somebody wrote it. What could be two days is never guessed: the order of day and month is said beforehand."""

import datetime
import re
from functools import lru_cache
from zoneinfo import ZoneInfo

from kith.design.fields import month_number

from .words import DayOrder

LONDON = ZoneInfo("Europe/London")
TIME = r"(?:,?[ T]+\d{1,2}:\d{2}(?::\d{2})?(?: ?[APap][Mm])?)?"
ISO = re.compile(
    r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,6})?)?\s?(Z|[+-]\d{2}:?\d{2})?)?"
)
NAMED = re.compile(rf"(?:[A-Za-z]+day,? )?(\d{{1,2}})(?:st|nd|rd|th)?[ -]([A-Za-z]{{3,9}})\.?,?[ -](\d{{2,4}}){TIME}")
MONTH_NAMED = re.compile(rf"([A-Za-z]{{3,9}})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{2,4}}){TIME}")
FIGURES = re.compile(rf"(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{2,4}}){TIME}")
EARLIEST = 2000


class NotDay(ValueError):
    """What stands there is no day, or could be two; the message is a sentence."""


@lru_cache(maxsize=10_000)
def day_of(text: str, order: str) -> datetime.date:
    """The day that is written there, in London; where a time and its zone stand with it, the day that it was here then."""
    text = " ".join(text.split())
    if not text:
        raise NotDay("Write the day of completion")
    if found := ISO.fullmatch(text):
        year, month, day, hour, minute, second, zone = found.groups()
        moment = _made(int(year), int(month), int(day))
        if not zone:
            return moment
        try:
            sign, figures = (-1 if zone[0] == "-" else 1), zone[1:].replace(":", "") or "0000"
            away = sign * datetime.timedelta(hours=int(figures[:2]), minutes=int(figures[2:]))
            clock = datetime.time(int(hour), int(minute), int(second or 0), tzinfo=datetime.timezone(away))
            return datetime.datetime.combine(moment, clock).astimezone(LONDON).date()
        except (ValueError, OverflowError):
            raise NotDay("The day has a time that is none") from None
    if found := NAMED.fullmatch(text):
        return _made(_year(found[3]), _month(found[2]), int(found[1]))
    if found := MONTH_NAMED.fullmatch(text):
        return _made(_year(found[3]), _month(found[1]), int(found[2]))
    if found := FIGURES.fullmatch(text):
        one, other, year = int(found[1]), int(found[2]), _year(found[3])
        if order == DayOrder.DAY_FIRST:
            return _made(year, other, one)
        if order == DayOrder.MONTH_FIRST:
            return _made(year, one, other)
        raise NotDay("Say whether the day or the month stands first: this could be two days")
    raise NotDay("Write the day as 2026-12-31, 31 December 2026 or 31/12/2026")


def _year(text: str) -> int:
    if len(text) != 4:
        raise NotDay("Write the year with four figures")
    return int(text)


def _month(name: str) -> int:
    found = month_number(name) if name.isalpha() else None
    if found is None:
        raise NotDay("The day has a month that is none")
    return found


def _made(year: int, month: int, day: int) -> datetime.date:
    try:
        made = datetime.date(year, month, day)
    except ValueError:
        raise NotDay("There is no such day. Is the order of day and month another?") from None
    if year < EARLIEST:
        raise NotDay(f"The year is before {EARLIEST}")
    return made
