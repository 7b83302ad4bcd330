"""A token that a feed reader keeps where others may see it: its loss costs the toolkit’s changes, and nothing more."""

import json
import re
import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from kith.access.table import ANYONE, TOKEN, Door
from kith.audit.models import Entry
from kith.config.access_table import TABLE
from kith.desk.tests.factories import fresh
from kith.people.actions import make_token
from kith.people.models import Token
from kith.people.words import TokenScope

from .test_api import BODY, decided

pytestmark = pytest.mark.django_db
METHODS = ("get", "post", "put", "patch", "delete", "head", "options")
FEED = "/api/v1/toolkit/changes.atom"


@pytest.fixture(autouse=True)
def an_empty_count():
    cache.clear()


def bearer(person, scope) -> dict:
    return {"Authorization": f"Bearer {make_token(person, person=person, name='reader', scope=scope)[1]}"}


def places(reference: str) -> dict[str, str]:
    """An address of every route of the API that asks for a token, of a record that the token’s person may read."""
    found = {
        "api:api-root": reverse("api:api-root"),
        "api:nothing": "/api/v1/elsewhere",
        "api:consultations": reverse("api:consultations"),
        "api:consultation": reverse("api:consultation", args=[reference]),
        "api:decisions": reverse("api:decisions", args=[reference]),
        "api:decision": reverse("api:decision", args=[reference, uuid.uuid4()]),
        "api:toolkit-changes": FEED,
        "api:toolkit-changes-at": "/api/v1/toolkit/changes/x.atom",
        "meetings-calendar": "/api/calendar/x.ics",
    }
    assert set(found) == {name for name, door in TABLE.items() if door.who == TOKEN and not name.startswith("xapi:")}
    return found


def send(client, method: str, where: str, headers: dict):
    headers = {**headers, "Idempotency-Key": "once"}
    return (
        getattr(client, method)(where, json.dumps(BODY), "application/json", headers=headers)
        if method in ("post", "put", "patch")
        else getattr(client, method)(where, headers=headers)
    )


def test_a_feed_token_opens_the_feed_and_at_every_other_address_nothing(client, cast):
    consultation, _ = decided(cast)
    everything, feed = (bearer(cast["bola"], scope) for scope in (TokenScope.EVERYTHING, TokenScope.FEED))
    none = client.get("/api/v1/consultations/K-NTH3R333", headers=everything)
    for name, where in places(consultation.reference).items():
        for method in METHODS:
            cache.clear()
            answer = send(client, method, where, feed)
            if (name, method) == ("api:toolkit-changes", "get"):
                assert answer.status_code == 200 and b"<feed" in answer.content
            elif answer.status_code == 404 and method != "head":
                assert answer.content == none.content, (name, method)
            else:
                assert answer.status_code in (404, 405), (name, method)
            assert consultation.reference.encode() not in answer.content, (name, method)
    read = [
        name
        for name, where in places(consultation.reference).items()
        if client.get(where, headers=everything).status_code == 200
    ]
    assert set(read) >= {"api:consultations", "api:consultation", "api:decisions", "api:toolkit-changes"}, (
        "the same person’s other token opens them"
    )


def test_a_try_with_a_feed_token_stands_in_the_trail_and_is_counted(client, cast, monkeypatch):
    monkeypatch.setattr("kith.config.api.PerToken.most", 2)
    monkeypatch.setattr("kith.config.api.time", lambda: 1_000_000_010.0)
    consultation, _ = decided(cast)
    headers, before = bearer(cast["bola"], TokenScope.FEED), Entry.objects.filter(verb="consultation.read").count()
    where = f"/api/v1/consultations/{consultation.reference}"
    assert [client.get(where, headers=headers).status_code for _ in range(4)] == [404, 404, 429, 429]
    refused = Entry.objects.filter(verb="access.refused")
    assert refused.count() == 2 and {entry.actor for entry in refused} == {str(cast["bola"].uuid)}
    assert {entry.session for entry in refused} == {f"token:{Token.objects.get().mark}"}
    assert Entry.objects.filter(verb="consultation.read").count() == before
    assert client.get(FEED, headers=headers).status_code == 429, "no token has more than its share"


def test_a_door_is_closed_to_feed_tokens_unless_the_table_opens_it():
    assert [name for name, door in TABLE.items() if door.feed] == ["api:toolkit-changes", "api:toolkit-changes-at"]
    for wrong in ({"who": TOKEN, "child": True}, {"who": ANYONE}, {"who": ("practitioner",)}):
        with pytest.raises(ValueError):
            Door(**{"rule": "x", "feed": True, **wrong})
    assert Door(TOKEN, "x", feed=True).feed


def test_what_a_token_reads_is_chosen_where_it_is_made_and_said_in_the_list(client, cast):
    where = reverse("people:new-token")
    fresh(client, cast["amina"])
    for wrong in ({}, {"scope": "casework"}):
        answer = client.post(where, {"name": "reader", "days": "30", **wrong})
        assert answer.status_code == 200 and not Token.objects.exists()
    assert "Choose what the token may read" in client.post(where, {"name": "reader", "days": "30"}).content.decode()
    assert client.get(where).content.decode().count("checked") == 0, "nothing is chosen beforehand"
    for scope in ("feed", "everything"):
        client.post(where, {"name": f"for {scope}", "days": "30", "scope": scope})
    assert dict(Token.objects.values_list("name", "scope")) == {"for feed": "feed", "for everything": "everything"}
    said = client.get(reverse("people:account")).content.decode()
    assert "<strong>for feed</strong>, reads only what has changed in the toolkit" in said
    assert "<strong>for everything</strong>, reads everything that you may read" in said
    made = Entry.objects.filter(verb="token.made").order_by("seq")
    assert [entry.details["scope"] for entry in made] == ["feed", "everything"]


def test_the_command_makes_one_for_a_feed(client, cast, capsys):
    for flags, scope, status in (([], "everything", 200), (["--feed"], "feed", 404)):
        call_command("token", "create", cast["amina"].email, *flags)
        secret = capsys.readouterr().out.strip()
        assert Token.objects.latest("pk").scope == scope
        headers = {"Authorization": f"Bearer {secret}"}
        assert client.get("/api/v1/consultations", headers=headers).status_code == status
        assert client.get(FEED, headers=headers).status_code == 200


def test_the_database_takes_no_other_scope(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_token(cast["amina"], person=cast["amina"], name="x", scope="casework")
    assert make_token(cast["amina"], person=cast["amina"], name="x", scope="feed")[0].is_for_feed


def at(secret: str) -> str:
    return reverse("api:toolkit-changes-at", args=[secret])


def test_a_feed_token_opens_the_feed_in_its_address_and_no_other_token_does(client, cast):
    made = {s: make_token(cast["amina"], person=cast["amina"], name=s, scope=s)[1] for s in TokenScope.values}
    answer = client.get(at(made["feed"]))
    by_header = client.get(FEED, headers={"Authorization": f"Bearer {made['feed']}"})
    assert answer.status_code == 200 and answer.content == by_header.content
    assert made["feed"] not in answer.content.decode(), "the feed names no secret"
    assert answer["Cache-Control"] == "private, no-cache" and answer["ETag"]
    assert client.get(at(made["feed"]), headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert Token.objects.get(name="feed").last_used is not None
    absent = client.get(at("kith_x"))
    assert absent.status_code == 404
    other = client.get(at(made["everything"]))
    assert (other.status_code, other.content) == (404, absent.content), "what reads records opens no address"
    assert Token.objects.get(name="everything").last_used is None
    client.force_login(cast["amina"])
    assert client.get(at("kith_x")).status_code == 404, "nor does a session"


def test_a_feed_address_that_is_withdrawn_or_old_or_whose_person_left_is_not_there(client, cast):
    amina = cast["amina"]
    row, secret = make_token(amina, person=amina, name="x", scope="feed")
    before = Entry.objects.count()

    def status():
        return client.get(at(secret)).status_code

    assert status() == 200
    for change, back in (
        ({"withdrawn": timezone.now()}, {"withdrawn": None}),
        ({"expires": timezone.now()}, {"expires": timezone.now() + timedelta(days=1)}),
    ):
        Token.objects.filter(pk=row.pk).update(**change)
        assert status() == 404
        Token.objects.filter(pk=row.pk).update(**back)
        assert status() == 200
    type(amina).objects.filter(pk=amina.pk).update(is_active=False)
    assert status() == 404
    assert Entry.objects.count() == before, "nobody fills the trail from outside"


def test_a_feed_address_takes_reading_alone_and_has_its_share(client, cast, monkeypatch):
    monkeypatch.setattr("kith.config.api.PerToken.most", 2)
    monkeypatch.setattr("kith.config.api.time", lambda: 1_000_000_010.0)
    secret = make_token(cast["amina"], person=cast["amina"], name="x", scope="feed")[1]
    assert {getattr(client, method)(at(secret)).status_code for method in METHODS if method != "get"} <= {404, 405}
    cache.clear()
    assert [client.get(at(secret)).status_code for _ in range(3)] == [200, 200, 429]


def test_the_private_address_is_shown_once_and_only_for_a_feed(client, cast):
    where = reverse("people:new-token")
    fresh(client, cast["amina"])
    page = client.post(where, {"name": "reader", "days": "30", "scope": "feed"}).content.decode()
    (shown,) = re.findall(r"<code[^>]*>[^<]*(/api/v1/toolkit/changes/[^<]+)</code>", page)
    assert client.get(shown).status_code == 200
    assert "toolkit/changes/" not in client.get(where).content.decode()
    assert shown.split("/")[-1][:12] not in client.get(reverse("people:account")).content.decode()
    page = client.post(where, {"name": "system", "days": "30", "scope": "everything"}).content.decode()
    assert "toolkit/changes/" not in page


def test_no_token_of_a_person_opens_the_door_of_learning_systems(client, cast):
    for scope in (TokenScope.EVERYTHING, TokenScope.FEED):
        headers = {**bearer(cast["bola"], scope), "X-Experience-API-Version": "1.0.3"}
        cache.clear()
        assert send(client, "post", reverse("xapi:statements"), headers).status_code == 401
        assert send(client, "get", reverse("xapi:statements"), headers).status_code in (401, 405)
