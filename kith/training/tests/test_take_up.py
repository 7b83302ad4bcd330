"""What is told of take-up, attacked: every table that tells the same is laid beside every other."""

import itertools
from collections import defaultdict

import pytest

from kith.training.take_up import COLUMNS, NOT_TOLD, tell


def rows_of(least: int, most: int, late: bool = True) -> list[tuple[int, int, int, int]]:
    """Everything that may be true of a team of so many: who has it is not late, and nobody is on leave here."""
    return [
        (needed, has, behind, 0)
        for needed in range(least, most + 1)
        for has in range(needed + 1)
        for behind in range(needed - has + 1 if late else 1)
    ]


def looked_at(numbers: dict) -> tuple:
    told = tell(numbers)
    return (told.whole, *told.teams.items())


def told_alike(tables) -> dict[tuple, list[dict]]:
    """The tables by what is told of them."""
    found = defaultdict(list)
    for numbers in tables:
        found[looked_at(numbers)].append(numbers)
    return found


def worked_out(tables: list[dict]) -> set[int]:
    """Each number from 1 to 4 that is the same in all of these tables: in a team, of all, of all but one, and who lacks it."""
    names = list(tables[0])
    ways = [lambda one, name=name: one[name] for name in names]
    ways.append(lambda one: [sum(column) for column in zip(*one.values(), strict=True)])
    known = set()
    for way in ways:
        for at in range(len(COLUMNS) - 1):
            known.add(frozenset(way(one)[at] for one in tables))
        known.add(frozenset(way(one)[0] - way(one)[1] for one in tables))
        known.add(frozenset(way(one)[1] + way(one)[2] for one in tables))
    return {number for values in known if len(values) == 1 for number in values if 0 < number < 5}


def test_of_two_teams_no_small_number_can_be_worked_out():
    alike = told_alike({"a": one, "b": other} for one, other in itertools.product(rows_of(5, 14), rows_of(5, 9)))
    assert len(alike) > 50
    for tables in alike.values():
        assert not worked_out(tables), tables[:3]


def test_of_a_small_team_beside_two_others_no_small_number_can_be_worked_out():
    few, many = rows_of(1, 4, late=False), rows_of(5, 9, late=False)
    alike = told_alike({"a": one, "b": two, "c": three} for one, two, three in itertools.product(few, many, many))
    for tables in alike.values():
        assert not worked_out(tables), tables[:3]
        assert tell(tables[0]).teams["a"] is None


@pytest.mark.parametrize("late", [4, 9])
def test_where_the_sum_would_tell_each_team_it_is_not_told(late):
    """Five teams, each at the end of its step: twenty late of all together would be four in each."""
    numbers = {f"team {n}": (late + 5, 0, late, 0) for n in range(5)}
    told = tell(numbers)
    assert told.whole.late == NOT_TOLD and told.whole.has == "fewer than 5"
    # One fewer in one team, and it could be any of several.
    numbers["team 0"] = (late + 5, 0, late - 1, 0)
    assert tell(numbers).whole.late == {4: "15 to 19", 9: "40 to 44"}[late]


def test_of_fewer_than_five_nothing_is_told_and_of_nobody_neither():
    assert tell({"a": (4, 4, 0, 0), "b": (0, 0, 0, 0)}).whole is None
    assert tell({}).whole is None and tell({}).teams == {}
    told = tell({"a": (5, 0, 0, 0)})
    assert told.whole.needed == "5 to 9" and told.whole.has == "fewer than 5", "nobody, or four: said alike"
