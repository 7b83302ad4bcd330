"""Figures of groups, against what can be worked out by hand; and no group of one to four, directly or by taking away."""

import datetime
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.confidence.figures import change_of, cronbach, groups_of, half_year_before, half_year_of

by_team = st.dictionaries(
    st.sampled_from("abcdefg"), st.lists(st.integers(0, 10).map(lambda n: n * 10), min_size=0, max_size=14), max_size=7
)


@settings(max_examples=400, deadline=None)
@given(teams=by_team)
def test_no_group_of_one_to_four_can_be_worked_out(teams):
    whole, shown = groups_of(teams)
    counts = {name: len(values) for name, values in teams.items()}
    total = sum(counts.values())
    if whole is None:
        assert total < 5 and not shown
        return
    assert whole.people == total >= 5
    for name, group in shown.items():
        assert group.people == counts[name] >= 5
    # Whatever is taken away from the whole, what is left is nobody or five and more.
    for number in range(len(shown) + 1):
        for some in itertools.combinations(shown, number):
            left = total - sum(counts[name] for name in some)
            assert left == 0 or left >= 5, (teams, some)
    hidden = [name for name in teams if counts[name] and name not in shown]
    assert len(hidden) != 1 or not shown, "one hidden team beside shown ones would be told by what is left"


def test_a_team_of_four_is_hidden_and_takes_another_with_it():
    whole, shown = groups_of({"a": [50] * 9, "b": [20] * 4, "c": [80] * 6})
    assert (whole.people, whole.median) == (19, 50)
    assert set(shown) == {"a"}, "of a and c the smaller joins b, so that nobody can take both away"


def test_the_middle_change_its_interval_and_who_improved():
    change = change_of([0, 10, 10, 20, 30, 10, 0, 0, 10, 40, 0], seed=3)
    assert (change.people, change.median) == (11, 10)
    assert change.low <= change.median <= change.high and change == change_of(
        [0, 10, 10, 20, 30, 10, 0, 0, 10, 40, 0], 3
    )
    assert change.improved is None, "four did not improve, and four are not told"
    assert change_of([0, 10, 10, 20, 30, 10, 0, 0, 10, 40, 0, 0], seed=3).improved == 7
    assert change_of([10, 10, 10, 10], seed=3) is None
    assert (change_of([10] * 5, seed=1).low, change_of([10] * 5, seed=1).high) == (10, 10)


def test_the_interval_is_that_of_every_resampling_of_a_small_group():
    """Of five values all 3,125 resamplings can be counted: the drawn interval has the same edges."""
    rows = [0, 10, 20, 30, 40]
    medians = sorted(sorted(drawn)[2] for drawn in itertools.product(rows, repeat=5))
    low, high = medians[int(0.025 * len(medians))], medians[int(0.975 * len(medians)) - 1]
    change = change_of(rows, seed=11)
    assert (change.low, change.high) == (low, high)


def test_cronbachs_alpha_by_hand():
    """Three items, five people. Item variances 2.5, 2.5, 2.3; variance of the totals 20.7: 3/2 × (1 − 7.3/20.7)."""
    rows = [[1, 2, 1], [2, 1, 2], [3, 4, 3], [4, 3, 4], [5, 5, 5 - 1]]
    totals = [sum(row) for row in rows]
    mean = sum(totals) / 5
    of_totals = sum((one - mean) ** 2 for one in totals) / 4
    of_items = 0.0
    for column in zip(*rows, strict=True):
        middle = sum(column) / 5
        of_items += sum((one - middle) ** 2 for one in column) / 4
    assert cronbach(rows) == pytest.approx(3 / 2 * (1 - of_items / of_totals))
    assert cronbach([[1, 1], [2, 2], [3, 3]]) == pytest.approx(1)
    assert cronbach([[1, 2]]) is None and cronbach([[1, 1], [1, 1]]) is None


def test_half_years():
    assert half_year_of(datetime.date(2026, 6, 30)) == (datetime.date(2026, 1, 1), datetime.date(2026, 6, 30))
    assert half_year_before(datetime.date(2026, 7, 1)) == (datetime.date(2026, 1, 1), datetime.date(2026, 6, 30))
    assert half_year_before(datetime.date(2026, 3, 1)) == (datetime.date(2025, 7, 1), datetime.date(2025, 12, 31))
