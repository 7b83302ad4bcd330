"""Training in the demonstration: some done, some due, one late, one paused, two rows handed back."""

import pytest

from kith.people.models import Person
from kith.training import queries
from kith.training.models import ImportFault, TrainingSession
from kith.training.words import Standing

pytestmark = pytest.mark.django_db


def test_the_demonstration_shows_each_way_in_which_somebody_can_stand(built):
    people = Person.objects.filter(authority=built["gwen"].authority)
    stands = {
        (one.person.name, need.tier.key): need.stands.standing
        for one in queries.standing_of(built["gwen"], people)
        for need in one.needs
    }
    assert stands["Bola", "introductory"] == Standing.HAS and stands["Vera", "introductory"] == Standing.LATE
    assert stands["Olu", "introductory"] == Standing.PAUSED and stands["Amina", "introductory"] == Standing.SOON
    assert stands["Petra", "specialist"] == Standing.DUE
    held, planned = TrainingSession.objects.order_by("starts_at")
    assert held.held_at is not None and planned.held_at is None and planned.trainer.name == "Carys"
    assert sorted(ImportFault.objects.values_list("row", "column")) == [(4, "User e-mail"), (5, "Date completed")]
    assert [row.person.name for row in queries.certificates_waiting_for(built["carys"])] == ["Amina"]
