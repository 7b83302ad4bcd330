"""What was typed is shown again on each page that could not save it, without what the form says of itself."""

import re
import time

import pytest
from django.urls import reverse

from kith.concerns.actions import start_consultation
from kith.demo.cast import PASSWORD
from kith.desk.tests.factories import fresh, raised
from tests.pages import CheckedClient

pytestmark = pytest.mark.django_db
WORDS = "They listen to me, and at home nobody does."


@pytest.fixture
def strict():
    """A client whose forms need their secret, as a browser’s do."""
    return CheckedClient(enforce_csrf_checks=True, raise_request_exception=False)


def secret(client, where) -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get(where).content.decode())[1]


def test_words_sent_after_the_session_ended_are_shown_and_nothing_else_is(strict, cast, settings):
    consultation = start_consultation(cast["amina"])
    where = reverse("concerns:section", args=[consultation.reference, "voice"])
    fresh(strict, cast["amina"])
    token = secret(strict, where)
    session = strict.session
    session["seen_at"] = time.time() - settings.KITH_IDLE_SECONDS - 60
    session.save()
    sent = {"csrfmiddlewaretoken": token, "voice_words": WORDS, "version": "0", "act": "continue"}
    answer = strict.post(where, sent, HTTP_REFERER=f"http://testserver{where}")
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "You are signed out" in page and "another session" not in page
    assert re.findall(r"<textarea[^>]*>\s*([^<]*)</textarea>", page) == [WORDS]
    assert "Voice words" in page and f'href="{where}"' in page


def test_words_sent_with_the_secret_of_an_earlier_sign_in_are_shown(strict, cast):
    consultation = start_consultation(cast["amina"])
    where = reverse("concerns:section", args=[consultation.reference, "voice"])
    fresh(strict, cast["amina"])
    page = strict.post(where, {"csrfmiddlewaretoken": "x" * 64, "voice_words": WORDS, "version": "0"}).content.decode()
    assert WORDS in page and "before you signed in again" in page and ">0<" not in page


def test_words_of_whose_account_ended_are_shown_too(client, cast):
    consultation = start_consultation(cast["amina"])
    client.force_login(cast["amina"])
    cast["amina"].is_active = False
    cast["amina"].save(update_fields=["is_active"])
    answer = client.post(reverse("concerns:section", args=[consultation.reference, "voice"]), {"voice_words": WORDS})
    assert answer.status_code == 403 and WORDS in answer.content.decode()


def test_words_sent_while_the_screen_is_locked_are_sent_again_after_unlocking(strict, cast):
    consultation = raised(cast["amina"])
    where = reverse("concerns:note", args=[consultation.reference])
    fresh(strict, cast["amina"])
    token = secret(strict, reverse("concerns:consultation", args=[consultation.reference]))
    strict.post(reverse("people:lock"), {"csrfmiddlewaretoken": token})
    note = {"text": WORDS, "happened_on_day": "1", "happened_on_month": "6", "happened_on_year": "2026", "once": "n"}
    answer = strict.post(where, {**note, "csrfmiddlewaretoken": token})
    page = answer.content.decode()
    assert answer.status_code == 403 and "locked" in page and WORDS in page
    assert not consultation.notes.exists()
    strict.post(reverse("people:unlock"), {"csrfmiddlewaretoken": token, "password": PASSWORD})
    again = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page))
    again["text"] = re.search(r'<textarea[^>]*name="text"[^>]*>\s*([^<]*)</textarea>', page)[1]
    assert strict.post(where, again).status_code == 302
    assert consultation.notes.get().text == WORDS


def test_a_password_is_never_shown_again(strict, cast):
    fresh(strict, cast["amina"])
    answer = strict.post(reverse("people:confirm"), {"csrfmiddlewaretoken": "x" * 64, "password": "three quiet rivers"})
    assert answer.status_code == 403 and "three quiet rivers" not in answer.content.decode()
