"""Asked from the toolkit on a phone, booked, answered, made a page by a second person, and found by search; a colleague found."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.coaching.models import Question, Slot
from kith.coaching.tests.factories import answered
from kith.desk.tests.factories import raised
from kith.editing.models import ToolkitPage

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "A boy of about fifteen jokes about violence when friends are near. Where do I begin with the parents?"
ASKED = "How do I begin with parents whose child jokes about violence?"


def put_date(page, days: int) -> None:
    day = timezone.localdate() + datetime.timedelta(days=days)
    group = page.get_by_role("group", name="On which day?")
    for label, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(label).fill(str(number))


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_question_becomes_a_page_for_everybody(visitor, cast, scripts):
    # Given times that Bola offers
    bola = visitor(cast["bola"])
    bola.go("/coaching/", "coaching-specialist-empty")
    bola.go("/coaching/times/offer", "coaching-offer")
    bola.press("Offer")
    bola.look("coaching-offer-empty")
    put_date(bola.page, 3)
    bola.fill("At what time?", "10:00")
    bola.fill("Where, or on which line?", "Hub, room 2")
    bola.page.get_by_label("For how many weeks").fill("2")
    bola.press("Offer")
    bola.page.get_by_text("2 times are offered.").wait_for()
    bola.look("coaching-times-own")

    # When Amina asks from a page of the toolkit, on a phone
    amina = visitor(cast["amina"], scripts=scripts)
    amina.page.set_viewport_size({"width": 390, "height": 800})
    amina.page.goto("/toolkit/page/what-is-not-a-sign")
    amina.follow("Ask a specialist about this")
    amina.look("coaching-ask")
    amina.choose("Talking with children and parents")
    amina.fill("What do you want to ask?", f"Zoltan is angry. {TEXT}")
    amina.press("Ask", exact=True)
    amina.look("coaching-ask-warned")
    assert "“Zoltan”" in amina.text()
    amina.fill("What do you want to ask?", TEXT)
    amina.press("Ask", exact=True)
    amina.page.get_by_role("heading", name="The question").wait_for()
    amina.look("coaching-question")
    row = Question.objects.get()
    assert row.page == "what-is-not-a-sign" and row.text == TEXT

    # and books one of the times for it
    amina.go("/coaching/times", "coaching-times")
    amina.page.locator("main .kith-row a").first.click()
    amina.look("coaching-time")
    amina.page.get_by_role("group", name="What is it for?").get_by_role("radio").nth(1).check()
    amina.press("Book this time")
    amina.page.get_by_text("Booked. It stands in your calendar.").wait_for()
    amina.look("coaching-time-booked")
    assert Slot.objects.order_by("starts_at").first().bookings.get().question == row

    # and Bola answers, and makes it a page
    bola.go("/", "home-with-coaching")
    bola.follow("A question waits")
    bola.look("coaching-to-answer")
    bola.press("Answer", exact=True)
    bola.look("coaching-answer")
    bola.fill("Your answer", "Begin with what they see at home, and with what they are proud of.")
    bola.press("Answer", exact=True)
    bola.page.get_by_text("Answered. It stands in your log").wait_for()
    bola.press("Make this a page for everybody")
    bola.look("coaching-make-page")
    bola.fill("What is the page called?", "Parents and jokes about violence")
    bola.fill("The question, in a general sentence", ASKED)
    bola.fill("Why", "Parents see most. Amina knows.")
    bola.page.get_by_label("I have looked at each of these").check()
    bola.press("Make the page")
    bola.look("coaching-make-page-named")
    assert "says “Amina”" in bola.text()
    bola.fill("Why", "Parents see most.")
    bola.press("Make the page")
    bola.page.get_by_text("It waits for a second person.").wait_for()
    bola.look("coaching-question-answered")

    # then Farah, a second person, approves it
    page = ToolkitPage.objects.get(title="Parents and jokes about violence")
    farah = visitor(cast["farah"])
    farah.go(_answer_at(page), "coaching-page-waits")
    farah.page.get_by_role("radio").first.check()
    farah.page.locator("main form button[type=submit]").last.click()
    farah.page.wait_for_load_state()

    # and everybody finds it by search; Amina reads it and says what came of it
    olu = visitor(cast["olu"], scripts=scripts)
    olu.page.goto("/toolkit/search")
    olu.fill("What do you want to know?", ASKED)
    olu.page.locator("main form button[type=submit]").first.click()
    olu.page.get_by_role("link", name="Parents and jokes about violence").first.click()
    olu.page.get_by_text("A question that a colleague asked in coaching").wait_for()
    olu.look("coaching-page-shown")
    amina.page.goto(f"/coaching/questions/{row.uuid}")
    amina.page.get_by_role("link", name="Parents and jokes about violence").wait_for()
    amina.press("Close it: what came of it")
    amina.look("coaching-close")
    amina.fill("What came of it?", "They told me of one evening.")
    amina.press("Close the question")
    amina.page.get_by_text("What came of it: They told me").wait_for()
    bola.go("/coaching/log", "coaching-log")
    assert "They told me of one evening." in bola.text()
    bola.go("/coaching/figures", "coaching-figures")


def test_an_answer_is_asked_back_about_and_two_work_together_on_a_case(visitor, cast):
    # Given a consultation of Amina’s, and an answer of Bola’s
    matter, row = raised(cast["amina"]), answered(cast)
    amina = visitor(cast["amina"], scripts=False)
    amina.page.set_viewport_size({"width": 390, "height": 800})
    amina.go(reverse("coaching:question", args=[row.uuid]), "coaching-answered")
    amina.press("Ask back")
    amina.look("coaching-ask-back")
    assert "You ask back about what Bola answered" in amina.text()
    assert amina.page.get_by_label("Talking with children and parents").is_checked()
    amina.fill("What do you want to ask?", "And if they ask who told us?")
    amina.press("Ask", exact=True)
    assert "It asks back about an answer of" in amina.text()
    # When they agree to work together
    amina.page.goto(f"/consultations/{matter.reference}")
    amina.follow("Joint working")
    amina.look("joint-new")
    amina.choose("Bola, Exploitation lead", "With whom?")
    amina.fill("What is it for?", "A first talk at home.")
    amina.choose("The worker", "Who leads in the room?")
    amina.press("Agree it")
    amina.look("joint")
    assert "Bola, Exploitation lead" in amina.text()
    # then Bola, who screens it, finds it there and ends it with a line
    bola = visitor(cast["bola"])
    bola.go("/coaching/", "coaching-specialist-joint")
    bola.follow(matter.reference)
    bola.press("End it, with a closing line")
    bola.fill("How did it end?", "We met the family twice.")
    bola.press("End it", exact=True)
    bola.look("joint-ended")
    assert "We met the family twice." in bola.text()


def _answer_at(page) -> str:
    return reverse("editing:answer", args=[page.translation_key])


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_colleague_with_experience_is_found_and_a_group_thinks_together(visitor, cast, scripts):
    olu = visitor(cast["olu"], scripts=scripts)
    olu.go("/coaching/experience", "experience-nobody")
    olu.follow("Say what you have worked with")
    olu.look("experience-mine-empty")
    olu.press("Let colleagues find me")
    olu.look("experience-mine-nothing")
    olu.choose("Life online")
    olu.fill("A line, if you like", "Two years in an online team.")
    olu.press("Let colleagues find me")
    olu.page.get_by_text("Colleagues find you by this now.").wait_for()
    olu.look("experience-mine")

    amina = visitor(cast["amina"], scripts=scripts)
    amina.page.goto("/toolkit/theme/online")
    amina.follow("Colleagues who have worked with this")
    amina.look("experience-found")
    assert "Olu, Early help worker" in amina.text() and cast["olu"].email not in amina.text()

    bola = visitor(cast["bola"], scripts=scripts)
    bola.go("/coaching/reflections/new", "reflection-new")
    bola.fill("What is it about?", "When nothing seems to fit")
    bola.choose("Ideas that draw young people in")
    bola.page.get_by_label("Who presents?", exact=True).select_option(label="Amina, Social worker")
    put_date(bola.page, 7)
    bola.fill("At what time?", "1pm")
    bola.fill("Where?", "Hub")
    bola.page.get_by_label("How many take part").fill("1")
    bola.press("Set it up")
    bola.page.get_by_text("Set up. People can take part now.").wait_for()
    bola.look("reflection-set-up")
    olu.page.goto("/coaching/reflections")
    olu.look("reflections")
    olu.follow("When nothing seems to fit")
    olu.press("Take part")
    olu.page.get_by_text("You take part.").wait_for()
    olu.look("reflection-taken")
    carys = visitor(cast["carys"], scripts=scripts)
    carys.page.goto("/coaching/reflections")
    carys.follow("When nothing seems to fit")
    assert "Every place is taken." in carys.text()
