"""No round takes another away: what is left between two about the same vignette is nobody, or five people and more."""

import itertools

import pytest

from kith.calibration import actions
from kith.calibration.models import Asked, Round
from kith.design.small_numbers import FEWEST
from kith.people.queries import teams_of

from .factories import opened

pytestmark = pytest.mark.django_db
TEAMS = ("adolescent", "early-help", "exploitation")


def test_whatever_is_opened_nobodys_answer_is_left_by_taking_one_round_from_another(cast):
    teams = list(teams_of(cast["carys"].authority))
    assert {team.key for team in teams} >= set(TEAMS)
    refused = 0
    choices = [some for size in (3, 2, 1) for some in itertools.combinations(TEAMS, size)]
    for number, some in enumerate([*choices, TEAMS]):
        try:
            opened(cast, teams=some, once=f"r{number}")
        except (actions.TooAlike, actions.TooFew) as why:
            refused += isinstance(why, actions.TooAlike)
    rounds = [set(Asked.objects.filter(round=row).values_list("person", flat=True)) for row in Round.objects.all()]
    assert len(rounds) >= 2, "the same people may be asked again"
    for one, other in itertools.combinations(rounds, 2):
        assert not 0 < len(one ^ other) < FEWEST
    # A person more, and the round would tell what that person answered.
    Asked.objects.filter(round=Round.objects.first(), person=cast["vera"]).delete()
    with pytest.raises(actions.TooAlike):
        opened(cast, once="anew")
