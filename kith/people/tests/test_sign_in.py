"""Signing in: one answer for every failure, a wait that does not lock the true person out, sessions that end."""

import re
from contextlib import ExitStack

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.urls import reverse

from kith.audit.models import Entry
from kith.bounds.few import Few
from kith.demo.cast import PASSWORD
from kith.people import actions as people_actions
from kith.people import views
from kith.people.actions import ATTEMPTS, make_token, withdraw_token
from kith.people.queries import live_token

pytestmark = pytest.mark.django_db


def sign_in(client, email, password=PASSWORD, **extra):
    return client.post(reverse("people:sign-in"), {"email": email, "password": password}, **extra)


def test_the_right_password_opens_and_stands_in_the_trail(client, cast):
    assert sign_in(client, "amina@thornmere.example").url == reverse("desk:home")
    assert Entry.objects.filter(verb="person.signed-in", actor=str(cast["amina"].uuid)).count() == 1


def test_every_failure_reads_the_same(client, cast):
    wrong = sign_in(client, "amina@thornmere.example", "not the right words")
    nobody = sign_in(client, "nobody@thornmere.example", "not the right words")
    said = "The e-mail address and password do not match an account"
    assert said in wrong.content.decode() and said in nobody.content.decode()
    assert wrong.status_code == nobody.status_code


def test_failures_make_that_place_wait_and_not_the_person_elsewhere(client, cast):
    for _ in range(ATTEMPTS):
        sign_in(client, "amina@thornmere.example", "wrong", REMOTE_ADDR="10.9.9.9")
    held = sign_in(client, "amina@thornmere.example", REMOTE_ADDR="10.9.9.9")
    assert "Wait fifteen minutes" in held.content.decode()
    assert sign_in(client, "amina@thornmere.example", REMOTE_ADDR="10.1.1.1").status_code == 302


def test_a_device_that_is_known_goes_on_where_others_fail(client, cast):
    from tests.pages import CheckedClient

    office = {"REMOTE_ADDR": "10.9.9.9"}
    sign_in(client, "amina@thornmere.example", **office)
    device = client.cookies["kith-device"]
    assert device["httponly"] and device["samesite"] == "Lax" and int(device["max-age"]) > 0
    assert "amina" not in device.value and str(cast["amina"].uuid) not in device.value
    client.post(reverse("people:sign-out"))
    stranger = CheckedClient()
    for _ in range(ATTEMPTS):
        sign_in(stranger, "amina@thornmere.example", "wrong", **office)
    assert "Wait fifteen minutes" in sign_in(stranger, "amina@thornmere.example", **office).content.decode()
    assert sign_in(client, "amina@thornmere.example", **office).status_code == 302, "her own device goes on"

    # A stolen device is no free way in: it is counted by itself, and only for its own account.
    client.post(reverse("people:sign-out"))
    for _ in range(ATTEMPTS):
        sign_in(client, "amina@thornmere.example", "wrong", **office)
    assert "Wait fifteen minutes" in sign_in(client, "amina@thornmere.example", **office).content.decode()
    assert sign_in(CheckedClient(), "amina@thornmere.example", REMOTE_ADDR="10.1.1.1").status_code == 302


def test_a_device_that_we_did_not_sign_is_not_known(client, cast):
    client.cookies["kith-device"] = "made-up"
    for _ in range(ATTEMPTS):
        sign_in(client, "amina@thornmere.example", "wrong")
    assert "Wait fifteen minutes" in sign_in(client, "amina@thornmere.example").content.decode()


def test_one_password_tried_on_everybody_makes_the_address_wait(client, cast, monkeypatch):
    from tests.pages import CheckedClient

    monkeypatch.setattr(people_actions, "ADDRESS_ATTEMPTS", 12)
    office = {"REMOTE_ADDR": "10.9.9.9"}
    known = CheckedClient()
    sign_in(known, "bola@thornmere.example", **office)
    known.post(reverse("people:sign-out"))
    for number in range(12):
        sign_in(client, f"person{number}@thornmere.example", "Summer2026!", **office)
    assert "Wait fifteen minutes" in sign_in(client, "amina@thornmere.example", **office).content.decode()
    assert sign_in(known, "bola@thornmere.example", **office).status_code == 302
    assert sign_in(client, "amina@thornmere.example", REMOTE_ADDR="10.1.1.1").status_code == 302


def test_only_a_few_passwords_are_checked_at_once(client, cast, monkeypatch):
    monkeypatch.setattr(views.PASSWORDS, "patience", 0.01)
    monkeypatch.setattr("django.contrib.auth.hashers.check_password", lambda *a, **k: pytest.fail("it was checked"))
    with ExitStack() as taken:
        for _ in range(views.PASSWORDS.at_once):
            taken.enter_context(views.PASSWORDS.place())
        page = sign_in(client, "amina@thornmere.example").content.decode()
    assert "Wait a minute, then try again" in page and "There is a problem" in page


def test_a_deactivated_account_ends_at_the_next_request(client, cast):
    sign_in(client, "amina@thornmere.example")
    assert client.get(reverse("toolkit:browse")).status_code == 200
    cast["amina"].is_active = False
    cast["amina"].save(update_fields=["is_active"])
    assert client.get(reverse("toolkit:browse")).status_code == 302


def test_an_idle_session_ends_and_a_used_one_does_not(client, cast, settings):
    sign_in(client, "amina@thornmere.example")
    session = client.session
    session["seen_at"] -= settings.KITH_IDLE_SECONDS - 60
    session.save()
    assert client.get(reverse("toolkit:browse")).status_code == 200
    session = client.session
    session["seen_at"] -= settings.KITH_IDLE_SECONDS + 60
    session.save()
    assert client.get(reverse("toolkit:browse")).status_code == 302


def test_a_session_ends_after_its_longest_time_however_busy(client, cast, settings):
    sign_in(client, "amina@thornmere.example")
    session = client.session
    session["started_at"] -= settings.KITH_ABSOLUTE_SECONDS + 1
    session.save()
    assert client.get(reverse("toolkit:browse")).status_code == 302


def test_the_longest_time_is_said_before_it_is_over(client, cast, settings):
    sign_in(client, "amina@thornmere.example")

    def page():
        return client.get(reverse("toolkit:browse")).content.decode()

    warned = re.compile(r'<div [^>]*data-session-ends role="alert"( hidden)?>')
    assert warned.search(page())[1] and 'data-seconds-left="3' in page(), (
        "ten hours are left, and it is there to be shown"
    )
    session = client.session
    session["started_at"] -= settings.KITH_ABSOLUTE_SECONDS - 9 * 60
    session.save()
    assert not warned.search(page())[1] and "within ten minutes" in page()


def test_a_locked_screen_opens_nothing_until_the_password_is_given(client, cast):
    sign_in(client, "amina@thornmere.example")
    client.post(reverse("people:lock"), {"from": reverse("toolkit:browse")})
    assert client.get(reverse("toolkit:browse")).url == reverse("people:unlock")
    assert client.post(reverse("people:unlock"), {"password": "wrong"}).status_code == 200
    assert client.post(reverse("people:unlock"), {"password": PASSWORD}).url == reverse("toolkit:browse")
    assert client.get(reverse("toolkit:browse")).status_code == 200


def test_the_way_back_never_leaves_this_site(client, cast):
    response = client.post(
        reverse("people:sign-in"),
        {"email": "amina@thornmere.example", "password": PASSWORD, "next": "https://elsewhere.example/"},
    )
    assert response.url == reverse("desk:home")


def test_passwords_are_kept_with_argon2(settings):
    assert settings.PASSWORD_HASHERS[-1].endswith("Argon2PasswordHasher")
    hasher = Argon2PasswordHasher()
    assert hasher.verify("three quiet rivers", hasher.encode("three quiet rivers", hasher.salt()))


def test_a_token_opens_until_it_is_withdrawn_or_its_person_leaves(cast):
    from kith.people.actions import digest_of

    token, secret = make_token(cast["amina"], person=cast["amina"], name="case system")
    assert live_token(digest_of(secret)).person == cast["amina"]
    assert live_token(digest_of(secret + "x")) is None
    withdraw_token(cast["amina"], token=token)
    assert live_token(digest_of(secret)) is None


def test_nobody_makes_a_token_for_somebody_else(cast):
    from kith.access.rules import NotFound

    with pytest.raises(NotFound):
        make_token(cast["jo"], person=cast["amina"], name="x")


def test_a_locked_screen_says_neither_who_works_here_nor_what_they_may_open(client, cast):
    sign_in(client, "amina@thornmere.example")
    client.post(reverse("people:lock"), {"from": reverse("toolkit:browse")})
    page = client.get(reverse("people:unlock")).content.decode()
    assert "Amina" not in page and "kith-nav" not in page and "Consultations" not in page
    assert "Not you? Sign out" in page
    for address in (reverse("desk:accessibility"), reverse("desk:privacy")):
        assert "kith-nav" not in client.get(address).content.decode()


def test_signing_out_says_so_once(client, cast):
    sign_in(client, "amina@thornmere.example")
    page = client.post(reverse("people:sign-out"), follow=True).content.decode()
    assert "You are signed out." in page
    assert "You are signed out." not in client.get(reverse("people:sign-in")).content.decode()


@pytest.mark.django_db(transaction=True)
def test_of_many_tries_at_once_no_more_are_looked_at_than_in_turn(client, cast):
    """Thirty at the same moment; what the password is has no part in it, so it is not looked at here."""
    import threading

    from django.db import connection

    place = people_actions.Place("10.9.9.9")
    begun, together = [], threading.Barrier(30)

    def attempt():
        together.wait()
        try:
            begun.append(people_actions.begin_attempt("amina@thornmere.example", place))
        except people_actions.TooManyAttempts:
            pass
        finally:
            connection.close()

    tries = [threading.Thread(target=attempt) for _ in range(30)]
    for each in tries:
        each.start()
    for each in tries:
        each.join()
    assert len(begun) <= ATTEMPTS
    with pytest.raises(people_actions.TooManyAttempts):
        for _ in range(ATTEMPTS + 1):
            people_actions.begin_attempt("amina@thornmere.example", place)
    people_actions.begin_attempt("amina@thornmere.example", people_actions.Place("10.1.1.1"))


def test_a_right_password_is_no_failure_and_a_busy_moment_neither(client, cast, monkeypatch):
    amina = "amina@thornmere.example"
    for _ in range(ATTEMPTS + 2):
        assert sign_in(client, amina).status_code == 302
        client.post(reverse("people:confirm"), {"password": PASSWORD})
        client.post(reverse("people:sign-out"))
    monkeypatch.setattr(views, "PASSWORDS", Few(1, patience=0.01))
    with views.PASSWORDS.place():
        for _ in range(ATTEMPTS + 2):
            sign_in(client, amina)
    assert sign_in(client, amina).status_code == 302


@pytest.mark.parametrize(
    "target", ["abc", "?x", "#a", "//elsewhere.example", "https://elsewhere.example/", "javascript:x"]
)
def test_where_to_go_afterwards_is_a_path_of_this_site_or_home(client, cast, target):
    client.force_login(cast["amina"])
    assert client.get(reverse("people:sign-in"), {"next": target}).url == reverse("desk:home")
    client.post(reverse("people:lock"), {"from": target})
    answer = client.post(reverse("people:unlock"), {"password": PASSWORD})
    assert (answer.status_code, answer.url) == (302, reverse("desk:home"))


@pytest.mark.parametrize("where", ["/privacy", "/accessibility", "/offline", "/no-such-page"])
def test_while_the_screen_is_locked_no_page_names_who_works_here(client, cast, where):
    client.force_login(cast["amina"])
    named = "Amina" in client.get(where).content.decode()
    client.post(reverse("people:lock"), {"from": "/"})
    page = client.get(where).content.decode()
    assert "Amina" not in page and "My team" not in page
    assert named or where == "/offline"
