"""A document on a page: attached by one, approved by another, downloaded by the readers of that layer, and taken out."""

import io
import re
import uuid
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from kith.access.rules import NotFound
from kith.audit.models import Entry
from kith.demo.cast import CAST
from kith.desk.models import Notice
from kith.people.models import RoleHeld
from kith.toolkit import actions, queries
from kith.toolkit.models import PageDocument, Piece
from kith.toolkit.rules import LOCAL_EDITORS, people_who_answer
from kith.toolkit.tests import files

pytestmark = pytest.mark.django_db
SLUG = "danger-first"
PAGE = reverse("toolkit:piece", args=[SLUG])
ATTACH = reverse("editing:attach", args=[SLUG])


def sent(title="Our duty desk", content=None, name="procedure.pdf", once="one", **said) -> dict:
    """What the browser sends; the name and the type of the file may say anything."""
    file = SimpleUploadedFile(name, files.a_pdf() if content is None else content, content_type="text/html")
    return {"title": title, "file": file, "once": once, **said}


def attached(by, *, title="Our duty desk", layer="local", once="one", **said) -> PageDocument:
    return actions.attach_document(
        by, slug=SLUG, layer=layer, title=title, content=files.a_picture(), once_key=once, **said
    )


def told(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("person__email", flat=True))


@pytest.fixture
def waiting(cast):
    return attached(cast["farah"])


@pytest.fixture
def shown(cast, waiting):
    return actions.approve_document(cast["bola"], uuid=waiting.uuid)


def test_attached_by_one_and_approved_by_another_readers_download_it(client, cast):
    client.force_login(cast["farah"])
    assert ATTACH in client.get(PAGE).content.decode()
    said = client.get(ATTACH).content.decode()
    assert "Search does not read documents" in said and "take the place" not in said
    answer = client.post(ATTACH, sent())
    row = PageDocument.objects.get()
    download, second = reverse("toolkit:document", args=[row.uuid]), reverse("editing:document", args=[row.uuid])
    assert answer["Location"] == second
    own = client.get(second).content.decode()
    assert "a second person answers" in own and "Bola" in own and "Your answer" not in own
    assert client.post(second, {"answer": "approve"}).status_code == 404, "never who attached it"

    client.force_login(cast["amina"])
    assert "Documents" not in client.get(PAGE).content.decode()
    assert client.get(download).status_code == 404 and client.get(second).status_code == 404

    client.force_login(cast["bola"])
    assert client.get(download).status_code == 200, "whoever answers reads it first"
    assert "Say what should change" in client.post(second, {"answer": "back"}).content.decode()
    assert client.post(second, {"answer": "approve"}).status_code == 302
    assert client.post(second, {"answer": "back", "comment": "Late."}).status_code == 302
    row.refresh_from_db()
    assert row.is_shown and row.approved_by == cast["bola"], "the second click changes nothing"

    client.force_login(cast["amina"])
    page = client.get(PAGE).content.decode()
    assert "Our duty desk (PDF," in page and download in page and "Take it out" not in page
    answer = client.get(download)
    assert answer["Content-Type"] == "application/pdf" and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == 'attachment; filename="our-duty-desk.pdf"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "no-store"
    assert sha256(answer.content).hexdigest() == row.digest and len(answer.content) == row.size
    assert files.NAME.encode() not in answer.content and len(PdfReader(io.BytesIO(answer.content)).pages) == 2


def test_a_stranger_gets_the_one_answer_at_every_door(client, cast, waiting, shown):
    other = attached(cast["farah"], once="two")
    doors = [
        reverse("toolkit:document", args=[other.uuid]),
        reverse("editing:document", args=[other.uuid]),
        reverse("editing:take-out", args=[other.uuid]),
        reverse("editing:take-out", args=[shown.uuid]),
        reverse("editing:document", args=[shown.uuid]),
    ]
    for who in ("amina", "dan", "olu", "carys", "rhys", "sade", "hal"):
        client.force_login(cast[who])
        for door in doors:
            for answer in (client.get(door), client.post(door, {"answer": "approve", "why": "x"})):
                assert answer.status_code in (404, 405), (who, door)
            never = re.sub(r"[0-9a-f-]{36}", str(uuid.uuid4()), door)
            assert len(client.get(door).content) == len(client.get(never).content), (who, door)
    for who, code in (("amina", 200), ("dan", 200), ("hal", 200), ("rhys", 404), ("sade", 404)):
        client.force_login(cast[who])
        assert client.get(reverse("toolkit:document", args=[shown.uuid])).status_code == code, who
        assert ("Our duty desk (" in client.get(PAGE).content.decode()) == (code == 200), who
    for who in ("amina", "dan", "carys"):
        client.force_login(cast[who])
        assert client.get(ATTACH).status_code == client.post(ATTACH, sent(once=who)).status_code == 404
    other.refresh_from_db()
    assert other.waits and PageDocument.objects.count() == 2


def test_the_action_refuses_by_itself(cast, waiting):
    for who in ("farah", "amina", "dan", "sade", "hal"):
        with pytest.raises(NotFound):
            actions.approve_document(cast[who], uuid=waiting.uuid)
        with pytest.raises(NotFound):
            actions.send_document_back(cast[who], uuid=waiting.uuid, why="x")
    for who in ("bola", "amina", "sade", "hal"):
        with pytest.raises(NotFound):
            actions.take_out_document(cast[who], uuid=waiting.uuid, why="x")
    for who, layer in (("amina", "local"), ("farah", "regional"), ("hal", "local"), ("farah", "national")):
        with pytest.raises(NotFound):
            attached(cast[who], layer=layer, once="z")
    assert actions.approve_document(cast["bola"], uuid=waiting.uuid).is_shown
    with pytest.raises(IntegrityError), transaction.atomic():
        PageDocument.objects.filter(pk=waiting.pk).update(approved_by=cast["farah"])


def test_the_three_faces_agree(cast, waiting):
    answering = set(people_who_answer(waiting))
    for person in cast.values():
        sees = queries.documents_waiting(person).filter(pk=waiting.pk).exists()
        assert sees == (person in answering or person == cast["farah"]), person.name


def test_the_same_button_twice_makes_one(client, cast):
    client.force_login(cast["farah"])
    for _ in range(2):
        assert client.post(ATTACH, sent()).status_code == 302
    assert PageDocument.objects.count() == 1
    assert Entry.objects.filter(verb="toolkit.document-attached").count() == 1
    client.post(ATTACH, sent(content=files.a_pdf(pages=3)))
    assert PageDocument.objects.count() == 2, "another file from the same page is another document"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"MZ\x90\0" + b"x" * 500, "none of the kinds"),
        (b"<html><script>x</script></html>", "none of the kinds"),
        (b"%PDF-1.7 and nothing", "damaged"),
        (b"", "This file is empty"),
        (b"%PDF-1.7" + b"x" * (5 * 1024 * 1024), "larger than 5 MB"),
    ],
    ids=["exe", "html", "cut", "empty", "large"],
)
def test_a_file_that_cannot_be_kept_gets_a_sentence_on_the_page(client, cast, content, words):
    client.force_login(cast["farah"])
    answer = client.post(ATTACH, sent(content=content))
    said = answer.content.decode()
    assert answer.status_code == 200 and words in said and "Error: Attach a document" in said
    assert 'value="Our duty desk"' in said, "what was typed stays"
    assert not PageDocument.objects.exists() and not Entry.objects.filter(verb__startswith="toolkit.doc").exists()
    assert client.post(ATTACH, sent()).status_code == 302, "the same page with another file goes on"


def test_without_a_file_or_a_title_it_says_so(client, cast):
    client.force_login(cast["farah"])
    said = client.post(ATTACH, {"title": "", "once": "one"}).content.decode()
    assert "Choose a file first" in said and not PageDocument.objects.exists()


def test_sent_back_it_is_told_why_and_its_file_is_not_kept(client, cast, waiting):
    client.force_login(cast["bola"])
    where = reverse("editing:document", args=[waiting.uuid])
    for _ in range(2):
        assert client.post(where, {"answer": "back", "comment": "Page 2 names a school."}).status_code == 302
    waiting.refresh_from_db()
    assert waiting.ended_by == cast["bola"] and bytes(waiting.content) == b"" and not waiting.approved_at
    assert Entry.objects.filter(verb="toolkit.document-sent-back").count() == 1
    assert client.get(reverse("toolkit:document", args=[waiting.uuid])).status_code == 404
    client.force_login(cast["farah"])
    assert "Page 2 names a school." in client.get(reverse("editing:board")).content.decode()
    assert "Page 2 names a school." in client.get(where).content.decode()
    assert told("document-sent-back") == {cast["farah"].email}


def test_taken_out_with_a_reason_nobody_finds_it(client, cast, shown):
    client.force_login(cast["petra"])
    where = reverse("editing:take-out", args=[shown.uuid])
    assert where in client.get(PAGE).content.decode()
    assert "Error: Take a document out" in client.post(where, {"why": ""}).content.decode()
    assert client.post(where, {"why": "The desk has moved."}).status_code == 302
    assert client.post(where, {"why": "Again."}).status_code == 302
    shown.refresh_from_db()
    assert (shown.ended_by, shown.ended_because) == (cast["petra"], "The desk has moved.")
    assert "The desk has moved." in client.get(where).content.decode()
    for who in ("amina", "farah"):
        client.force_login(cast[who])
        assert client.get(reverse("toolkit:document", args=[shown.uuid])).status_code == 404
        assert "Our duty desk (" not in client.get(PAGE).content.decode()
    assert told("document-taken-out") == {cast["farah"].email}
    assert Entry.objects.filter(verb="toolkit.document-taken-out").count() == 1


def test_whoever_attached_it_takes_it_back_before_it_is_answered(client, cast, waiting):
    client.force_login(cast["farah"])
    where = reverse("editing:take-out", args=[waiting.uuid])
    assert "Take a document back" in client.get(where).content.decode()
    assert client.post(where, {"why": "The wrong file."}).status_code == 302
    waiting.refresh_from_db()
    assert waiting.ended_at and bytes(waiting.content) == b""
    with pytest.raises(NotFound):
        queries.document_for(cast["bola"], waiting.uuid)
    assert not actions.approve_document(cast["bola"], uuid=waiting.uuid).is_shown, "it is over"


def test_a_newer_one_takes_its_place_once_it_is_approved(client, cast, shown):
    client.force_login(cast["farah"])
    assert "take the place" in client.get(ATTACH).content.decode()
    assert client.post(ATTACH, sent(once="two")).status_code == 200, "that is asked"
    assert client.post(ATTACH, sent(title="Duty desk 2027", once="two", replaces=str(shown.uuid))).status_code == 302
    new = PageDocument.objects.get(title="Duty desk 2027")
    assert [row.title for row in queries.documents_on(cast["amina"], SLUG)] == ["Our duty desk"]
    actions.approve_document(cast["bola"], uuid=new.uuid)
    assert [row.title for row in queries.documents_on(cast["amina"], SLUG)] == ["Duty desk 2027"]
    shown.refresh_from_db()
    assert shown.ended_by == cast["bola"] and "newer" in shown.ended_because


def test_nothing_takes_the_place_of_what_stands_elsewhere(cast, shown):
    theirs = attached(cast["sade"])
    theirs = actions.approve_document(_second_of_calderfold(cast), uuid=theirs.uuid)
    with pytest.raises(NotFound):
        attached(cast["farah"], once="two", replaces=theirs.uuid)
    elsewhere = Piece.objects.exclude(slug=SLUG).order_by("slug").first().slug
    said = {"layer": "local", "title": "x", "content": files.a_picture(), "once_key": "3"}
    with pytest.raises(NotFound):
        actions.attach_document(cast["farah"], slug=elsewhere, replaces=shown.uuid, **said)
    assert actions.attach_document(cast["farah"], slug=elsewhere, **said).waits, "by itself it may"
    waits = attached(cast["farah"], once="4")
    with pytest.raises(NotFound):
        attached(cast["farah"], once="5", replaces=waits.uuid)


def _second_of_calderfold(cast):
    RoleHeld.objects.create(person=cast["tom"], role=LOCAL_EDITORS[0], begins=timezone.now())
    return cast["tom"]


def test_the_regions_document_reaches_both_authorities(client, cast):
    row = attached(cast["hal"], layer="regional")
    assert not set(people_who_answer(row)), "nobody else coordinates this region"
    client.force_login(cast["hal"])
    assert "Nobody else writes" in client.get(reverse("editing:document", args=[row.uuid])).content.decode()
    RoleHeld.objects.create(person=cast["uma"], role="coordinator", begins=timezone.now())
    actions.approve_document(cast["uma"], uuid=row.uuid)
    for who in ("amina", "rhys"):
        client.force_login(cast[who])
        assert "Of our region" in client.get(PAGE).content.decode()
        assert client.get(reverse("toolkit:document", args=[row.uuid])).status_code == 200
    client.force_login(cast["farah"])
    assert client.get(reverse("editing:take-out", args=[row.uuid])).status_code == 404, "an authority takes out its own"


def test_on_a_page_that_is_hidden_here_it_is_not_there(client, cast, shown):
    from kith.toolkit.actions import hide_piece

    where = reverse("toolkit:document", args=[shown.uuid])
    client.force_login(cast["amina"])
    assert client.get(where).status_code == 200
    hide_piece(cast["farah"], slug=SLUG, why="Wrong here.")
    assert client.get(where).status_code == 404


def test_rights_end_with_the_role(client, cast, waiting):
    client.force_login(cast["bola"])
    where = reverse("editing:document", args=[waiting.uuid])
    assert client.get(where).status_code == 200
    RoleHeld.objects.filter(person=cast["bola"]).update(ends=timezone.now())
    assert client.get(where).status_code == 404
    assert client.get(reverse("toolkit:document", args=[waiting.uuid])).status_code == 404


def test_the_others_are_told_the_board_shows_it_and_the_writer_hears(client, cast, waiting):
    waits = told("document-waits")
    assert {cast["bola"].email, cast["petra"].email} <= waits
    assert not waits & {cast[who].email for who in ("farah", "amina", "sade", "hal", "dan")}
    board = reverse("editing:board")
    client.force_login(cast["farah"])
    assert "Waits for a second person" in client.get(board).content.decode()
    client.force_login(cast["bola"])
    assert "You may approve it" in client.get(board).content.decode()
    client.force_login(cast["sade"])
    assert "Our duty desk" not in client.get(board).content.decode()
    actions.approve_document(cast["bola"], uuid=waiting.uuid)
    assert told("document-approved") == {cast["farah"].email}
    client.force_login(cast["farah"])
    assert "Our duty desk" not in client.get(board).content.decode()


def test_the_trail_holds_who_did_what_and_no_word_of_the_document(cast, shown):
    rows = list(Entry.objects.filter(verb__startswith="toolkit.document").order_by("seq"))
    assert [row.verb for row in rows] == ["toolkit.document-attached", "toolkit.document-approved"]
    assert all(row.subject == f"document:{shown.uuid}" for row in rows)
    assert "duty desk" not in str([row.details for row in rows]).lower()


def test_a_title_of_signs_alone_makes_a_plain_file_name(client, cast):
    row = attached(cast["farah"], title='"\r\nSet-Cookie: x=1; ../../“!”')
    client.force_login(cast["farah"])
    said = client.get(reverse("toolkit:document", args=[row.uuid]))["Content-Disposition"]
    assert said == 'attachment; filename="set-cookie-x1.jpg"'
    row = attached(cast["farah"], title="“…”", once="two")
    said = client.get(reverse("toolkit:document", args=[row.uuid]))["Content-Disposition"]
    assert said == 'attachment; filename="document.jpg"'


THORNMERE = {key for key in (player.key for player in CAST) if key not in {"rhys", "sade", "tom", "uma"}}
EDITORS = {"farah", "bola", "petra"}
# Which document, door, method, who gets in: written down by hand. Farah attached all of them.
MATRIX = [
    ("waits", "toolkit:document", "GET", EDITORS),
    ("waits", "editing:document", "GET", EDITORS),
    ("waits", "editing:document", "POST", {"bola", "petra"}),
    ("waits", "editing:take-out", "GET", {"farah"}),
    ("waits", "editing:take-out", "POST", {"farah"}),
    ("is shown", "toolkit:document", "GET", THORNMERE),
    ("is shown", "editing:document", "GET", EDITORS),
    ("is shown", "editing:take-out", "GET", EDITORS),
    ("is shown", "editing:take-out", "POST", EDITORS),
    ("is over", "toolkit:document", "GET", set()),
    ("is over", "editing:document", "GET", EDITORS),
    ("page", "editing:attach", "GET", {*EDITORS, "sade", "hal"}),
    ("page", "editing:attach", "POST", {*EDITORS, "sade", "hal"}),
]


@pytest.mark.parametrize(("state", "door", "method", "allowed"), MATRIX)
def test_the_whole_cast_at_every_door(client, cast, state, door, method, allowed):
    row = attached(cast["farah"])
    if state in ("is shown", "is over"):
        actions.approve_document(cast["bola"], uuid=row.uuid)
    if state == "is over":
        actions.take_out_document(cast["bola"], uuid=row.uuid, why="It is old.")
    where = ATTACH if door == "editing:attach" else reverse(door, args=[row.uuid])
    came = set()
    for who, person in cast.items():
        client.force_login(person)
        said = sent(once=who) if door == "editing:attach" else {"answer": "approve", "why": "It is old."}
        with transaction.atomic():
            answer = client.get(where) if method == "GET" else client.post(where, said)
            transaction.set_rollback(True)
        assert answer.status_code in ((200, 404) if method == "GET" else (302, 404)), who
        if answer.status_code != 404:
            came.add(who)
    assert came == allowed
