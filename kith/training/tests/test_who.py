"""Everybody of the cast at every door of training, reading and writing; written down by hand."""

import uuid

import pytest
from django.db import transaction
from django.urls import reverse

from kith.demo.cast import CAST
from kith.desk.tests.factories import fresh
from kith.training import actions, rules
from kith.training.models import Certificate, Completion, Leave, TrainingSession

from .factories import checked, completed, now_running, planned, tier, today

pytestmark = pytest.mark.django_db
THORNMERE = {player.key for player in CAST if player.authority == "thornmere"}
CALDERFOLD = {player.key for player in CAST} - THORNMERE
EVERYBODY = THORNMERE | CALDERFOLD

# Of Amina, whom Carys manages; of a session of Gwen’s for the team of both; of a file of Gwen’s.
DOORS = [
    ("training:somebody", "GET", {"carys"}),
    ("training:somebody", "POST", {"carys"}),
    ("training:choice-end", "POST", {"carys"}),
    ("training:leave-new", "GET", {"carys"}),
    ("training:leave-new", "POST", {"carys"}),
    ("training:leave", "GET", {"carys"}),
    ("training:leave", "POST", {"carys"}),
    ("training:leave-remove", "POST", {"carys"}),
    ("training:take-back", "GET", {"carys", "gwen"}),
    ("training:certificate", "GET", {"amina", "carys"}),
    ("training:certificate", "POST", {"carys"}),
    ("training:certificate-back", "POST", {"amina"}),
    ("training:tier", "GET", EVERYBODY),
    ("training:tier", "POST", {"gwen"}),
    ("training:change-tier", "GET", {"gwen"}),
    ("training:unchoose", "POST", {"gwen"}),
    ("training:session", "GET", {"gwen", "amina", "carys"}),
    ("training:move", "GET", {"gwen"}),
    ("training:call-off", "POST", {"gwen"}),
    ("training:open-register", "POST", {"gwen"}),
    ("training:shut-register", "POST", {"gwen"}),
    ("training:register", "POST", {"gwen"}),
    ("training:file", "GET", {"gwen"}),
    ("training:file", "POST", {"gwen"}),
    ("training:load-file", "POST", {"gwen"}),
    ("training:leave-file", "POST", {"gwen"}),
    ("training:rows-to-mend", "GET", {"gwen"}),
]


def keys_of(cast, route: str) -> dict:
    name = route.partition(":")[2]
    if name in ("somebody", "leave-new"):
        return {"uuid": cast["amina"].uuid}
    if name == "choice-end":
        actions.choose_for_tier(cast["carys"], person=cast["amina"], tier=tier(cast, "enhanced"))
        return {"uuid": cast["amina"].uuid, "tier": "enhanced"}
    if name.startswith("leave") and name != "leave-file":
        return {"uuid": Leave.objects.create(person=cast["amina"], first_day=today(), entered_by=cast["carys"]).uuid}
    if name == "take-back":
        return {"uuid": completed(cast, "amina").uuid}
    if name.startswith("certificate"):
        said = {"tier": tier(cast), "course": "Awareness", "day": today(), "reference": "A1", "once_key": "c"}
        return {"uuid": actions.say_certificate(cast["amina"], **said).uuid}
    if name in ("tier", "change-tier"):
        return {"key": "enhanced"}
    if name == "unchoose":
        return {"key": "enhanced", "person": cast["amina"].uuid}
    if "file" in name or name == "rows-to-mend":
        return {"uuid": checked(cast, "amina@thornmere.example,Prevent awareness,01/06/2026").uuid}
    return {"uuid": now_running(planned(cast)).uuid}


@pytest.mark.parametrize(("route", "method", "allowed"), DOORS)
def test_everybody_at_the_doors_of_training(client, cast, route, method, allowed):
    keys = keys_of(cast, route)
    data = {
        **{"tier": "enhanced", "email": "olu@thornmere.example", "answer": "returned", "words": "No.", "version": "0"},
        **{"first_day_day": "1", "first_day_month": "6", "first_day_year": "2026"},
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
            assert answer.status_code == (200 if method == "GET" else 302), player.key
    assert got_in == allowed
    fresh(client, cast["carys"])
    if "uuid" in keys:
        absent = reverse(route, kwargs=keys | {"uuid": uuid.UUID(int=1)})
        assert (client.get(absent) if method == "GET" else client.post(absent, data)).status_code == 404


def test_the_faces_of_the_rules_agree_over_the_whole_cast(cast):
    session = now_running(planned(cast))
    completed(cast, "amina")
    for by in cast.values():
        answered = set(rules.people_answered_for(by))
        for of in cast.values():
            assert (of.pk in answered) == rules.answers_for(by, of), (by, of)
            assert (by in rules.who_confirms(of)) == rules.answers_for(by, of), (by, of)
        sees = TrainingSession.objects.filter(rules.sees_session(by), pk=session.pk).exists()
        assert sees == (by in rules.people_who_see_session(session)), by
        own = {row.pk for row in Certificate.objects.filter(rules.sees_certificate(by))}
        assert own == set() and Completion.objects.count() == 1
