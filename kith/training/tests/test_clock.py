"""Until when a completion holds, when somebody new has it, and what leave does to both; the last day always counts."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.design.days import months_after
from kith.training.clock import DAY, put_off, stands
from kith.training.words import Standing

D = datetime.date
NONE: list = []
BEGAN = D(2026, 1, 10)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (D(2026, 1, 31), 1, D(2026, 2, 28)),
        (D(2024, 2, 29), 12, D(2025, 2, 28)),
        (D(2024, 2, 29), 48, D(2028, 2, 29)),
        (D(2026, 11, 30), 3, D(2027, 2, 28)),
        (D(2026, 12, 15), 1, D(2027, 1, 15)),
        (D(2026, 3, 31), -4, D(2025, 11, 30)),
    ],
)
def test_months_are_counted_to_the_same_day_or_the_last_of_a_shorter_month(day, months, then):
    assert months_after(day, months) == then


def how(today, *, done=None, since=BEGAN, away=NONE, fresh: int | None = 12, soon=30):
    return stands(since=since, done=done, fresh=fresh, within=3, away=away, today=today, soon=soon)


@pytest.mark.parametrize(
    ("today", "standing"),
    [
        (D(2026, 1, 10), Standing.DUE),
        (D(2026, 4, 10), Standing.DUE),  # the last day still counts
        (D(2026, 4, 11), Standing.LATE),
    ],
)
def test_somebody_new_has_until_the_end_of_the_last_day(today, standing):
    found = how(today)
    assert (found.standing, found.due_on) == (standing, D(2026, 4, 10))


@pytest.mark.parametrize(
    ("today", "standing"),
    [
        (D(2026, 5, 1), Standing.HAS),
        (D(2027, 4, 1), Standing.HAS),
        (D(2027, 4, 2), Standing.SOON),
        (D(2027, 5, 1), Standing.SOON),
        (D(2027, 5, 2), Standing.LATE),
    ],
)
def test_a_completion_holds_until_the_end_of_its_last_day(today, standing):
    assert how(today, done=D(2026, 5, 1)).standing == standing


def test_what_holds_for_good_is_never_due():
    assert how(D(2090, 1, 1), done=D(2026, 5, 1), fresh=None) == stands(
        since=D(2026, 1, 1), done=D(2026, 5, 1), fresh=None, within=3, away=[], today=D(2090, 1, 1), soon=30
    )
    assert how(D(2090, 1, 1), done=D(2026, 5, 1), fresh=None).due_on is None


def test_leave_puts_off_by_its_days_both_included_and_nobody_on_leave_is_late():
    away = [(D(2026, 4, 1), D(2026, 4, 30))]
    assert how(D(2026, 3, 31), away=away).due_on == D(2026, 5, 10)
    assert how(D(2026, 4, 30), away=away).standing == Standing.PAUSED
    assert how(D(2026, 5, 1), away=away).standing == Standing.DUE
    assert how(D(2026, 5, 10), away=away).standing == Standing.DUE
    assert how(D(2026, 5, 11), away=away).standing == Standing.LATE


def test_leave_that_begins_on_the_last_day_puts_off_and_one_day_later_does_not():
    last, after = D(2026, 4, 10), D(2026, 4, 11)
    assert how(D(2026, 6, 1), away=[(last, D(2026, 4, 20))]).due_on == D(2026, 4, 21)
    assert how(D(2026, 6, 1), away=[(after, D(2026, 4, 20))]).due_on == last


def test_leave_without_an_end_goes_on():
    away = [(D(2026, 4, 1), None)]
    assert how(D(2027, 1, 1), away=away).standing == Standing.PAUSED
    # What was in date when the leave began stays so for as long.
    assert how(D(2027, 8, 1), done=D(2026, 3, 1), away=away, soon=0).standing == Standing.HAS


def test_leave_before_the_beginning_counts_for_nothing():
    assert how(D(2026, 5, 1), away=[(D(2025, 1, 1), D(2025, 12, 31))]).due_on == D(2026, 4, 10)


leaves = st.lists(
    st.tuples(st.dates(D(2025, 6, 1), D(2027, 6, 1)), st.integers(0, 120)).map(
        lambda pair: (pair[0], pair[0] + datetime.timedelta(days=pair[1]))
    ),
    max_size=5,
)


@given(leaves, st.dates(D(2026, 1, 1), D(2026, 12, 31)), st.integers(1, 24))
def test_of_the_days_to_the_due_day_as_many_are_no_leave_as_there_were_to_begin_with(away, begun, months):
    plain = months_after(begun, months)
    due = put_off(plain, begun, away)
    off = {first + DAY * n for first, last in away for n in range((last - first).days + 1)}
    between = {begun + DAY * n for n in range((due - begun).days + 1)}
    assert len(between - off) == (plain - begun).days + 1


@given(leaves, leaves, st.dates(D(2026, 1, 1), D(2026, 12, 31)))
def test_more_leave_never_makes_it_due_earlier(some, more, begun):
    plain = months_after(begun, 3)
    assert put_off(plain, begun, some + more) >= put_off(plain, begun, some) >= plain
