"""What a specialist has of coaching goes on when they leave."""

import pytest

from kith.coaching import actions
from kith.coaching.models import Booking, Joint, Question, Reflection, Slot
from kith.concerns.actions import place_bar
from kith.desk.tests.factories import raised
from kith.handover import actions as handover
from kith.people import actions as people
from kith.people.actions import StillHolds
from kith.people.rules import held_by, kind_of

from .factories import answered, ask, experienced, jointly, offered, reflecting

pytestmark = pytest.mark.django_db


def held(person) -> set[str]:
    return {one.kind for one in held_by(person) if one.kind.startswith("coaching")}


def everything(cast):
    answered(cast)
    ask(cast, by="olu", once="2", chosen=cast["bola"])
    actions.book_slot(cast["olu"], slot=offered(cast))
    offered(cast, once="free", hours=96)
    reflecting(cast)
    jointly(cast, raised(cast["amina"]))


def test_a_specialist_holds_all_of_it_and_the_role_stays_until_somebody_has_it(cast):
    everything(cast)
    kinds = {"coaching-question", "coaching-slot", "coaching-reflection", "coaching-joint"}
    assert held(cast["bola"]) == kinds
    assert held(cast["amina"]) == {"coaching-reflection", "coaching-joint"}
    with pytest.raises(StillHolds):
        people.end_role("system:command", person=cast["bola"], role="specialist")
    for one in [one for one in held_by(cast["bola"]) if one.kind in kinds]:
        kind = kind_of(one.kind)
        takers = [person.name for person in kind.takers(one, of=cast["bola"])]
        assert "Petra" in takers and "Sade" not in takers and "Dan" not in takers, one
        kind.hand(cast["bola"], one, of=cast["bola"], to=cast["petra"], reason="")
    assert not held(cast["bola"])
    assert set(Question.objects.values_list("taken_by__name", "chosen__name")) == {("Petra", None), (None, "Petra")}
    assert Joint.objects.get().specialist == Reflection.objects.get().set_up_by == cast["petra"]
    assert Booking.objects.get().slot.specialist == cast["petra"]


def test_at_once_it_falls_to_the_other_specialist_and_to_a_manager_where_there_is_none(cast):
    everything(cast)
    experienced(cast, "bola")
    handover.end_at_once(cast["vera"], person=cast["bola"], because="Suspended.")
    cast["bola"].refresh_from_db()
    assert not held(cast["bola"]) and not cast["bola"].is_active
    assert Slot.objects.filter(specialist=cast["bola"], withdrawn_at=None).count() == 0
    handover.end_at_once(cast["vera"], person=cast["petra"], because="Suspended.")
    for row in Question.objects.all():
        has = row.taken_by or row.chosen
        assert has is None or (has.is_active and has.holds("manager"))


def test_a_conflict_of_interest_ends_joint_work_in_the_matter(cast):
    matter = raised(cast["amina"])
    row = jointly(cast, matter)
    place_bar(cast["bola"], consultation=matter, person=cast["bola"], reason="A neighbour")
    row.refresh_from_db()
    assert row.ended_at is not None and "neighbour" not in row.closing
