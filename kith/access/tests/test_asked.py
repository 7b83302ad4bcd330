"""A question in a form has an answer to come back to; its words stand in no address, and in no row beside who asked."""

import json

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from kith.access import asked
from kith.audit.models import Entry
from kith.desk.tests.factories import raised
from kith.toolkit.models import SearchCount

pytestmark = pytest.mark.django_db
WORDS = "may I screenshot the material"
GONE = "What you asked is no longer kept"


def ask(client, page: str, words: str) -> str:
    """The address of the answer."""
    answer = client.post(reverse(page), {"q": words})
    assert answer.status_code == 302
    return answer["Location"]


@pytest.mark.parametrize(("page", "words"), [("toolkit:search", WORDS), ("desk:search", "Wilhelmina")])
def test_the_answer_has_an_address_that_says_nothing_and_can_be_shown_again(client, cast, page, words):
    raised(cast["amina"], name="Wilhelmina", named=True)
    client.force_login(cast["amina"])
    where = ask(client, page, words)
    assert where.startswith(f"{reverse(page)}?s=") and words.split()[-1] not in where
    first, again = client.get(where).content.decode(), client.get(where).content.decode()
    for shown in (first, again):
        assert (
            (f'value="{words}"' in shown or f">{words}</textarea>" in shown.replace("\n", ""))
            and 'class="kith-row"' in shown
            and GONE not in shown
        )
    assert ask(client, page, words) != where, "the same words twice have two addresses"
    assert client.get(where)["Cache-Control"] == "no-store"


def test_the_row_of_the_session_holds_no_word_and_not_the_key(client, cast):
    client.force_login(cast["amina"])
    where = ask(client, "toolkit:search", WORDS)
    client.get(where)
    held = json.dumps(Session.objects.get().get_decoded())
    assert "asked" in held
    assert "screenshot" not in held and "material" not in held and where.partition("=")[2] not in held
    assert "screenshot" not in json.dumps([row.written() for row in Entry.objects.all()], default=str)


def test_another_finds_nothing_at_the_address_and_nobody_after_signing_out(client, cast):
    client.force_login(cast["amina"])
    where = ask(client, "toolkit:search", WORDS)
    assert f">{WORDS}</textarea>" in client.get(where).content.decode().replace("\n", "")
    client.post(reverse("people:sign-out"))
    assert not Session.objects.exists()
    for who in ("amina", "bola"):
        client.force_login(cast[who])
        page = client.get(where).content.decode()
        assert GONE in page and "screenshot" not in page, who
    assert GONE not in client.get(reverse("toolkit:search")).content.decode()


def test_it_is_forgotten_after_a_while_and_when_others_come_after_it(client, cast, monkeypatch):
    client.force_login(cast["amina"])
    first = ask(client, "toolkit:search", WORDS)
    for _ in range(asked.AT_MOST - 1):
        last = ask(client, "toolkit:search", "what is a threshold")
    assert GONE not in client.get(first).content.decode()
    ask(client, "toolkit:search", "what is a threshold")
    assert GONE in client.get(first).content.decode()
    assert GONE not in client.get(last).content.decode()
    monkeypatch.setattr(asked, "SECONDS", -1)
    assert GONE in client.get(last).content.decode()


def test_a_question_is_counted_once_however_often_its_answer_is_shown(client, cast):
    client.force_login(cast["amina"])
    where = ask(client, "toolkit:search", WORDS)
    for _ in range(3):
        client.get(where)
    assert SearchCount.objects.get().asked == 1


def test_each_showing_of_records_stands_in_the_trail(client, cast):
    record = raised(cast["amina"], name="Wilhelmina", named=True)
    client.force_login(cast["amina"])
    where = ask(client, "desk:search", "Wilhelmina")
    for times in (1, 2):
        client.get(where)
        rows = Entry.objects.filter(verb="desk.searched")
        assert rows.count() == times and all(row.details["shown"] == [record.reference] for row in rows)
