"""Every day is in one term, and the one after it is the next."""

import datetime

import pytest

from kith.learning.terms import terms_around

THREE = {"autumn term": "01-09", "spring term": "01-01", "summer term": "15-04"}


@pytest.mark.parametrize(
    ("day", "now", "after"),
    [
        ((2026, 11, 27), ("autumn term 2026", (2026, 9, 1), (2026, 12, 31)), "spring term 2027"),
        ((2026, 12, 31), ("autumn term 2026", (2026, 9, 1), (2026, 12, 31)), "spring term 2027"),
        ((2027, 1, 1), ("spring term 2027", (2027, 1, 1), (2027, 4, 14)), "summer term 2027"),
        ((2027, 8, 31), ("summer term 2027", (2027, 4, 15), (2027, 8, 31)), "autumn term 2027"),
    ],
)
def test_the_term_of_a_day_and_the_next(day, now, after):
    found, then = terms_around(datetime.date(*day), THREE)
    assert (found.title, found.begins, found.ends) == (now[0], datetime.date(*now[1]), datetime.date(*now[2]))
    assert then.title == after and then.begins == found.ends + datetime.timedelta(days=1)


def test_one_term_a_year_lasts_a_year():
    found, then = terms_around(datetime.date(2026, 3, 1), {"year": "01-09"})
    assert (found.begins, found.ends) == (datetime.date(2025, 9, 1), datetime.date(2026, 8, 31))
    assert then.begins == datetime.date(2026, 9, 1)


def test_every_day_of_three_years_is_in_its_term():
    day = datetime.date(2026, 1, 1)
    for number in range(1100):
        one = day + datetime.timedelta(days=number)
        now, after = terms_around(one, THREE)
        assert now.begins <= one <= now.ends < after.begins
