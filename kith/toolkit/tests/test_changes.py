"""The feed of what changed, and reminders of reviews: for machines and for editors, each once, each in its own layer."""

import datetime
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import NotFound
from kith.audit.models import Entry
from kith.desk.models import Notice
from kith.people.actions import make_token, withdraw_token
from kith.people.models import Authority, Person, RoleHeld
from kith.toolkit import actions
from kith.toolkit.models import Edition, Hiding, Piece, ReviewReminder

from . import files
from .factories import a_page

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
TODAY = timezone.localdate


@pytest.fixture
def feed(client, cast):
    """`feed(who, **headers)` asks as a machine with a token of that person."""
    keys = {}

    def ask(who="amina", **headers):
        if who not in keys:
            keys[who] = make_token(cast[who], person=cast[who], name="feed")
        return client.get(
            reverse("api:toolkit-changes"), headers={"Authorization": f"Bearer {keys[who][1]}", **headers}
        )

    ask.keys = keys
    return ask


def entries(answer):
    return ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")


def test_the_feed_is_atom_with_what_is_new_changed_and_retired(cast, feed, settings):
    settings.KITH_ADDRESS = "https://kith.example"
    piece = actions.publish_piece(cast["farah"], content=a_page("x", title="Desk & <b>door</b>"), layer="local")
    actions.publish_piece(cast["farah"], content=a_page("x", text="Other."), layer="local", why="We \x0bmoved <&>.")
    actions.retire_piece(cast["bola"], piece=piece, why="Closed.")
    answer = feed()
    assert answer.status_code == 200 and answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(answer.content)
    for name in ("id", "title", "updated", "author"):
        assert root.find(f"{ATOM}{name}") is not None, name
    assert {link.get("rel") for link in root.findall(f"{ATOM}link")} == {"alternate", "self"}
    first, second, third = entries(answer)[:3]
    assert [one.find(f"{ATOM}category").get("term") for one in (first, second, third)] == ["retired", "changed", "new"]
    assert second.find(f"{ATOM}summary").text == "Changed. We moved <&>."
    assert first.find(f"{ATOM}link").get("href") == "https://kith.example/toolkit/page/x"
    ids = [one.find(f"{ATOM}id").text for one in entries(answer)]
    assert len(set(ids)) == len(ids) == 50, "bounded, and each entry is itself"
    assert [one.find(f"{ATOM}id").text for one in entries(feed())] == ids
    for one in entries(answer):
        datetime.datetime.fromisoformat(one.find(f"{ATOM}updated").text)
    updated = [one.find(f"{ATOM}updated").text for one in entries(answer)]
    assert root.find(f"{ATOM}updated").text == max(updated)


def test_another_authoritys_pages_and_hidden_ones_are_not_in_it(cast, feed):
    actions.publish_piece(cast["farah"], content=a_page("x", title="Ours alone"), layer="local")
    actions.publish_piece(cast["hal"], content=a_page("y", title="Of Midvale"), layer="regional")
    assert b"Ours alone" in feed("amina").content and b"Of Midvale" in feed("rhys").content
    assert b"Ours alone" not in feed("rhys").content
    Hiding.objects.create(authority=cast["farah"].authority, slug="y", why="x", by=cast["farah"])
    assert b"Of Midvale" not in feed("amina").content and b"Of Midvale" in feed("rhys").content


def test_a_reader_that_has_it_is_told_that_nothing_changed(cast, feed):
    first = feed()
    assert first["ETag"] and first["Last-Modified"] and "no-store" not in first["Cache-Control"]
    again = feed(**{"If-None-Match": first["ETag"]})
    assert again.status_code == 304 and not again.content
    actions.publish_piece(cast["farah"], content=a_page("x"), layer="local")
    changed = feed(**{"If-None-Match": first["ETag"]})
    assert changed.status_code == 200 and changed["ETag"] != first["ETag"]


def test_an_empty_toolkit_has_a_feed_that_stays_the_same(cast, feed):
    Edition.objects.all().delete()
    assert entries(feed()) == [] and feed()["ETag"] == feed()["ETag"]


def test_the_feed_asks_the_same_questions_however_much_changed(cast, feed):
    feed()

    def asked():
        with CaptureQueriesContext(connection) as captured:
            feed()
        return len(captured)

    few = asked()
    for number in range(5):
        actions.publish_piece(cast["farah"], content=a_page(f"x-{number}"), layer="local")
        actions.add_note(cast["farah"], slug="danger-first", text=f"Note {number}.")
    assert asked() == few + 1, "the pages that have notes are looked up once"


def test_a_session_opens_no_feed_and_a_withdrawn_token_or_ended_account_neither(client, cast, feed):
    client.force_login(cast["amina"])
    assert client.get(reverse("api:toolkit-changes")).status_code == 401
    client.logout()
    assert feed().status_code == 200
    withdraw_token(cast["amina"], token=feed.keys["amina"][0])
    assert feed().status_code == 401
    assert feed("rhys").status_code == 200
    Person.objects.filter(pk=cast["rhys"].pk).update(is_active=False)
    assert feed("rhys").status_code == 401


# Local notes and documents.


def attached(cast, by, approver, *, layer="local", title="Our form", replaces=None, once="1"):
    document = actions.attach_document(
        cast[by],
        slug="danger-first",
        layer=layer,
        title=title,
        content=files.a_picture(),
        once_key=once,
        replaces=replaces,
    )
    return actions.approve_document(approver, uuid=document.uuid)


def seen_by(client, person) -> str:
    client.force_login(person)
    page = client.get(reverse("toolkit:changed")).content.decode()
    return " ".join(page[page.index("<main") : page.index("</main>")].split())


def of_feed(feed, who) -> list[tuple[str, str]]:
    return [
        (one.find(f"{ATOM}category").get("term"), one.find(f"{ATOM}title").text)
        for one in entries(feed(who))
        if one.find(f"{ATOM}category").get("term") not in ("new", "changed", "retired")
    ]


def test_notes_and_documents_that_come_and_go_are_changes_too(client, cast, feed):
    page = Piece.objects.get(slug="danger-first", authority=None).title
    actions.add_note(cast["farah"], slug="danger-first", text="Ring the desk on the first floor.")
    document = attached(cast, "farah", cast["bola"])
    said = seen_by(client, cast["amina"])
    assert "Local note added" in said and "Document added" in said and page in said and "“Our form”." in said
    assert of_feed(feed, "amina") == [("document", page), ("note", page)]
    actions.take_away_notes(cast["farah"], slug="danger-first")
    actions.take_out_document(cast["bola"], uuid=document.uuid, why="It named an old desk.")
    said = seen_by(client, cast["amina"])
    assert "Local note taken away" in said and "Document taken out" in said and "It named an old desk." in said
    assert [term for term, _ in of_feed(feed, "amina")] == ["document-gone", "note-gone", "document", "note"]
    text = feed("amina").content.decode()
    for kept_back in ("Our form", "old desk", "Ring the desk", "Farah", "Bola"):
        assert kept_back not in text, kept_back
    ids = [one.find(f"{ATOM}id").text for one in entries(feed("amina"))]
    assert len(set(ids)) == len(ids)
    client.post(reverse("toolkit:changed"))
    assert "Nothing has changed" in seen_by(client, cast["amina"])


def test_of_another_authority_nothing_of_them_is_told_and_of_the_region_all(client, cast, feed):
    actions.add_note(cast["farah"], slug="danger-first", text="Ours alone.")
    attached(cast, "farah", cast["bola"])
    assert of_feed(feed, "rhys") == []
    said = seen_by(client, cast["rhys"])
    assert "Local note" not in said and "Document" not in said
    second = Person.objects.create_person(
        "second@thornmere.example", "x", name="Second", authority=cast["hal"].authority, agency=cast["hal"].agency
    )
    RoleHeld.objects.create(person=second, role="coordinator", begins=timezone.now() - datetime.timedelta(days=1))
    attached(cast, "hal", second, layer="regional", title="Of Midvale")
    assert [term for term, _ in of_feed(feed, "rhys")] == ["document"]
    assert "Of Midvale" in seen_by(client, cast["rhys"])


def test_what_waits_was_sent_back_or_stands_on_a_hidden_page_is_no_change(client, cast, feed):
    waits = actions.attach_document(
        cast["farah"], slug="danger-first", layer="local", title="x", content=files.a_picture(), once_key="1"
    )
    assert of_feed(feed, "amina") == []
    actions.send_document_back(cast["bola"], uuid=waits.uuid, why="Not yet.")
    assert of_feed(feed, "amina") == [] and "Document" not in seen_by(client, cast["amina"])
    actions.add_note(cast["farah"], slug="danger-first", text="Ours.")
    assert of_feed(feed, "amina")
    actions.hide_piece(cast["farah"], slug="danger-first", why="x")
    assert of_feed(feed, "amina") == []


def test_a_newer_document_is_one_change_and_not_two(cast, feed):
    old = attached(cast, "farah", cast["bola"])
    attached(cast, "farah", cast["bola"], title="Our newer form", replaces=old.uuid, once="2")
    assert [term for term, _ in of_feed(feed, "amina")] == ["document", "document"]


# Reviews.


def due(slug: str, days: int) -> None:
    Piece.objects.filter(slug=slug).update(next_review=TODAY() + datetime.timedelta(days=days))


def remind(days: int = 0) -> int:
    return actions.remind_of_page_reviews("system:worker", today=TODAY() + datetime.timedelta(days=days))


def told() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for notice in Notice.objects.filter(kind__startswith="page-review"):
        found.setdefault(notice.kind, set()).add(notice.person.email.split("@")[0])
    return found


def test_a_local_page_is_its_editors_to_review_once_before_and_once_when_late(cast):
    actions.publish_piece(cast["farah"], content=a_page("x"), layer="local")
    due("x", 31)
    assert remind() == 0
    assert remind(1) == 1 and remind(1) == 0 and remind(31) == 0, "on its very day it is not late"
    assert told() == {"page-review-soon": {"farah"}}
    assert remind(32) == 1 and remind(33) == 0
    assert told() == {"page-review-soon": {"farah"}, "page-review-late": {"farah"}}
    events = Entry.objects.filter(verb="toolkit.review-due", subject="toolkit:x").order_by("seq")
    assert [(row.details["when"], row.details["told"]) for row in events] == [
        ("soon", "authority:thornmere"),
        ("late", "authority:thornmere"),
    ]
    due("x", 20)
    assert remind() == 1, "another review is another reminder"


def test_where_nobody_is_editor_whoever_else_writes_is_told(cast):
    actions.publish_piece(cast["sade"], content=a_page("x"), layer="local")
    due("x", 5)
    remind()
    assert told() == {"page-review-soon": {"sade"}}


def test_a_regional_page_is_the_coordinators(cast):
    actions.publish_piece(cast["hal"], content=a_page("x"), layer="regional")
    due("x", -1)
    remind()
    assert told() == {"page-review-late": {"hal"}}


def test_a_national_page_is_of_those_alone_who_signed_it_off_as_it_is(cast):
    due("danger-first", 5)
    assert remind() == 0
    actions.sign_off_piece(cast["sade"], slug="danger-first")
    assert remind() == 1 and told() == {"page-review-soon": {"sade"}}
    due("danger-first", -1)
    Hiding.objects.create(authority=cast["sade"].authority, slug="danger-first", why="x", by=cast["sade"])
    assert remind() == 0, "what is hidden here is not read here"
    Hiding.objects.all().delete()
    piece = Piece.objects.get(slug="danger-first", authority=None)
    last = piece.editions.order_by("-number")[0]
    Edition.objects.create(piece=piece, number=last.number + 1, change="changed", content=last.content)
    assert remind() == 0, "another edition was never signed off"


def test_retired_pages_remind_nobody_and_many_at_once_leave_one_notice_each(cast):
    for number in range(3):
        actions.publish_piece(cast["farah"], content=a_page(f"x-{number}"), layer="local")
        due(f"x-{number}", 5)
    actions.retire_piece(cast["bola"], piece=Piece.objects.get(slug="x-0"), why="Gone.")
    assert remind() == 2 and ReviewReminder.objects.count() == 2
    assert Notice.objects.filter(person=cast["farah"]).count() == 1


def test_the_notice_leads_to_the_board(client, cast):
    actions.publish_piece(cast["farah"], content=a_page("x", title="Late page"), layer="local")
    due("x", -3)
    remind()
    client.force_login(cast["farah"])
    page = client.get(reverse("desk:notices")).content.decode()
    assert "A page of the toolkit is past its review" in page and reverse("editing:board") in page
    assert "Late page" in client.get(reverse("editing:board")).content.decode()


def test_only_the_worker_reminds(cast):
    with pytest.raises(NotFound):
        actions.remind_of_page_reviews(cast["farah"], today=TODAY())


def test_without_a_region_nobody_writes_the_national_layer(cast):
    """A coordinator whose authority is in no region would otherwise write where “regional” names no region."""
    assert actions.publish_piece(cast["hal"], content=a_page("w"), layer="regional").region.key == "midvale"
    Authority.objects.filter(key="thornmere").update(region=None)
    hal = Person.objects.select_related("authority").get(pk=cast["hal"].pk)
    assert RoleHeld.objects.filter(person=hal, role="coordinator").exists()
    with pytest.raises(NotFound):
        actions.publish_piece(hal, content=a_page("y"), layer="regional")
    with pytest.raises(NotFound):
        actions.keep_synonyms(hal, layer="regional", title="Door", words=["front door", "mash"])
    assert not Piece.objects.filter(slug="y").exists()
