"""Megan’s whole way: a plan in her words, agreed; an action done; sessions planned, held and missed; a review; the papers."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from kith.desk.tests.factories import claimed, decided
from kith.plans.models import Action, Plan, Session
from kith.plans.tests.factories import begun, planned
from kith.screening import actions as screening
from kith.screening.models import Step

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = timezone.localdate()
PHONE = {"width": 390, "height": 800}


def day(visit, group: str, when: datetime.date) -> None:
    boxes = visit.page.get_by_role("group", name=group, exact=True).first
    boxes.get_by_label("Day").fill(str(when.day))
    boxes.get_by_label("Month").fill(str(when.month))
    boxes.get_by_label("Year").fill(str(when.year))


def later(days: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=days)


def over(row) -> None:
    """The session began an hour ago; nobody waits a week in a test."""
    start = timezone.now() - datetime.timedelta(hours=1)
    Session.objects.filter(pk=row.pk).update(starts_at=start, ends_at=start + datetime.timedelta(minutes=30))


def choose_in(visit, group: str, label: str) -> None:
    visit.page.get_by_role("group", name=group, exact=True).get_by_label(label, exact=True).check()


def write_plan(amina, reference: str) -> None:
    """From the consultation to a plan that is agreed, as Amina does it."""
    amina.page.goto(f"/consultations/{reference}")
    amina.follow("Plan and direct work")
    amina.look("plans-of-matter-empty")
    amina.press("Begin a plan")
    amina.look("plan-begin")
    amina.page.get_by_label("Who owns the plan?").select_option(label="Amina, Social worker")
    amina.choose("Child in need plan")
    amina.choose("Social worker")
    amina.press("Begin it")
    amina.look("plan-writing-empty")
    amina.press("Add an outcome")
    amina.press("Keep it")
    amina.look("plan-outcome-errors")
    amina.fill("What should be better?", "I want to sleep, and not be scared that my phone goes off.")
    amina.choose("The young person’s own")
    day(amina, "When?", TODAY)
    amina.fill("Why does it matter?", "She is tired in lessons and stopped what she liked.")
    amina.choose("Yes")
    amina.press("Keep it")
    for text, target, who in (
        ("Go along to the first netball evening.", "The child", "Netball coach"),
        ("A tutor whom she likes meets her at the gate.", "A place or a group", "Tutor"),
    ):
        amina.press("Add an action")
        amina.fill("What is to be done?", text)
        choose_in(amina, "For whom is it?", target)
        if target == "A place or a group":
            choose_in(amina, "For a place or a group: which kind?", "School")
            amina.fill("Which place or group?", "The way in at Alder Hill Academy")
        amina.fill("Or who else, or who there?", who)
        day(amina, "By when?", later(10))
        amina.choose("Yes")
        if target == "The child":
            amina.look("plan-action")
        amina.press("Keep it")
    amina.press("Add an action")
    amina.fill("What is to be done?", "Agree a time at which telephones sleep in the kitchen.")
    choose_in(amina, "For whom is it?", "The family")
    amina.page.get_by_label("Which colleague does it?").select_option(label="Amina, Social worker")
    day(amina, "By when?", later(5))
    amina.choose("Yes")
    amina.press("Keep it")
    amina.follow("Write the safety plan")
    amina.look("plan-safety")
    amina.fill("Whom to ring, also out of hours?", "Emergency duty team, 01632 960299.")
    amina.fill("The young person’s own words for it", "If I send you a fish, ring me.")
    amina.fill("For staff alone", "Nobody asks for the name of the adult.")
    amina.press("Keep it")
    amina.look("plan-writing")
    amina.press("Agree the plan")
    amina.press("This is agreed")
    amina.look("plan-agree-errors")
    choose_in(amina, "What does the young person say to the plan?", "Agrees")
    amina.page.get_by_label("How was the young person asked?").select_option(label="In person, at home")
    boxes = amina.page.get_by_role("group", name="When?", exact=True)
    for one in (boxes.nth(0), boxes.nth(1)):
        one.get_by_label("Day").fill(str(TODAY.day))
        one.get_by_label("Month").fill(str(TODAY.month))
        one.get_by_label("Year").fill(str(TODAY.year))
    amina.page.get_by_label("In their own words").nth(0).fill("As long as it’s not a lecture.")
    amina.fill("Who of the family?", "Her mother")
    choose_in(amina, "What does the family say to the plan?", "Agrees")
    amina.page.get_by_label("How was the family asked?").select_option(label="In person, at home")
    amina.page.get_by_label("In their own words").nth(1).fill("I am glad that somebody asks.")
    day(amina, "When is the plan reviewed next?", later(30))
    amina.press("This is agreed")
    amina.page.wait_for_url("**/plans/*")
    amina.look("plan-agreed")


def test_megans_whole_way(visitor, cast):
    consultation = claimed(cast, name="Megan", named=True).consultation
    amina = visitor(cast["amina"])
    write_plan(amina, consultation.reference)
    text = amina.text()
    assert "As long as it’s not a lecture." in text and "School: The way in at Alder Hill Academy" in text
    plan = Plan.objects.get()

    # Home has what is to be done; it is done, and is gone from home.
    amina.page.goto("/")
    amina.follow("An action of a plan")
    amina.follow("Agree a time")
    amina.look("plan-action-end")
    amina.choose("It is done")
    amina.fill("In words", "Nine o’clock, and the mother’s telephone too.")
    amina.press("Keep it")
    amina.page.wait_for_url("**/plans/*")
    assert "Nine o’clock" in amina.text()
    assert Action.objects.get(text__startswith="Agree a time").ended_as == "done"

    # Sessions, on the phone.
    amina.page.goto(f"/plans/of/{consultation.reference}")
    for hour in ("3:30pm", "4:45pm"):
        amina.press("Plan a session")
        if hour == "3:30pm":
            amina.look("session-plan")
        day(amina, "On which day?", later(3))
        amina.page.get_by_label("At what time?", exact=True).fill(hour)
        amina.choose("One hour")
        amina.choose("In the same place")
        amina.fill("Where?", "The café by the river, which she chose")
        amina.fill("What is planned?", "Half an hour of what she wants to do, then one question.")
        amina.press("Plan it")
        amina.look("session-planned")
        amina.page.goto(f"/plans/of/{consultation.reference}")
    first, second = Session.objects.order_by("starts_at")
    over(first)
    amina.go(f"/plans/sessions/{first.uuid}", "session-to-write")
    amina.press("It was held")
    amina.look("session-held")
    amina.fill("How many minutes did it take?", "55")
    amina.fill("What was tried?", "A map of who is around her, drawn together.")
    amina.choose("Asking about online life")
    amina.fill("The young person’s own words", "They listen. You do too, a bit.")
    amina.fill("What next?", "Netball together.")
    expect(amina.page.locator("[data-autosave-status]")).to_contain_text("Saved at")
    amina.press("Keep it")
    amina.page.wait_for_url(f"**/sessions/{first.uuid}")
    amina.look("session-written")
    assert "You do too, a bit." in amina.text()
    amina.page.goto(f"/plans/sessions/{second.uuid}")
    amina.press("It cannot be held")
    amina.look("session-missed")
    amina.choose("The young person was away or on holiday")
    amina.fill("In words", "Away with her mother and brother.")
    amina.fill("What next?", "We meet a fortnight later.")
    amina.press("Keep it")
    amina.go(f"/plans/of/{consultation.reference}", "plans-of-matter")
    assert "Held" in amina.text() and "Not held" in amina.text()
    amina.go("/plans/", "plans-mine")
    over(second)  # its month has come: a session counts in the month in which it was to be
    amina.go("/plans/time", "plans-time")
    assert "The young person was away or on holiday" in amina.text()

    # The review, a new edition, and what changed in words.
    amina.page.goto(f"/plans/{plan.uuid}")
    amina.press("Write down a review")
    amina.look("plan-review")
    day(amina, "When was it?", TODAY)
    amina.fill("Who was there?", "Megan, her mother, her tutor")
    amina.fill("What changed for the child?", "She left the group by herself and sleeps.")
    amina.fill("What changed in the setting?", "Two friends are back; one girl still makes her wary.")
    amina.fill("The child’s own words", "It was boring, actually.")
    day(amina, "When is the next review?", later(50))
    amina.press("Keep the review")
    amina.page.wait_for_url("**/plans/*")
    amina.press("Change the plan")
    amina.page.wait_for_url("**/writing")
    amina.follow("A tutor whom she likes")
    day(amina, "By when?", later(20))
    amina.press("Keep it")
    amina.page.wait_for_url("**/writing")
    amina.look("plan-rewriting")
    assert "instead of" in amina.text()
    amina.press("Drop what is being written")
    amina.look("plan-drop")
    amina.press("Drop it")
    amina.page.wait_for_url("**/plans/*")
    amina.look("plan-reviewed")

    # The papers.
    amina.press("To print, for the file")
    amina.look("plan-paper")
    amina.page.goto(f"/plans/{plan.uuid}")
    amina.press("To print, for the family")
    amina.look("plan-family-paper")
    text = amina.text()
    assert "If I send you a fish, ring me." in text and "glad that somebody asks" in text
    assert "Nobody asks for the name" not in text and "It was boring" not in text

    carys = visitor(cast["carys"])
    carys.page.goto("/plans/")
    carys.follow("The time of")
    carys.look("plans-team-time")
    assert "Amina" not in carys.page.locator("table").all_inner_texts().__str__()


def test_a_session_without_a_script_on_a_phone(visitor, cast):
    consultation = claimed(cast).consultation
    amina = visitor(cast["amina"], scripts=False)
    amina.page.set_viewport_size(PHONE)
    amina.page.goto(reverse("plans:of-matter", args=[consultation.reference]))
    amina.press("Plan a session")
    amina.press("Plan it")
    assert "Enter the day" in amina.page.inner_text("body")
    amina.look("session-plan-errors")
    day(amina, "On which day?", later(3))
    amina.page.get_by_label("At what time?", exact=True).fill("3:30pm")
    amina.choose("One hour")
    amina.choose("Online")
    amina.fill("What is planned?", "How she is.")
    amina.press("Plan it")
    amina.look("session-planned-phone")
    amina.press("Move it")
    amina.look("session-move")
    amina.page.get_by_label("At what time?", exact=True).fill("5pm")
    amina.fill("Why does it move?", "School trip.")
    amina.press("Move it")
    assert "School trip." in amina.text()


def test_time_that_was_spent_and_a_matter_that_is_not_closed_over_a_plan(visitor, cast):
    decision = decided(cast, name="Megan", named=True)
    reference = decision.screening.consultation.reference
    for step in Step.objects.filter(pathway__decision=decision):
        screening.take_step(step.owner, step=step, note="")
    plan = planned(cast["amina"], decision.screening.consultation)
    Plan.objects.update(review_on=later(-3))
    Action.objects.filter(owner__isnull=False).update(due_on=later(-3))
    amina = visitor(cast["amina"])
    amina.go(f"/plans/of/{reference}", "plans-of-matter-late")
    assert "Late: its review was due" in amina.text()
    amina.follow("Write down time that was spent")
    amina.press("Keep it")
    amina.look("time-spent-errors")
    day(amina, "On which day was it?", later(-1))
    amina.page.get_by_label("At what time?", exact=True).fill("4pm")
    amina.fill("How many minutes did it take?", "20")
    amina.choose("By telephone")
    amina.fill("What was tried?", "She rang, and wanted to talk.")
    amina.fill("The young person’s own words", "I wanted to hear somebody.")
    amina.fill("What next?", "Netball on Thursday.")
    amina.look("time-spent")
    amina.press("Keep it")
    amina.page.wait_for_url("**/sessions/*")
    amina.look("time-spent-written")
    assert "It was not planned" in amina.text()
    amina.go("/plans/time", "plans-time-unplanned")
    amina.go("/plans/", "plans-mine-late")

    # A new edition is being written while a manager wants to close.
    amina.page.goto(f"/plans/{plan.uuid}")
    amina.look("plan-late")
    amina.press("Change the plan")
    amina.page.wait_for_url("**/writing")
    amina.press("Add an action")
    amina.fill("What is to be done?", "Ask the club for a place.")
    carys = visitor(cast["carys"])
    carys.go(reverse("screening:close", args=[reference]), "close-what-runs")
    assert f"The plan {plan.reference}" in carys.text()
    carys.follow(f"The plan {plan.reference}")
    carys.press("End the plan")
    carys.fill("Why does the plan end?", "She is well.")
    carys.fill("Who has it now?", "Her mother.")
    carys.press("End the plan")
    carys.page.wait_for_url("**/plans/of/*")
    carys.go(reverse("screening:close", args=[reference]), "close-nothing-runs")
    carys.page.get_by_role("textbox").first.fill("Her mother, and the school.")
    carys.press("Close it")
    carys.page.wait_for_url(f"**/consultations/{reference}")
    amina.press("Keep it")
    amina.faults[:] = [fault for fault in amina.faults if "410 (Gone)" not in fault]  # which the browser says by itself
    amina.look("plan-is-over")
    text = amina.page.inner_text("body")
    assert "Carys ended the plan" in text
    assert "Ask the club for a place." in [box.input_value() for box in amina.page.locator("textarea").all()]


def test_a_first_plan_begun_by_mistake(visitor, cast):
    plan = begun(cast["amina"], claimed(cast).consultation)
    amina = visitor(cast["amina"])
    amina.go(f"/plans/{plan.uuid}/writing", "plan-writing-first")
    amina.press("Agree the plan")
    amina.look("plan-agree-missing")
    amina.page.goto(f"/plans/{plan.uuid}/writing")
    amina.press("Drop the plan")
    amina.look("plan-drop-first")
    amina.press("Drop it")
    amina.page.wait_for_url("**/plans/of/*")
    assert "No plan runs." in amina.text()
