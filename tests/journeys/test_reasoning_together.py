"""A decision that cites statements, after a look at how others were reasoned; and a calibration round, without scripts."""

import datetime
import re

import pytest
from django.utils import timezone

from kith.calibration.models import Round
from kith.calibration.tests.factories import answered, over
from kith.desk.tests.factories import claimed, decided
from kith.screening import actions as screening
from kith.screening.queries import harm_kinds

pytestmark = pytest.mark.django_db(transaction=True)
REPEATED = "The child is in repeated contact with people who encourage hatred or violence."
WORDS = (
    ("The circumstances", "A girl in her early teens was told by an adult online what to post at night."),
    ("How the statements were applied", "What happened online was stronger than her mother."),
    ("The reasons", "Somebody directed her, and she slept no more."),
    ("What was considered and set aside", "That it was only jokes."),
)


def closed_without_a_level(cast):
    """An earlier decision that went the other way, written up by Bola and released by Petra."""
    decision = decided(cast, outcomes=["advice-and-close"])
    type(decision).objects.filter(pk=decision.pk).update(level=None, level_words="")
    decision.refresh_from_db()
    for row in decision.sign_offs.all():
        screening.answer_sign_off(row.asked_of, sign_off=row, answer="agreed", reason="")
    account = screening.write_account(
        cast["bola"],
        decision=decision,
        harm="none-found",
        harm_words=dict(harm_kinds(cast["bola"].authority_id))["none-found"],
        context="online",
        words={
            "circumstances": "A group at night that mocked others, with nobody older behind it.",
            "relied_on": "Everyday services meet it.",
            "reasons": "Her mother and the school were enough.",
            "set_aside": "Help that nobody had asked for.",
        },
    )
    screening.answer_account(cast["petra"], account=account, version=1, answer="released")


def test_a_decision_cites_statements_and_is_found_by_colleagues(visitor, cast):
    closed_without_a_level(cast)
    reference = claimed(cast, name="Megan Marsh", named=True, school="Hill School").consultation.reference
    # Given Bola, who decides on a worry
    bola = visitor(cast["bola"])
    bola.go("/thresholds/", "threshold-document")
    assert REPEATED in bola.text()
    bola.go(f"/screening/{reference}/decide", "decide-statements")
    page = bola.page
    assert not page.locator("input:checked").count(), "nothing is chosen before"
    page.locator("[name=reason]").fill("An adult nobody knows writes to her at night.")
    # When he looks how it was reasoned before, nothing typed is lost
    bola.press("Save, and look how this was reasoned before")
    bola.look("reasoned-empty")
    bola.fill("Words for what you are thinking about", "mocked others at night")
    bola.press("Look")
    bola.look("reasoned-found")
    assert "No level was chosen" in bola.text() and "It holds “mocked”" in bola.text()
    assert "mocked" not in page.url
    bola.follow("A worry in which no harm was found")
    bola.look("account-read")
    page.goto(f"/screening/{reference}/decide")
    assert page.locator("[name=reason]").input_value() == "An adult nobody knows writes to her at night."
    # and decides, ticking what he relies on; ticking chooses no level
    bola.choose("Outside the family")
    bola.choose("Section 17 assessment")
    page.locator("[name=set_aside]").fill("Ordinary friends: the adult asks for secrecy.")
    page.locator("[name=next_owner]").select_option(str(cast["amina"].pk))
    page.get_by_label(REPEATED).check()
    assert not page.locator("[name=level]:checked").count()
    for name in ("applied_outside", "parents_can", "childs_voice", "family_told"):
        page.locator(f"[name={name}]").fill("As the record says.")
    bola.press("Record the decision")
    bola.look("decide-without-a-level")
    assert "Choose the level that you rely on" in bola.text()
    assert page.get_by_label(REPEATED).is_checked(), "what was ticked is still ticked"
    page.locator("[name=level]").nth(2).check()
    bola.press("Record the decision")
    bola.look("decision-with-statements")
    assert REPEATED in bola.text() and "in force from 1 January 2025" in bola.text()
    # Then he writes up how it was reasoned, without names
    bola.follow("Write up how this was reasoned, without names")
    bola.look("write-account")
    bola.choose("Drawn in by people or groups online")
    bola.choose("Online")
    for label, text in WORDS:
        bola.fill(label, text)
    bola.fill("The circumstances", f"{WORDS[0][1]} Megan goes to Hill School.")
    bola.press("Give it to a second person")
    bola.look("write-account-marks")
    assert "“Megan” is in the child’s name." in bola.text()
    bola.fill("The circumstances", WORDS[0][1])
    bola.press("Give it to a second person")
    bola.look("decision-written-up")
    # and Petra, who works in the matter, releases it
    petra = visitor(cast["petra"])
    petra.look("home-account")
    petra.follow("Could anybody tell which child this was?")
    petra.follow("How it was reasoned, without names")
    petra.press("Read it and answer")
    petra.look("review-account")
    petra.choose("Release it")
    petra.press("Keep my answer")
    petra.look("account-released")
    # so that Olu, who has no part in it, finds both ways in which it was decided, and neither child
    olu = visitor(cast["olu"])
    olu.page.goto("/screening/reasoned")
    olu.fill("Words for what you are thinking about", "night")
    olu.press("Look")
    olu.look("reasoned-both-ways")
    assert "No level was chosen" in olu.text() and "Targeted help and section 17" in olu.text()
    assert "Megan" not in olu.text() and reference not in olu.page.content()


def test_a_calibration_round_from_opening_to_what_was_agreed(visitor, cast):
    # Given Gwen, who opens a round for every team, without scripts
    gwen = visitor(cast["gwen"], scripts=False)
    gwen.go("/calibration/", "calibration-none")
    gwen.press("Open a round")
    gwen.look("calibration-open")
    for box in gwen.page.locator("[name=vignettes]").all()[:4]:
        box.check()
    for team in ("Adolescent hub", "Early help", "Exploitation and Prevent specialists"):
        gwen.page.get_by_label(team).check()
    day = timezone.localdate() + datetime.timedelta(days=5)
    for part in ("day", "month", "year"):
        gwen.page.locator(f"[name=last_day_{part}]").fill(str(getattr(day, part)))
    gwen.press("Open the round")
    gwen.look("calibration-opened")
    assert "0 of 6 have answered" in gwen.text()
    # When Olu, told by home, answers by herself
    olu = visitor(cast["olu"], scripts=False)
    olu.look("home-round")
    olu.follow("A calibration round waits for you")
    olu.look("calibration-asked")
    row = Round.objects.get()
    for item in row.vignettes.all():
        olu.page.goto(f"/calibration/{row.uuid}")
        olu.follow(re.compile(f"^{re.escape(item.title)}$"))
        if item.order == 1:
            olu.look("calibration-answer")
            olu.press("Keep my answer")
            olu.look("calibration-answer-empty")
        for name in ("level", "concern", "first_step"):
            olu.page.locator(f"[name={name}]").nth(1).check()
        olu.fill("Why?", "The adult who listens is the way in.")
        olu.press("Keep my answer")
    olu.look("calibration-answered")
    # and the others too, of which nobody sees anything
    answered(cast, row, "amina", "bola", "petra", "vera")
    gwen.page.reload()
    assert "5 of 6 have answered" in gwen.text() and "Reason of" not in gwen.text()
    over(row)
    # Then the spread and the reasons stand side by side, without names, at both widths, with scripts too
    carys = visitor(cast["carys"])
    carys.go(f"/calibration/{row.uuid}", "calibration-over")
    assert "The adult who listens is the way in." in carys.text() and "Olu" not in carys.text()
    assert "Your own answer" not in carys.text()
    olu.page.reload()
    olu.look("calibration-over-own")
    assert "Your own answer, which you alone see as yours" in olu.text()
    # and what was agreed is kept with who was there
    carys.follow("Write down what was discussed")
    carys.look("calibration-discuss")
    carys.fill("What was discussed?", "What a group gives a child.")
    carys.fill("What was agreed?", "We ask that first.")
    carys.page.get_by_label("Olu, Early help worker").check()
    carys.press("Keep it with the round")
    carys.look("calibration-discussed")
    assert "We ask that first." in carys.text()
    carys.follow("Agreement over time")
    carys.look("calibration-agreement")
    assert "All together" in carys.text() and "Not shown" in carys.text()
    carys.go("/calibration/", "calibration-rounds")
