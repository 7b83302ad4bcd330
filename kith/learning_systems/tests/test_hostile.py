"""What a learning system with bad intentions, or a bad fault, sends: it is refused with a sentence, and nothing breaks."""

import json

import pytest

from kith.learning_systems.models import Activity, Statement
from kith.learning_systems.views import xapi

from .factories import COURSE, a_key, a_system, said, send, voiding

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_asked_yet():
    xapi.ASKERS.forget()


@pytest.fixture
def secret(cast):
    return a_key(cast, a_system(cast))


HALF = "\ud83d"
HOSTILE = {
    "half of a letter in a text": said(result={"response": HALF}),
    "half of a letter in a key": said(context={"extensions": {f"https://x.example/{HALF}": 1}}),
    "half of a letter in a name": said() | {"object": {"id": COURSE, "definition": {"name": {"en": HALF}}}},
    "a day before all days": said(timestamp="0001-01-01T00:00:00+14:00"),
    "a number beyond all numbers": '{"a": 1e999}',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_no_database_keeps_is_refused_and_breaks_nothing(client, secret, name):
    answer = send(client, secret, HOSTILE[name])
    assert answer.status_code == 400 and "Nothing was kept." in answer.json()["detail"]
    assert not Statement.objects.exists()


def test_a_score_is_a_number_that_json_has(client, secret):
    content = said(result={"score": {"raw": 1}})
    answer = send(client, secret, json.dumps(content).replace('"raw": 1', '"raw": 1e999'))
    assert answer.status_code == 400


def test_the_name_of_an_activity_holds_nothing_that_nobody_sees(client, secret):
    name = {"en-GB": "Prevent\u202e awareness\x1b[2J"}
    assert send(client, secret, said(object={"id": COURSE, "definition": {"name": name}})).status_code == 200
    assert Activity.objects.get().name == "Prevent awareness[2J"


def test_nobody_voids_what_another_system_told(client, cast, secret):
    content = said(cast)
    assert send(client, secret, content).status_code == 200
    other = a_key(cast, a_system(cast, name="Other"))
    assert send(client, other, voiding(content["id"])).status_code == 200
    assert Statement.objects.get(key=content["id"]).state == "waiting"
