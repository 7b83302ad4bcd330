"""More than one page may hold, and an address that shows nothing, are pages in plain words, in every room."""

import urllib.parse

import pytest
from django.test import Client
from django.urls import reverse

from kith.concerns.models import Consultation, Note
from kith.desk.tests.factories import claimed, fresh, raised
from tests.pages import CheckedClient

pytestmark = pytest.mark.django_db
LONG = "x" * (6 * 1024 * 1024)


def addresses(cast):
    """A form of each room, by who may send it."""
    screening = claimed(cast, name="Megan", named=True)
    reference = screening.consultation.reference
    return [
        ("amina", reverse("concerns:note", args=[reference])),
        ("bola", reverse("screening:decide", args=[reference])),
        ("amina", reverse("desk:search")),
        ("amina", reverse("people:new-token")),
        ("amina", reverse("sharing:ask", args=[reference])),
        ("bola", reverse("meetings:ask-before", args=[reference])),
        ("carys", reverse("handover:begin")),
        ("esme", reverse("panel:panels")),
        ("farah", reverse("editing:begin")),
        ("farah", reverse("services:add")),
        ("farah", "/editor/login/"),
        ("jo", reverse("concerns:referral-template")),
        (None, reverse("people:sign-in")),
    ]


def test_a_text_that_is_too_long_says_so_and_what_to_do(cast):
    for who, where in addresses(cast):
        client = CheckedClient(raise_request_exception=False)
        if who:
            fresh(client, cast[who])
        before = Note.objects.count(), Consultation.objects.count()
        for sent in ({"text": LONG}, {f"box_{number}": "1" for number in range(2100)}):
            answer = client.post(where, sent, headers={"Referer": f"http://testserver{where}"})
            page = answer.content.decode()
            assert answer.status_code == 413, (who, where)
            assert "too much for one page" in page and "nothing of it was saved" in page and "ring 999" in page
            assert f'href="{where}"' in page and "xxxx" not in page
        assert before == (Note.objects.count(), Consultation.objects.count())


def test_a_text_that_just_fits_comes_to_its_form(cast):
    where = reverse("concerns:note", args=[raised(cast["amina"]).reference])
    client = fresh(Client(), cast["amina"])  # the page holds the long text: no page that is measured
    answer = client.post(where, {"text": "x" * (4 * 1024 * 1024), "happened_on_year": "2026"})
    assert answer.status_code == 200 and "There is a problem" in answer.content.decode()


def test_machines_are_told_in_their_own_way(cast):
    client = CheckedClient(raise_request_exception=False)
    sent = client.post(
        "/api/v1/consultations", urllib.parse.urlencode({"a": LONG}), "application/x-www-form-urlencoded"
    )
    assert sent.status_code == 413 and sent["Content-Type"] == "application/problem+json"


def test_an_address_that_only_takes_a_form_says_so(client, cast):
    consultation = raised(cast["amina"])
    fresh(client, cast["amina"])
    where = reverse("concerns:note", args=[consultation.reference])
    answer = client.get(where)
    page = answer.content.decode()
    assert answer.status_code == 405 and answer["Allow"] == "POST"
    assert "There is no page at this address" in page and "Go to your home page" in page and "ring 999" in page
