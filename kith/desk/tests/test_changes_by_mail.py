"""What changed in the toolkit, by e-mail: only who asked, once a week, nothing when nothing changed, stopped at once."""

import datetime
import threading

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import WORKER
from kith.audit.models import Entry
from kith.desk import actions
from kith.desk.actions import send_changes, send_waiting_mail
from kith.desk.models import Mail, Notice
from kith.people.models import Person
from kith.toolkit import actions as toolkit
from kith.toolkit.models import ChangesByMail, Hiding, Piece
from kith.toolkit.tests.factories import a_page
from kith.toolkit.tests.files import a_picture

from .test_desk import sink  # noqa: F401  (a real SMTP server)

pytestmark = pytest.mark.django_db
WEEK = datetime.timedelta(days=7)


def in_days(days: float):
    return timezone.now() + datetime.timedelta(days=days)


@pytest.fixture
def asked(cast):
    """Amina asked; a page changed since."""
    toolkit.ask_for_changes(cast["amina"], wanted=True)
    toolkit.publish_piece(cast["farah"], content=a_page("x", title="Our new desk"), layer="local")
    return cast["amina"]


def test_who_asked_is_sent_the_titles_and_nobody_else_anything(sink, client, cast, settings):  # noqa: F811
    client.force_login(cast["amina"])
    client.post(reverse("toolkit:changes-by-mail"), {"mail": "weekly"})
    toolkit.publish_piece(cast["farah"], content=a_page("x", title="Our new desk"), layer="local", why="Bola moved.")
    toolkit.publish_piece(cast["sade"], content=a_page("y", title="Theirs alone"), layer="local")
    send_changes(WORKER, now=in_days(7))
    assert send_waiting_mail() == 1
    message = sink.got[0]
    text = message.content.decode()
    assert message.rcpt_tos == [cast["amina"].email]
    assert f"Subject: {actions.SUBJECT}" in text
    assert "New: Our new desk" in text and "https://kith.example/toolkit/changed" in text
    for kept_back in ("Theirs alone", "Bola", "Farah", "Thornmere", "Amina ", "danger-first"):
        assert kept_back not in text, kept_back
    assert Entry.objects.get(verb="mail.changes-sent").details == {"pages": 1}


def test_notes_and_documents_are_named_by_their_page_once_and_another_authoritys_never(sink, cast):  # noqa: F811
    for who in ("amina", "rhys"):
        toolkit.ask_for_changes(cast[who], wanted=True)
    for text in ("Ring the first floor.", "Ask for the duty desk."):
        toolkit.add_note(cast["farah"], slug="danger-first", text=text)
    document = toolkit.attach_document(
        cast["farah"], slug="danger-first", layer="local", title="Our form", content=a_picture(), once_key="1"
    )
    toolkit.approve_document(cast["bola"], uuid=document.uuid)
    send_changes(WORKER, now=in_days(7))
    send_waiting_mail()
    assert not [one for one in sink.got if one.rcpt_tos == [cast["rhys"].email]]
    (text,) = [one.content.decode() for one in sink.got if one.rcpt_tos == [cast["amina"].email]]
    page = Piece.objects.get(slug="danger-first", authority=None).title
    assert text.count(f"Local note added: {page}") == 1 and text.count(f"Document added: {page}") == 1
    for kept_back in ("Our form", "first floor", "Farah"):
        assert kept_back not in text, kept_back


def test_it_comes_at_most_once_a_week_however_often_the_worker_runs(asked):
    send_changes(WORKER, now=in_days(6.9))
    assert not Mail.objects.exists(), "not in the first week"
    now = in_days(7.1)
    send_changes(WORKER, now=now)
    send_changes(WORKER, now=now)
    assert Mail.objects.count() == 1
    toolkit.publish_piece(
        Person.objects.get(email="farah@thornmere.example"), content=a_page("z", title="Another"), layer="local"
    )
    send_changes(WORKER, now=now + datetime.timedelta(days=6))
    assert Mail.objects.count() == 1, "not twice in a week"


def test_a_second_worker_that_read_the_same_wish_makes_no_second_mail(asked, monkeypatch):
    from kith.toolkit.actions import reading as acting

    now = in_days(8)
    stale = acting.wishes_due(now)
    assert [wish.person for wish, _ in stale] == [asked]
    send_changes(WORKER, now=now)
    monkeypatch.setattr(acting, "wishes_due", lambda at: stale)
    send_changes(WORKER, now=now)
    assert Mail.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_make_one_mail_and_one_reminder(cast):
    toolkit.ask_for_changes(cast["amina"], wanted=True)
    piece = toolkit.publish_piece(cast["farah"], content=a_page("x"), layer="local")
    now, late, together = in_days(8), piece.next_review + datetime.timedelta(days=1), threading.Barrier(4)
    faults: list[BaseException] = []

    def worker():
        try:
            together.wait(10)
            send_changes(WORKER, now=now)
            toolkit.remind_of_page_reviews(WORKER, today=late)
        except DatabaseError as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=worker) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    assert Mail.objects.filter(person=cast["amina"]).count() == 1
    assert Entry.objects.filter(verb="toolkit.review-due", subject="toolkit:x").count() == 1
    assert Notice.objects.filter(kind="page-review-late", person=cast["farah"]).count() == 1


def test_nothing_is_sent_when_nothing_changed_or_it_was_seen(cast):
    toolkit.ask_for_changes(cast["amina"], wanted=True)
    send_changes(WORKER, now=in_days(30))
    assert not Mail.objects.exists()
    toolkit.publish_piece(cast["farah"], content=a_page("x"), layer="local")
    toolkit.note_look(cast["amina"])
    send_changes(WORKER, now=in_days(30))
    assert not Mail.objects.exists(), "it was seen on the page"
    toolkit.publish_piece(cast["farah"], content=a_page("y"), layer="local")
    send_changes(WORKER, now=in_days(30))
    assert Mail.objects.count() == 1


def test_one_button_stops_it_and_what_waits_does_not_leave(sink, client, asked):  # noqa: F811
    send_changes(WORKER, now=in_days(8))
    client.force_login(asked)
    page = client.get(reverse("toolkit:changed")).content.decode()
    assert "Stop the e-mail" in page
    client.post(reverse("toolkit:changes-by-mail"), {"mail": "none"})
    client.post(reverse("toolkit:changes-by-mail"), {"mail": "none"})
    assert Entry.objects.filter(verb="toolkit.changes-asked").count() == 2, "asked once, stopped once"
    assert send_waiting_mail() == 0 and sink.got == []
    assert "Send me what changes" in client.get(reverse("toolkit:changed")).content.decode()
    assert client.post(reverse("toolkit:changes-by-mail"), {"mail": "daily"}).status_code == 404


@pytest.mark.parametrize("what", [{"is_active": False}, {"wants_mail": False}])
def test_an_ended_account_and_who_wants_no_mail_are_sent_nothing(sink, asked, what):  # noqa: F811
    send_changes(WORKER, now=in_days(8))
    Person.objects.filter(pk=asked.pk).update(**what)
    assert send_waiting_mail() == 0 and sink.got == []
    ChangesByMail.objects.update(until=timezone.now() - 2 * WEEK)
    Mail.objects.all().delete()
    send_changes(WORKER, now=in_days(8))
    assert not Mail.objects.exists()
    Person.objects.filter(pk=asked.pk).update(is_active=True, wants_mail=True)
    send_changes(WORKER, now=in_days(8))
    assert send_waiting_mail() == 1


def test_what_may_be_seen_is_asked_when_it_leaves(sink, cast):  # noqa: F811
    """A national page changed, and was hidden here before the e-mail left."""
    from kith.toolkit.models import Edition

    toolkit.ask_for_changes(cast["amina"], wanted=True)
    Edition.objects.filter(piece__slug="danger-first").update(at=timezone.now())
    send_changes(WORKER, now=in_days(8))
    assert Mail.objects.count() == 1
    Hiding.objects.create(authority=cast["farah"].authority, slug="danger-first", why="x", by=cast["farah"])
    assert send_waiting_mail() == 0 and sink.got == []


def test_a_notice_and_what_changed_do_not_stand_in_each_others_way(sink, asked):  # noqa: F811
    send_changes(WORKER, now=in_days(8))
    actions.tell(asked, kind="proposal-answered", reference="x")
    assert Mail.objects.filter(person=asked).count() == 2
    assert send_waiting_mail() == 2
    bodies = [message.content.decode() for message in sink.got]
    assert sum("Our new desk" in body for body in bodies) == 1
    assert sum("This message never says what it is" in body for body in bodies) == 1


def test_the_hour_of_the_worker_does_it(asked, settings, tmp_path):
    from kith.desk.management.commands.worker import hourly

    # A head that is signed here is of this test’s trail alone.
    settings.KITH_AUDIT_SIGNING_KEY_FILE = str(tmp_path / "signing.pem")
    settings.KITH_AUDIT_HEADS_FILE = str(tmp_path / "heads.jsonl")
    ChangesByMail.objects.update(until=timezone.now() - 2 * WEEK)
    hourly()
    hourly()
    assert Mail.objects.filter(person=asked, since__isnull=False).count() == 1


def test_nobody_but_the_worker_claims_what_is_to_be_sent(cast, asked):
    from kith.access.rules import NotFound

    with pytest.raises(NotFound):
        send_changes(cast["amina"], now=in_days(8))
    with pytest.raises(NotFound):
        toolkit.claim_changes(cast["amina"], now=in_days(8))
