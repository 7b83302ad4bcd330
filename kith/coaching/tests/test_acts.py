"""Each act of the room, asked of everybody: whom it refuses changes nothing."""

import datetime

import pytest
from django.utils import timezone

from kith.access.rules import WORKER, NotFound
from kith.coaching import actions
from kith.coaching.models import (
    Booking,
    Experience,
    Joint,
    LogEntry,
    Making,
    Question,
    Reflection,
    ReflectionPlace,
    Slot,
)
from kith.desk.tests.factories import raised
from tests.everybody import refused

from .factories import COACHES, MANAGERS, answered, ask, began, experienced, jointly, offered, reflecting, soon

pytestmark = pytest.mark.django_db
TABLES = (Booking, Experience, Joint, LogEntry, Making, Question, Reflection, ReflectionPlace, Slot)


@pytest.fixture
def does(everybody):
    """Who of the cast may do it: all whom it does not refuse."""
    return lambda act: set(everybody) - refused(act, everybody, TABLES)


@pytest.fixture
def thornmere(everybody):
    return {key for key, one in everybody.items() if one.authority.key == "thornmere" and one.is_active}


def test_joint_work(cast, everybody, does):
    matter = raised(cast["amina"])
    said = {"consultation": matter, "aim": "A first talk", "leads": "worker", "leads_words": "", "once_key": "x"}
    # Bola screens it, Carys manages who raised it: they work in the matter.
    assert does(lambda by: actions.agree_joint(by, specialist=cast["petra"], **said)) == {"amina", "bola", "carys"}
    for key in ("carys", "amina", "ines", "nia", "rhys", "sade"):
        assert not does(lambda by, key=key: actions.agree_joint(by, specialist=everybody[key], **said)), key
    row = jointly(cast, matter)
    assert does(lambda by: actions.agree_joint(by, specialist=cast["bola"], **said)) == {"amina"}, "it goes on already"
    assert does(lambda by: actions.end_joint(by, joint=row, closing="Done.")) == {"amina", "bola"}
    for of in (cast["amina"], cast["bola"]):
        to = does(lambda by, of=of: actions.take_over_joint(cast["jo"], joint=row, of=of, to=by))
        assert to == {"olu", "petra"} | MANAGERS
    row = actions.end_joint(cast["amina"], joint=row, closing="Done.")
    assert does(lambda by: actions.end_joint(by, joint=row, closing="Again.")) == {"amina", "bola"}, "it is over"


def test_times(cast, does, thornmere):
    hour = {"starts_at": soon(90), "ends_at": soon(91), "place": "Room 2"}
    times = [(hour["starts_at"], hour["ends_at"])]
    assert does(lambda by: actions.offer_slots(by, times=times, place="Room 2", once_key="o")) == COACHES | {"sade"}
    slot, question, joint = offered(cast), ask(cast), jointly(cast, raised(cast["amina"]))
    assert does(lambda by: actions.offer_slot_for(by, slot=slot, question=question)) == {"bola"}
    assert does(lambda by: actions.move_slot(by, slot=slot, **hour)) == {"bola"}
    assert does(lambda by: actions.withdraw_slot(by, slot=slot)) == {"bola"}
    assert does(lambda by: actions.book_slot(by, slot=slot)) == thornmere - {"bola"}
    assert does(lambda by: actions.book_slot(by, slot=slot, question=question)) == {"amina"}
    assert does(lambda by: actions.book_slot(by, slot=slot, joint=joint)) == {"amina"}
    booking = actions.book_slot(cast["amina"], slot=slot)
    assert does(lambda by: actions.cancel_booking(by, booking=booking, word="Ill")) == {"amina", "bola"}
    over = does(lambda by: actions.take_over_slot(cast["jo"], slot=slot, of=cast["bola"], to=by))
    assert over == COACHES | MANAGERS
    assert not does(lambda by: actions.offer_slot_for(by, slot=slot, question=question)), "it is booked"
    for who, why in (("rhys", NotFound), ("olu", actions.AlreadyBooked)):
        with pytest.raises(why):
            actions.book_slot(cast[who], slot=slot)
    booking = actions.cancel_booking(cast["amina"], booking=booking, word="Ill")
    assert does(lambda by: actions.cancel_booking(by, booking=booking, word="Ill")) == {"amina"}, "it is cancelled"
    slot = actions.withdraw_slot(cast["bola"], slot=slot)
    assert does(lambda by: actions.withdraw_slot(by, slot=slot)) == {"bola"}, "it is offered no more"
    joint = actions.end_joint(cast["bola"], joint=joint, closing="Done.")
    other = offered(cast, once="t", hours=50)
    assert not does(lambda by: actions.book_slot(by, slot=other, joint=joint)), "the joint work is over"
    hers = ask(cast, chosen=cast["petra"], once="hers")
    assert not does(lambda by: actions.offer_slot_for(by, slot=other, question=hers)), "a question that Petra has"
    other = actions.offer_slot_for(cast["bola"], slot=other, question=ask(cast, by="olu", once="kept"))
    assert does(lambda by: actions.offer_slot_for(by, slot=other, question=other.kept_for)) == {"bola"}
    assert not does(lambda by: actions.offer_slot_for(by, slot=other, question=question)), "it is kept for another"


def test_a_group_reflection(cast, everybody, does, thornmere):
    hour = {"starts_at": soon(80), "ends_at": soon(81), "place": "Hub"}
    said = {"title": "When nothing fits", "theme": "ideologies", "places": 3, "once_key": "y", **hour}
    who = COACHES | MANAGERS | {"gwen", "nia"}
    assert does(lambda by: actions.set_up_reflection(by, presenter=cast["amina"], **said)) == who
    assert does(lambda by: actions.set_up_reflection(by, presenter=cast["rhys"], **said)) == {"sade", "tom"}
    assert not does(lambda by: actions.set_up_reflection(by, presenter=everybody["ines"], **said))
    row = reflecting(cast)
    assert does(lambda by: actions.take_place(by, reflection=row)) == thornmere - {"amina"}
    assert does(lambda by: actions.give_place_back(by, reflection=row)) == thornmere
    assert does(lambda by: actions.move_reflection(by, reflection=row, **hour)) == {"amina", "bola"}
    assert does(lambda by: actions.call_reflection_off(by, reflection=row)) == {"amina", "bola"}
    for of, to in (("amina", thornmere), ("bola", who)):
        over = does(lambda by, of=of: actions.take_over_reflection(cast["jo"], reflection=row, of=cast[of], to=by))
        assert over == to
    began(row)
    hold = {"there": [], "themes": [], "learnt": "To ask the school first."}
    assert does(lambda by: actions.hold_reflection(by, reflection=row, **hold)) == {"amina", "bola"}
    actions.hold_reflection(cast["bola"], reflection=row, **hold)
    Reflection.objects.update(ends_at=timezone.now() - datetime.timedelta(minutes=1))
    assert does(lambda by: actions.hold_reflection(by, reflection=row, **hold)) == {"amina", "bola"}, "written again"


def test_a_log(cast, does):
    said = {"day": timezone.localdate(), "themes": [], "minutes": None, "next_step": "", "came_of": "", "once_key": "l"}
    coaches = COACHES | {"sade"}
    assert does(lambda by: actions.write_log(by, entry=None, person=None, **said)) == coaches
    assert does(lambda by: actions.write_log(by, entry=None, person=cast["rhys"], **said)) == {"sade"}
    assert does(lambda by: actions.write_log(by, entry=None, person=cast["bola"], **said)) == {"petra"}
    entry = actions.write_log(cast["bola"], entry=None, person=None, **said)
    assert does(lambda by: actions.write_log(by, entry=entry, person=None, **said)) == {"bola"}
    assert does(lambda by: actions.note_log_taken_out(by)) == coaches


def test_a_page_from_an_answer(cast, does):
    row = answered(cast)
    said = {"title": "How to begin", "asked": row.text, "first": "With what they see at home.", "why": "It is near."}
    assert does(lambda by: actions.make_page(by, question=row, **said)) == {"bola"}
    making = actions.make_page(cast["bola"], question=row, **said)
    assert making.uses_words and not does(lambda by: actions.begin_agreed_page(by, making=making)), "before the yes"
    assert does(lambda by: actions.answer_words(by, making=making, agreed=True)) == {"amina"}
    making = actions.answer_words(cast["amina"], making=making, agreed=True)
    assert does(lambda by: actions.begin_agreed_page(by, making=making)) == {"bola"}
    actions.begin_agreed_page(cast["bola"], making=making)
    assert does(lambda by: actions.make_page(by, question=row, **said)) == {"bola"}, "it is a page already"


def test_what_one_has_worked_with(cast, everybody, does):
    said = {"themes": ["online"], "harms": [], "line": "", "how": "here", "region_too": False}
    there = {key for key, one in everybody.items() if one.agency.kind == "social-care" and key != "ines"}
    assert does(lambda by: actions.say_experience(by, **said)) == there
    experienced(cast, "carys")
    assert does(lambda by: actions.confirm_experience(by)) == {"carys"}
    assert does(lambda by: actions.withdraw_experience(by)) == set(everybody) - {"ines"}


def test_scheduled_work_has_its_own_door(everybody):
    doors = {"worker": WORKER, "init": "system:init", "bola": everybody["bola"], "carys": everybody["carys"]}
    today = timezone.localdate()
    for act in (actions.tell_of_late_questions, actions.remind_of_experience):
        assert refused(lambda by, act=act: act(by, today=today), doors, TABLES) == set(doors) - {"worker"}
