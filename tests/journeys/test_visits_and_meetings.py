"""A joint visit with police asked first, and a strategy discussion with dissent and actions; the partner on a phone."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from kith.demo.cast import PASSWORD
from kith.desk.tests.factories import claimed
from kith.desk.tests.factories import decided as decide
from kith.meetings.models import Account, Meeting, StepQuestion
from kith.screening import actions as screening

pytestmark = pytest.mark.django_db(transaction=True)
FUTURE = timezone.localdate() + datetime.timedelta(days=7)
PHONE = {"width": 390, "height": 800}


def day(visit, group: str, when: datetime.date) -> None:
    boxes = visit.page.get_by_role("group", name=group, exact=True)
    boxes.get_by_label("Day").fill(str(when.day))
    boxes.get_by_label("Month").fill(str(when.month))
    boxes.get_by_label("Year").fill(str(when.year))


def begun() -> None:
    """The visit began an hour ago; nobody waits a week in a test."""
    start = timezone.now() - datetime.timedelta(hours=1)
    Meeting.objects.update(starts_at=start, ends_at=start + datetime.timedelta(minutes=30))


def phone(visitor, person):
    someone = visitor(person, scripts=False)
    someone.page.set_viewport_size(PHONE)
    return someone


def test_a_joint_visit_with_police_asked_first(visitor, cast):
    consultation = claimed(cast, name="Poppy", named=True).consultation
    amina = visitor(cast["amina"])
    amina.page.goto(f"/consultations/{consultation.reference}")
    amina.follow("Visits and meetings")
    amina.page.goto(f"/meetings/of/{consultation.reference}")
    amina.look("meetings-of-matter-empty")
    amina.press("Plan a joint visit")
    amina.look("visit-plan")
    amina.press("Plan the visit")
    amina.look("visit-plan-errors")
    assert "Write what it is for" in amina.page.inner_text("body")
    amina.fill("What is it for?", "To see both children, and hear their mother alone.")
    day(amina, "On which day?", FUTURE)
    amina.page.get_by_label("At what time?", exact=True).fill("2:30pm")
    amina.choose("One hour")
    amina.fill("Where?", "12 Rowan Close")
    amina.page.get_by_label("Who leads?").select_option("me")
    amina.choose("Midvale Police, Prevent team", group="Which agencies do you invite?")
    amina.fill("What you will say", "That we come because two schools rang.")
    amina.fill("What you will not say", "Anything of the police’s interest.")
    amina.fill("Language and communication", "English. Finn needs few words.")
    amina.fill("Safety plan", "We leave if he comes; the car stands in the next street.")
    # The screen is locked half way, and nothing is lost.
    expect(amina.page.locator("[data-autosave-status]")).to_contain_text("Saved at")
    amina.press("Lock screen")
    amina.fill("Password", PASSWORD)
    amina.page.get_by_label("Password").press("Enter")
    amina.page.wait_for_url("**/visit")
    amina.page.goto(f"/meetings/of/{consultation.reference}/visit")
    expect(amina.page.get_by_label("Safety plan")).to_have_value(
        "We leave if he comes; the car stands in the next street."
    )
    amina.press("Plan the visit")
    amina.look("visit-planned")
    assert "Police were not asked yet" in amina.text()
    amina.follow("Ask the police")
    amina.look("before-ask")
    amina.choose("Midvale Police, Prevent team")
    amina.choose("A visit at home")
    assert "Poppy" in amina.page.get_by_label("Whom is it about?").input_value()
    amina.press("Ask", exact=True)
    amina.look("before-asked")
    assert "No answer yet" in amina.text() and "Wait for it before you act" in amina.text()

    # Dan stands in a corridor with his phone, and no script runs on it.
    dan = phone(visitor, cast["dan"])
    dan.page.goto("/")
    dan.follow("Would a step cut across anything?")
    dan.look("before-police")
    assert consultation.reference not in dan.page.content()
    dan.choose("Wait until a date")
    dan.press("Answer")
    assert "Enter the day until which they should wait" in dan.page.inner_text("body")
    dan.look("before-police-errors")
    day(dan, "Until when should they wait?", timezone.localdate() + datetime.timedelta(days=2))
    dan.press("Answer")
    assert "Wait until" in dan.text()

    amina.page.goto("/notices")
    amina.follow("You have an answer about a step: read it before you act")
    amina.look("before-wait")
    assert "Wait until" in amina.text() and "because" not in amina.text().lower()

    dan.choose("Go ahead")
    dan.press("Answer anew")
    dan.look("before-police-again")
    amina.page.goto("/notices")
    amina.follow("An answer about a step has changed: read it before you act")
    assert "Go ahead" in amina.text()
    amina.follow("Joint visit KC-")
    amina.look("visit-cleared")

    dan.page.goto("/notices")
    dan.follow("You are invited to a visit or a meeting")
    dan.look("visit-police")
    assert consultation.reference not in dan.page.content() and "Rowan Close" in dan.text()
    dan.follow("Answer")
    dan.look("visit-reply")
    dan.choose("Will be there")
    dan.fill("What you will say", "Who I am, and nothing else.")
    dan.press("Send your answer")
    assert "You: will be there" in dan.text()

    begun()
    amina.page.reload()
    amina.press("Write what came of it")
    amina.look("visit-account")
    amina.press("Keep it")
    amina.look("visit-account-errors")
    assert "Write what was heard" in amina.page.inner_text("body")
    for group in amina.page.locator("main").get_by_role("group").all():
        group.get_by_label("Was there", exact=True).check()
    amina.fill("What was seen?", "Both children, at play.")
    amina.fill("What was heard?", "“I am more afraid of him than of you.”")
    amina.fill("The child’s own words", "Daddy shouts.")
    amina.press("Keep it")
    amina.look("visit-over")
    assert Account.objects.get().childs_words == "Daddy shouts."
    amina.page.goto(f"/chronology/{consultation.reference}")
    assert "Joint visit held" in amina.text() and "Daddy shouts." in amina.text()
    dan.page.goto("/notices")
    dan.follow("What came of a visit or a meeting was written down")
    assert "Daddy shouts." in dan.text()
    assert StepQuestion.objects.count() == 1


def test_a_strategy_discussion_with_dissent_and_actions(visitor, cast):
    decision = decide(cast, outcomes=["strategy-discussion"], name="Poppy", named=True)
    screening.answer_sign_off(cast["carys"], sign_off=decision.sign_offs.get(), answer="agreed", reason="")
    consultation = decision.screening.consultation
    carys = visitor(cast["carys"])
    carys.page.goto(reverse("screening:decision", args=[consultation.reference]))
    step = carys.page.get_by_role("listitem").filter(has_text="Hold the discussion")
    step.locator("summary").click()
    step.get_by_role("link", name="Call the strategy discussion").click()
    carys.look("strategy-call")
    carys.fill("What is it for?", "Whether section 47 enquiries begin, and who goes.")
    day(carys, "On which day?", FUTURE)
    carys.page.get_by_label("At what time?", exact=True).fill("10:00")
    carys.choose("An hour and a half")
    carys.page.get_by_label("Who leads?").select_option("me")
    carys.choose("Midvale Police, Prevent team", group="Which agencies do you invite?")
    carys.page.get_by_label("A colleague of your own service (optional)").select_option(str(cast["amina"].uuid))
    carys.fill("Somebody without an account here (optional)", "Alder Hill Academy, safeguarding lead")
    carys.press("Call it")
    carys.look("strategy-called")

    dan = phone(visitor, cast["dan"])
    dan.page.goto("/meetings/")
    dan.look("meetings-mine-police")
    dan.follow("Strategy discussion KC-")
    dan.follow("Answer")
    dan.choose("Cannot then: another time")
    dan.press("Send your answer")
    assert "Choose or enter a time that would suit you" in dan.page.inner_text("body")
    day(dan, "Another day that would suit you (optional)", FUTURE + datetime.timedelta(days=1))
    dan.fill("At what time then?", "11:00")
    dan.press("Send your answer")
    carys.page.reload()
    carys.look("strategy-other-time")
    carys.press("Take this time")
    assert "11:00am" in carys.text()

    begun()
    dan.page.reload()
    dan.follow("Write a view")
    dan.look("strategy-view")
    dan.fill("The agency’s view", "We would see the mother first.")
    dan.press("Keep it")
    carys.page.reload()
    carys.follow("Record a decision")
    carys.look("strategy-decide")
    carys.fill("What was decided?", "Section 47 enquiries begin today.")
    carys.fill("Why?", "A bruise, and fear at home.")
    carys.press("Keep the decision")
    dan.page.reload()
    dan.follow("It is seen differently")
    dan.look("strategy-dissent")
    dan.fill("How is it seen?", "Tomorrow would be better for the mother.")
    dan.press("Keep it")
    carys.follow("Add an action")
    carys.look("strategy-action")
    carys.fill("What is to be done?", "Say who goes with Amina.")
    carys.page.get_by_label("By whom?").select_option(str(cast["dan"].uuid))
    day(carys, "By when?", FUTURE)
    carys.press("Add it")
    carys.look("strategy-held")
    assert "Dan, Midvale Police, Prevent team sees it differently" in carys.text()

    dan.page.goto("/")
    dan.look("home-police")
    dan.follow("Agreed at Strategy discussion KC-")
    dan.follow("It is done")
    dan.fill("What was done?", "Nia goes.")
    dan.press("Mark as done")
    assert "done" in dan.text() and "Nia goes." in dan.text()

    carys.page.goto(carys.page.url.partition("#")[0])
    carys.press("Minutes, to print")
    carys.look("strategy-minutes")
    assert "Tomorrow would be better for the mother." in carys.text()


def test_a_visit_is_moved_cancelled_and_kept_in_a_calendar(visitor, cast):
    from kith.meetings.tests.factories import planned, soon

    # In the morning, whatever hour it is now: it is moved to the afternoon.
    starts = timezone.localtime(soon()).replace(hour=10)
    meeting = planned(cast["amina"], claimed(cast).consultation, starts_at=starts)
    amina = visitor(cast["amina"])
    amina.page.goto(f"/meetings/{meeting.uuid}/change")
    amina.look("visit-change")
    amina.fill("Why do you change it?", "School ends later.")
    amina.page.get_by_label("At what time?", exact=True).fill("4pm")
    amina.press("Change it")
    assert "moved to another time" in amina.text()
    amina.press("Invite somebody")
    amina.look("meeting-invite")
    amina.fill("Somebody without an account here", "Health visiting, duty")
    amina.press("Invite")
    amina.press("Cancel it")
    amina.look("visit-cancel")
    amina.fill("Why?", "Police asked us to wait.")
    amina.press("Cancel it")
    amina.look("visit-cancelled")
    amina.go("/meetings/past", "meetings-past")
    dan = phone(visitor, cast["dan"])
    dan.page.goto("/meetings/calendars")
    dan.look("calendars-empty")
    dan.press("Make one for a device")
    dan.fill("For which device?", "work phone")
    dan.press("Make the address")
    dan.look("calendar-made")
    address = dan.page.locator("code").inner_text()
    dan.page.goto("/meetings/calendars")
    dan.look("calendars")
    path = address[address.index("/api/") :]
    answer = dan.context.request.get(path)
    assert answer.status == 200 and f"Joint visit {meeting.reference}" in answer.text() and "CANCELLED" in answer.text()
    dan.press("Withdraw")
    assert dan.context.request.get(path).status == 404
