"""Krippendorff's alpha against published worked examples, and what may be shown apart."""

import itertools

import pytest

from kith.calibration.agreement import agreement_of, alpha_of
from kith.design.small_numbers import shown_apart


def counts(*observers: str) -> list[list[int]]:
    """One row for each text, one column for each answer in its order; “*” is an answer that was not given."""
    rows = [observer.split() for observer in observers]
    answers = sorted({answer for row in rows for answer in row if answer != "*"}, key=int)
    return [[sum(row[text] == answer for row in rows) for answer in answers] for text in range(len(rows[0]))]


# K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), part C: four observers, twelve units, answers missing.
FOUR = counts(
    "1 2 3 3 2 1 4 1 2 * * *",
    "1 2 3 3 2 2 4 1 2 5 * 3",
    "* 3 3 3 2 3 4 2 2 5 1 *",
    "1 2 3 3 2 4 4 1 2 5 1 *",
)
# The computational example of the encyclopaedia's article on the same measure: three observers, fifteen units.
THREE = counts(
    "* * * * * 3 4 1 2 1 1 3 3 * 3",
    "1 * 2 1 3 3 4 3 * * * * * * *",
    "* * 2 1 3 4 4 * 2 1 1 3 3 * 4",
)
# The same paper, part A: two observers, ten units, two answers.
TWO = counts("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")


@pytest.mark.parametrize(
    ("data", "ordinal", "published"),
    [(FOUR, False, 0.743), (FOUR, True, 0.815), (THREE, False, 0.691), (THREE, True, 0.807), (TWO, False, 0.095)],
)
def test_alpha_is_that_of_the_published_examples(data, ordinal, published):
    assert alpha_of(data, ordinal=ordinal) == pytest.approx(published, abs=0.0005)


def test_all_alike_is_one_and_what_cannot_be_compared_is_none():
    assert alpha_of([[5, 0], [0, 5]], ordinal=True) == 1
    assert alpha_of([[5, 0], [5, 0]], ordinal=True) is None, "everybody always gave one and the same answer"
    assert alpha_of([[1, 0], [0, 1]], ordinal=False) is None, "nobody answered what another did"


def test_neighbouring_levels_are_nearer_than_the_first_and_the_last():
    near = [[3, 2, 0, 0], [0, 3, 2, 0], [0, 0, 3, 2], [0, 0, 0, 5]]
    far = [[3, 0, 0, 2], [0, 3, 0, 2], [2, 0, 3, 0], [0, 0, 0, 5]]
    assert alpha_of(near, ordinal=True) > alpha_of(far, ordinal=True)


def test_the_interval_holds_the_figure_and_is_the_same_when_read_again():
    found = agreement_of(FOUR, ordinal=True, seed=7)
    assert found.low < found.alpha < found.high <= 1
    assert found == agreement_of(FOUR, ordinal=True, seed=7)
    assert (found.low, found.high) != (lambda one: (one.low, one.high))(agreement_of(FOUR, ordinal=True, seed=8))
    assert found.texts == 11 and "to" in found.words, "the unit with one answer says nothing"


def test_three_texts_are_too_few_for_an_interval_and_one_for_a_figure():
    found = agreement_of([[4, 1, 0], [0, 4, 1], [0, 1, 4]], ordinal=True)
    assert found.low is None and found.words == f"{found.alpha:.2f}"
    assert agreement_of([[4, 1, 0]], ordinal=True) is None


def test_more_texts_make_the_interval_narrower():
    few = agreement_of(FOUR, ordinal=True)
    many = agreement_of(FOUR * 8, ordinal=True)
    assert many.high - many.low < few.high - few.low


@pytest.mark.parametrize(
    ("answers", "shown"),
    [
        ({1: 6, 2: 7}, {1, 2}),
        ({1: 6, 2: 7, 3: 0}, {1, 2}),
        ({1: 6, 2: 2}, set()),
        ({1: 6, 2: 7, 3: 2}, {2}),
        ({1: 6, 2: 7, 3: 2, 4: 2}, {2}),
        ({1: 6, 2: 7, 3: 2, 4: 3}, {1, 2}),
        ({1: 4}, set()),
        ({}, set()),
    ],
)
def test_which_teams_are_shown_apart(answers, shown):
    assert shown_apart(answers, 5) == shown


def test_no_small_team_can_be_told_by_taking_the_shown_from_the_whole():
    for numbers in itertools.product(range(0, 8), repeat=4):
        answers = dict(enumerate(numbers))
        shown = shown_apart(answers, 5)
        rest = [number for team, number in answers.items() if number and team not in shown]
        assert all(answers[team] >= 5 for team in shown)
        assert not rest or not shown or (len(rest) >= 2 and sum(rest) >= 5), (answers, shown)
