"""Calendars: a kind, a reference and a time; right across the change of the clock; dead at once when rights end."""

import datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from django.urls import reverse
from django.utils import timezone

from kith.audit.models import Entry
from kith.concerns.models import ConsultationBar
from kith.desk.tests.factories import fresh, raised
from kith.meetings import actions, queries
from kith.meetings.models import Calendar, Meeting
from kith.meetings.words import Kind
from kith.people.models import Person, RoleHeld
from kith.training.models import Tier

from .factories import PLAN, action_for, begun, planned

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


@pytest.fixture(autouse=True)
def no_training_due():
    """Nobody needs any training here: what stands in calendars for it is tried in its own room."""
    Tier.objects.all().delete()


def address(secret: str) -> str:
    return reverse("meetings-calendar", args=[secret])


def feed(client, secret: str):
    return client.get(address(secret))


def lines_of(content: bytes) -> None:
    """The rules of bytes that neither library looks at: CRLF alone, and at most 75 octets a line."""
    assert content.endswith(b"\r\n") and b"\n" not in content.replace(b"\r\n", b"")
    assert not content.startswith(b"\xef\xbb\xbf")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


def read_twice(content: bytes) -> list[dict]:
    """The events as both libraries read them, which must agree."""
    lines_of(content)
    one = icalendar.Calendar.from_ical(content)
    assert not one.errors and not any(event.errors for event in one.walk("VEVENT"))
    other = vobject.readOne(content.decode())
    mine = [
        {
            "uid": str(event["uid"]),
            "summary": str(event["summary"]),
            "starts": event["dtstart"].dt,
            "ends": event["dtend"].dt if "dtend" in event else None,
            "status": str(event["status"]),
            "sequence": int(event["sequence"]),
        }
        for event in one.walk("VEVENT")
    ]
    theirs = [
        {
            "uid": event.uid.value,
            "summary": event.summary.value,
            "starts": event.dtstart.value,
            "ends": event.dtend.value if hasattr(event, "dtend") else None,
            "status": event.status.value,
            "sequence": int(event.sequence.value),
        }
        for event in getattr(other, "vevent_list", [])
    ]
    assert mine == theirs
    return mine


@pytest.fixture
def visit(cast):
    return planned(cast["amina"], raised(cast["amina"], name="Poppy", named=True))


@pytest.fixture
def secret(cast):
    return actions.make_calendar(cast["dan"], name="work phone")[1]


def test_a_feed_holds_a_kind_a_reference_and_a_time_and_nothing_else(client, cast, visit, secret):
    meeting = planned(cast["carys"], raised(cast["amina"]), Kind.STRATEGY)
    answer = feed(client, secret)
    assert answer.status_code == 200 and answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "no-store" and not answer.cookies and "Set-Cookie" not in answer
    events = read_twice(answer.content)
    assert {event["summary"] for event in events} == {
        f"Joint visit {visit.reference}",
        f"Strategy discussion {meeting.reference}",
    }
    text = answer.content.decode().replace("\r\n ", "")
    whole = text.lower()
    for word in (
        "prevent",
        "channel",
        "police",
        "poppy",
        "amina",
        "carys",
        "dan",
        "rowan",
        "location",
        "description",
        "attendee",
    ):
        assert word not in whole, word
    assert visit.consultation.reference not in text
    names = {line.partition(":")[0].partition(";")[0] for line in text.splitlines()}
    assert names == {
        *("BEGIN", "END", "PRODID", "VERSION", "CALSCALE", "METHOD", "NAME", "X-WR-CALNAME", "REFRESH-INTERVAL"),
        *("X-PUBLISHED-TTL", "UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "LAST-MODIFIED", "SUMMARY", "STATUS"),
        *("TRANSP", "CLASS", "ORGANIZER", "URL"),
    }
    assert "METHOD:PUBLISH" in text and "CLASS:PRIVATE" in text


def test_an_invitation_is_a_file_with_the_same_and_no_more(client, cast, visit):
    fresh(client, cast["dan"])
    answer = client.get(reverse("meetings:invitation", args=[visit.uuid]))
    assert answer["Content-Disposition"] == f'attachment; filename="{visit.reference}.ics"'
    (event,) = read_twice(answer.content)
    assert event["summary"] == visit.title and event["uid"] == f"{visit.uuid}@kith"
    assert event["starts"] == visit.starts_at
    assert PLAN["place"].encode() not in answer.content
    assert Entry.objects.filter(verb="meeting.invitation").count() == 1
    fresh(client, cast["olu"])
    assert client.get(reverse("meetings:invitation", args=[visit.uuid])).status_code == 404


@pytest.mark.parametrize(
    ("day", "hour", "utc"),
    [
        ((2031, 3, 29), 10, 10),  # the day before the clock goes forward
        ((2031, 3, 30), 10, 9),
        ((2031, 10, 25), 10, 9),
        ((2031, 10, 26), 10, 10),  # the day on which it goes back
    ],
)
def test_the_hour_on_the_wall_is_the_hour_in_the_calendar_on_both_sides_of_the_change(
    client, cast, secret, day, hour, utc
):
    start = datetime.datetime(*day, hour, tzinfo=LONDON)
    meeting = planned(
        cast["amina"], raised(cast["amina"]), starts_at=start, ends_at=start + datetime.timedelta(hours=1)
    )
    fresh(client, cast["amina"])
    assert " at 10:00am" in client.get(reverse("meetings:meeting", args=[meeting.uuid])).content.decode()
    answer = feed(client, secret)
    (event,) = read_twice(answer.content)
    assert event["starts"].astimezone(LONDON).replace(tzinfo=None) == datetime.datetime(*day, hour)
    assert f"DTSTART:{datetime.date(*day):%Y%m%d}T{utc:02}0000Z".encode() in answer.content


def test_a_meeting_over_the_night_of_the_change_lasts_as_long_as_it_lasts(client, cast, secret):
    start = datetime.datetime(2031, 10, 25, 23, 30, tzinfo=LONDON)
    planned(
        cast["amina"],
        raised(cast["amina"]),
        starts_at=start,
        ends_at=start.astimezone(datetime.UTC) + datetime.timedelta(hours=4),
    )
    (event,) = read_twice(feed(client, secret).content)
    assert event["ends"] - event["starts"] == datetime.timedelta(hours=4)
    assert event["ends"].astimezone(LONDON).hour == 2


def test_a_move_keeps_the_uid_and_grows_the_sequence_and_a_cancelling_stays_for_a_month(client, cast, visit, secret):
    (before,) = read_twice(feed(client, secret).content)
    later = visit.starts_at + datetime.timedelta(days=1)
    plan = {name: getattr(visit, name) for name in actions.PLAN}
    actions.change_meeting(
        cast["amina"],
        meeting=visit,
        version=1,
        because="x",
        starts_at=later,
        ends_at=later + datetime.timedelta(hours=1),
        **plan,
    )
    (moved,) = read_twice(feed(client, secret).content)
    assert moved["uid"] == before["uid"] and moved["sequence"] == 1 and moved["starts"] == later
    actions.cancel_meeting(cast["amina"], meeting=visit, because="x")
    (gone,) = read_twice(feed(client, secret).content)
    assert gone["uid"] == before["uid"] and gone["sequence"] == 2 and gone["status"] == "CANCELLED"
    fresh(client, cast["dan"])
    file = client.get(reverse("meetings:invitation", args=[visit.uuid])).content
    assert b"METHOD:CANCEL" in file and read_twice(file)[0]["status"] == "CANCELLED"
    long_ago = timezone.now() - datetime.timedelta(days=40)
    Meeting.objects.update(cancelled_at=long_ago, starts_at=long_ago, ends_at=long_ago + datetime.timedelta(hours=1))
    assert read_twice(feed(client, secret).content) == []


def test_what_one_is_to_do_stands_on_its_day_until_it_is_done(client, cast, visit, secret):
    action = action_for(cast["amina"], begun(visit), cast["dan"])
    (due,) = [one for one in read_twice(feed(client, secret).content) if one["summary"].startswith("Action due")]
    assert due["summary"] == f"Action due {visit.reference}" and due["uid"] == f"{action.uuid}@kith"
    assert due["starts"] == action.due_on and due["ends"] == action.due_on + datetime.timedelta(days=1)
    text = feed(client, secret).content.decode()
    assert f"DTSTART;VALUE=DATE:{action.due_on:%Y%m%d}" in text and "TRANSP:TRANSPARENT" in text
    assert action.text not in text
    assert "Action due" not in feed(client, actions.make_calendar(cast["amina"], name="x")[1]).content.decode()
    actions.finish_action(cast["dan"], action=action, note="Done.")
    assert "Action due" not in feed(client, secret).content.decode()


def test_rights_are_asked_at_each_fetch(client, cast, visit, secret):
    assert len(read_twice(feed(client, secret).content)) == 1
    bar = ConsultationBar.objects.create(
        matter=visit.consultation, person=cast["dan"], placed_by=cast["bola"], reason="Her cousin"
    )
    assert read_twice(feed(client, secret).content) == []
    bar.delete()
    assert len(read_twice(feed(client, secret).content)) == 1
    actions.end_seat(cast["amina"], seat=queries.seat_of(cast["dan"], visit))
    assert read_twice(feed(client, secret).content) == []


def _withdrawn(cast):
    actions.withdraw_calendar(cast["dan"], calendar=Calendar.objects.get())


def _signed_out(cast):
    from kith.people.actions import end_other_sessions

    end_other_sessions(cast["dan"], person=cast["dan"])


@pytest.mark.parametrize(
    "ended",
    [
        _withdrawn,
        _signed_out,
        lambda cast: Person.objects.filter(pk=cast["dan"].pk).update(is_active=False),
        lambda cast: RoleHeld.objects.filter(person=cast["dan"]).update(ends=timezone.now()),
        lambda cast: Calendar.objects.update(last_read_at=timezone.now() - datetime.timedelta(days=91)),
    ],
)
def test_a_dead_address_is_the_404_of_one_that_never_was(client, cast, visit, secret, ended):
    assert feed(client, secret).status_code == 200
    ended(cast)
    entries = Entry.objects.count()
    dead, never = feed(client, secret), feed(client, "x" * 43)
    assert dead.status_code == never.status_code == 404 and dead.content == never.content
    assert not dead.cookies and dead["Cache-Control"] == "no-store"
    assert Entry.objects.count() == entries, "a forgotten device does not fill the trail"


def test_a_calendar_that_asks_for_the_head_first_is_answered(client, cast, visit, secret):
    """Some calendars ask with HEAD whether an address is alive before they take it."""
    asked, shown = client.head(address(secret)), feed(client, secret)
    assert asked.status_code == 200 and not asked.content and asked["Content-Type"] == shown["Content-Type"]
    assert client.head(address("x" * 43)).status_code == 404
    assert client.post(address(secret)).status_code == 405


def test_of_an_address_only_a_hash_is_kept_and_the_log_never_sees_it(client, cast, visit, secret, caplog):
    row = Calendar.objects.get()
    assert secret not in str(row.__dict__) and len(secret) >= 43
    with caplog.at_level("DEBUG"):
        feed(client, secret)
        feed(client, secret + "x")
    assert secret not in caplog.text and secret not in str([record.__dict__.get("route") for record in caplog.records])
    row.refresh_from_db()
    assert row.last_read_at is not None
    assert secret not in str(list(Entry.objects.values_list("details", flat=True)))


def test_a_feed_takes_no_session_and_a_session_opens_no_feed(client, cast, visit, secret):
    fresh(client, cast["olu"])
    assert f"Joint visit {visit.reference}".encode() in feed(client, secret).content, "whose address it is decides"
    assert client.post(address(secret)).status_code == 405


def test_a_second_click_shows_the_one_calendar_and_makes_no_other(client, cast):
    fresh(client, cast["dan"])
    where = reverse("meetings:new-calendar")
    once = client.get(where).content.decode().partition('name="once" value="')[2].partition('"')[0]
    shown = [
        client.post(where, {"name": "phone", "once": once}).content.decode().partition("/api/calendar/")[2][:43]
        for _ in range(2)
    ]
    assert len(once) == 36 and shown[0] == shown[1] and Calendar.objects.count() == 1
    assert feed(client, shown[0]).status_code == 200
    actions.withdraw_calendar(cast["dan"], calendar=Calendar.objects.get())
    late = client.post(where, {"name": "phone", "once": once}).content.decode()
    assert "/api/calendar/" not in late and "was made already" in late and Calendar.objects.count() == 1


def test_a_calendar_is_made_by_a_fresh_sign_in_shown_once_and_withdrawn_by_its_person(client, cast):
    client.force_login(cast["dan"])
    where = reverse("meetings:new-calendar")
    assert client.post(where, {"name": "phone"}).status_code == 307 or not Calendar.objects.exists()
    fresh(client, cast["dan"])
    assert "Write which device it is for" in client.post(where, {"name": ""}).content.decode()
    text = client.post(where, {"name": "phone"}).content.decode()
    assert "/api/calendar/" in text and ".ics" in text
    secret = text.partition("/api/calendar/")[2].partition(".ics")[0]
    assert feed(client, secret).status_code == 200
    listed = client.get(reverse("meetings:calendars")).content.decode()
    assert "phone" in listed and secret not in listed
    row = Calendar.objects.get()
    fresh(client, cast["nia"])
    assert client.post(reverse("meetings:withdraw-calendar", args=[row.uuid])).status_code == 404
    fresh(client, cast["dan"])
    assert client.post(reverse("meetings:withdraw-calendar", args=[row.uuid])).status_code == 302
    assert feed(client, secret).status_code == 404
