"""Guards whose removal no other test notices, each tried from outside: what is read is written down, what is listed is
filtered, who decides does not sign off, and what the browser is told.
"""

import datetime

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import NotFound
from kith.audit.models import Entry
from kith.concerns import actions as concerns
from kith.concerns.models import ConsultationBar, ConsultationEmergency, SameChild
from kith.concerns.queries import unreviewed_emergencies
from kith.demo.cast import PASSWORD
from kith.desk.tests.factories import decided, fresh, raised
from kith.people.actions import ATTEMPTS
from kith.people.models import Person, RoleHeld
from kith.people.words import Role
from kith.screening import actions as screening
from kith.screening import queries, rules
from kith.screening.models import MatchNotice, SignOff
from tests.access.test_matrix import MAKE, address
from tests.pages import CheckedClient

pytestmark = pytest.mark.django_db


def anew(person) -> Person:
    """The person as the next request would load them."""
    return Person.objects.select_related("agency", "authority").get(pk=person.pk)


def read_by(person, consultation, verb="consultation.read"):
    return Entry.objects.filter(verb=verb, actor=str(person.uuid), subject=consultation.subject)


# Every page that shows a record.


@pytest.mark.parametrize(
    ("kind", "route", "who"),
    [
        ("open", "concerns:consultation", "amina"),
        ("open", "concerns:who", "amina"),
        ("open", "screening:workspace", "bola"),
        ("open", "screening:decide", "bola"),
        ("decided", "screening:decision", "amina"),
        ("decided", "screening:sign-off", "carys"),
        ("decided", "screening:otherwise", "carys"),
        ("decided", "screening:disagreement", "carys"),
        ("open", "desk:chronology", "amina"),
        ("open", "concerns:referral", "amina"),
        ("preparing", "concerns:referral", "amina"),
        ("sent", "concerns:referral", "amina"),
    ],
)
def test_each_page_that_shows_a_record_leaves_a_reading(client, cast, kind, route, who):
    consultation, keys = MAKE[kind](cast)
    fresh(client, cast[who])
    before = read_by(cast[who], consultation).count()
    assert client.get(address(route, consultation.reference, keys.get(route))).status_code == 200
    assert read_by(cast[who], consultation).count() == before + 1


@pytest.mark.parametrize(
    ("kind", "route"),
    [
        ("sent", "concerns:referral-pdf"),
        ("sent", "concerns:referral-docx"),
        ("open", "desk:chronology-pdf"),
        ("open", "desk:chronology-json"),
    ],
)
def test_each_document_that_is_taken_out_stands_in_the_trail(client, cast, kind, route):
    consultation, _ = MAKE[kind](cast)
    fresh(client, cast["amina"])
    assert client.get(address(route, consultation.reference)).status_code == 200
    assert read_by(cast["amina"], consultation, "document.made").count() == 1


def joined(cast):
    """Two records about one child: Amina’s, and Olu’s, in which she has no part; Bola confirmed that they are the same."""
    mine, theirs = raised(cast["amina"]), raised(cast["olu"])
    concerns.answer_same_child(cast["bola"], one=mine, other=theirs, same=True, reason="The school said so.")
    assert SameChild.objects.filter(same=True).exists()
    return mine, theirs


def test_a_record_that_was_joined_is_read_by_who_may_and_stands_in_its_trail(client, cast):
    mine, theirs = joined(cast)
    fresh(client, cast["bola"])
    page = client.get(reverse("desk:chronology", args=[mine.reference])).content.decode()
    assert theirs.reference in page
    assert read_by(cast["bola"], theirs).count() == 1


def test_a_record_that_was_joined_is_not_there_for_who_has_no_part_in_it(client, cast):
    mine, theirs = joined(cast)
    fresh(client, cast["amina"])
    for route in ("desk:chronology", "desk:chronology-json", "concerns:consultation"):
        answer = client.get(reverse(route, args=[mine.reference]))
        assert answer.status_code == 200 and theirs.reference not in answer.content.decode(), route
    assert not read_by(cast["amina"], theirs).exists()


def test_a_search_says_which_records_it_showed(client, cast):
    rows = [raised(cast["amina"], name="Megan", named=True) for _ in range(27)]
    client.force_login(cast["amina"])
    client.post(reverse("desk:search"), {"q": "Megan"}, follow=True)
    details = Entry.objects.get(verb="desk.searched").details
    assert details["found"] == 27 and len(details["shown"]) == 25
    assert set(details["shown"]) <= {row.reference for row in rows}


# Every list begins with the rule: a bar, which only the rule reads, takes the record out of it.


def _asked(cast):
    consultation, _ = MAKE["open"](cast)
    return consultation, cast["amina"], lambda person: list(queries.questions_to(person))


def _steps(cast):
    consultation = decided(cast).screening.consultation
    return consultation, cast["amina"], lambda person: list(queries.steps_of(person))


def _team_steps(cast):
    consultation = decided(cast).screening.consultation
    return consultation, cast["carys"], lambda person: [row for steps in queries.team_view(person)[1:] for row in steps]


def _sign_offs(cast):
    consultation = decided(cast, outcomes=["prevent-referral"]).screening.consultation
    return consultation, cast["carys"], lambda person: list(queries.sign_offs_for(person))


def _disagreements(cast):
    consultation, _ = MAKE["decided"](cast)
    return consultation, cast["carys"], lambda person: list(queries.disagreements_for(person))


def _matches(cast):
    mine, other = raised(cast["amina"]), raised(cast["olu"])
    MatchNotice.objects.create(consultation=other, told=cast["amina"], about=mine)
    return mine, cast["amina"], lambda person: list(queries.match_notices_for(person))


@pytest.mark.parametrize("made", [_asked, _steps, _team_steps, _sign_offs, _disagreements, _matches])
def test_each_list_of_what_waits_begins_with_the_rule(cast, made):
    consultation, person, listed = made(cast)
    assert listed(anew(person)), "it waits"
    # Written past the action, which would hand the work on.
    ConsultationBar.objects.create(matter=consultation, person=person, placed_by=cast["petra"], reason="A neighbour.")
    assert listed(anew(person)) == []


# Who looks at what somebody else did.


def test_an_emergency_opening_is_reviewed_in_its_own_authority_alone(client, cast):
    consultation = raised(cast["amina"])
    row = ConsultationEmergency.objects.create(
        matter=consultation,
        person=cast["olu"],
        reason="The child is at our door tonight.",
        ends=timezone.now() + datetime.timedelta(hours=1),
    )
    uma = cast["uma"]
    assert not unreviewed_emergencies(uma).exists()
    with pytest.raises(NotFound):
        concerns.review_emergency(uma, access_id=row.pk, review="Right.")
    fresh(client, uma)
    where = reverse("desk:review-emergency", args=[row.uuid])
    assert client.get(where).status_code == client.post(where, {"review": "Right."}).status_code == 404
    row.refresh_from_db()
    assert row.reviewed_at is None
    concerns.review_emergency(cast["ines"], access_id=row.pk, review="Right.")


@pytest.mark.parametrize("who", ["bola", "amina"])
def test_neither_who_decided_nor_who_raised_it_signs_off(cast, who):
    decision = decided(cast, outcomes=["prevent-referral"])
    RoleHeld.objects.create(person=cast[who], role=Role.MANAGER)
    SignOff.objects.update(asked_of=cast[who])
    sign_off = SignOff.objects.get(decision=decision)
    person = anew(cast[who])
    assert person.holds(Role.MANAGER) and not rules.may_sign_off(person, sign_off)
    with pytest.raises(NotFound):
        screening.answer_sign_off(person, sign_off=sign_off, answer="agreed", reason="")
    SignOff.objects.update(asked_of=cast["carys"])
    assert rules.may_sign_off(anew(cast["carys"]), SignOff.objects.get(decision=decision))


# Sessions, addresses, and what the browser is told.


def sign_in(client, **extra):
    form = {"email": "amina@thornmere.example", "password": PASSWORD}
    return client.post(reverse("people:sign-in"), form, **extra)


def test_signing_out_ends_the_session_here_and_for_who_copied_it(client, cast):
    sign_in(client)
    thief = CheckedClient()
    thief.cookies["kith"] = client.cookies["kith"].value
    assert thief.get(reverse("people:account")).status_code == 200
    answer = client.post(reverse("people:sign-out"))
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    for browser in (client, thief):
        assert browser.get(reverse("people:account")).url.startswith(reverse("people:sign-in"))


@pytest.mark.parametrize("route", ["people:confirm", "people:unlock", "people:password"])
def test_where_a_password_is_asked_again_tries_are_counted(client, cast, route):
    sign_in(client)
    if route == "people:unlock":
        client.post(reverse("people:lock"))
    new = {"new_password1": "otter lantern ploughs sky", "new_password2": "otter lantern ploughs sky"}
    for _ in range(ATTEMPTS):
        client.post(reverse(route), {"password": "not my words at all", **new})
    held = client.post(reverse(route), {"password": PASSWORD, **new})
    assert held.status_code == 200 and "Wait fifteen minutes" in held.content.decode()


def test_the_last_address_that_a_proxy_gives_is_the_visitors(client, cast, settings):
    settings.KITH_BEHIND_PROXY = True
    for number in range(ATTEMPTS):
        form = {"email": "amina@thornmere.example", "password": "wrong"}
        client.post(reverse("people:sign-in"), form, HTTP_X_FORWARDED_FOR=f"10.0.0.{number}, 10.9.9.9")
    held = sign_in(client, HTTP_X_FORWARDED_FOR="10.0.0.77, 10.9.9.9")
    assert held.status_code == 200 and "Wait fifteen minutes" in held.content.decode()
    assert sign_in(client, HTTP_X_FORWARDED_FOR="10.9.9.9, 10.1.1.1").status_code == 302
    settings.KITH_BEHIND_PROXY = False
    from kith.access.addresses import address_of

    assert address_of(RequestFactory().get("/", HTTP_X_FORWARDED_FOR="10.9.9.9")) == "127.0.0.1", "not believed"


@pytest.mark.parametrize("where", ["/", "/sign-in", "/no-such-page", "/api/v1/consultations"])
def test_every_answer_tells_the_browser_what_it_may(client, cast, where):
    fresh(client, cast["amina"])
    answer = client.get(where)
    assert answer["Cache-Control"] == "no-store"
    policy = {part.split()[0]: part.split()[1:] for part in answer["Content-Security-Policy"].split(";")}
    for name in ("default-src", "base-uri", "frame-ancestors"):
        assert policy[name] == ["'none'"], name
    for name in ("script-src", "style-src", "img-src", "font-src", "connect-src", "form-action"):
        assert policy[name] == ["'self'"], name
    assert answer["X-Frame-Options"] == "DENY" and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin" and "camera=()" in answer["Permissions-Policy"]


@pytest.mark.parametrize(
    "url",
    [
        "http://elsewhere.example/x.css",
        "https://elsewhere.example/x.png",
        "file:///etc/hostname",
        "file://{fonts}/../kith.css",
        "data:text/plain,x",
        "ftp://elsewhere.example/x",
    ],
)
def test_a_document_fetches_nothing_but_the_houses_own_fonts(url):
    from kith.design.documents import HERE, Outside, _fetcher

    with pytest.raises(Outside):
        _fetcher().fetch(url.format(fonts=HERE / "fonts"))
    font = next((HERE / "fonts").glob("*.*"))
    assert _fetcher().fetch(font.as_uri())
