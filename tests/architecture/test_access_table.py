"""Deny by default: every route is declared, and the declaration names a route that is there."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, path

from kith.access.table import ANYONE, SIGNED_IN, TOKEN
from kith.config.access_table import COMMANDS, TABLE
from kith.config.editor_doors import EDITOR
from kith.people.words import Role


def routes(patterns=None, prefix: str = ""):
    """The name of every route, with its namespace."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLResolver):
            inner = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from routes(entry.url_patterns, inner)
        elif isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name}", entry


def test_every_route_is_declared():
    assert {name for name, _ in routes()} - set(TABLE) == set()


def test_the_reading_of_routes_finds_an_undeclared_one():
    assert [name for name, _ in routes([path("x", lambda request: None, name="x")])] == ["x"]


def test_every_declaration_says_who_in_known_words():
    for name, door in TABLE.items():
        assert door.who in (ANYONE, SIGNED_IN, TOKEN, ()) or set(door.who) <= set(Role.values), name
        assert door.rule, name


def of_kith():
    """Kith’s own routes; those of Wagtail have its names, and are closed or guarded by its page permissions."""
    return [(name, entry) for name, entry in routes() if name not in EDITOR]


def commands() -> set[str]:
    places = (Path(settings.BASE_DIR) / "kith").glob("*/management/commands/*.py")
    return {place.stem for place in places if place.stem != "__init__"}


def test_every_command_is_declared_with_who_runs_it_and_what_it_reads():
    assert commands() == set(COMMANDS)
    for name, command in COMMANDS.items():
        assert command.who and command.rule and command.shows, name


def test_what_leaves_with_a_child_is_said_of_its_command():
    """A command that reads a room of cases says so."""
    for place in (Path(settings.BASE_DIR) / "kith").glob("*/management/commands/*.py"):
        text = place.read_text(encoding="utf-8")
        # Without the demonstration, whose children are invented, and the counting of what a person owns.
        reads = re.search(r"kith\.(concerns|screening)\.(models|actions)|OF_AUTHORITY", text)
        if reads and place.parts[-4] != "demo":
            assert COMMANDS[place.stem].child, place


def test_no_route_takes_a_primary_key():
    for name, entry in of_kith():
        assert "<int:" not in str(entry.pattern), name


def test_paths_are_kebab_case():
    # The addresses of the public directory are those of Open Referral UK.
    for name, entry in [(name, entry) for name, entry in of_kith() if not name.startswith("oruk:")]:
        fixed = "".join(part.split(">")[-1] for part in str(entry.pattern).split("<"))
        assert fixed == fixed.lower() and "_" not in fixed, name


@pytest.mark.django_db
def test_an_undeclared_route_answers_as_if_it_were_not_there(client, cast, monkeypatch):
    client.force_login(cast["amina"])
    assert client.get("/toolkit/").status_code == 200
    monkeypatch.delitem(TABLE, "toolkit:browse")
    gone = client.get("/toolkit/")
    never = client.get("/no-such-address")
    assert gone.status_code == never.status_code == 404
