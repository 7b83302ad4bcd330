"""Working-day clocks against the dates of the domain's scenarios, which were worked out by hand."""

import csv
from datetime import date, timedelta
from pathlib import Path

import holidays as independent
import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from kith.toolkit.working_days import (
    BeyondTheCalendar,
    add_months,
    add_working_days,
    is_working_day,
    working_days_between,
)


def dated_file() -> frozenset[date]:
    path = Path(settings.BASE_DIR) / "content/process/bank_holidays.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return frozenset(date.fromisoformat(row["date"]) for row in csv.DictReader(file))


HOLIDAYS = dated_file()


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2026, 4, 2), 15, date(2026, 4, 27)),
        (date(2026, 5, 1), 5, date(2026, 5, 11)),
        (date(2026, 8, 28), 1, date(2026, 9, 1)),
        (date(2026, 11, 2), 45, date(2027, 1, 7)),
        (date(2026, 12, 18), 15, date(2027, 1, 13)),
        (date(2026, 12, 24), 1, date(2026, 12, 29)),
        (date(2026, 6, 8), 45, date(2026, 8, 10)),
        (date(2026, 9, 9), 15, date(2026, 9, 30)),
        (date(2026, 4, 24), 10, date(2026, 5, 11)),
    ],
)
def test_the_scenarios_due_dates(start, days, due):
    assert add_working_days(start, days, HOLIDAYS) == due


@pytest.mark.parametrize("year", [2025, 2026, 2027, 2028])
def test_the_dated_file_agrees_with_an_independent_library(year):
    independently = independent.country_holidays("GB", subdiv="ENG", years=year)
    # A bank holiday at the weekend has its substitute day; the weekend day itself changes no count.
    assert {day for day in HOLIDAYS if day.year == year and day.weekday() < 5} == {
        day for day in independently if day.weekday() < 5
    }


def test_a_year_without_bank_holidays_is_refused():
    last = max(day.year for day in HOLIDAYS)
    with pytest.raises(BeyondTheCalendar):
        add_working_days(date(last, 12, 30), 5, HOLIDAYS, last)
    assert add_working_days(date(last, 11, 1), 5, HOLIDAYS, last).year == last


DAYS = st.dates(date(2025, 1, 1), date(2028, 6, 1))


@given(DAYS, st.integers(1, 60))
def test_the_count_is_exact_and_ends_on_a_working_day(start, days):
    due = add_working_days(start, days, HOLIDAYS)
    assert is_working_day(due, HOLIDAYS)
    assert working_days_between(start, due, HOLIDAYS) == days
    assert working_days_between(start, due - timedelta(days=1), HOLIDAYS) == days - 1


@given(DAYS, st.integers(1, 40))
def test_a_later_start_is_never_due_earlier(start, days):
    assert add_working_days(start, days, HOLIDAYS) <= add_working_days(start + timedelta(days=1), days, HOLIDAYS)


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        (date(2026, 5, 1), 6, date(2026, 11, 1)),
        (date(2026, 11, 5), 12, date(2027, 11, 5)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_one(start, months, due):
    assert add_months(start, months) == due
