"""Figures of groups, against what can be worked out by hand; and no group of one to four, directly or by taking away."""

import datetime
import itertools
import math
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.confidence.figures import change_of, cronbach, groups_of, half_year_before, half_year_of

# Of each person the team, and what they said of two themes, where they did.
VALUE = st.none() | st.integers(0, 10).map(lambda n: n * 10)
raters = st.lists(st.tuples(st.sampled_from("abcdefg"), VALUE, VALUE), max_size=60)


def grouped(rows):
    """The groups of people given as (team, value of one theme, value of another)."""
    said = {
        theme: {key: float(row[place]) for key, row in enumerate(rows) if row[place] is not None}
        for place, theme in ((1, "police"), (2, "online"))
    }
    return groups_of({key: row[0] for key, row in enumerate(rows)}, said)


def no_few(shown, counts: Counter) -> None:
    """Whatever is taken away from the whole, what is left is nobody or five and more."""
    total = sum(counts.values())
    assert all(counts[team] >= 5 for team in shown)
    for number in range(len(shown) + 1):
        for some in itertools.combinations(shown, number):
            left = total - sum(counts[team] for team in some)
            assert left == 0 or left >= 5, (counts, some)


@settings(max_examples=400, deadline=None)
@given(rows=raters)
def test_no_group_of_one_to_four_can_be_worked_out(rows):
    found = grouped(rows)
    assert (found is None) == (len(rows) < 5)
    if found is None:
        return
    rated = Counter(row[0] for row in rows)
    no_few(found.teams, rated)
    assert found.people == len(rows) // 5 * 5 and all(n == rated[team] // 5 * 5 for team, n in found.teams.items())
    for place, theme in ((1, "police"), (2, "online")):
        counts = Counter(row[0] for row in rows if row[place] is not None)
        assert (theme in found.medians) == (sum(counts.values()) >= 5)
        shown = found.by_team.get(theme, {})
        assert set(shown) <= set(found.teams) and (not shown or theme in found.medians)
        if theme in found.medians:
            no_few(shown, counts)


def test_a_team_of_four_is_hidden_and_takes_another_with_it():
    found = grouped([("a", 50, None)] * 9 + [("b", 20, None)] * 4 + [("c", 80, None)] * 6)
    assert (found.people, found.medians) == (15, {"police": 50})
    assert set(found.teams) == {"a"}, "of a and c the smaller joins b, so that nobody can take both away"


def test_a_team_in_which_few_spoke_of_a_theme_is_not_told_of_it():
    found = grouped([("a", 50, 10)] * 9 + [("b", None, 20)] * 3 + [("b", 20, 20)] * 4 + [("c", 80, 90)] * 6)
    assert set(found.teams) == {"a", "b", "c"} and found.by_team["online"] == {"a": 10, "b": 20, "c": 90}
    assert found.by_team["police"] == {"a": 50}, "c joins b"


def test_the_middle_change_its_interval_and_who_improved():
    rows = [0, 10, 10, 20, 30, 10, 0, 0, 10, 40, 0]
    change = change_of(rows, seed=3)
    assert (change.people, change.median) == (10, 10)
    assert change.low <= change.median <= change.high and change == change_of(rows, 3)
    assert change.improved is None, "four did not improve, and four are not told"
    assert change_of([*rows, 0], seed=3).improved == 5, "seven, told by steps of five"
    assert change_of([10, 10, 10, 10], seed=3) is None
    assert (change_of([10] * 10, seed=1).low, change_of([10] * 10, seed=1).high) == (10, 10)


def test_of_fewer_than_ten_no_interval_is_told_because_its_edges_are_two_peoples_own():
    for people in range(5, 10):
        change = change_of([37.0, -41.0, *([0.0] * (people - 2))], seed=7)
        assert (change.people, change.median, change.low, change.high) == (5, 0, None, None)


def test_the_interval_is_that_of_the_medians_of_resamplings_taken_outwards_to_tens():
    """How often a resampled median is no more than the r-th smallest of n is a binomial: worked out, not drawn."""
    rows = [7.0 * place for place in range(11)]

    def below(rank: int) -> float:
        p = rank / 11
        return sum(math.comb(11, k) * p**k * (1 - p) ** (11 - k) for k in range(6, 12))

    low = next(rows[rank - 1] for rank in range(1, 12) if below(rank) >= 0.025)
    high = next(rows[rank - 1] for rank in range(1, 12) if below(rank) >= 0.975)
    change = change_of(rows, seed=11)
    assert (change.low, change.high) == (low // 10 * 10, -(-high // 10) * 10)


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
