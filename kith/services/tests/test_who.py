"""Everybody of the cast at every door of one service, one organisation and one import. Who gets in is written here by hand."""

import pytest
from django.urls import reverse

from kith.demo.cast import CAST
from kith.services import actions
from kith.services.models import Import, Service
from tests.pages import without_the_moment

from .factories import added
from .test_files import COLUMNS, GOOD, as_csv, begun

pytestmark = pytest.mark.django_db
THORNMERE = {player.key for player in CAST if player.authority == "thornmere"}
KEEPERS = {"farah", "bola", "petra"}
READING = {"service": THORNMERE, "change": KEEPERS, "history": KEEPERS, "public": KEEPERS, "retire": KEEPERS}
WRITING = {
    "change": {"version": "1"},
    "put-back": {"number": "1"},
    "public": {"act": "public"},
    "checked": {},
    "retire": {"why": "It ended."},
    "bring-back": {},
}


def who_gets_in(client, cast, ask) -> set[str]:
    found = set()
    for key, person in cast.items():
        client.force_login(person)
        if ask(client).status_code != 404:
            found.add(key)
    return found


@pytest.mark.parametrize("name", READING)
def test_who_opens_which_page_of_a_service(client, cast, name):
    where = reverse(f"services:{name}", args=[added(cast["farah"]).uuid])
    assert who_gets_in(client, cast, lambda c: c.get(where)) == READING[name]


@pytest.mark.parametrize("name", WRITING)
def test_who_writes_at_which_door_of_a_service(client, cast, name):
    service = added(cast["farah"])
    where = reverse(f"services:{name}", args=[service.uuid])

    def ask(c):
        Service.objects.update(retired_at=None, public_at=None, retired_by=None)
        if name == "bring-back":
            actions.retire_service(cast["farah"], service=service, why="x")
        return c.post(where, WRITING[name])

    assert who_gets_in(client, cast, ask) == KEEPERS


def test_who_changes_an_organisation(client, cast):
    where = reverse("services:organisation", args=[added(cast["farah"]).organisation.uuid])
    assert who_gets_in(client, cast, lambda c: c.get(where)) == KEEPERS
    form = {"version": "1", "name": "Harbour Trust", "about": "x", "website": ""}
    assert who_gets_in(client, cast, lambda c: c.post(where, form)) == KEEPERS


@pytest.mark.parametrize("name", ["import", "load", "leave", "wrong-rows"])
def test_who_opens_and_loads_an_import(client, cast, name):
    batch = begun(cast["farah"], as_csv(GOOD))
    actions.name_columns(cast["farah"], batch=batch, columns=COLUMNS, source="x")
    where = reverse(f"services:{name}", args=[batch.uuid])
    reading = name in ("import", "wrong-rows")

    def ask(c):
        Import.objects.update(state="checked")
        return c.get(where) if reading else c.post(where)

    assert who_gets_in(client, cast, ask) == KEEPERS
    if name == "import":
        assert who_gets_in(client, cast, lambda c: c.post(where)) == KEEPERS


def test_what_is_not_ones_own_is_the_same_as_what_is_not_there(client, cast):
    client.force_login(cast["sade"])

    def page(key: str) -> str:
        answer = client.get(reverse("services:service", args=[key]))
        assert answer.status_code == 404
        # The page says where one is, so that the screen can be locked from there.
        return without_the_moment(answer.content.decode()).replace(key, "")

    assert page(str(added(cast["farah"]).uuid)) == page("00000000-0000-0000-0000-000000000001")
