"""A skate park from the first call to the review, with a child who is linked and unseen; and a map made by keyboard."""

import datetime
import io

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from kith.concerns.models import Consultation
from kith.contexts.models import Context, ContextLink, MapTie
from kith.desk.tests.factories import raised

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = timezone.localdate()
PARK = "Mill Lane skate park"


def day(visit, group: str, when: datetime.date) -> None:
    boxes = visit.page.get_by_role("group", name=group, exact=True)
    boxes.get_by_label("Day").fill(str(when.day))
    boxes.get_by_label("Month").fill(str(when.month))
    boxes.get_by_label("Year").fill(str(when.year))


def opened(amina, carys) -> str:
    amina.page.goto("/contexts/")
    amina.look("contexts-empty")
    amina.press("Open a context")
    amina.look("context-open")
    amina.press("Open it")
    amina.look("context-open-errors")
    assert "Enter what it is called" in amina.page.inner_text("body")
    amina.choose("Place in the neighbourhood")
    amina.fill("What is it called?", PARK)
    amina.fill("Where or what is it", "A ramp and a bench by the canal, full after school.")
    amina.fill("Why do you open it?", "Stickers with hateful text; two men of about twenty bring drink.")
    amina.page.get_by_label("Who owns it?").select_option(label="Carys, Hub manager")
    amina.press("Open it")
    amina.look("context-opened")
    assert "Carys owns it" in amina.text()
    return f"/contexts/{Context.objects.get().uuid}"


def test_a_place_is_opened_worked_on_and_looked_at_again(visitor, cast):
    child = raised(cast["amina"], name="Ellie Marsh", named=True)
    amina, carys = visitor(cast["amina"]), visitor(cast["carys"])
    where = opened(amina, carys)

    # What was noticed, and who has reach.
    amina.follow("Write what was noticed there")
    amina.look("context-noticed")
    day(amina, "When was it?", TODAY)
    amina.page.get_by_label("How do you know?").select_option(label="Member of the public")
    amina.fill("What was noticed there?", "Paint on a door in the next street.")
    amina.fill("What young people say about it", "The bench is bad after four.")
    amina.press("Keep it")
    amina.follow("Add who has reach into it")
    amina.look("context-partner")
    amina.fill("Who has reach into it?", "Council warden")
    amina.fill("What can they do there?", "Removes hate within a day.")
    amina.press("Add them")
    amina.look("context-known")

    # Carys lets the police in.
    carys.page.goto("/notices")
    carys.follow("You now own a context")
    carys.follow("Who can see this, and who has looked")
    carys.look("context-who")
    carys.follow("Let somebody read it")
    carys.look("context-let-in")
    carys.page.get_by_label("Who?").select_option(label="Dan, Prevent case officer (Midvale Police, Prevent team)")
    carys.fill("Why do they need to read it?", "The policing team has the two men.")
    carys.press("Let them read it")

    # Dan reads the place, on a phone where no script runs; nothing there moves when Ellie is linked.
    dan = visitor(cast["dan"], scripts=False)
    dan.page.goto("/notices")
    dan.follow("You can now read a context")
    dan.look("context-partner-reads")
    before = dan.text()
    amina.page.goto(f"/consultations/{child.reference}")
    amina.follow("Contexts and map")
    amina.look("contexts-of-matter-empty")
    amina.press("Link a context")
    amina.look("context-link")
    amina.page.get_by_label("Which context?").select_option(label=f"{PARK}, place in the neighbourhood")
    amina.choose("Drawn in and harmed")
    amina.fill("How do you know?", "She was told to put up stickers, and cried.")
    amina.press("Link it")
    amina.look("contexts-of-matter")
    amina.follow(PARK)
    amina.look("context-with-child")
    assert child.reference in amina.text()
    dan.page.goto(where)
    assert dan.text() == before and child.reference not in dan.page.content()
    bola = visitor(cast["bola"])
    bola.page.goto(f"/consultations/{child.reference}")
    assert PARK not in bola.page.content()
    bola.page.goto(where)
    assert "not found" in bola.page.inner_text("h1").lower()

    # A conference, which names no child.
    carys.page.goto(where)
    carys.follow("Write down a conference")
    carys.look("conference-write")
    day(carys, "On which day was it?", TODAY)
    carys.fill("Who led it?", "Carys, children’s social care")
    carys.choose("Dan, Midvale Police, Prevent team")
    carys.fill("Who else was there?", "Youth worker, youth service")
    carys.fill("What was said?", "Ellie is there every day.")
    carys.fill("What was agreed?", "Light, and a youth worker on three afternoons.")
    carys.fill("What do young people say about it?", "I go the long way home.")
    carys.press("Keep it")
    assert "A context names no child" in carys.page.inner_text("body")
    carys.look("conference-names-a-child")
    expect(carys.page.get_by_label("What was agreed?")).to_have_value("Light, and a youth worker on three afternoons.")
    carys.fill("What was said?", "The bench is the worst place after four.")
    carys.press("Keep it")
    carys.follow("Add who does what by when")
    carys.look("conference-action")
    carys.fill("What is to be done?", "Speak with the two men.")
    carys.page.get_by_label("Who does it, or sees to it?").select_option(label="Dan, Prevent case officer")
    day(carys, "By when?", TODAY + datetime.timedelta(days=7))
    carys.press("Put it in")
    carys.look("conference")
    dan.page.goto("/")
    dan.follow(f"To do for {PARK}")
    dan.follow("It is done")
    dan.fill("What came of it?", "Both were spoken with.")
    dan.press("Mark as done")
    dan.look("conference-done")

    # Assessment with goals, and a review of the place.
    carys.page.goto(where)
    carys.follow("Assess it")
    carys.look("context-assess")
    for label, text in (
        ("What happens here?", "Hate on the walls; nobody looks after the place."),
        ("To whom?", "Children of ten to sixteen."),
        ("Who has responsibility", "The council."),
        ("What is known: facts alone", "Stickers on five days."),
        ("What is not known?", "Where the men come from."),
        ("What do you make of it?", "It is empty of adults at four."),
        ("Which interventions fit", "Light and a youth worker."),
        ("What do young people say about it?", "There is nothing else."),
        ("Safety goal 1", "Hate is removed within a day."),
        ("How will we know that it got safer? (goal 1)", "The warden’s list."),
    ):
        carys.fill(label, text)
    carys.press("Keep this assessment")
    carys.look("context-assessed")
    carys.follow("Review it")
    carys.look("context-review")
    day(carys, "On which day was it looked at?", TODAY)
    carys.choose("Safer")
    carys.fill("What was seen? (goal 1)", "Nothing stood longer than a day.")
    carys.fill("What has changed since", "The bench is better than it was.")
    carys.press("Keep the review")
    carys.look("context-reviewed")
    assert "safer" in carys.text()
    carys.follow("Chronology")
    carys.look("context-chronology")
    amina.page.goto(f"/chronology/{child.reference}")
    amina.look("chronology-with-context")
    amina.follow(f"Only “{PARK}”")
    assert "Jokes about migrants" not in amina.text() and "conference held" in amina.text()

    # The child’s matter closes; the place stays.
    Consultation.objects.filter(pk=child.pk).update(
        state="closed", closed_at=timezone.now(), closed_owner="The school goes on."
    )
    carys.page.goto(where)
    assert "Carys owns it" in carys.text() and Context.objects.get().is_open and ContextLink.objects.get().ends is None
    carys.follow("Close it")
    carys.look("context-close")


def test_a_map_is_made_by_keyboard_and_read_as_a_table(visitor, cast):
    child = raised(cast["amina"], name="Ellie Marsh", named=True)
    amina = visitor(cast["amina"])
    page = amina.page
    page.goto(f"/contexts/of/{child.reference}/map")
    amina.look("map-empty")

    def onward(name: str) -> None:
        """To the control with this name by Tab alone."""
        for _ in range(80):
            page.keyboard.press("Tab")
            held = page.evaluate(
                "() => { const e = document.activeElement; return ((e.labels && e.labels[0]) || e).innerText || '' }"
            )
            if held.strip().startswith(name):
                return
        raise AssertionError(name)

    for kind, label in (("Person", "Friend from netball"), ("Online space", "Group chat")):
        page.goto(f"/contexts/of/{child.reference}/map")
        onward("Add to the map")
        page.keyboard.press("Enter")
        page.wait_for_url("**/map/add")
        # A group of radios is one stop; the arrows move within it.
        onward("Person")
        page.keyboard.press("Space")
        if kind != "Person":
            for _ in range(3):
                page.keyboard.press("ArrowDown")
        onward("What is it called?")
        page.keyboard.type(label)
        page.keyboard.press("Enter")
        page.wait_for_url("**/map/tie")
    amina.look("map-tie")
    onward("Between")
    page.keyboard.type("Ellie")
    onward("And")
    page.keyboard.type("Group")
    onward("Harms")
    page.keyboard.press("Space")
    onward("In words")
    page.keyboard.type("Writes at night, and she answers.")
    onward("Fact")
    page.keyboard.press("Space")
    onward("Record it")
    page.keyboard.press("Enter")
    page.wait_for_url("**/map")
    amina.look("map-made")
    assert MapTie.objects.get().words == "Writes at night, and she answers."
    table = page.get_by_role("table", name="Every tie of the map")
    assert table.get_by_role("row").count() == 2 and "Writes at night" in table.inner_text()
    picture = page.get_by_role("img", name="Map of")
    assert picture.evaluate("e => e.naturalWidth") > 300
    amina.follow("Largest")
    page.wait_for_function("document.querySelector('.kith-map__picture').scrollLeft > 0")
    middle = (
        "e => [(e.scrollWidth - e.clientWidth) / 2 - e.scrollLeft, (e.scrollHeight - e.clientHeight) / 2 - e.scrollTop]"
    )
    off = page.get_by_role("region", name="Picture of the map").evaluate(middle)
    assert all(abs(one) < 2 for one in off), "a larger picture begins at its middle"
    amina.look("map-largest")
    page.get_by_role("link", name="1", exact=True).click()
    amina.look("map-one-tie")
    amina.press("It has ended")
    amina.look("map-tie-ended")
    day(amina, "On which day did it end?", TODAY)
    amina.fill("How do you know?", "She blocked him.")
    amina.press("Record it")
    assert "No tie is recorded that holds today" in amina.text()
    amina.follow("Print both")
    amina.look("map-print")
    sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    told = [sheet.extract_text() for sheet in sheets]
    assert len(told) == 2 and "Every tie" in told[1] and "Every tie" not in told[0], "the picture, and then the table"
    # A peer with a surname is refused, and nothing is lost.
    page.goto(f"/contexts/of/{child.reference}/map/add")
    amina.choose("Person")
    amina.fill("What is it called?", "Jay Smith")
    amina.press("Add it")
    amina.look("map-too-much")
    assert "Enter a first name alone" in page.inner_text("body")
