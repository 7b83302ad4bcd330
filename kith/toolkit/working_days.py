"""Working-day clocks: day 0 is the day of the event, the count starts on the next working day.

Working days leave out weekends and the bank holidays of England and Wales, which come from a dated file
(content/process/bank_holidays.csv) and are never computed here.
"""

from datetime import date, timedelta


class BeyondTheCalendar(Exception):
    """The bank holidays of that year are not loaded, so no due date may be claimed."""


def is_working_day(day: date, holidays: frozenset[date]) -> bool:
    """True from Monday to Friday, bank holidays apart."""
    return day.weekday() < 5 and day not in holidays


def add_working_days(start: date, days: int, holidays: frozenset[date], last_year: int | None = None) -> date:
    """The day on which `days` working days have passed since `start`. Raises BeyondTheCalendar past `last_year`."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        if is_working_day(day, holidays):
            days -= 1
    if last_year is not None and day.year > last_year:
        raise BeyondTheCalendar(f"The bank holidays of {day.year} are not loaded yet.")
    return day


def working_days_between(start: date, end: date, holidays: frozenset[date]) -> int:
    """How many working days lie after `start`, up to and including `end`; negative the other way round."""
    if end < start:
        return -working_days_between(end, start, holidays)
    day, count = start, 0
    while day < end:
        day += timedelta(days=1)
        count += is_working_day(day, holidays)
    return count


def add_months(start: date, months: int) -> date:
    """The same day of the month, or its last day where the month is shorter."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    for day in range(start.day, start.day - 4, -1):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    raise ValueError(f"no such month: {start} plus {months}")
