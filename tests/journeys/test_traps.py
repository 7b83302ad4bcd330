"""Traps that need a browser: a timer of a page that was left, and a session that ends while somebody types."""

import time

import pytest
from playwright.sync_api import expect

from kith.concerns.actions import give_part, start_consultation
from kith.decisions.models import Draft
from kith.demo.cast import PASSWORD
from kith.desk.tests.factories import claimed, decided

pytestmark = pytest.mark.django_db(transaction=True)


def saved(consultation) -> str:
    rows = Draft.objects.filter(subject=consultation.subject, section="voice")
    return " ".join(" ".join(row.content.get("voice_words", [])) for row in rows)


def test_04_the_timer_of_a_page_that_was_left_never_fires_into_the_next_record(visitor, cast):
    first, second = start_consultation(cast["amina"]), start_consultation(cast["amina"])
    amina = visitor(cast["amina"])
    sent = []
    amina.page.on("request", lambda r: sent.append(r.url) if r.headers.get("x-autosave") else None)
    amina.page.goto(f"/consultations/{first.reference}/write/voice")
    amina.page.locator("[name=voice_words]").press_sequentially("Meant for the first")
    # On to the other record within the two seconds that an autosave waits.
    amina.page.goto(f"/consultations/{second.reference}/write/voice")
    time.sleep(3)
    assert amina.page.locator("[name=voice_words]").input_value() == ""
    assert not [address for address in sent if second.reference in address]
    assert saved(second) == ""
    assert saved(first) == "Meant for the first", "and it was kept where it belongs"


def test_20_what_is_typed_when_the_session_has_ended_is_not_lost(visitor, cast):
    from django.contrib.sessions.models import Session

    consultation = start_consultation(cast["amina"])
    amina = visitor(cast["amina"])
    amina.page.goto(f"/consultations/{consultation.reference}/write/voice")
    Session.objects.all().delete()
    amina.page.locator("[name=voice_words]").fill("They listen, and nobody at home does.")
    amina.page.get_by_text("You are signed out, so this is not saved yet.").wait_for()
    assert amina.page.locator("[name=voice_words]").input_value() == "They listen, and nobody at home does."
    amina.page.get_by_role("button", name="Save and continue").click()
    amina.page.get_by_role("heading", name="This was not saved").wait_for()
    assert amina.page.locator("textarea").input_value() == "They listen, and nobody at home does."
    amina.faults.clear()  # the browser counts the refusals, which are the matter of this test, as faults
    amina.look("not-saved")


def test_what_is_sent_to_a_locked_screen_is_sent_again_after_unlocking(visitor, cast):
    consultation = start_consultation(cast["amina"])
    amina = visitor(cast["amina"])
    address = f"/consultations/{consultation.reference}/write/voice"
    amina.page.goto(address)
    elsewhere = amina.context.new_page()
    elsewhere.goto("/")
    elsewhere.get_by_role("button", name="Lock screen").click()
    amina.page.locator("[name=voice_words]").fill("They listen, and nobody at home does.")
    amina.press("Save and continue")
    amina.page.get_by_role("link", name="Unlock Kith").wait_for()
    amina.page.wait_for_load_state("networkidle")
    amina.faults.clear()  # the browser tells of the answer 403, which is the right one here
    amina.look("locked")
    with amina.context.expect_page() as opened:
        amina.follow("Unlock Kith")
    opened.value.get_by_label("Your password").fill(PASSWORD)
    opened.value.get_by_role("button", name="Unlock").click()
    opened.value.wait_for_url("**/")
    amina.press("Try again")
    amina.page.wait_for_url("**/write/question")
    assert saved(consultation) == "They listen, and nobody at home does."


def test_locking_waits_for_the_last_words_of_a_note_and_of_a_question(visitor, cast):
    reference = claimed(cast).consultation.reference
    for who, where, box in (
        ("amina", f"/consultations/{reference}", "What became known?"),
        ("bola", f"/screening/{reference}", "What do you ask?"),
    ):
        someone = visitor(cast[who])
        someone.go(where, f"half-typed-{who}")
        someone.fill(box, "He was seen at the")
        someone.press("Lock screen")
        expect(someone.page.get_by_role("heading", level=1)).to_have_text("Screen locked")
        someone.page.get_by_label("Your password").fill(PASSWORD)
        someone.press("Unlock")
        expect(someone.page.get_by_label(box)).to_have_value("He was seen at the")


def test_of_several_forms_of_one_page_each_keeps_its_own_words_through_the_lock(visitor, cast):
    reference = decided(cast).screening.consultation.reference
    amina = visitor(cast["amina"])
    amina.page.goto(f"/screening/{reference}/decisions")
    steps = amina.page.locator("details.kith-step")
    for number, words in ((0, "Rang the mother, and"), (1, "Seen at school, where")):
        steps.nth(number).locator("summary").click()
        steps.nth(number).locator("textarea").press_sequentially(words)
    amina.press("Lock screen")
    amina.page.get_by_label("Password").fill(PASSWORD)
    amina.press("Unlock")
    amina.page.wait_for_url(f"**/screening/{reference}/decisions")
    expect(steps.nth(0).locator("textarea")).to_have_value("Rang the mother, and")
    expect(steps.nth(1).locator("textarea")).to_have_value("Seen at school, where")
    assert amina.page.locator("details.kith-step[open]").count() == 2
    amina.look("steps-half-typed")


def test_a_colleague_is_let_in_and_finds_it_at_home(visitor, cast):
    consultation = claimed(cast, name="Megan", named=True).consultation
    give_part(cast["amina"], consultation=consultation, person=cast["vera"], because="Covers next week.")
    amina = visitor(cast["amina"])
    amina.go(f"/consultations/{consultation.reference}/who-can-see", "who-can-see")
    amina.page.locator("[name=person]").select_option(str(cast["olu"].uuid))
    amina.fill("Why do they need to read it?", "She runs the group that Megan goes to.")
    amina.press("Let this colleague read it")
    amina.look("who-can-see-given")
    olu = visitor(cast["olu"])
    olu.look("home-given")
    expect(olu.page.get_by_role("heading", name="Given to you to read")).to_be_visible()
