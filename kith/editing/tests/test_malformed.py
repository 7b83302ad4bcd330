"""What no page of the editor sends: every address that a writer reaches says so plainly, and loses and changes nothing."""

import json

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from kith.audit.logs import PlainJson
from kith.audit.models import Entry
from kith.config.editor_doors import EDITOR
from kith.editing import actions
from kith.editing.models import ToolkitPage
from kith.editing.tests.test_editing import submitted, whole
from tests.access.test_editor import addresses

pytestmark = pytest.mark.django_db
OPEN = sorted(name for name, door in EDITOR.items() if door.who)
HUGE = "9" * 30
WORDS = json.dumps({"blocks": [{"key": "a", "text": "Ring.", "type": "unstyled", "depth": 0}], "entityMap": {}})
SECTION = {
    "body-count": "1",
    "body-0-deleted": "",
    "body-0-order": "0",
    "body-0-type": "section",
    "body-0-id": "",
    "body-0-value-heading": "Do this first",
    "body-0-value-text": WORDS,
}
COMMENTS = {
    "comments-TOTAL_FORMS": "0",
    "comments-INITIAL_FORMS": "0",
    "comments-MIN_NUM_FORMS": "0",
    "comments-MAX_NUM_FORMS": "",
}
NO_STORY = {"scenes-count": "0", "follow_ups-count": "0"}
SENT = {"title": "Our duty desk", "slug": "our-duty-desk", "kind": "guidance", **SECTION, **NO_STORY, **COMMENTS}
# One scene of a short module with one choice, as the editor sends it.
SCENE = {
    "scenes-count": "1",
    **{f"scenes-0-{name}": value for name, value in (("deleted", ""), ("order", "0"), ("type", "scene"), ("id", ""))},
    **{f"scenes-0-value-{name}": name for name in ("key", "title", "text", "ask")},
    "scenes-0-value-choices-count": "1",
    **{f"scenes-0-value-choices-0-{name}": value for name, value in (("deleted", ""), ("order", "0"), ("id", ""))},
    "scenes-0-value-choices-0-type": "item",
    **{f"scenes-0-value-choices-0-value-{name}": name for name in ("words", "then", "why", "fits", "to")},
}
# What one field is replaced by, or None where it is left out.
ODD = (
    *(None, "", "-1", "1e3", "0.5", HUGE, "true", "[]", "{}", '{"blocks":[7]}', '{"blocks":[{}]}', "null", "x"),
    *(WORDS.replace("Ring.", "\\ud800"), WORDS.replace("Ring.", "\\u0000"), WORDS.replace("{}", "7")),
)
COMMENT = {**COMMENTS, "comments-TOTAL_FORMS": "1", "comments-0-text": "?", "comments-0-contentpath": "title"}


def bodies():
    yield {}
    yield {"body-count": HUGE}
    yield {"body-count": "1000000"}
    for name in SCENE:
        for odd in ODD:
            body = {**SENT, **SCENE, name: odd}
            yield {key: text for key, text in body.items() if text is not None}
    for name in (*SECTION, *COMMENTS, "title", "slug", "kind"):
        for odd in ODD:
            body = {**SENT, name: odd}
            yield {key: text for key, text in body.items() if text is not None}
    for name in (
        *("go_live_at", "checked_on", "review_on", "doing", "themes", "local_sign_off", "evidence", "asked"),
        *("overwrite_revision_id", "loaded_revision_id", "loaded_revision_created_at", "workflow-action-name"),
        *("workflow-action-extra-data", "is_editing", "revision_id", "revision_created_at", "next", "mode"),
        *("action-cancel-workflow", "action-submit", "action-publish", "action-restart-workflow"),
        *("action-workflow-action", "comment_notifications", "comment_subscription-subscribed"),
    ):
        for odd in ODD[1:]:
            yield {**SENT, name: odd}
    for name in ("id", "contentpath", "position", "text", "resolved", "DELETE", "replies-TOTAL_FORMS"):
        for odd in ODD[1:]:
            yield {**SENT, **COMMENT, f"comments-0-{name}": odd}


QUERIES = [
    {name: odd}
    for name in (
        *("p", "ordering", "q", "page_type", "target_pages[]", "user_perms", "can_choose_root", "match_subclass"),
        *("locale", "link_url", "link_text", "parent_page_id", "content_type", "mode", "in_preview_panel", "id"),
        *("export", "_w_filter_fragment", "multiple", "allow_external_link", "is_editing", "last_published_at_from"),
        *("timestamp_before", "timestamp_from", "user", "action", "owner", "next", "width", "search_all"),
    )
    for odd in ODD[2:]
]
JSONS = ["", "{", "[]", "7", "null", '"x"', '[["a", 1]]', '{"a": {"b": 1}}', '{"a": NaN}', "\xff", "[" * 100_000]


@pytest.fixture
def draft(cast):
    page = actions.begin_page(cast["farah"], title="Our duty desk", kind="guidance")
    return whole(page, cast["farah"])


@pytest.fixture
def writer(cast, draft):
    client = Client(raise_request_exception=False)
    client.force_login(cast["farah"])
    return client


CHOOSERS = {"wagtailadmin_choose_page", "wagtailadmin_choose_page_external_link", "wagtailadmin_pages:search_results"}
EVERY = list(bodies())
# The form of a page is read in the same way wherever it is sent: the preview, which draws nothing, is asked for most.
MOST_OF = {"wagtailadmin_pages:preview_on_edit": 5, "wagtailadmin_pages:edit": 31}


def asked_of(name: str):
    yield from (("post", {"data": body}) for body in EVERY[:: MOST_OF.get(name, 211)])
    yield from (("get", {"data": query}) for query in QUERIES[:: 3 if name in CHOOSERS else 53])
    for sent in JSONS if name in ("wagtailadmin_dismissibles", "wagtailadmin_editing_sessions:ping") else JSONS[::9]:
        for method in ("post", "patch", "put", "delete"):
            yield method, {"data": sent.encode("latin-1"), "content_type": "application/json"}
    yield "post", {"data": b"--x\r\nnothing", "content_type": "multipart/form-data; boundary=x"}
    yield "post", {"data": b"a=%ff%fe&b=%d8%00", "content_type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize("name", OPEN)
def test_no_address_that_a_writer_reaches_breaks(writer, cast, draft, name):
    waits = submitted(
        whole(actions.begin_page(cast["farah"], title="W", kind="guidance"), cast["farah"]), cast["farah"]
    )
    there = addresses(waits)[name]
    # A page that is being written at its even questions, and one that waits for an answer at the others.
    places = (there.replace(f"/{waits.pk}/", f"/{draft.pk}/"), there)
    for number, (method, sent) in enumerate(asked_of(name)):
        where = places[number % 2 if name not in MOST_OF else 0]
        # As if each were the only one: what an odd one did to the page must not shield the next.
        with transaction.atomic():
            answer = getattr(writer, method)(where, **sent)
            assert answer.status_code < 500, (where, method, sent)
            transaction.set_rollback(True)


HUGE_NUMBER = 10**25
SESSION = {"session_id", "ping_url", "release_url", "other_sessions", "html"}


@pytest.mark.parametrize(
    ("route", "args"),
    [
        ("wagtailadmin_editing_sessions:ping", ("editing", "toolkitpage", "x", 1)),
        ("wagtailadmin_editing_sessions:ping", ("editing", "toolkitpage", "-1", 1)),
        ("wagtailadmin_editing_sessions:ping", ("editing", "toolkitpage", "_31", 1)),
        ("wagtailadmin_editing_sessions:ping", ("editing", "toolkitpage", str(HUGE_NUMBER), 1)),
        ("wagtailadmin_editing_sessions:ping", ("editing", "toolkitpage", "{page}", HUGE_NUMBER)),
        ("wagtailadmin_editing_sessions:ping", ("people", "person", "x", 1)),
        ("wagtailadmin_editing_sessions:ping", ("sessions", "session", "x", 1)),
        ("wagtailadmin_editing_sessions:ping", ("nowhere", "nothing", "x", 1)),
        ("wagtailadmin_editing_sessions:release", (HUGE_NUMBER,)),
        ("wagtailadmin_pages:edit", (HUGE_NUMBER,)),
        ("wagtailadmin_pages:revisions_view", ("{page}", HUGE_NUMBER)),
        ("wagtailadmin_pages:revisions_compare", ("{page}", "earliest", str(HUGE_NUMBER))),
        ("wagtailadmin_pages:revisions_compare", ("{page}", "live", "0")),
        ("wagtailadmin_pages:workflow_history_detail", ("{page}", HUGE_NUMBER)),
    ],
)
def test_an_odd_number_in_an_address_is_answered_plainly(writer, draft, route, args):
    where = reverse(route, args=[draft.pk if one == "{page}" else one for one in args])
    for answer in (writer.get(where), writer.post(where), writer.post(where, {"revision_id": HUGE, "is_editing": "x"})):
        # A session of editing that is not there is begun, or is ended as if it were.
        begun = "editing-sessions" in where and answer.status_code == 200 and answer.json().keys() <= SESSION
        assert begun or answer.status_code in (302, 400, 404, 405), where
    assert writer.get(reverse("editing:board")).status_code == 200, "the room goes on"


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"body-count": "x"},
        {"body-count": HUGE},
        {"body-0-order": "first"},
        {"body-0-type": None},
        {"body-0-value-text": "{"},
        {"body-0-value-text": '{"blocks":[7]}'},
        {"body-0-value-text": WORDS.replace("Ring.", "\\ud800")},
        {"body-0-value-text": WORDS.replace("Ring.", "\\u0000")},
    ],
)
def test_what_cannot_be_read_is_shown_again_and_changes_nothing(writer, draft, odd):
    kept = (draft.revisions.count(), ToolkitPage.objects.get(pk=draft.pk).latest_revision.content)
    sent = {"title": "A new title", "body-0-value-heading": "My own words"} if not odd else {**SENT, **odd}
    sent = {name: text for name, text in {**sent, "summary": "My own words"}.items() if text is not None}
    entries = Entry.objects.count()
    answer = writer.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), sent)
    page = answer.content.decode()
    assert (answer.status_code, "My own words" in page) in ((400, True), (200, True))
    if answer.status_code == 400:
        assert "That could not be read" in page and "What you typed" in page
    draft.refresh_from_db()
    assert (draft.revisions.count(), draft.latest_revision.content) == kept
    assert Entry.objects.count() == entries


def test_what_a_page_of_the_editor_sends_is_kept(writer, draft):
    assert writer.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), SENT).status_code == 302
    assert "Ring." in str(ToolkitPage.objects.get(pk=draft.pk).latest_revision.content["body"])


def test_a_fault_of_our_own_is_not_blamed_on_what_was_sent(writer, draft, monkeypatch):
    where = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    monkeypatch.setattr("kith.editing.models.ToolkitPage.as_content", lambda page: {}["nothing"])
    monkeypatch.setattr("kith.editing.middleware.logger.error", lambda *a, **k: pytest.fail("it was blamed"))
    assert writer.post(where, {**SENT, "action-submit": "1"}).status_code == 500


def test_what_cannot_be_read_stands_in_the_log_without_a_word_of_it(writer, draft, caplog):
    writer.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), {**SENT, "body-count": "Wilhelmina"})
    row = next(row for row in caplog.records if row.name == "kith.editing")
    said = PlainJson().format(row)
    assert "could not be read" in said and "ValueError" in said and "Wilhelmina" not in said


def test_words_that_are_searched_for_are_no_language_of_the_database(writer, draft):
    for words in ('"a.b', "desk*", "desk AND (", "NEAR(desk", "\\", "-desk", "'desk", "“our” desk: "):
        answer = writer.get(reverse("wagtailadmin_pages:search"), {"q": words})
        assert answer.status_code == 200, words
    assert "Our duty desk" in writer.get(reverse("wagtailadmin_pages:search"), {"q": "duty: desk"}).content.decode()
