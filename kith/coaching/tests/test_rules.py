"""Each rule of the room, asked of everybody: as the doors ask it, whatever page was shown before."""

import datetime

import pytest
from django.utils import timezone

from kith.access.rules import WORKER, NotFound
from kith.coaching import actions, rules
from kith.coaching.models import Booking, LogEntry, Question
from kith.coaching.words import Stands
from kith.desk.tests.factories import raised
from kith.people.models import Person, RoleHeld
from tests.everybody import who

from .factories import COACHES, MANAGERS, answered, ask, began, jointly, offered, reflecting

pytestmark = pytest.mark.django_db


def taken(cast, **said) -> Question:
    row = ask(cast, **said)
    return actions.take_question(cast["bola"], question=row)


def late(row: Question) -> Question:
    actions.tell_of_late_questions(WORKER, today=row.due_on + datetime.timedelta(days=1))
    return row


def test_a_question_that_waits(cast, everybody):
    row = ask(cast)
    assert who(everybody, rules.may_take, row) == who(everybody, rules.may_answer, row) == COACHES
    assert who(everybody, rules.may_pass_on, row) == COACHES
    assert who(everybody, rules.may_have, row) == COACHES
    assert who(everybody, rules.may_inherit, row) == COACHES | MANAGERS
    assert who(everybody, rules.may_take_back, row) == {"amina"}
    for rule in (rules.may_close, rules.may_ask_back, rules.may_make_page, rules.may_say_how_it_was):
        assert who(everybody, rule, row) == set()


def test_a_question_for_one_specialist_or_by_one(cast, everybody):
    row = ask(cast, chosen=cast["petra"])
    assert who(everybody, rules.may_take, row) == who(everybody, rules.may_pass_on, row) == {"petra"}
    row = ask(cast, by="bola", once="own")
    assert who(everybody, rules.may_take, row) == who(everybody, rules.may_answer, row) == {"petra"}
    assert who(everybody, rules.may_have, row) == {"petra"}
    assert who(everybody, rules.may_inherit, row) == {"petra"} | MANAGERS


def test_a_question_that_somebody_has(cast, everybody):
    row = taken(cast)
    for rule in (rules.may_take, rules.may_make_page):
        assert who(everybody, rule, row) == set()
    assert who(everybody, rules.may_answer, row) == who(everybody, rules.may_pass_on, row) == {"bola"}
    late(row)
    assert who(everybody, rules.may_pass_on, row) == {"bola"} | MANAGERS
    assert who(everybody, rules.may_answer, row) == {"bola"}


def test_a_late_question_that_nobody_has(cast, everybody):
    row = late(ask(cast, chosen=cast["petra"]))
    assert who(everybody, rules.may_pass_on, row) == COACHES | MANAGERS
    assert who(everybody, rules.may_take, row) == COACHES


def test_whoever_is_no_specialist_any_more_answers_nothing(cast, everybody):
    row = taken(cast)
    RoleHeld.objects.filter(person=cast["bola"]).update(ends=timezone.now())
    bola = Person.objects.get(pk=cast["bola"].pk)
    assert not rules.may_answer(bola, row) and not rules.may_pass_on(bola, row)


def test_a_question_that_was_answered_closed_or_taken_back(cast, everybody):
    row = answered(cast)
    assert who(everybody, rules.may_answer, row) == who(everybody, rules.may_make_page, row) == {"bola"}
    for rule in (rules.may_close, rules.may_ask_back, rules.may_agree):
        assert who(everybody, rule, row) == {"amina"}
    assert who(everybody, rules.may_say_how_it_was, row) == {"amina", "bola"}
    assert who(everybody, rules.may_take_back, row) == who(everybody, rules.may_pass_on, row) == set()
    actions.close_question(cast["amina"], question=row, came_of="They came.")
    assert who(everybody, rules.may_answer, row) == who(everybody, rules.may_close, row) == set()
    assert who(everybody, rules.may_ask_back, row) == {"amina"}
    assert who(everybody, rules.may_make_page, row) == {"bola"}
    row = ask(cast, once="back")
    actions.take_question_back(cast["amina"], question=row)
    for rule in (rules.may_take, rules.may_answer, rules.may_pass_on, rules.may_ask_back):
        assert who(everybody, rule, row) == set()


def test_what_one_asked_is_not_ones_own_any_more_when_the_account_ends(cast, everybody):
    row = answered(cast)
    Person.objects.filter(pk__in=[cast["amina"].pk, cast["bola"].pk]).update(is_active=False)
    amina, bola = (Person.objects.get(pk=cast[key].pk) for key in ("amina", "bola"))
    for rule in (rules.may_close, rules.may_ask_back, rules.may_agree, rules.may_say_how_it_was):
        assert not rule(amina, row)
    assert not rules.may_answer(bola, row) and not rules.may_make_page(bola, row)
    Question.objects.update(state=Stands.ASKED)
    row.refresh_from_db()
    assert not rules.may_take_back(amina, row)


def test_a_time_that_is_free_booked_or_over(cast, everybody):
    thornmere = {key for key, one in everybody.items() if one.authority.key == "thornmere" and one.is_active}
    slot = offered(cast)
    assert who(everybody, rules.may_book, slot) == thornmere - {"bola"}
    assert who(everybody, rules.may_change_slot, slot) == {"bola"}
    assert who(everybody, rules.may_keep_slot, slot) == COACHES
    booking = actions.book_slot(cast["amina"], slot=slot)
    assert who(everybody, rules.may_cancel, booking) == {"amina", "bola"}
    other = actions.book_slot(cast["petra"], slot=offered(cast, once="t", hours=50))
    assert who(everybody, rules.may_keep_slot, other.slot) == {"bola"}
    assert who(everybody, rules.may_inherit_slot, other.slot) == {"bola"} | MANAGERS
    slot.starts_at = timezone.now() - datetime.timedelta(minutes=1)
    slot.save(update_fields=["starts_at"])
    booking = Booking.objects.get(pk=booking.pk)
    for rule in (rules.may_book, rules.may_change_slot):
        assert who(everybody, rule, slot) == set()
    assert who(everybody, rules.may_cancel, booking) == set()


def test_a_time_that_was_cancelled_or_withdrawn_or_kept_for_one(cast, everybody):
    slot = offered(cast)
    booking = actions.book_slot(cast["amina"], slot=slot)
    actions.cancel_booking(cast["amina"], booking=booking, word="Ill")
    assert who(everybody, rules.may_cancel, booking) == set()
    slot.kept_for = ask(cast)
    slot.save(update_fields=["kept_for"])
    assert who(everybody, rules.may_book, slot) == {"amina"}
    slot.kept_for, slot.withdrawn_at = None, timezone.now()
    slot.save(update_fields=["kept_for", "withdrawn_at"])
    assert who(everybody, rules.may_book, slot) == who(everybody, rules.may_change_slot, slot) == set()


def test_joint_work_is_ended_by_the_two_and_joined_by_casework_of_the_authority(cast, everybody):
    row = jointly(cast, raised(cast["amina"]))
    assert who(everybody, rules.may_end_joint, row) == {"amina", "bola"}
    assert who(everybody, rules.may_join, row) == {"amina", "olu"} | COACHES | MANAGERS
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    assert who(everybody, rules.may_end_joint, row) == set()


def test_a_group_reflection(cast, everybody):
    thornmere = {key for key, one in everybody.items() if one.authority.key == "thornmere" and one.is_active}
    row = reflecting(cast)
    assert who(everybody, rules.may_take_place, row) == thornmere - {"amina"}
    assert who(everybody, rules.may_change_reflection, row) == {"amina", "bola"}
    assert who(everybody, rules.may_run_reflection, row) == COACHES | MANAGERS | {"gwen", "nia"}
    assert who(everybody, rules.may_present, row) == thornmere
    began(row)
    assert who(everybody, rules.may_take_place, row) == set(), "it has begun"
    assert who(everybody, rules.may_change_reflection, row) == {"amina", "bola"}, "and is not over"
    actions.call_reflection_off(cast["bola"], reflection=row)
    assert who(everybody, rules.may_change_reflection, row) == set()
    row = reflecting(cast, presenter="olu", once="called-off")
    actions.call_reflection_off(cast["bola"], reflection=row)
    assert who(everybody, rules.may_take_place, row) == set(), "it was called off"


def test_whose_account_ended_changes_nothing_of_theirs(cast, everybody):
    booking = actions.book_slot(cast["amina"], slot=offered(cast))
    row, both = reflecting(cast), jointly(cast, raised(cast["amina"]))
    for key in ("amina", "bola"):
        everybody[key].is_active = False
    assert who(everybody, rules.may_change_slot, booking.slot) == who(everybody, rules.may_cancel, booking) == set()
    assert who(everybody, rules.may_end_joint, both) == who(everybody, rules.may_change_reflection, row) == set()


def test_a_log_is_its_specialists_own(cast, everybody):
    answered(cast)
    entry = LogEntry.objects.get()
    assert who(everybody, rules.may_change_entry, entry) == {"bola"}
    RoleHeld.objects.filter(person=cast["bola"]).update(ends=timezone.now())
    assert not rules.may_change_entry(Person.objects.get(pk=cast["bola"].pk), entry)


def test_nothing_is_passed_to_whom_it_cannot_be_with(cast, everybody):
    row = ask(cast)
    for key in ("ines", "nia", "sade", "amina", "carys"):
        with pytest.raises(NotFound):
            actions.pass_question_on(cast["bola"], question=row, to=everybody[key])
    row.refresh_from_db()
    assert row.chosen is None and row.state == Stands.ASKED
