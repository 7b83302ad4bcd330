"""What a browser may keep to read without a line: pages of the toolkit, and nothing else, whatever is asked (ADR 11).

The allow-list is written down here by hand, and never asked of the code under test.
"""

import json
import re
import time
import uuid

import pytest
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import NoReverseMatch, reverse

from kith.access.keeping import ASKED, MAY, NOBODY, WHOSE
from kith.access.middleware import Keeping
from kith.access.table import ANYONE, SIGNED_IN, TOKEN, Door
from kith.config.access_table import TABLE
from kith.config.editor_doors import EDITOR
from kith.desk.tests.factories import decided, fresh
from kith.people.models import Authority, PointOfContact, Region
from kith.toolkit import actions
from kith.toolkit.tests.factories import a_page
from tests.access.test_matrix import DOORS, MAKE, Records, address
from tests.architecture.test_access_table import routes

pytestmark = pytest.mark.django_db

MAY_BE_KEPT = {
    "desk:offline",
    "toolkit:browse",
    "toolkit:what-now",
    "toolkit:what-now-answer",
    "toolkit:guide",
    "toolkit:keep",
    "toolkit:keep-list",
    "toolkit:piece",
    "toolkit:indicators",
    "toolkit:clocks",
    "toolkit:parallels",
    "toolkit:doing",
    "toolkit:theme",
    "toolkit:kind",
}
TO_KEEP = {ASKED: "1"}


def listed(client) -> list[str]:
    return client.get(reverse("toolkit:keep-list")).json()["pages"]


def test_the_table_lets_these_routes_be_kept_and_no_other():
    assert {name for name, door in TABLE.items() if door.keep} == MAY_BE_KEPT


@pytest.mark.parametrize("said", [{"child": True}, {"fresh": True}, {"who": TOKEN}, {"who": ("manager",)}])
def test_no_line_of_the_table_lets_casework_be_kept(said):
    Door(**{"who": SIGNED_IN, "rule": "toolkit", "keep": True})
    Door(**{"who": ANYONE, "rule": "toolkit", "keep": True})
    with pytest.raises(ValueError, match="may be kept"):
        Door(**{"who": SIGNED_IN, "rule": "toolkit", "keep": True, **said})


def _anything(entry) -> dict:
    """Something in each place of an address."""
    names = re.findall(r"<(\w+):(\w+)>", str(entry.pattern))
    return {name: uuid.uuid4() if kind == "uuid" else "danger-first" for kind, name in names}


def test_every_route_is_asked_and_only_the_listed_ones_carry_the_mark(client, cast):
    """Every route of the house, read and written, as somebody who may open most of it."""
    fresh(client, cast["bola"])
    client.raise_request_exception = False
    marked, asked = set(), 0
    for name, entry in routes():
        if name in ("people:sign-out", "people:lock", "people:end-sessions"):
            continue
        try:
            where = reverse(name, kwargs=_anything(entry))
        except NoReverseMatch:
            continue
        asked += 1
        for method in ("get", "head") if name in EDITOR else ("get", "head", "post"):
            answer = getattr(client, method)(where, headers=TO_KEEP)
            if MAY in answer:
                marked.add((name, method))
    # Those whose address needs a key of its own are asked below.
    own_key = {"toolkit:what-now-answer", "toolkit:doing", "toolkit:theme", "toolkit:kind"}
    assert marked == {(name, "get") for name in MAY_BE_KEPT - own_key}
    assert asked > 100


@pytest.mark.parametrize("kind", sorted(MAKE))
def test_no_page_of_casework_carries_the_mark(client, cast, kind):
    """Real records, by those who may open them."""
    records = Records(cast)
    consultation, keys = records[kind]
    opened = 0
    for what, route, method, who in DOORS:
        if what != kind or method != "GET" or not who:
            continue
        fresh(client, cast[sorted(who)[0]])
        answer = client.get(address(route, consultation.reference, keys.get(route)), headers=TO_KEEP)
        opened += answer.status_code == 200
        assert MAY not in answer, route
    assert opened or not any(row[0] == kind and row[2] == "GET" and row[3] for row in DOORS)


def test_a_view_cannot_say_so_by_itself(client, cast):
    def view(request):
        answer = HttpResponse("x")
        answer[MAY] = "anybody"
        return answer

    request = RequestFactory().get("/consultations/", headers=TO_KEEP)
    request.user, request.session, request.resolver_match = cast["amina"], {}, None
    assert MAY not in Keeping(view)(request)


def test_every_listed_page_may_be_kept_and_holds_nothing_of_its_reader(client, cast):
    """No form, no secret, no name, no way into casework, and no word that waited to be shown."""
    consultation = decided(cast).screening.consultation
    actions.publish_piece(cast["farah"], content=a_page("x", title="Ours"), layer="local")
    for key in ("amina", "bola", "farah"):
        fresh(client, cast[key])
        pages = listed(client)
        assert len(pages) > 150 and "/toolkit/page/x" in pages and len(pages) == len(set(pages))
        size = 0
        # An editor’s and a specialist’s pages have more buttons; a few of each kind are enough for them.
        for where in pages if key == "amina" else [*pages[:60], "/toolkit/page/x"]:
            answer = client.get(where, headers=TO_KEEP)
            text = answer.content.decode()
            size += len(answer.content)
            assert answer[MAY] == answer[WHOSE] not in ("", NOBODY), where
            assert answer["Cache-Control"] == "no-store"
            assert "<form" not in text and "csrfmiddlewaretoken" not in text, where
            assert "/consultations/" not in text and "/screening/" not in text and "/chronology/" not in text, where
            assert "/editor/" not in text and "/toolkit/edit/" not in text and "/hide" not in text, where
            assert cast[key].email not in text and consultation.reference not in text, where
            assert "account" not in re.findall(r'href="/(\w*)', text), where
            assert "You are offline." in text and "This was kept on" in text, where
            assert re.search(r'href="tel:999"', text), where
            for link in re.findall(r'href="(/[^"#?]*)', text):
                assert link in pages or link.startswith("/static/") or link in NEEDS_A_LINE, (where, link)
        assert size < 2_000_000, "the page says that it is under two megabytes"


def test_the_mark_of_a_page_moves_with_what_it_shows_and_with_nothing_else(client, cast):
    def marks(who="amina"):
        fresh(client, cast[who])
        return client.get(reverse("toolkit:keep-list")).json()["marks"]

    def moved(before):
        now = marks()
        return {page for page in {*now, *before} if now.get(page) != before.get(page)}

    page, other = "/toolkit/page/danger-first", "/toolkit/page/exact-words"
    lists = {"/toolkit/", "/toolkit/guide", "/toolkit/kind/guidance"}
    before = marks()
    assert marks() == before and set(before) == set(listed(client))
    actions.add_note(cast["sade"], slug="danger-first", text="Calderfold’s.")
    actions.say_useful(cast["amina"], slug="danger-first", useful=True)
    assert moved(before) == set(), "nothing of another authority, and nothing that readers are not shown"
    for act in (
        lambda: actions.add_note(cast["farah"], slug="danger-first", text="Ours."),
        lambda: actions.sign_off_piece(cast["farah"], slug="danger-first"),
        lambda: actions.publish_piece(cast["farah"], content=a_page("danger-first", title="Ours"), layer="local"),
    ):
        before = marks()
        act()
        now = moved(before)
        assert page in now and lists <= now and other not in now
    before = marks()
    PointOfContact.objects.filter(authority=cast["amina"].authority, subject="screening").update(telephone="1")
    assert moved(before) == set(before), "a number stands on every page"


# Links of a kept page that lead to the offline page: they are of the frame, or are files to take out.
NEEDS_A_LINE = {"/accessibility", "/privacy", "/toolkit/guide/pdf"}


def test_what_waits_to_be_shown_is_not_shown_in_a_kept_page_and_not_lost(client, cast):
    fresh(client, cast["amina"])
    request = RequestFactory().get("/")
    request.session, request.user = client.session, cast["amina"]
    from django.contrib.messages.storage.session import SessionStorage

    request._messages = SessionStorage(request)
    messages.success(request, "The decision is kept, with its reasons.")
    request._messages.update(HttpResponse())
    request.session.save()
    kept = client.get(reverse("toolkit:browse"), headers=TO_KEEP).content.decode()
    assert "The decision is kept" not in kept
    assert "The decision is kept" in client.get(reverse("toolkit:browse")).content.decode()


def test_without_asking_nothing_is_marked_and_the_page_is_as_ever(client, cast):
    client.force_login(cast["amina"])
    answer = client.get(reverse("toolkit:browse"))
    assert MAY not in answer and "<form" in answer.content.decode() and "You are offline" not in answer.content.decode()
    assert answer[WHOSE] == client.get(reverse("desk:home"))[WHOSE] != NOBODY


def test_where_nobody_is_here_the_page_says_nobody(client, cast):
    assert client.get(reverse("people:sign-in"))[WHOSE] == NOBODY
    fresh(client, cast["amina"])
    assert client.get(reverse("toolkit:browse"))[WHOSE] == client.get("/no-such-page")[WHOSE] != NOBODY
    client.post(reverse("people:lock"))
    assert client.get(reverse("people:unlock"))[WHOSE] == NOBODY
    asked = client.get(reverse("toolkit:browse"), headers=TO_KEEP)
    assert asked.status_code == 302 and asked[WHOSE] == NOBODY and MAY not in asked
    client.logout()
    fresh(client, cast["amina"])
    session = client.session
    session["seen_at"] = time.time() - settings.KITH_IDLE_SECONDS - 60
    session.save()
    ended = client.get(reverse("toolkit:browse"), headers=TO_KEEP)
    assert ended.status_code == 302 and ended[WHOSE] == NOBODY and MAY not in ended
    fresh(client, cast["amina"])
    assert client.post(reverse("people:sign-out"))[WHOSE] == NOBODY


def test_who_must_make_a_password_first_keeps_nothing(client, cast):
    cast["amina"].must_change = True
    cast["amina"].save()
    fresh(client, cast["amina"])
    answer = client.get(reverse("toolkit:browse"), headers=TO_KEEP)
    assert answer.status_code == 302 and answer[WHOSE] == NOBODY and MAY not in answer


def test_each_person_has_a_mark_of_their_own_and_another_where_they_are_shown_other_layers(client, cast):
    marks = {}
    for key in ("amina", "bola", "rhys"):
        fresh(client, cast[key])
        marks[key] = client.get(reverse("toolkit:guide"))[WHOSE]
    assert len(set(marks.values())) == 3
    assert not any(str(cast["amina"].uuid) in mark or "amina" in mark for mark in marks.values())
    fresh(client, cast["amina"])
    Authority.objects.filter(pk=cast["amina"].authority_id).update(region=Region.objects.create(key="new", name="New"))
    assert client.get(reverse("toolkit:guide"))[WHOSE] not in marks.values()


def test_what_is_kept_is_what_this_authority_shows(client, cast):
    actions.publish_piece(cast["farah"], content=a_page("x", title="Ours alone"), layer="local")
    fresh(client, cast["amina"])
    assert "/toolkit/page/x" in listed(client)
    fresh(client, cast["rhys"])
    assert "/toolkit/page/x" not in listed(client)
    assert client.get("/toolkit/page/x", headers=TO_KEEP).status_code == 404


def test_a_page_fetched_to_be_kept_is_no_sign_that_somebody_is_there(client, cast):
    fresh(client, cast["amina"])
    session = client.session
    session["seen_at"] = seen = time.time() - 120
    session.save()
    client.get(reverse("toolkit:browse"), headers=TO_KEEP)
    assert client.session["seen_at"] == seen
    client.get(reverse("toolkit:browse"))
    assert client.session["seen_at"] > seen


def test_the_offline_page_and_the_worker_are_the_same_for_everybody(client, cast):
    pages, scripts = [], []
    for key in (None, "amina", "rhys"):
        if key:
            fresh(client, cast[key])
        answer = client.get(reverse("desk:offline"), headers=TO_KEEP)
        assert answer[MAY] == "anybody"
        pages.append(answer.content)
        scripts.append(client.get(reverse("desk:worker")))
    assert len(set(pages)) <= 2  # the navigation of who is signed in; the worker asks without a session
    assert len({script.content for script in scripts}) == 1
    said = pages[0].decode()
    assert "You are offline" in said and "tel:999" in said and "tel:101" in said
    assert scripts[0]["Content-Type"].startswith("text/javascript")
    assert "worker-src 'self'" in scripts[0]["Content-Security-Policy"]
    places = json.loads(scripts[0].content.decode().split("\n", 1)[0].removeprefix("const KITH = ").rstrip(";"))
    assert places["list"] == reverse("toolkit:keep-list") and places["may"] == MAY and places["whose"] == WHOSE


def test_the_frame_names_the_manifest_and_the_files_are_there(client, cast):
    from django.contrib.staticfiles import finders

    page = client.get(reverse("people:sign-in")).content.decode()
    assert 'rel="manifest"' in page and 'rel="apple-touch-icon"' in page
    manifest = json.loads(open(finders.find("design/manifest.webmanifest"), encoding="utf-8").read())
    assert manifest["start_url"] == reverse("toolkit:browse") and manifest["display"] == "standalone"
    for icon in manifest["icons"]:
        content = open(finders.find(f"design/{icon['src']}"), "rb").read()
        side = int(icon["sizes"].split("x")[0])
        assert content[:8] == b"\x89PNG\r\n\x1a\n" and int.from_bytes(content[16:20], "big") == side
    for name in re.findall(r'"([^"]*)"', client.get(reverse("desk:worker")).content.decode().split("\n", 1)[0]):
        if name.startswith("/static/"):
            assert finders.find(name.removeprefix("/static/")), name
