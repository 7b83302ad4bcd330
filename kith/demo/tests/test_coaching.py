"""Coaching in the demonstration: a question that waits, one that became a page, times, and who has worked with it."""

import pytest
from django.utils import timezone

from kith.coaching import queries
from kith.coaching.models import Making, Question
from kith.toolkit.queries import shown_at

pytestmark = pytest.mark.django_db


def test_the_demonstration_shows_a_question_on_each_part_of_its_way(built):
    assert set(Question.objects.values_list("state", flat=True)) == {"asked", "closed"}
    assert [row.asked_by.name for row in queries.waiting_for(built["petra"])] == ["Amina"]
    assert shown_at(built["olu"], Making.objects.get().shown_as).source.startswith("A question that a colleague asked")
    assert queries.free_slots(built["amina"]).count() == 2 and queries.booked_by(built["olu"]).count() == 1
    ours, others = queries.found(built["amina"])
    assert [one.person.name for one in ours] == ["Bola", "Olu", "Vera"] and [one.person.name for one in others] == [
        "Sade"
    ]
    reflection = queries.reflections_of(built["carys"]).get()
    assert reflection.number == 2 and timezone.localdate(reflection.starts_at).weekday() < 5
