"""Days as they are written in files: read in many ways, and never guessed."""

import datetime

import pytest

from kith.training.days import NotDay, day_of

LAST = datetime.date(2026, 12, 31)


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-31",
        "2026/12/31",
        "2026-12-31T23:30",
        "2026-12-31 08:15:00",
        "2026-12-31T23:30:00Z",
        "31 December 2026",
        "31st December 2026",
        "Thursday, 31 December 2026",
        "31 Dec 2026",
        "31-Dec-2026",
        "31 Dec. 2026 14:05",
        "December 31, 2026",
        "Dec 31st 2026",
        " 31  December  2026 ",
    ],
)
@pytest.mark.parametrize("order", ["day-first", "month-first", "plain"])
def test_what_can_be_one_day_only_is_that_day_whatever_the_order(text, order):
    assert day_of(text, order) == LAST


@pytest.mark.parametrize(
    "text", ["03/04/2026", "3/4/2026", "03.04.2026", "03-04-2026", "03/04/2026 09:00", "3/4/2026 9:05 AM"]
)
def test_figures_alone_are_read_in_the_order_that_was_said(text):
    assert day_of(text, "day-first") == datetime.date(2026, 4, 3)
    assert day_of(text, "month-first") == datetime.date(2026, 3, 4)
    with pytest.raises(NotDay, match="could be two days"):
        day_of(text, "plain")


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("12/31/2026", "day-first"),
        ("31/12/2026", "month-first"),
        ("31/12/26", "day-first"),
        ("31 Dec 26", "day-first"),
        ("30/02/2026", "day-first"),
        ("46387", "day-first"),
        ("20261231", "day-first"),
        ("", "day-first"),
        ("soon", "day-first"),
        ("31 Foo 2026", "day-first"),
        ("31/12/1926", "day-first"),
        ("2026-12-31T99:99:00Z", "day-first"),
    ],
)
def test_what_is_no_day_or_another_is_refused_with_a_sentence(text, order):
    with pytest.raises(NotDay) as refused:
        day_of(text, order)
    assert str(refused.value)


def test_a_moment_with_its_zone_is_the_day_that_it_was_in_london():
    assert day_of("2026-06-30T23:30:00Z", "plain") == datetime.date(2026, 7, 1)
    assert day_of("2026-07-01T00:30:00+02:00", "plain") == datetime.date(2026, 6, 30)
    assert day_of("2026-12-31T23:30:00+0000", "plain") == LAST
