"""What is done a second time in the same words is the one act, from whichever page it was sent."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.audit.models import Entry
from kith.concerns.actions import end_part, give_part, open_in_emergency, place_bar, write_note
from kith.concerns.models import ConsultationEmergency, ConsultationPart, Note
from kith.concerns.queries import consultations_seen_by
from kith.desk.tests.factories import claimed, decided, fresh, raised
from kith.people.actions import enter_vetting
from kith.people.models import Vetting, VettingLevel
from kith.screening.actions import ask_question, record_disagreement
from kith.screening.models import Disagreement, Question

pytestmark = pytest.mark.django_db


def test_a_page_that_was_gone_back_to_and_sent_again_makes_one_record(cast):
    decision = decided(cast)
    consultation, said = (
        decision.screening.consultation,
        {"happened_on": timezone.localdate(), "text": "He came.", "childs_words": ""},
    )
    notes = [write_note(cast["amina"], consultation=consultation, once_key=key, **said) for key in ("a", "b")]
    assert notes[0] == notes[1] and Note.objects.count() == 1
    rows = [record_disagreement(cast["amina"], decision=decision, text="He is not safe.", once_key=k) for k in "ab"]
    assert rows[0] == rows[1] and Disagreement.objects.count() == 1
    write_note(cast["amina"], consultation=consultation, once_key="c", **said | {"text": "He came again."})
    write_note(cast["bola"], consultation=consultation, once_key="d", **said)
    assert Note.objects.count() == 3, "other words, or another person: another note"
    Note.objects.update(written_at=timezone.now() - datetime.timedelta(minutes=11))
    write_note(cast["amina"], consultation=consultation, once_key="e", **said)
    assert Note.objects.count() == 4, "the same words on another day are said anew"


def test_a_question_that_is_sent_again_is_asked_once(cast):
    screening = claimed(cast)
    for key in ("a", "b"):
        ask_question(cast["bola"], screening=screening, of=cast["amina"], text="Who was there?", once_key=key)
    assert Question.objects.count() == 1
    ask_question(cast["bola"], screening=screening, of=cast["amina"], text="And who else?", once_key="c")
    assert Question.objects.count() == 2


def test_ending_a_part_ends_whatever_was_given_to_that_person(cast):
    consultation = raised(cast["amina"])
    give_part(cast["amina"], consultation=consultation, person=cast["olu"], because="Knows the school")
    part = ConsultationPart.objects.get(matter=consultation, person=cast["olu"])
    # As two requests of one moment left it before they waited for each other.
    ConsultationPart.objects.create(matter=consultation, person=cast["olu"], reason=part.reason)
    assert consultations_seen_by(cast["olu"]).filter(pk=consultation.pk).exists()
    end_part(cast["amina"], consultation=consultation, part_id=part.pk)
    assert not consultations_seen_by(cast["olu"]).filter(pk=consultation.pk).exists()


def test_an_opening_that_still_runs_is_the_same_opening(cast):
    consultation = raised(cast["amina"])
    for _ in range(2):
        open_in_emergency(cast["petra"], exact=consultation.reference, reason="A child may be at risk this very hour.")
    assert ConsultationEmergency.objects.count() == 1
    assert Entry.objects.filter(verb="emergency.opened").count() == 1
    ConsultationEmergency.objects.update(ends=timezone.now())
    open_in_emergency(cast["petra"], exact=consultation.reference, reason="A child may be at risk this very hour.")
    assert ConsultationEmergency.objects.count() == 2, "another hour is another reason, and another review"


def test_a_bar_that_stands_is_not_placed_twice(cast):
    consultation = raised(cast["amina"])
    for _ in range(2):
        place_bar(cast["carys"], consultation=consultation, person=cast["petra"], reason="Her niece")
    assert consultation.bars.count() == 1


def test_one_vetting_is_entered_once_so_that_withdrawing_it_leaves_none(client, cast):
    level = VettingLevel.objects.order_by("order").first()
    day = timezone.localdate() + datetime.timedelta(days=300)
    said = {"person": cast["amina"], "level": level, "issuer": "The force", "last_day": day}
    first, again = (enter_vetting(cast["jo"], **said) for _ in range(2))
    assert first == again and Vetting.objects.filter(person=cast["amina"]).count() == 1
    fresh(client, cast["jo"])
    form = {"person": str(cast["amina"].uuid), "level": level.key, "issuer": "The force"}
    far = {"last_day_day": "1", "last_day_month": "1", "last_day_year": "9999"}
    page = client.post(reverse("people:vettings"), form | far).content.decode()
    assert "Check the year" in page and Vetting.objects.filter(person=cast["amina"]).count() == 1
