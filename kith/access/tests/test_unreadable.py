"""What no database can keep is a request that could not be read, and not a database that is away."""

import pytest
from django.db import DataError, OperationalError
from django.urls import reverse

from kith.concerns.models import Note
from kith.desk.tests.factories import fresh, raised
from tests.pages import CheckedClient

pytestmark = pytest.mark.django_db
WORDS = "He came back."


@pytest.fixture
def careless():
    return CheckedClient(raise_request_exception=False)


@pytest.mark.parametrize("where", ["/consultations/K-%00", "/sign-in?next=%00", "/toolkit/?q=a%00b"])
def test_an_address_with_the_sign_nul_could_not_be_read(careless, cast, where):
    fresh(careless, cast["amina"])
    assert careless.get(where).status_code == 400


def test_a_field_with_the_sign_nul_could_not_be_read_and_its_words_are_kept(careless, cast):
    consultation = raised(cast["amina"])
    fresh(careless, cast["amina"])
    sent = {"text": WORDS, "once": "a\0b", "happened_on_day": "1", "happened_on_month": "6", "happened_on_year": "2026"}
    answer = careless.post(reverse("concerns:note", args=[consultation.reference]), sent)
    assert answer.status_code == 400 and WORDS in answer.content.decode()
    assert "could not be read" in answer.content.decode() and not Note.objects.exists()


def test_machines_are_told_so_too(careless, cast):
    from kith.people.actions import make_token

    _, secret = make_token(cast["amina"], person=cast["amina"], name="x")
    headers = {"Authorization": f"Bearer {secret}"}
    asked = careless.get("/api/v1/consultations?after=%00", headers=headers)
    body = '{"practitioner": "amina@thornmere.example", "noticed": [{"what": "a\\u0000b"}]}'
    sent = careless.post(
        "/api/v1/consultations", body, "application/json", headers={**headers, "Idempotency-Key": "one"}
    )
    for answer in (asked, sent):
        assert answer.status_code == 400 and answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("fault", "method", "status"),
    [
        (DataError, "get", 404),
        (DataError, "post", 400),
        (OperationalError, "get", 503),
        (OperationalError, "post", 503),
    ],
)
def test_what_the_database_will_not_take_is_not_a_database_that_is_away(
    careless, cast, monkeypatch, fault, method, status
):
    def refuse(*args, **kwargs):
        raise fault("value too long")

    monkeypatch.setattr("kith.people.queries.tokens_of", refuse)
    monkeypatch.setattr("kith.people.actions.switch_mail", refuse)
    fresh(careless, cast["amina"])
    where = reverse("people:account") if method == "get" else reverse("people:mail")
    answer = getattr(careless, method)(where, {"mail": "off"})
    assert answer.status_code == status
    assert ("does not answer" in answer.content.decode()) == (status == 503)
