"""What somebody owns, has to do or is to hold here is taken over; a bar hands it on in the same transaction."""

import pytest

from kith.access.rules import NotFound
from kith.concerns.actions import place_bar
from kith.desk.tests.factories import raised
from kith.handover import actions as handover
from kith.people.models import Person
from kith.people.rules import NotTheirs, held_by
from kith.plans import actions
from kith.plans.models import Action, Plan, Session

from .factories import days, held, of, over, planned, session

pytestmark = pytest.mark.django_db
OURS = ("plan", "plan-action", "session")


def anew(person):
    return Person.objects.select_related("agency", "authority").get(pk=person.pk)


def kinds_of(person):
    return sorted(one.kind for one in held_by(anew(person)) if one.kind in OURS)


def test_everything_of_plans_is_gathered_and_names_no_child(cast):
    consultation = raised(cast["amina"], name="Megan", named=True)
    plan = planned(cast["amina"], consultation, doer=cast["bola"])
    row = over(session(cast["amina"], consultation, cast["bola"]))
    assert kinds_of(cast["amina"]) == ["plan"] and kinds_of(cast["bola"]) == ["plan-action", "session"]
    assert kinds_of(cast["olu"]) == []
    assert not any("Megan" in one.words for key in ("amina", "bola") for one in held_by(anew(cast[key])))
    held(cast["bola"], row)
    actions.end_action(cast["bola"], action=of(plan), how="done", on=days(0), words="x")
    actions.end_plan(cast["amina"], plan=plan, because="x", has_it_now="y")
    assert kinds_of(cast["amina"]) == kinds_of(cast["bola"]) == []


def test_each_kind_is_offered_taken_and_read_by_who_took_it(cast):
    consultation = raised(cast["amina"])
    planned(cast["amina"], consultation, doer=cast["amina"])
    session(cast["amina"], consultation)
    row = handover.begin_handover(cast["jo"], person=cast["amina"])
    for kind in OURS:
        (thing,) = [one for one in held_by(anew(cast["amina"])) if one.kind == kind]
        item = handover.offer_thing(cast["amina"], handover=row, held=thing, holder=cast["amina"], to=cast["olu"])
        handover.take_over(anew(cast["olu"]), item=item)
    assert kinds_of(cast["olu"]) == sorted(OURS) and kinds_of(cast["amina"]) == []
    taken = Action.objects.exclude(owner=None).get()
    assert taken.owner == cast["olu"] and taken.agreed_owner == cast["amina"]
    with pytest.raises(NotTheirs):
        actions.take_over_plan(cast["olu"], plan=Plan.objects.get(), of=cast["amina"], to=cast["carys"])


def test_a_bar_hands_on_the_plan_its_actions_and_sessions_at_once(cast):
    consultation = raised(cast["amina"])
    planned(cast["amina"], consultation, cast["petra"], doer=cast["petra"])
    session(cast["amina"], consultation, cast["petra"])
    assert kinds_of(cast["petra"]) == sorted(OURS)
    place_bar(cast["carys"], consultation=consultation, person=cast["petra"], reason="Her nephew")
    assert kinds_of(cast["petra"]) == []
    assert Plan.objects.get().owner == cast["amina"] and Session.objects.get().worker == cast["amina"]
    assert Action.objects.exclude(owner=None).get().owner == cast["amina"]
    with pytest.raises(NotFound):
        actions.take_over_plan(cast["carys"], plan=Plan.objects.get(), of=cast["amina"], to=cast["petra"])


def test_rights_that_end_at_once_leave_nothing_with_nobody(cast):
    consultation = raised(cast["amina"])
    planned(cast["amina"], consultation, cast["bola"], doer=cast["bola"])
    session(cast["amina"], consultation, cast["bola"])
    handover.end_at_once(cast["carys"], person=cast["bola"], because="Suspended.")
    assert kinds_of(cast["bola"]) == []
    assert Plan.objects.get().owner.is_active and Session.objects.get().worker.is_active
