"""A round goes to somebody when who opened it leaves; one’s own answers are nobody else’s to give."""

import pytest
from django.urls import reverse

from kith.access.rules import NotFound
from kith.calibration import actions, rules
from kith.calibration.models import Round
from kith.desk.tests.factories import fresh
from kith.handover import actions as handover
from kith.people import actions as people
from kith.people.actions import StillHolds
from kith.people.rules import NotTheirs, held_by, kind_of

from .factories import answered, opened

pytestmark = pytest.mark.django_db


def held(person) -> list:
    return [one for one in held_by(person) if one.kind == "calibration-round"]


def test_who_opened_it_holds_it_until_it_is_over_and_who_was_asked_holds_nothing(cast):
    row = opened(cast, by="bola")
    (one,) = held(cast["bola"])
    assert (one.key, one.due_on) == (str(row.uuid), row.last_day)
    assert one.url == reverse("calibration:round", args=[row.uuid])
    assert not any(held(cast[who]) for who in ("amina", "carys", "olu"))
    with pytest.raises(StillHolds):
        people.end_role("system:command", person=cast["bola"], role="specialist")
    actions.close_round(cast["bola"], round=row)
    assert not held(cast["bola"])


def test_taken_over_it_is_closed_by_who_has_it_now_and_by_nobody_else(client, cast):
    row = opened(cast, by="bola", teams=("adolescent", "early-help", "exploitation"))
    (one,) = held(cast["bola"])
    kind = kind_of("calibration-round")
    assert kind.may_take(cast["gwen"], one, of=cast["bola"]) and not kind.may_take(cast["olu"], one, of=cast["bola"])
    assert not kind.may_take(cast["sade"], one, of=cast["bola"]), "of another authority"
    assert not rules.sees_how_many(cast["gwen"], row)
    kind.hand(cast["bola"], one, of=cast["bola"], to=cast["gwen"], reason="")
    assert not held(cast["bola"]) and [thing.key for thing in held(cast["gwen"])] == [one.key]
    assert rules.sees_how_many(cast["gwen"], row) and cast["gwen"] in rules.people_who_see_round(row)
    with pytest.raises(NotTheirs):
        kind.hand(cast["bola"], one, of=cast["bola"], to=cast["carys"], reason="")
    with pytest.raises(NotFound):
        actions.close_round(cast["bola"], round=row)
    fresh(client, cast["gwen"])
    assert client.get(one.url).status_code == 200
    actions.close_round(cast["gwen"], round=row)
    assert Round.objects.get(pk=row.pk).closed_by == cast["gwen"]


def test_at_once_it_goes_to_the_manager_and_what_was_answered_stays(cast):
    row = opened(cast, by="bola")
    answered(cast, row, "bola", "amina")
    handover.end_at_once(cast["jo"], person=cast["bola"], because="Suspended.")
    assert not held(cast["bola"])
    (heir,) = [person for person in cast.values() if held(person)]
    assert heir.holds("manager", "specialist", "training-lead") and heir.is_active
    assert sum(item.answers.count() for item in row.vignettes.all()) == 2 * row.vignettes.count()
