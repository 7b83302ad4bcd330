"""Deciding over an earlier worry, a decision that comes back, a closing, and steps without a day, at a real browser."""

import re

import pytest
from django.utils import timezone

from kith.desk.tests.factories import claimed, decided, raised
from kith.screening import actions
from kith.screening.models import Screening, SignOff
from kith.screening.tests.test_nothing_left_behind import danger_decided
from kith.screening.words import SignOffAnswer

pytestmark = pytest.mark.django_db(transaction=True)
LILY = {"named": True, "name": "Lily", "case_reference": "TH-77"}


def test_a_worry_is_closed_only_after_the_earlier_one_was_looked_at(visitor, cast):
    older = raised(cast["amina"], **LILY)
    row = claimed(cast, **LILY)
    reference = row.consultation.reference
    actions.ask_question(cast["bola"], screening=row, of=cast["amina"], text="Which camp?", once_key="q")
    bola = visitor(cast["bola"])
    bola.go(f"/screening/{reference}/decide", "decide-matched")
    bola.choose("No harm found")
    bola.choose("Unfounded, or advice given: close")
    bola.choose("The worry was unfounded")
    bola.fill("Your reason, in plain words", "His uncle coaches at a holiday camp.")
    bola.fill("What did you consider and set aside?", "That it was about fighting.")
    bola.fill("Or nobody, because…", "the school goes on as usual.")
    bola.press("Record the decision")
    bola.look("decide-matched-refused")
    assert f"Say whether it is the same child in {older.reference}" in bola.text()
    bola.page.locator(f"[name='same_{older.reference}'][value=unsure]").check()
    bola.page.locator(f"[name='because_{older.reference}']").fill("The school rings back tomorrow.")
    bola.press("Record the decision")
    bola.page.wait_for_url("**/decisions")
    bola.look("decisions-closed")
    assert "The worry was unfounded." in bola.text() and "Put it right with the child and family" in bola.text()
    bola.page.go_back()
    bola.page.wait_for_url(re.compile("/decisions$|/decide$"))
    bola.page.goto(f"/screening/{reference}/decide")
    assert bola.page.url.endswith("/decisions"), "Back and again leads to the decision"


def test_a_decision_that_comes_back_keeps_the_child_safe_and_the_words(visitor, cast):
    decision = danger_decided(cast)
    reference = decision.screening.consultation.reference
    carys = visitor(cast["carys"])
    carys.go(f"/screening/{reference}/decisions", "decisions-to-answer")
    carys.page.get_by_role("link", name="Read it and answer").first.click()
    carys.page.wait_for_url("**/sign-off/**")
    sign_off = SignOff.objects.get()
    actions.answer_sign_off(
        cast["carys"], sign_off=sign_off, answer=SignOffAnswer.RETURNED, reason="Ask the uncle first."
    )
    bola = visitor(cast["bola"])
    bola.go("/screening/", "queue-danger")
    assert "1 names danger" in bola.text()
    bola.go(f"/screening/{reference}/decisions", "decisions-returned")
    assert "Safety does not wait for the next decision" in bola.text()
    bola.go(f"/screening/{reference}/decide", "decide-returned")
    assert "Last time: Section 17 assessment" in bola.text()
    row = Screening.objects.get()
    actions.decide_screening(
        cast["bola"],
        screening=row,
        version=row.version,
        once_key="again",
        outcomes=["section-17"],
        reasoning={"harm_source": "outside", "reason": "Help now.", "set_aside": "s", "next_owner": cast["amina"]},
    )
    bola.go(f"/screening/{reference}/decisions", "decisions-again")
    assert "Help now." in bola.text()


def test_steps_without_a_day_stand_apart_and_are_given_one(visitor, cast):
    decision = decided(cast, **LILY)
    actions.record_disagreement(cast["petra"], decision=decision, text="Too little.", once_key="d")
    amina = visitor(cast["amina"])
    amina.go("/", "home-steps")
    amina.go("/screening/steps", "steps-apart")
    amina.page.get_by_role("link", name="Set a day").first.click()
    amina.page.wait_for_url("**/day")
    amina.look("step-day")
    today = timezone.localdate()
    for part, number in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        amina.fill(part, str(number))
    amina.press("Set the day")
    amina.look("decisions-day-set")
    assert "The day is set." in amina.text()
    amina.go(f"/screening/{decision.screening.consultation.reference}/close", "close-left")
    carys = visitor(cast["carys"])
    carys.go("/screening/team", "team-by-day")
    carys.go("/screening/team?by=person", "team-by-person")
    carys.go("/screening/team?by=child", "team-by-child")
    carys.page.locator("main a[href*='/disagreement/']").first.click()
    carys.page.wait_for_url("**/disagreement/**")
    carys.look("disagreement-with-decision")
