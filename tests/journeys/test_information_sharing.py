"""A social worker asks, police answer: the cleared manager reads the fuller version, the uncleared worker the gist."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from kith.desk.tests.factories import claimed
from kith.sharing.actions import escalate_late
from kith.sharing.models import InformationRequest

pytestmark = pytest.mark.django_db(transaction=True)
FULL = "The man uses two names and has written to four girls."
GIST = "He is known for writing to girls. Weapons are not suspected."


def test_asked_answered_released_read_and_taken_back(visitor, cast):
    consultation = claimed(cast, name="Poppy", named=True).consultation
    amina = visitor(cast["amina"])
    amina.page.goto(f"/consultations/{consultation.reference}")
    amina.follow("Information sharing")
    amina.look("sharing-of-matter")
    amina.press("Ask another agency")
    amina.look("sharing-ask")
    amina.press("Send the request")
    amina.look("sharing-ask-errors")
    assert "Choose the agency that you ask" in amina.page.inner_text("body")
    assert "Poppy" in amina.page.get_by_label("Whom or what is it about?").input_value()
    amina.choose("Midvale Police, Prevent team")
    amina.fill("What do you need to know?", "What is known of the man who writes to her.")
    amina.fill("For which decision?", "Whether a section 47 enquiry begins.")
    amina.fill("Why is it necessary, and why not less?", "Her safety depends on it.")
    amina.choose("Children Act 1989, section 47 (enquiries) or section 17 (child in need)")
    amina.choose("No", group="Does the family know that you ask?")
    amina.fill("If not, or not yet: why?", "Police may ask us to wait.")
    amina.press("Send the request")
    amina.look("sharing-request-sent")
    assert "Sent" in amina.text() and "Answer due" in amina.text()

    # Dan stands in a corridor with his phone, and no script runs on it.
    dan = visitor(cast["dan"], scripts=False)
    dan.page.set_viewport_size({"width": 390, "height": 800})
    dan.page.goto("/notices")
    dan.follow("Another agency asks yours for information")
    dan.look("sharing-request-police")
    assert consultation.reference not in dan.page.content()
    dan.press("Acknowledge")
    dan.press("Answer")
    dan.look("sharing-answer")
    dan.press("Continue")
    assert "Choose how you answer" in dan.page.inner_text("body")
    dan.choose("In part")
    dan.press("Continue")
    dan.look("sharing-answer-part")
    dan.press("Send the answer")
    dan.look("sharing-answer-part-errors")
    assert "Choose why not everything is shared" in dan.page.inner_text("body")
    dan.choose("The reader’s clearance")
    dan.choose("OFFICIAL-SENSITIVE")
    dan.fill("What you pass on", FULL)
    # He thinks again, twice: no word is lost, and nothing of it is sent meanwhile.
    dan.press("Answer in another way")
    dan.choose("Hold: ask again on a date")
    dan.press("Continue")
    dan.look("sharing-answer-hold")
    assert "is not sent with this one" in dan.text() and not dan.page.get_by_label("What you pass on").count()
    dan.press("Answer in another way")
    dan.look("sharing-answer-chosen-before")
    dan.choose("In part")
    dan.press("Continue")
    assert dan.page.get_by_label("What you pass on").input_value() == FULL
    assert dan.page.get_by_label("The reader’s clearance").is_checked()
    dan.page.get_by_label("Which vetting must a reader have?").select_option("sc")
    dan.page.get_by_text("A gist too, for those who may not read it").click()
    dan.fill("A gist, for wider readers", GIST)
    dan.choose("Readers of the gist may know that there is more, and whom to ask")
    dan.press("Send the answer")
    dan.look("sharing-answered-police")
    assert "waits for a second person" in dan.text() and "Release the gist" not in dan.text()

    amina.page.reload()
    assert FULL not in amina.page.content() and GIST not in amina.page.content()

    nia = visitor(cast["nia"])
    nia.go("/sharing/", "sharing-requests-police")
    nia.follow("Read it, and release it")
    nia.look("sharing-gist-waits")
    nia.press("Release the gist")
    assert "Released" in nia.page.inner_text("body")

    amina.page.reload()
    amina.look("sharing-gist-read")
    assert GIST in amina.text() and FULL not in amina.page.content()
    assert "There is more, which you may not read. Ask Dan, 01632 960 120" in amina.text()
    assert "may not be told" in amina.text()

    carys = visitor(cast["carys"])
    carys.go("/sharing/", "sharing-requests")
    carys.page.goto(amina.page.url)
    carys.look("sharing-full-read")
    assert FULL in carys.text() and GIST not in carys.page.content()

    dan.page.goto(amina.page.url)
    assert "Carys" in dan.text() and "Amina" in dan.text()
    dan.follow("Narrow or take back")
    dan.look("sharing-narrow")
    dan.fill("Why?", "It was wrong.")
    dan.press("Take it back")
    carys.page.reload()
    assert FULL not in carys.page.content() and GIST in carys.text()


def test_the_time_passes_and_both_sides_hear_of_it(visitor, cast):
    from kith.sharing.tests.factories import asked

    request = asked(cast["amina"], claimed(cast).consultation)
    long_ago = request.answer_by.replace(year=request.answer_by.year - 1)
    InformationRequest.objects.update(acknowledge_by=long_ago, answer_by=long_ago)
    escalate_late("system:worker", today=request.answer_by)
    for who in ("carys", "nia"):
        visit = visitor(cast[who])
        visit.go("/notices", f"sharing-late-{who}")
        assert "A request for information is late" in visit.text()
    amina = visitor(cast["amina"])
    amina.go("/sharing/", "sharing-late-list")
    assert "Late: an answer was due" in amina.text()


def test_who_receives_who_is_away_and_who_is_vetted(visitor, cast):
    dan = visitor(cast["dan"])
    dan.go("/directory", "directory")
    assert "Today: Dan, Nia." in dan.text()
    dan.follow("Change, or say who is away")
    dan.look("directory-change")
    dan.press("Keep these days")
    dan.look("directory-change-errors")
    summary = dan.page.get_by_role("alert").filter(has_text="There is a problem")
    summary.get_by_role("link", name="Enter the first day").click()
    expect(dan.page.get_by_role("group", name="First day away").get_by_label("Day")).to_be_focused()
    ines = visitor(cast["ines"])
    ines.follow("Vetting")
    ines.look("vettings")
    ines.press("Enter it")
    ines.look("vettings-errors")
    ines.page.get_by_label("Who?").select_option(str(cast["amina"].uuid))
    ines.page.get_by_label("Which level?").select_option("sc")
    ines.fill("Who issued it?", "Thornmere")
    for part, value in (("Day", "1"), ("Month", "6"), ("Year", str(timezone.localdate().year + 5))):
        ines.fill(part, value)
    ines.press("Enter it")
    ines.look("vetting-entered")
    assert "waits for a second person" in ines.text() and "Confirm the vetting of Amina" not in ines.text()
    jo = visitor(cast["jo"])
    jo.follow("Points of contact")
    jo.look("directory-administrator")
    jo.follow("Vetting: who may read")
    jo.press("Confirm the vetting of Amina")
    assert "confirmed by Jo" in jo.text()
