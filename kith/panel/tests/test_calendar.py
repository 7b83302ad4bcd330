"""A panel’s meetings in one’s calendar: “Meeting KM-…” and a time, for whoever is invited at that moment, and nothing else.

Read with both libraries, as the files of visits and meetings are (kith/meetings/tests/test_calendar.py).
"""

import datetime
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kith.access.rules import NotFound
from kith.audit.models import Entry
from kith.concerns.models import ConsultationBar
from kith.demo.world import build_people
from kith.design.references import Kind
from kith.desk.queries import notices_of
from kith.desk.tests.factories import fresh, raised
from kith.meetings.actions import make_calendar
from kith.meetings.tests.factories import action_for, begun, planned
from kith.meetings.tests.test_calendar import feed, no_training_due, read_twice
from kith.panel import actions, queries
from kith.panel.diary import entry_of
from kith.panel.models import CaseBar, CasePart, Meeting, Member
from kith.people.diary import NEVER, DiaryEntry, diary_of, drawn_from, in_diary, kinds_in_diary
from kith.people.models import Person

from .factories import attend, decided_at, entered, key, met, panel_of, sent

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
__all__ = ["no_training_due"]
TEN, NOON = datetime.time(10), datetime.time(12)


def later(days: int = 9):
    return timezone.localdate() + datetime.timedelta(days=days)


@pytest.fixture
def panel(cast):
    return panel_of(cast)


@pytest.fixture
def case(cast, panel):
    return entered(cast, panel, sent(cast))


@pytest.fixture
def meeting(cast, panel, case):
    row = actions.plan_meeting(
        cast["petra"], panel=panel, on=later(), at=TEN, until=NOON, place="Room 4, where Megan is not"
    )
    actions.put_on_agenda(cast["petra"], case=case, meeting=row)
    return row


@pytest.fixture
def secrets(cast):
    return {name: make_calendar(cast[name], name="phone")[1] for name in ("amina", "dan", "olu", "bola", "petra")}


def shown(client, secret) -> list[dict]:
    return read_twice(feed(client, secret).content)


def test_members_and_the_childs_social_worker_have_it_and_nobody_else(client, cast, meeting, secrets):
    title = entry_of(meeting).title
    for who in ("dan", "petra", "amina"):
        (event,) = shown(client, secrets[who])
        assert event["summary"] == title and event["uid"] == f"{meeting.uuid}@kith"
        assert event["starts"].astimezone(LONDON) == datetime.datetime.combine(meeting.on, TEN, LONDON)
        assert event["ends"] - event["starts"] == datetime.timedelta(hours=2)
    assert shown(client, secrets["olu"]) == shown(client, secrets["bola"]) == []


def test_it_holds_no_word_of_the_panel_the_case_or_the_place(client, cast, panel, case, meeting, secrets):
    actions.agree_action(
        cast["petra"],
        case=case,
        text="Ring the school.",
        owner=cast["dan"],
        due_on=later(3),
        is_support=False,
        once_key="a",
    )
    text = feed(client, secrets["dan"]).content.decode().replace("\r\n ", "")
    assert "SUMMARY:Meeting KM-" in text and "SUMMARY:Action due KT-" in text
    said = (*NEVER, "megan", "thornmere", "panel\r", "room", "school", "location", "description", "attendee", "petra")
    for word in said:
        assert word not in text.lower(), word
    assert panel.name not in text and case.reference not in text and case.consultation.reference not in text
    names = {line.partition(":")[0].partition(";")[0] for line in text.splitlines()}
    assert names == {
        *("BEGIN", "END", "PRODID", "VERSION", "CALSCALE", "METHOD", "NAME", "X-WR-CALNAME", "REFRESH-INTERVAL"),
        *("X-PUBLISHED-TTL", "UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "LAST-MODIFIED", "SUMMARY", "STATUS"),
        *("TRANSP", "CLASS", "ORGANIZER", "URL"),
    }


def test_every_kind_of_every_room_says_nothing_and_another_is_refused():
    assert {"Joint visit", "Meeting", "Action due"} <= set(kinds_in_diary())
    assert not [kind for kind in kinds_in_diary() if any(word in kind.lower() for word in NEVER)]
    with pytest.raises(ValueError, match="what it is about"):
        in_diary("Channel meeting")
    about = {"uid": "x", "kind": "Meeting", "url": "/", "changed_at": timezone.now()}
    for wrong in ("Megan", "P-4J3T9X2B", "KM-4J3T9X2B Megan", ""):
        with pytest.raises(ValueError, match="reference"):
            DiaryEntry(reference=wrong, day=later(), **about)
    with pytest.raises(ValueError, match="whole day"):
        DiaryEntry(reference="KM-4J3T9X2B", **about)
    assert DiaryEntry(reference="KM-4J3T9X2B", day=later(), **about).title == "Meeting KM-4J3T9X2B"


def test_a_reference_is_always_the_same_and_tells_nothing_of_another(meeting):
    again = Meeting.objects.get(pk=meeting.pk)
    assert entry_of(again).reference == entry_of(meeting).reference == drawn_from(Kind.PANEL_MEETING, meeting.uuid)
    others = {drawn_from(Kind.PANEL_MEETING, Member().uuid) for _ in range(500)}
    assert len(others) == 500 and entry_of(meeting).reference not in others


@pytest.mark.parametrize(
    ("day", "utc"),
    [((2031, 3, 29), 10), ((2031, 3, 30), 9), ((2031, 10, 25), 9), ((2031, 10, 26), 10)],
)
def test_the_hour_on_the_wall_is_the_hour_in_the_calendar_on_both_sides_of_the_change(
    client, cast, panel, secrets, day, utc
):
    actions.plan_meeting(cast["petra"], panel=panel, on=datetime.date(*day), at=TEN, until=NOON)
    content = feed(client, secrets["dan"]).content
    (event,) = read_twice(content)
    assert event["starts"].astimezone(LONDON).replace(tzinfo=None) == datetime.datetime(*day, 10)
    assert event["ends"].astimezone(LONDON).replace(tzinfo=None) == datetime.datetime(*day, 12)
    assert f"DTSTART:{datetime.date(*day):%Y%m%d}T{utc:02}0000Z".encode() in content


def test_a_meeting_without_a_known_end_has_none(client, cast, panel, secrets):
    actions.plan_meeting(cast["petra"], panel=panel, on=later(), at=TEN)
    (event,) = shown(client, secrets["dan"])
    assert event["ends"] is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.update(until=TEN)


# Moved, called off


def move(cast, meeting, by="petra", **said):
    said = {"on": meeting.on, "at": meeting.at, "until": meeting.until, "place": meeting.place, **said}
    actions.move_meeting(cast[by], meeting=meeting, **said)
    meeting.refresh_from_db()


def test_a_move_keeps_uid_and_list_grows_the_sequence_and_tells_who_is_invited(client, cast, case, meeting, secrets):
    (before,) = shown(client, secrets["amina"])
    move(cast, meeting, on=later(10), at=NOON, until=None)
    (moved,) = shown(client, secrets["amina"])
    assert moved["uid"] == before["uid"] and (before["sequence"], moved["sequence"]) == (0, 1)
    assert moved["starts"].astimezone(LONDON) == datetime.datetime.combine(later(10), NOON, LONDON)
    assert meeting.items.get().case == case
    for who in ("amina", "dan", "esme"):
        assert "A panel meeting was moved" in [one.words for one in notices_of(cast[who])]
    assert "A panel meeting was moved" not in [one.words for one in notices_of(cast["olu"])]
    entries = Entry.objects.filter(verb="panel.meeting-moved").count()
    move(cast, meeting)
    assert Entry.objects.filter(verb="panel.meeting-moved").count() == entries, "a second click changes nothing"
    move(cast, meeting, place="Room 5")
    assert meeting.sequence == 1, "a calendar shows no place"


def test_who_leads_moves_it_to_a_free_day_until_something_of_it_is_recorded(cast, panel, case, meeting):
    for wrong in ("dan", "amina", "olu"):
        with pytest.raises(NotFound):
            move(cast, meeting, by=wrong, on=later(10))
    actions.plan_meeting(cast["petra"], panel=panel, on=later(10), at=TEN)
    with pytest.raises(actions.AlreadyThere):
        move(cast, meeting, on=later(10))
    assert Meeting.objects.get(pk=meeting.pk).on == later()
    move(cast, meeting, on=timezone.localdate())
    attend(cast, meeting)
    with pytest.raises(NotFound):
        move(cast, meeting, on=later(12))
    viewed = met(cast, panel, entered(cast, panel), on=later(20), came=None)
    item = viewed.items.get()
    actions.record_view(cast["dan"], item=item, agency=cast["dan"].agency, text="x", once_key=key())
    with pytest.raises(NotFound):
        move(cast, viewed, on=later(21))
    actions.call_off_meeting(cast["petra"], meeting=viewed, because="Snow")
    with pytest.raises(NotFound):
        move(cast, viewed, on=later(22))


def test_its_page_moves_it_and_loses_nothing_typed(client, cast, panel, meeting):
    fresh(client, cast["petra"])
    page = reverse("panel:meeting", args=[meeting.uuid])
    text = client.get(page).content.decode()
    assert reverse("panel:move", args=[meeting.uuid]) in text and "10:00am to 12:00pm" in text
    where = reverse("panel:move", args=[meeting.uuid])
    form = client.get(where).content.decode()
    assert 'value="10:00"' in form and 'value="12:00"' in form and f'value="{meeting.on.year}"' in form
    to = later(11)
    said = {
        "on_day": to.day,
        "on_month": to.month,
        "on_year": to.year,
        "at": "14:00",
        "until": "13:00",
        "place": "Hall",
    }
    wrong = client.post(where, said).content.decode()
    assert "must be after the time when it begins" in wrong and "Hall" in wrong and 'value="13:00"' in wrong
    assert client.post(where, {**said, "until": "15:30"}).status_code == 302
    text = client.get(page).content.decode()
    assert "2:00pm to 3:30pm, Hall" in text
    fresh(client, cast["dan"])
    assert where not in client.get(page).content.decode() and client.get(where).status_code == 404


def test_called_off_it_stays_as_cancelled_for_as_long_as_meetings_do(client, cast, case, meeting, secrets):
    (before,) = shown(client, secrets["amina"])
    actions.call_off_meeting(cast["petra"], meeting=meeting, because="Snow over Rowan Close")
    for who in ("amina", "dan"):
        (gone,) = shown(client, secrets[who])
        assert (gone["uid"], gone["status"], gone["sequence"]) == (before["uid"], "CANCELLED", 1)
    fresh(client, cast["amina"])
    assert reverse("panel:invitation", args=[meeting.uuid]) in client.get(reverse("panel:panels")).content.decode()
    file = client.get(reverse("panel:invitation", args=[meeting.uuid])).content
    assert b"METHOD:CANCEL" in file and b"Rowan" not in file and read_twice(file)[0]["status"] == "CANCELLED"
    # Its own page is not there any more, and the calendar does not lead to it.
    assert str(meeting.uuid).encode() not in file.replace(f"{meeting.uuid}@kith".encode(), b"")
    long_ago = timezone.now() - datetime.timedelta(days=40)
    Meeting.objects.update(called_off_at=long_ago, on=long_ago.date())
    assert shown(client, secrets["amina"]) == shown(client, secrets["dan"]) == []


# Rights


def test_an_invitation_is_a_file_with_the_same_and_no_more(client, cast, meeting):
    title = entry_of(meeting).title
    for who in ("dan", "amina"):
        fresh(client, cast[who])
        page = client.get(reverse("panel:meeting", args=[meeting.uuid])).content.decode()
        assert "Put it in your calendar" in page and title in page
        answer = client.get(reverse("panel:invitation", args=[meeting.uuid]))
        assert answer["Content-Disposition"] == f'attachment; filename="{entry_of(meeting).reference}.ics"'
        (event,) = read_twice(answer.content)
        assert event["summary"] == title and b"Room" not in answer.content and b"Megan" not in answer.content
    assert Entry.objects.filter(verb="panel.invitation").count() == 2
    for who in ("olu", "nia", "rhys"):
        fresh(client, cast[who])
        assert client.get(reverse("panel:invitation", args=[meeting.uuid])).status_code == 404


def test_who_has_something_to_do_and_no_seat_reads_the_meeting_and_is_not_invited(client, cast, case, meeting, secrets):
    actions.agree_action(
        cast["petra"], case=case, text="Ring.", owner=cast["olu"], due_on=later(3), is_support=False, once_key="a"
    )
    (event,) = shown(client, secrets["olu"])
    assert event["summary"].startswith("Action due KT-") and event["starts"] == later(3)
    fresh(client, cast["olu"])
    page = client.get(reverse("panel:meeting", args=[meeting.uuid])).content.decode()
    assert "Put it in your calendar" not in page
    assert client.get(reverse("panel:invitation", args=[meeting.uuid])).status_code == 404


def test_what_is_done_stopped_or_kept_from_its_owner_is_not_in_their_calendar(client, cast, case, secrets):
    rows = [
        actions.agree_action(
            cast["petra"],
            case=case,
            text="Ring.",
            owner=cast["olu"],
            due_on=later(n),
            is_support=False,
            once_key=f"a{n}",
        )
        for n in (1, 2)
    ]
    assert len(shown(client, secrets["olu"])) == 2
    actions.finish_action(cast["olu"], action=rows[0], words="Rang.")
    (left,) = shown(client, secrets["olu"])
    assert left["uid"] == f"{rows[1].uuid}@kith"
    bar = CaseBar.objects.create(matter=case, person=cast["olu"], placed_by=cast["petra"], reason="Her cousin")
    assert shown(client, secrets["olu"]) == []
    bar.delete()
    ConsultationBar.objects.create(
        matter=case.consultation, person=cast["olu"], placed_by=cast["petra"], reason="Her cousin"
    )
    assert shown(client, secrets["olu"]) == []


def test_seat_and_case_are_asked_at_each_fetch(client, cast, panel, case, meeting, secrets):
    actions.end_seat(cast["esme"], member=Member.objects.get(panel=panel, person=cast["dan"]))
    assert shown(client, secrets["dan"]) == []
    actions.place_bar(cast["petra"], case=case, person=cast["amina"], reason="Her cousin")
    assert shown(client, secrets["amina"]) == []


def test_who_leaves_a_team_keeps_seat_and_social_work_which_did_not_come_by_it(
    client, cast, panel, case, meeting, secrets
):
    from kith.people import actions as people
    from kith.people.models import Membership

    for who in ("amina", "petra"):
        for row in Membership.objects.filter(person=cast[who]):
            people.leave_team("system:command", person=Person.objects.get(pk=cast[who].pk), team=row.team, at_once=True)
        assert [event["summary"] for event in shown(client, secrets[who])] == [entry_of(meeting).title]
    case.refresh_from_db()
    assert case.social_worker == cast["amina"]
    assert Member.objects.filter(panel=panel, person=cast["petra"], ends=None).exists()


def test_a_fetch_asks_the_same_number_of_questions_for_one_of_each_and_for_many(client, cast, panel, case, secrets):
    asked = []
    for many in (1, 4):
        for n in range(many):
            row = actions.plan_meeting(cast["petra"], panel=panel, on=later(10 * many + n), at=TEN)
            actions.put_on_agenda(cast["petra"], case=case, meeting=row)
            actions.agree_action(
                cast["petra"], case=case, text="x", owner=cast["dan"], due_on=later(n), is_support=False, once_key=key()
            )
            visit = planned(cast["amina"], raised(cast["amina"]))
            action_for(cast["amina"], begun(planned(cast["amina"], visit.consultation)), cast["dan"])
        feed(client, secrets["dan"])
        with CaptureQueriesContext(connection) as found:
            content = feed(client, secrets["dan"]).content
        asked.append(len(found))
        assert len(read_twice(content)) == 5 * (many if many == 1 else many + 1)
    assert asked[0] == asked[1]


# The rule, over what can happen: an oracle in plain Python over plain facts

NAMES = ("amina", "bola", "carys", "petra", "olu", "vera", "esme", "dan", "nia")
happenings = st.lists(
    st.tuples(st.sampled_from(["seat", "unseat", "bar", "bar-below", "worker", "leave"]), st.sampled_from(NAMES)),
    max_size=6,
)


@dataclass
class Facts:
    """What is true of the world, by name."""

    seats: set = field(default_factory=lambda: {"esme", "carys", "petra", "dan"})
    worker: str = "amina"
    barred: set = field(default_factory=set)
    inactive: set = field(default_factory=set)

    def invited(self, who: str) -> bool:
        """By the brief: a seat on the panel; else the social worker of a child on the list, whom no conflict keeps away."""
        if who in self.inactive:
            return False
        return who in self.seats or (who == self.worker and who not in self.barred)


def happens(facts: Facts, people, case, what: str, who: str) -> None:
    person = people[who]
    if what == "seat" and who not in facts.seats:
        Member.objects.create(panel=case.panel, person=person, seat="member", named_by=people["esme"])
        facts.seats.add(who)
    elif what == "unseat":
        Member.objects.filter(person=person, ends=None).update(ends=timezone.now())
        facts.seats.discard(who)
    elif what == "bar":
        CaseBar.objects.create(matter=case, person=person, placed_by=people["esme"], reason="x")
        facts.barred.add(who)
    elif what == "bar-below":
        ConsultationBar.objects.create(matter=case.consultation, person=person, placed_by=people["esme"], reason="x")
        facts.barred.add(who)
    elif what == "worker":
        type(case).objects.filter(pk=case.pk).update(social_worker=person)
        CasePart.objects.get_or_create(matter=case, person=person, reason="social-worker", ends=None)
        facts.worker = who
    elif what == "leave":
        Person.objects.filter(pk=person.pk).update(is_active=False)
        facts.inactive.add(who)


@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
@given(then=happenings, off=st.booleans())
def test_feed_and_file_give_a_meeting_to_who_is_invited_and_to_nobody_else(cast, then, off):
    with transaction.atomic():
        people = build_people()
        secrets = {name: make_calendar(people[name], name="x")[1] for name in NAMES}
        panel = panel_of(people)
        case = entered(people, panel, sent(people))
        meeting = actions.plan_meeting(people["petra"], panel=panel, on=later(), at=TEN, place="PLACEWORD")
        actions.put_on_agenda(people["petra"], case=case, meeting=meeting)
        if off:
            actions.call_off_meeting(people["petra"], meeting=meeting, because="PLACEWORD")
            meeting.refresh_from_db()
        facts, reference = Facts(), entry_of(meeting).reference
        for what, who in then:
            happens(facts, people, case, what, who)
        for name in NAMES:
            client = Client()
            text = client.get(reverse("meetings-calendar", args=[secrets[name]])).content.decode()
            assert (reference in text) == facts.invited(name), (name, then)
            assert (str(meeting.uuid) in text) == facts.invited(name), (name, then)
            assert "PLACEWORD" not in text and case.reference not in text and panel.name not in text
            if name not in facts.inactive:
                fresh(client, Person.objects.get(pk=people[name].pk))
                file = client.get(reverse("panel:invitation", args=[meeting.uuid]))
                assert (file.status_code == 200) == facts.invited(name), (name, then)
                there = [one.uid for one in diary_of(Person.objects.get(pk=people[name].pk), timezone.now())]
                assert (f"{meeting.uuid}@kith" in there) == facts.invited(name)
        transaction.set_rollback(True)


def test_decided_or_held_it_stays_in_the_calendar_where_it_was(client, cast, panel, case, secrets):
    row = met(cast, panel, case)
    decided_at(cast, case, row, "adopt")
    actions.hold_meeting(cast["esme"], meeting=row)
    (event,) = shown(client, secrets["amina"])
    assert event["status"] == "CONFIRMED" and queries.invitation_for(cast["amina"], row.uuid) == row
