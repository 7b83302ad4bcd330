"""Times for coaching: one booking of one time, no clash, and the clock of London."""

import datetime
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import NotFound, Over
from kith.coaching import actions, queries
from kith.coaching.models import Booking, Joint, Slot
from kith.concerns.models import Consultation, ConsultationPart
from kith.concerns.rules import sees_consultation
from kith.desk.models import Notice
from kith.desk.tests.factories import fresh, raised
from kith.people.queries import diary_of
from kith.sharing.actions import ask_not_to_tell
from kith.sharing.tests.factories import asked

from .factories import ask, jointly, offered, soon

OFFER = {"starts_at": "14:30", "minutes": "45", "place": "Room 2", "once": "o"}


def on(day: datetime.date) -> dict:
    return {"starts_on_day": str(day.day), "starts_on_month": str(day.month), "starts_on_year": str(day.year)}


@pytest.mark.django_db
def test_weekly_times_keep_the_hour_across_the_change_of_the_clock(client, cast):
    fresh(client, cast["bola"])
    year = timezone.localdate().year + 1
    october = max(datetime.date(year, 10, day) for day in range(25, 32) if datetime.date(year, 10, day).weekday() == 6)
    before = october - datetime.timedelta(days=4)
    assert client.post(reverse("coaching:offer"), OFFER | on(before) | {"weeks": "2"}).status_code == 302
    rows = list(Slot.objects.order_by("starts_at"))
    assert [timezone.localtime(row.starts_at).strftime("%H:%M") for row in rows] == ["14:30", "14:30"]
    assert rows[1].starts_at - rows[0].starts_at == datetime.timedelta(days=7, hours=1)


@pytest.mark.django_db
def test_a_time_that_clashes_is_refused_with_a_sentence_and_nothing_of_the_series_stands(client, cast):
    fresh(client, cast["bola"])
    first = timezone.localdate() + datetime.timedelta(days=14)
    assert client.post(reverse("coaching:offer"), OFFER | on(first) | {"weeks": "1"}).status_code == 302
    before = first - datetime.timedelta(days=7)
    data = OFFER | on(before) | {"weeks": "3", "starts_at": "15:00", "once": "p"}
    page = client.post(reverse("coaching:offer"), data).content.decode()
    assert "Another time of yours stands there" in page and "Room 2" in page
    assert Slot.objects.count() == 1
    # Next to each other is no clash.
    assert client.post(reverse("coaching:offer"), data | {"starts_at": "15:15"}).status_code == 302
    assert Slot.objects.count() == 4


@pytest.mark.django_db
def test_a_time_has_one_booking_and_both_have_it_in_their_calendars(client, cast):
    slot = offered(cast)
    actions.book_slot(cast["amina"], slot=slot)
    actions.book_slot(cast["amina"], slot=slot)
    assert Booking.objects.count() == 1
    with pytest.raises(actions.AlreadyBooked):
        actions.book_slot(cast["olu"], slot=slot)
    fresh(client, cast["olu"])
    answer = client.post(reverse("coaching:slot", args=[slot.uuid]), {"what_for": "talk"}, follow=True)
    assert "Somebody booked this time" in answer.content.decode() and "Amina" not in answer.content.decode()
    assert not queries.free_slots(cast["olu"])
    for who, has in (("amina", 1), ("bola", 1), ("petra", 0)):
        found = [one for one in diary_of(cast[who], timezone.now()) if one.kind == "Coaching"]
        assert len(found) == has
        assert all(one.title.startswith("Coaching KH-") for one in found)
    # Of another authority nobody finds it.
    with pytest.raises(NotFound):
        queries.slot_for(cast["rhys"], slot.uuid)


@pytest.mark.django_db
def test_cancelled_it_is_free_again_and_moved_the_other_is_told(cast):
    slot = offered(cast)
    booking = actions.book_slot(cast["amina"], slot=slot)
    with pytest.raises(NotFound):
        actions.cancel_booking(cast["olu"], booking=booking, word="x")
    with pytest.raises(Over):
        actions.withdraw_slot(cast["bola"], slot=slot)
    start = soon(72)
    actions.move_slot(
        cast["bola"], slot=slot, starts_at=start, ends_at=start + datetime.timedelta(hours=1), place="Hub"
    )
    assert Notice.objects.get(kind="coaching-moved").person == cast["amina"]
    entry = next(one for one in diary_of(cast["amina"], timezone.now()) if one.kind == "Coaching")
    assert entry.starts_at == start and entry.sequence == 2
    for _ in range(2):
        actions.cancel_booking(cast["amina"], booking=booking, word="I am ill.")
    assert Notice.objects.get(kind="coaching-cancelled").person == cast["bola"]
    assert next(one for one in diary_of(cast["amina"], timezone.now()) if one.kind == "Coaching").cancelled
    actions.book_slot(cast["olu"], slot=slot)
    assert Booking.objects.count() == 2


@pytest.mark.django_db
def test_a_time_offered_as_the_answer_is_kept_for_whoever_asked(client, cast):
    row, slot = ask(cast), offered(cast)
    fresh(client, cast["bola"])
    where = reverse("coaching:offer-for", args=[row.uuid])
    assert client.post(where, {"slot": str(slot.uuid)}).status_code == 302
    row.refresh_from_db()
    assert row.state == "taken" and row.taken_by == cast["bola"]
    assert Notice.objects.get(kind="coaching-offered").person == cast["amina"]
    with pytest.raises(NotFound):
        queries.slot_for(cast["olu"], slot.uuid)
    with pytest.raises(NotFound):
        actions.book_slot(cast["olu"], slot=slot)
    fresh(client, cast["amina"])
    data = {"what_for": f"q:{row.uuid}"}
    assert client.post(reverse("coaching:slot", args=[slot.uuid]), data).status_code == 302
    assert Booking.objects.get().question == row


@pytest.mark.django_db
def test_joint_work_and_a_booking_for_it_give_nobody_a_part(client, cast):
    matter = raised(cast["olu"])
    ConsultationPart.objects.filter(matter=matter, team__isnull=False).delete()
    parts = ConsultationPart.objects.count()
    said = {"aim": "A talk", "leads": "worker", "leads_words": "", "once_key": "j"}
    row = actions.agree_joint(cast["olu"], consultation=matter, specialist=cast["bola"], **said)
    actions.book_slot(cast["olu"], slot=offered(cast), what_for="joint", joint=row)
    assert ConsultationPart.objects.count() == parts
    assert not Consultation.objects.filter(sees_consultation(cast["bola"]), pk=matter.pk).exists()
    with pytest.raises(NotFound):
        queries.joint_for(cast["bola"], row.uuid)
    fresh(client, cast["bola"])
    for page in ("/coaching/", "/"):
        assert matter.reference not in client.get(page).content.decode()
    fresh(client, cast["olu"])
    page = client.get(reverse("coaching:joint", args=[row.uuid])).content.decode()
    assert "Bola has no part in the matter" in page


@pytest.mark.django_db
def test_the_word_with_which_a_time_was_cancelled_is_read_by_the_other_and_by_nobody_else(client, cast):
    slot = offered(cast)
    where = reverse("coaching:slot", args=[slot.uuid])
    actions.cancel_booking(cast["amina"], booking=actions.book_slot(cast["amina"], slot=slot), word="I am ill.")
    for who, reads in (("bola", True), ("amina", True), ("olu", False)):
        fresh(client, cast[who])
        assert ("Amina cancelled: “I am ill.”" in client.get(where).content.decode()) is reads
    actions.cancel_booking(cast["bola"], booking=actions.book_slot(cast["olu"], slot=slot), word="I am in court.")
    for who, reads in (("olu", True), ("amina", False)):
        fresh(client, cast[who])
        assert ("Bola cancelled: “I am in court.”" in client.get(where).content.decode()) is reads


@pytest.mark.django_db
def test_a_word_to_the_other_names_no_child(client, cast):
    slot = offered(cast)
    booking = actions.book_slot(cast["amina"], slot=slot)
    fresh(client, cast["amina"])
    where, data = reverse("coaching:cancel", args=[booking.uuid]), {"word": "I must see Zoltan first"}
    page = client.post(where, data).content.decode()
    assert "“Zoltan”" in page and "I have looked" in page and "I must see Zoltan first" in page
    assert not Booking.objects.exclude(cancelled_at=None).exists()
    assert client.post(where, data | {"looked": "on"}).status_code == 302
    assert Booking.objects.get().cancelled_at


@pytest.mark.django_db
def test_what_joint_work_is_for_names_no_child(client, cast):
    matter = raised(cast["amina"])
    fresh(client, cast["amina"])
    where = reverse("coaching:joint-of-matter", args=[matter.reference])
    data = {"specialist": str(cast["bola"].uuid), "aim": "A talk with Zoltan", "leads": "worker", "once": "j"}
    page = client.post(where, data).content.decode()
    assert "“Zoltan”" in page and "I have looked" in page and not Joint.objects.exists()
    assert client.post(where, data | {"looked": "on"}).status_code == 302
    assert Joint.objects.get().aim == "A talk with Zoltan"


def test_joint_work_ends_with_a_line_and_may_begin_anew(cast):
    matter = raised(cast["amina"])
    row = jointly(cast, matter)
    assert jointly(cast, matter) == row
    for _ in range(2):
        actions.end_joint(cast["bola"], joint=row, closing="We met twice.")
    row.refresh_from_db()
    assert row.closing == "We met twice."
    assert Notice.objects.get(kind="coaching-joint-ended").person == cast["amina"]


@pytest.mark.django_db(transaction=True)
def test_of_five_who_book_at_one_moment_one_has_it(cast):
    slot = offered(cast)
    together = threading.Barrier(5)

    def click(who):
        together.wait()
        try:
            actions.book_slot(cast[who], slot=slot)
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as clicks:
        sent = [clicks.submit(click, who) for who in ("amina", "olu", "carys", "vera", "petra")]
        faults = [fault for fault in (one.exception() for one in sent) if fault]
    assert len(faults) == 4 and all(isinstance(fault, actions.AlreadyBooked) for fault in faults), faults
    assert Booking.objects.filter(slot=slot, cancelled_at=None).count() == 1


@pytest.mark.django_db
def test_a_time_that_is_over_is_neither_offered_nor_moved_to_nor_booked(client, cast):
    fresh(client, cast["bola"])
    past = on(timezone.localdate() - datetime.timedelta(days=1))
    page = client.post(reverse("coaching:offer"), OFFER | past | {"weeks": "1"}).content.decode()
    assert "must be still to come" in page and not Slot.objects.exists()
    hour = datetime.timedelta(hours=1)
    for times in (
        [],
        [(soon(-48), soon(-47))],
        [(soon(48), soon(48))],
        [(soon(n), soon(n) + hour) for n in range(48, 74, 2)],
    ):
        with pytest.raises(ValueError, match="still to come"):
            actions.offer_slots(cast["bola"], times=times, place="Room 2", once_key="p")
    slot = offered(cast)
    page = client.post(reverse("coaching:move-slot", args=[slot.uuid]), OFFER | past).content.decode()
    assert "must be still to come" in page
    assert Slot.objects.get().starts_at == slot.starts_at
    booking = actions.book_slot(cast["amina"], slot=slot)
    Slot.objects.update(starts_at=soon(-2), ends_at=soon(-1))
    for act in (
        lambda: actions.move_slot(cast["bola"], slot=slot, starts_at=soon(5), ends_at=soon(6), place="Room 2"),
        lambda: actions.cancel_booking(cast["amina"], booking=booking, word="Ill"),
        lambda: actions.withdraw_slot(cast["bola"], slot=slot),
    ):
        with pytest.raises(NotFound):
            act()
    Booking.objects.all().delete()
    with pytest.raises(NotFound):
        actions.book_slot(cast["olu"], slot=slot)


@pytest.mark.django_db
def test_joint_work_says_that_the_family_is_not_to_be_told_to_who_reads_the_matter(client, cast):
    consultation = raised(cast["amina"], name="Poppy", named=True)
    row = jointly(cast, consultation)
    request = asked(cast["amina"], consultation)
    ask_not_to_tell(cast["dan"], request=request, review_on=timezone.localdate())
    says = "Do not tell the family"
    agreeing = reverse("coaching:joint-of-matter", args=[consultation.reference])
    together = reverse("coaching:joint", args=[row.uuid])
    fresh(client, cast["amina"])
    assert all(says in client.get(where).content.decode() for where in (agreeing, together))
    ConsultationPart.objects.filter(person=None).delete()
    ConsultationPart.objects.filter(person=cast["bola"]).delete()
    fresh(client, cast["bola"])
    assert client.get(together).status_code == 404, "who reads the matter no longer opens neither"
