"""What is due for review, from the list to the meeting; a meeting moved and called off; a calendar; a step remembered."""

import datetime

import pytest
from django.utils import timezone

from kith.desk.tests.factories import decided
from kith.panel import actions
from kith.panel.models import Case, Meeting
from kith.panel.tests.factories import entered, panel_of, sent
from kith.screening import actions as screening

pytestmark = pytest.mark.django_db(transaction=True)


def fill_day(person, question, day) -> None:
    group = person.page.get_by_role("group", name=question)
    for label, part in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(label).fill(str(part))


def test_a_coordinator_takes_what_is_due_to_a_meeting_and_moves_it(visitor, cast):
    today = timezone.localdate()
    panel = panel_of(cast)
    petra = visitor(cast["petra"])
    petra.go(f"/panels/{panel.uuid}", "due-empty")
    assert "No review, and no look after support has ended, is due within a month." in petra.text()
    case = entered(cast, panel, sent(cast))
    Case.objects.filter(pk=case.pk).update(state="adopted", next_review_on=today - datetime.timedelta(days=2))
    petra.go("/", "due-home")
    assert "Due for review at a panel (1)" in petra.text()
    petra.go(f"/panels/{panel.uuid}", "due-no-meeting")
    petra.follow("Review: plan a meeting for it")
    fill_day(petra, "On which day?", today + datetime.timedelta(days=9))
    petra.fill("At what time?", "10:00")
    petra.fill("Until when, where that is known?", "12:30")
    petra.press("Plan it")
    petra.look("due-meeting-planned")
    assert "10:00am to 12:30pm" in petra.text()
    petra.go("/panels/", "due-panels")
    petra.follow("Review: put it on a meeting’s list")
    petra.look("due-agenda")
    petra.page.get_by_role("radio").first.check()
    petra.press("Put it there")
    petra.go(f"/panels/{panel.uuid}", "due-on-a-list")
    petra.follow("Review: on the list of")
    petra.follow("Move the meeting")
    petra.look("move-meeting")
    petra.fill("Until when, where that is known?", "9:00")
    petra.press("Keep")
    petra.look("move-meeting-error")
    assert "must be after the time when it begins" in petra.text()
    petra.fill("Until when, where that is known?", "11:00")
    petra.press("Keep")
    petra.look("move-meeting-done")
    assert "10:00am to 11:00am" in petra.text()
    # Amina, the child’s social worker, hears that it is off and takes it out of her calendar, on a phone without scripts.
    actions.call_off_meeting(cast["petra"], meeting=Meeting.objects.get(), because="Snow")
    amina = visitor(cast["amina"], scripts=False)
    amina.go("/panels/", "panels-called-off")
    assert "Take it out of your calendar" in amina.text()
    amina.go("/meetings/calendars", "calendars")
    assert "those of panels too" in amina.text()


def test_a_question_half_typed_knows_its_step_when_it_is_opened_again(visitor, cast):
    decision = decided(cast, outcomes=["strategy-discussion"], name="Poppy", named=True)
    screening.answer_sign_off(cast["carys"], sign_off=decision.sign_offs.get(), answer="agreed", reason="")
    reference = decision.screening.consultation.reference
    steps = {step.key: step for pathway in decision.pathways.all() for step in pathway.steps.all()}
    amina = visitor(cast["amina"])
    where = f"/meetings/of/{reference}/ask-before"
    amina.page.goto(f"{where}?step_of={steps['deconflict'].uuid}")
    amina.look("ask-from-a-step")
    with amina.page.expect_response(lambda answer: answer.request.method == "POST" and answer.ok):
        amina.page.locator("textarea").first.fill("We go to the school on Monday.")
    amina.page.goto(where)
    amina.look("ask-opened-again")
    assert steps["deconflict"].title in amina.text()
    assert amina.page.locator('input[name="step_of"]').get_attribute("value") == str(steps["deconflict"].uuid)
