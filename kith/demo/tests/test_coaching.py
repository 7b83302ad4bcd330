"""Coaching in the demonstration: a question that waits, one that became a page, times, and who has worked with it."""

import pytest

from kith.coaching import queries
from kith.coaching.models import Making, Question
from kith.demo.cases import build_cases
from kith.toolkit.queries import shown_at

pytestmark = pytest.mark.django_db


def test_the_demonstration_shows_a_question_on_each_part_of_its_way(cast):
    build_cases()
    assert set(Question.objects.values_list("state", flat=True)) == {"asked", "closed"}
    assert [row.asked_by.name for row in queries.waiting_for(cast["petra"])] == ["Amina"]
    assert shown_at(cast["olu"], Making.objects.get().shown_as).source.startswith("A question that a colleague asked")
    assert queries.free_slots(cast["amina"]).count() == 2 and queries.booked_by(cast["olu"]).count() == 1
    ours, others = queries.found(cast["amina"])
    assert [one.person.name for one in ours] == ["Bola", "Olu", "Vera"] and [one.person.name for one in others] == [
        "Sade"
    ]
    assert queries.reflections_of(cast["carys"]).get().number == 2
