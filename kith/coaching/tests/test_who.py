"""Everybody of the cast at every door of coaching, reading and writing; written down by hand."""

import uuid

import pytest
from django.db import transaction
from django.urls import reverse

from kith.coaching import actions
from kith.coaching.models import LogEntry
from kith.demo.cast import CAST
from kith.desk.tests.factories import fresh, raised

from .factories import TEXT, answered, ask, began, experienced, jointly, offered, reflecting

pytestmark = [pytest.mark.django_db, pytest.mark.walk]
THORNMERE = {player.key for player in CAST if player.authority == "thornmere"}
SOCIAL = {player.key for player in CAST if player.agency == "social-care"}
THE_FOUR = {"amina", "bola", "petra", "carys"}
COACHES = {"bola", "petra"}

DOORS = [
    # a question of Amina’s to whoever is there; Bola answered, in the second kind
    ("asked", "question", "GET", {"amina", *COACHES}),
    ("asked", "take", "POST", COACHES),
    ("asked", "answer", "GET", COACHES),
    ("asked", "answer", "POST", COACHES),
    ("asked", "offer-for", "POST", COACHES),
    ("asked", "pass-on", "GET", COACHES),
    ("asked", "pass-on", "POST", COACHES),
    ("asked", "take-back", "POST", {"amina"}),
    ("asked", "close", "GET", set()),
    ("asked", "make-page", "GET", set()),
    ("asked", "how-it-was", "GET", set()),
    ("late", "question", "GET", {"amina", *COACHES, "carys", "vera"}),
    ("late", "pass-on", "GET", {*COACHES, "carys", "vera"}),
    ("late", "answer", "GET", COACHES),
    ("chosen", "question", "GET", {"amina", "petra"}),
    ("chosen", "take", "POST", {"petra"}),
    ("answered", "question", "GET", {"amina", *COACHES}),
    ("answered", "answer", "GET", {"bola", "petra"}),  # Petra is told who has it
    ("answered", "answer", "POST", {"bola", "petra"}),
    ("answered", "close", "GET", {"amina"}),
    ("answered", "close", "POST", {"amina"}),
    ("answered", "how-it-was", "GET", {"amina", "bola"}),
    ("answered", "how-it-was", "POST", {"amina", "bola"}),
    ("answered", "make-page", "GET", {"bola"}),
    ("answered", "make-page", "POST", {"bola"}),
    ("answered", "take-back", "POST", set()),
    # her words would stand on a page
    ("made", "agree", "GET", {"amina"}),
    ("made", "agree", "POST", {"amina"}),
    ("agreed", "begin-page", "POST", {"bola"}),
    # a matter that Amina raised; joint work on it with Bola
    ("matter", "ask-of-matter", "GET", THE_FOUR),
    ("matter", "ask-of-matter", "POST", THE_FOUR),
    ("matter", "joint-of-matter", "GET", THE_FOUR),
    ("matter", "joint-of-matter", "POST", THE_FOUR),
    ("joint", "joint", "GET", {"amina", "bola"}),
    ("joint", "end-joint", "GET", {"amina", "bola"}),
    ("joint", "end-joint", "POST", {"amina", "bola"}),
    # a time of Bola’s, free; and booked by Amina
    ("free", "slot", "GET", THORNMERE),
    ("free", "slot", "POST", THORNMERE - {"bola"}),
    ("free", "move-slot", "GET", {"bola"}),
    ("free", "move-slot", "POST", {"bola"}),
    ("free", "withdraw-slot", "POST", {"bola"}),
    ("booked", "cancel", "GET", {"amina", "bola"}),
    ("booked", "cancel", "POST", {"amina", "bola"}),
    # a group reflection of Bola’s in which Amina presents; and the same once it began
    ("reflection", "reflection", "GET", THORNMERE),
    ("reflection", "take-place", "POST", THORNMERE - {"amina"}),
    ("reflection", "give-place-back", "POST", THORNMERE),
    ("reflection", "move-reflection", "GET", {"amina", "bola"}),
    ("reflection", "move-reflection", "POST", {"amina", "bola"}),
    ("reflection", "call-reflection-off", "POST", {"amina", "bola"}),
    ("begun", "reflection-held", "GET", {"amina", "bola"}),
    ("begun", "reflection-held", "POST", {"amina", "bola"}),
    ("log", "log-entry", "GET", {"bola"}),
    ("log", "log-entry", "POST", {"bola"}),
]


def made(cast, kind: str) -> dict:
    if kind in ("asked", "late", "chosen"):
        row = ask(cast, chosen=cast["petra"] if kind == "chosen" else None)
        if kind == "late":
            row.late_since = row.due_on
            row.save(update_fields=["late_since"])
        for who in ("bola", "petra"):
            offered(cast, by=who)
        return {"uuid": row.uuid}
    if kind in ("answered", "made", "agreed"):
        row = answered(cast)
        if kind != "answered":
            words = {"title": "Parents first", "asked": TEXT[:190], "first": "Ask them.", "why": "They see most."}
            making = actions.make_page(cast["bola"], question=row, **words)
            if kind == "agreed":
                actions.answer_words(cast["amina"], making=making, agreed=True)
        return {"uuid": row.uuid}
    if kind in ("matter", "joint"):
        matter = raised(cast["amina"])
        return {"reference": matter.reference} if kind == "matter" else {"uuid": jointly(cast, matter).uuid}
    if kind in ("free", "booked"):
        slot = offered(cast)
        return {"uuid": slot.uuid if kind == "free" else actions.book_slot(cast["amina"], slot=slot).uuid}
    if kind in ("reflection", "begun"):
        row = reflecting(cast)
        if kind == "begun":
            began(row)
        return {"uuid": row.uuid}
    answered(cast)
    return {"uuid": LogEntry.objects.get(specialist=cast["bola"]).uuid}


def said_by(cast, player) -> dict:
    other = cast["petra" if player.key == "bola" else "bola"]
    own = cast[player.key]
    from kith.coaching.models import Slot

    slot = Slot.objects.filter(specialist=own).first()
    return {
        **{"text": "In general words.", "theme": "online", "came_of": "It helped.", "line": "Thank you."},
        **{"to": str(other.uuid), "slot": str(slot.uuid) if slot else "", "answer": "yes", "once": "w"},
        **{"title": "A page", "asked": "How to begin", "first": "Ask.", "why": "It helps.", "looked": "on"},
        **{"specialist": str(other.uuid), "aim": "A talk", "leads": "worker", "closing": "We met.", "word": "Ill."},
        **{
            "what_for": "talk",
            "starts_on_day": "9",
            "starts_on_month": "6",
            "starts_on_year": "2030",
            "starts_at": "14:30",
        },
        **{"minutes": "60", "place": "Hub", "learnt": "To wait.", "themes": ["online"]},
        **{"day_day": "9", "day_month": "6", "day_year": "2026"},
    }


@pytest.mark.parametrize(("kind", "route", "method", "allowed"), DOORS)
def test_everybody_at_the_doors_of_coaching(client, cast, kind, route, method, allowed):
    keys = made(cast, kind)
    where = reverse(f"coaching:{route}", kwargs=keys)
    absent = {"reference": "K-22222222"} if "reference" in keys else {"uuid": uuid.UUID(int=1)}
    nowhere = reverse(f"coaching:{route}", kwargs=absent)
    got_in = set()
    for player in CAST:
        fresh(client, cast[player.key])
        with transaction.atomic():
            data = said_by(cast, player)
            answer = client.get(where) if method == "GET" else client.post(where, data)
            transaction.set_rollback(True)
        if answer.status_code != 404:
            got_in.add(player.key)
            if method == "POST" and (kind, player.key) != ("answered", "petra"):
                assert answer.status_code == 302, (player.key, answer.content.decode()[-3000:])
        assert (client.get(nowhere) if method == "GET" else client.post(nowhere, data)).status_code == 404
    assert got_in == allowed


def test_only_ones_own_experience_is_confirmed(client, cast):
    experienced(cast, "olu")
    for player in CAST:
        fresh(client, cast[player.key])
        answer = client.post(reverse("coaching:confirm-experience"))
        assert (answer.status_code != 404) == (player.key == "olu"), player.key
