"""Mill Lane skate park (TH-12), the whole way: planned from its opening, put right, looked at, closed, and opened again."""

import datetime
import io

import pytest
from django.utils import timezone
from pypdf import PdfReader

from kith.concerns.models import Consultation
from kith.contexts.models import AdultNamed, Conference, Context, ContextAction, ContextLink, ContextReopening, MapTie
from kith.contexts.tests.factories import ASSESSED, HELD, assessed, let_in, linked, node, noticed, opened, tied
from kith.contexts.words import Does, NodeKind
from kith.desk.tests.factories import raised

from .test_a_place_and_its_children import PARK, TODAY, day

pytestmark = pytest.mark.django_db(transaction=True)
GOALS = [
    ("Hate is removed within a day.", "The warden’s list of days."),
    ("Roma children are safe on their way.", "The community worker asks the families."),
]


def onward(page, name: str) -> None:
    """To the control with this name by Tab alone."""
    for _ in range(80):
        page.keyboard.press("Tab")
        held = page.evaluate(
            "() => { const e = document.activeElement; return ((e.labels && e.labels[0]) || e).innerText || '' }"
        )
        if held.strip().startswith(name):
            return
    raise AssertionError(name)


def written(page, label: str, text: str) -> None:
    onward(page, label)
    page.keyboard.type(text)


def dated(page, when: datetime.date) -> None:
    for label, part in (("Day", when.day), ("Month", when.month), ("Year", when.year)):
        written(page, label, str(part))


def follow_to(visit, words: str) -> None:
    """By a link of which part is said to who cannot see the row in which it stands."""
    visit.page.locator("a", has_text=words).first.click()
    visit.page.wait_for_load_state()


def rows_of(page) -> list[list[str]]:
    """The ties of a page as its table gives them, without the column in which one leads to its own page."""
    rows = page.get_by_role("table", name="Every tie").get_by_role("row").all()[1:]
    return [row.locator("td").all_inner_texts() for row in rows]


def test_a_place_is_planned_looked_at_closed_and_opened_again(visitor, cast):
    child = raised(cast["amina"], name="Ellie Marsh", named=True)
    place = opened(cast["amina"], owner=cast["carys"])
    let_in(cast["carys"], place, cast["dan"], cast["petra"])
    linked(cast["amina"], place, child)
    noticed(cast["carys"], place)
    where, carys = f"/contexts/{place.uuid}", visitor(cast["carys"])

    # A plan before any assessment or conference, by keyboard alone.
    page = carys.page
    carys.go(f"{where}/plan", "plan-of-place-empty")
    assert "needs no conference" in carys.text()
    onward(page, "Put something into the plan")
    page.keyboard.press("Enter")
    page.wait_for_url("**/plan/add")
    carys.look("plan-of-place-add")
    onward(page, "Put it in")
    page.keyboard.press("Enter")
    page.get_by_role("alert").get_by_text("Write what is to be done").wait_for()
    carys.look("plan-of-place-add-errors")
    for words in ("Write what is to be done", "Choose who does it", "Enter the day by which it is done"):
        assert words in page.inner_text("body")
    page.goto(f"{where}/plan/add")
    written(page, "What is to be done?", "Take down what is stuck or painted within a day.")
    written(page, "Who does it, or sees to it?", "Car")
    written(page, "If somebody without an account does it", "Council warden")
    dated(page, TODAY + datetime.timedelta(days=2))
    onward(page, "Put it in")
    page.keyboard.press("Enter")
    page.wait_for_url("**/plan")
    carys.look("plan-of-place-first")
    assert "Council warden; Carys, Children’s social care, sees to it" in carys.text()

    # Once it is assessed, it is said which goal it serves; by keyboard again.
    assessed(cast["carys"], place, goals=GOALS)
    page.goto(f"{where}/plan")
    onward(page, "Which goal")
    page.keyboard.press("Enter")
    page.wait_for_url("**/goal")
    carys.look("plan-of-place-goal")
    onward(page, "None of them")  # what stands is chosen: the arrows move from there
    page.keyboard.press("ArrowDown")
    onward(page, "Keep it")
    page.keyboard.press("Enter")
    page.wait_for_url("**/plan*")
    assert ContextAction.objects.get().goal.text == GOALS[0][0]

    # A conference names no child, and is put right.
    page.goto(f"{where}/conference")
    day(carys, "On which day was it?", TODAY)
    carys.fill("Who led it?", HELD["chair"])
    carys.choose("Dan, Midvale Police, Prevent team")
    carys.fill("What was said?", "The bench is the best place after four.")
    carys.fill("What was agreed?", HELD["agreed"])
    carys.fill("What do young people say about it?", HELD["young_words"])
    carys.press("Keep it")
    carys.follow("Add who does what by when")
    carys.fill("What is to be done?", "Speak with the two men.")
    page.get_by_label("Who does it, or sees to it?").select_option(label="Dan, Prevent case officer")
    day(carys, "By when?", TODAY + datetime.timedelta(days=7))
    carys.choose(GOALS[1][0])
    carys.press("Put it in")
    carys.follow("Put right what is written here")
    carys.look("conference-put-right")
    carys.fill("What was said?", "Ellie says the bench is the worst place.")
    carys.fill("Why is it put right?", "I wrote best for worst.")
    carys.press("Keep it")
    assert "A context names no child" in page.inner_text("body")
    carys.fill("What was said?", "The bench is the worst place after four.")
    carys.press("Keep it")
    carys.look("conference-was-put-right")
    page.locator("main summary").first.click()
    carys.look("conference-before")
    assert "best place" in carys.text() and "I wrote best for worst." in carys.text()
    assert "Speak with the two men." in carys.text() and Conference.objects.count() == 2

    # Dan has no script: from home to the plan, and done.
    dan = visitor(cast["dan"], scripts=False)
    dan.page.goto("/")
    dan.follow(f"To do for {PARK}")
    dan.look("plan-of-place-partner")
    assert "Put something into the plan" not in dan.text() and child.reference not in dan.page.content()
    dan.follow("It is done")
    dan.fill("What came of it?", "Both were spoken with.")
    dan.press("Mark as done")
    dan.look("plan-of-place-done")
    # Something is dropped, and stays readable.
    page.goto(f"{where}/plan/add")
    carys.fill("What is to be done?", "Ask the school for an assembly.")
    page.get_by_label("Who does it, or sees to it?").select_option(label="Petra, Prevent lead")
    day(carys, "By when?", TODAY + datetime.timedelta(days=9))
    carys.press("Put it in")
    follow_to(carys, "Drop it: Ask the school")
    carys.look("plan-of-place-drop")
    carys.fill("Why is it dropped?", "The families are asked first.")
    carys.press("Drop it")

    # The map: picture, table and paper agree to the last tie.
    bench = node(cast["carys"], "Bench by the ramp", NodeKind.PLACE, context=place)
    men = node(cast["carys"], "Two men of about twenty", NodeKind.GROUP, context=place)
    tied(cast["carys"], men, bench, context=place, words="Sit there from four.")
    tied(cast["carys"], bench, None, Does.UNKNOWN, context=place, words="Where it happens.")
    page.goto(f"{where}/map")
    table = rows_of(page)
    picture = page.request.get(f"{where}/map/picture").text()
    page.goto(f"{where}/map/print")
    assert rows_of(page) == table and len(table) == MapTie.objects.count() == 2
    paper = " ".join("".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf())).pages).split())
    for row in table:
        assert row[3] in paper and row[0].split(" ")[0] in picture

    # A review says what changed in the plan since; the plan prints.
    page.goto(where)
    carys.follow("Review it")
    carys.look("plan-of-place-review")
    told = carys.text()
    assert "Done: Speak with the two men." in told and "Dropped: Ask the school" in told
    assert "Council warden: due" in told.partition("Still to be done")[2]
    day(carys, "On which day was it looked at?", TODAY)
    for number, word in ((1, "The same"), (2, "Safer")):
        carys.choose(word, group=f"Goal {number}: {GOALS[number - 1][0]}")
        carys.fill(f"What was seen? (goal {number})", "The bench went from red to amber.")
    carys.fill("What has changed since", "Light, and the two men were spoken with.")
    carys.press("Keep the review")
    carys.look("plan-of-place-on-its-page")
    assert "In the plan since it was opened" in carys.text()
    carys.follow("Plan, to print")
    carys.look("plan-of-place")
    paper = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages)
    assert "Take down what is stuck" in paper and "The families are asked first." in paper
    assert "It is done" not in paper and "Put something into" not in paper

    # Closing the child’s matter leaves the place; then the place itself is closed.
    Consultation.objects.filter(pk=child.pk).update(
        state="closed", closed_at=timezone.now(), closed_owner="The school goes on."
    )
    page.goto(where)
    carys.follow("Close it")
    carys.fill("Why can it be closed?", "The bench is green on the maps.")
    carys.fill("Who has it now?", "The council’s warden.")
    carys.press("Close it")
    carys.look("place-closed")
    assert "not done when the context was closed" in carys.text()

    # It is opened again, with a reason; what was left comes back where somebody puts it in.
    carys.follow("Open it again")
    carys.look("place-open-again")
    assert "One thing was not done" in carys.text()
    carys.fill("Why is it opened again?", "Ellie was told to put up stickers again.")
    carys.press("Open it again")
    assert "A context names no child" in page.inner_text("body")
    carys.look("place-open-again-names-a-child")
    carys.fill("Why is it opened again?", "Stickers again since Monday.")
    carys.press("Open it again")
    carys.look("place-opened-again")
    for words in ("The bench is green on the maps.", "The council’s warden.", "Stickers again since Monday."):
        assert words in carys.text()
    assert Context.objects.get().is_open and ContextReopening.objects.count() == 1
    assert ContextLink.objects.get().ends is None
    follow_to(carys, "Put it in again: Take down")
    carys.look("plan-of-place-again")
    page.get_by_label("Who does it, or sees to it?").select_option(label="Carys, Hub manager")
    day(carys, "By when?", TODAY + datetime.timedelta(days=2))
    carys.press("Put it in")
    assert ContextAction.objects.filter(ended_as="").count() == 1
    carys.go(f"{where}/chronology", "place-chronology")
    assert "Opened again" in carys.text()


def test_a_place_is_opened_again_by_keyboard_and_planned_without_a_script(visitor, cast):
    from kith.contexts.tests.factories import closed

    place = closed(cast["carys"], opened(cast["amina"], owner=cast["carys"]))
    where, carys = f"/contexts/{place.uuid}", visitor(cast["carys"])
    page = carys.page
    page.goto(where)
    onward(page, "Open it again")
    page.keyboard.press("Enter")
    page.wait_for_url("**/open-again")
    written(page, "Why is it opened again?", "They are back.")
    onward(page, "Open it again")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{where}")
    assert Context.objects.get().is_open and Context.objects.get().owner == cast["carys"]

    plain = visitor(cast["carys"], scripts=False)
    plain.go(f"{where}/plan/add", "plan-add-plain")
    plain.fill("What is to be done?", "Ask for light at the ramp.")
    plain.page.get_by_label("Who does it, or sees to it?").select_option(label="Amina, Social worker")
    day(plain, "By when?", TODAY + datetime.timedelta(days=3))
    plain.press("Put it in")
    plain.follow("Drop it")
    plain.fill("Why is it dropped?", "It is lit.")
    plain.press("Drop it")
    plain.look("plan-plain")
    assert "It is lit." in plain.text()


def test_a_colleague_who_is_called_like_the_child_is_named_once_it_is_said(visitor, cast):
    place = opened(cast["amina"], owner=cast["carys"])
    let_in(cast["carys"], place, cast["dan"])
    linked(cast["amina"], place, raised(cast["amina"], name="Dan Marsh", named=True))
    amina = visitor(cast["amina"], scripts=False)
    amina.page.goto(f"/contexts/{place.uuid}/assess")
    for label, text in (
        ("What happens here?", ASSESSED["happens"]),
        ("To whom?", ASSESSED["to_whom"]),
        ("Who has responsibility", "Dan has the two men."),
        ("What is known: facts alone", ASSESSED["facts"]),
        ("What is not known?", ASSESSED["not_known"]),
        ("What do you make of it?", ASSESSED["reason"]),
        ("Which interventions fit", ASSESSED["fits"]),
        ("What do young people say about it?", ASSESSED["young_words"]),
        ("Safety goal 1", GOALS[0][0]),
        ("How will we know that it got safer? (goal 1)", GOALS[0][1]),
    ):
        amina.fill(label, text)
    amina.press("Keep this assessment")
    amina.look("assess-names-an-adult")
    assert "If you mean the adult of that name who works here" in amina.page.inner_text("body")
    assert not AdultNamed.objects.exists()
    amina.page.get_by_label("“Dan” is here the name of an adult who works here").check()
    amina.press("Keep this assessment")
    assert "Dan has the two men." in amina.text() and AdultNamed.objects.count() == 1
