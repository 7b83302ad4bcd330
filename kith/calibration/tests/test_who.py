"""Everybody of the cast at every door of a round, reading and writing; written down by hand."""

import uuid

import pytest
from django.db import transaction
from django.urls import reverse

from kith.calibration import queries
from kith.demo.cast import CAST
from kith.desk.tests.factories import fresh

from .factories import RATERS, answered, opened, over

pytestmark = pytest.mark.django_db
ASKED = set(RATERS)

# Of a round that Bola opened for the teams of Amina and Carys, Bola and Petra, and Olu and Vera: open, and over.
DOORS = [
    ("open", "calibration:round", "GET", ASKED),
    ("open", "calibration:answer", "GET", ASKED),
    ("open", "calibration:answer", "POST", ASKED),
    ("open", "calibration:close", "POST", {"bola"}),
    ("open", "calibration:discuss", "GET", set()),
    ("over", "calibration:round", "GET", ASKED),
    ("over", "calibration:discuss", "GET", ASKED),
    ("over", "calibration:discuss", "POST", ASKED),
    ("over", "calibration:close", "POST", set()),
]


@pytest.mark.parametrize(("state", "route", "method", "allowed"), DOORS)
def test_everybody_at_the_doors_of_a_round(client, cast, state, route, method, allowed):
    row = opened(cast, by="bola")
    answered(cast, row, "petra")
    if state == "over":
        over(row)
    item = row.vignettes.first()
    keys = {"uuid": row.uuid} | ({"vignette": item.uuid} if route == "calibration:answer" else {})
    absent = reverse(route, kwargs=keys | {"uuid": uuid.UUID(int=1)})
    choices = queries.choices_of(row)
    data = {
        "level": choices["level"][0][0],
        "concern": choices["concern"][0][0],
        "first_step": choices["first_step"][0][0],
        "reason": "x",
        "discussed": "x",
        "present": [str(cast["olu"].uuid)],
        "once": "d",
    }
    got_in = set()
    for player in CAST:
        fresh(client, cast[player.key])
        with transaction.atomic():
            where = reverse(route, kwargs=keys)
            answer = client.get(where) if method == "GET" else client.post(where, data)
            transaction.set_rollback(True)
        if answer.status_code != 404:
            got_in.add(player.key)
            assert method == "GET" or answer.status_code == 302
        assert (client.get(absent) if method == "GET" else client.post(absent, data)).status_code == 404
    assert got_in == allowed


def test_a_vignette_of_another_round_opens_nothing(client, cast):
    one, other = opened(cast, once="1"), opened(cast, by="bola", once="2")
    fresh(client, cast["olu"])
    wrong = reverse("calibration:answer", args=[one.uuid, other.vignettes.first().uuid])
    assert client.get(wrong).status_code == 404
    assert client.get(reverse("calibration:answer", args=[other.uuid, other.vignettes.first().uuid])).status_code == 200
