"""How certain somebody feels, for themselves alone; what groups say; and the plan of a term."""

import datetime

import pytest
from django.utils import timezone

from kith.access.rules import WORKER
from kith.confidence import actions as confidence
from kith.confidence.figures import half_year_before
from kith.confidence.models import SelfReport
from kith.confidence.tests.factories import colleagues, rated
from kith.learning.models import Aim

from .test_training import put_date

pytestmark = pytest.mark.django_db(transaction=True)


def test_somebody_rates_themselves_and_chooses_what_to_work_on(visitor, cast):
    amina = visitor(cast["amina"])
    amina.follow("Training")
    amina.follow("My confidence")
    amina.look("confidence-empty")
    assert "You have not rated yourself yet" in amina.text()
    amina.press("Rate for the first time")
    amina.look("confidence-answer")
    amina.press("Keep it for me")
    amina.look("confidence-answer-empty")
    assert "at least one of these" in amina.text()
    amina.page.get_by_label("Talk with a young person about where they spend time online.").select_option("90")
    amina.page.get_by_label("Ask police for what I need").select_option("20")
    amina.press("Keep it for me")
    amina.look("confidence-mine")
    table = amina.page.get_by_role("table", name="Your ratings over time, by theme")
    assert "90" in table.get_by_role("row", name="Life online").inner_text()
    assert "left out" in table.get_by_role("row", name="Places and groups").inner_text()
    amina.choose("Working with police")
    amina.press("Keep these themes")
    amina.look("confidence-chosen")
    assert amina.page.get_by_role("heading", name="Short modules on these").is_visible()
    with amina.page.expect_download() as taken:
        amina.page.get_by_role("button", name="Take it out as a file").click()
    assert taken.value.suggested_filename == "my-confidence.csv"
    amina.press("Delete it")
    amina.look("confidence-delete")
    amina.press("Delete them")
    assert "You have not rated yourself yet" in amina.text() and not SelfReport.objects.exists()


def test_a_manager_sees_groups_and_the_specialist_plans_the_term(visitor, cast):
    begins, _ = half_year_before(timezone.localdate())
    for person in colleagues(cast, 6):
        rated(person, 40, on=begins + datetime.timedelta(days=30))
    confidence.keep_half_years(WORKER, today=timezone.localdate())
    carys = visitor(cast["carys"], scripts=False)
    carys.go("/confidence/groups", "confidence-groups")
    assert "Everybody: 40 in the middle" in carys.text()

    bola = visitor(cast["bola"])
    bola.follow("Training")
    bola.follow("What to learn next")
    bola.look("learning-empty")
    assert "40 in the middle" in bola.text() and "No plan was begun" in bola.text()
    bola.press("Begin the plan of this term")
    bola.look("learning-plan-empty")
    bola.press("Add to the plan")
    bola.press("Add it to the plan")
    bola.look("learning-aim-errors")
    bola.fill("What do people become surer of?", "Asking police early")
    bola.page.get_by_label("Which theme is it?").select_option(label="Working with police")
    bola.fill("Why this, and why now?", "People ask too late.")
    bola.choose("A training session")
    bola.fill("What exactly?", "An hour with the Prevent team")
    bola.page.get_by_label("Who sees to it?").select_option(label="Amina, Social worker")
    put_date(bola.page, "By which day?", timezone.localdate() + datetime.timedelta(days=20))
    bola.press("Add it to the plan")
    bola.look("learning-plan")
    assert "Amina sees to it" in bola.text()
    bola.go("/learning/", "learning")

    amina = visitor(cast["amina"])
    amina.page.goto("/")
    assert "Yours in the learning plan" in amina.text()
    amina.follow("Asking police early")
    amina.look("learning-aim")
    amina.press("Say what became of it")
    amina.look("learning-aim-end")
    amina.choose("Done")
    amina.fill("What came of it, or why was it dropped?", "Nine came, and three rang police the week after.")
    amina.press("Keep it")
    assert "Nine came" in amina.text() and "What became of the rest" in amina.text()
    assert Aim.objects.get().ended_as == "done"
