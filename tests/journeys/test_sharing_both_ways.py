"""Police ask social care on a phone and tell it something unasked; what was shared is passed on; the family is not told."""

import pytest

from kith.demo.moments import as_of
from kith.desk.tests.factories import claimed, raised
from kith.sharing import actions
from kith.sharing.models import FamilyMark
from kith.sharing.tests.factories import answered, asked
from kith.sharing.tests.test_figures import months_back

pytestmark = pytest.mark.django_db(transaction=True)
FULL = "A man of 29 waits for her outside the school on Fridays."


def phone(visit) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 800})


def test_police_ask_social_care_on_a_phone_and_learn_no_more_than_they_are_told(visitor, cast):
    consultation = claimed(cast, name="Poppy", named=True).consultation
    dan = visitor(cast["dan"], scripts=False)
    phone(dan)
    dan.go("/sharing/", "sharing-partner")
    dan.press("Ask another agency")
    dan.look("sharing-partner-ask")
    dan.press("Send the request")
    assert "Choose what it is about" in dan.page.inner_text("body")
    dan.choose("Children’s social care")
    dan.choose("A child")
    dan.fill("Say what you know that helps to find the child or the place", "Poppy, about 14, Beech Lane school")
    dan.fill("What do you need to know?", "Whether she is known, and who works with her.")
    dan.fill("For which decision?", "Who speaks with her first.")
    dan.fill("Why is it necessary, and why not less?", "She was named to us.")
    dan.choose("To prevent or detect crime")
    dan.choose("Yes", group="Does the family know that you ask?")
    dan.press("Send the request")
    dan.look("sharing-partner-sent")
    request_page = dan.page.url

    bola = visitor(cast["bola"])
    bola.page.goto("/notices")
    bola.follow("Another agency asks yours for information")
    bola.look("sharing-received-by-social-care")
    bola.press("Acknowledge")
    bola.fill("To which matter does it belong?", "K-22222222")
    bola.press("It belongs there")
    bola.look("sharing-link-errors")
    assert "You work in no matter with this reference" in bola.page.inner_text("body")
    bola.fill("To which matter does it belong?", consultation.reference)
    bola.press("It belongs there")
    bola.look("sharing-linked")
    bola.press("Answer")
    bola.choose("Neither confirmed nor denied")
    bola.press("Continue")
    bola.look("sharing-answer-neither")
    bola.page.go_back()
    bola.page.go_forward()
    bola.choose("It could disturb an investigation")
    bola.press("Send the answer")
    bola.look("sharing-answered-by-social-care")

    dan.page.goto(request_page)
    dan.look("sharing-neither")
    assert "Neither confirmed nor denied" in dan.text()
    assert consultation.reference not in dan.page.content() and "investigation" not in dan.text()


def test_police_tell_it_is_passed_on_and_the_family_is_not_told(visitor, cast):
    consultation = claimed(cast, name="Poppy", named=True).consultation
    dan = visitor(cast["dan"])
    phone(dan)
    dan.go("/sharing/tell", "sharing-tell")
    dan.press("Pass it on")
    dan.look("sharing-tell-errors")
    dan.choose("Children’s social care")
    dan.choose("A child")
    dan.fill("Say what you know that helps to find the child or the place", "Poppy, about 14")
    dan.fill("Why do you share it, and why not less?", "She may be met on Friday.")
    dan.choose("To protect somebody’s life")
    dan.choose("No", group="Does the family know that you share it?")
    dan.fill("If not, or not yet: why?", "It could warn him.")
    group = dan.page.get_by_role("group", name="Must the family not be told for now? Until when, at first?")
    for part, value in (("Day", "1"), ("Month", "6"), ("Year", "2090")):
        group.get_by_label(part).fill(value)
    dan.choose("OFFICIAL-SENSITIVE")
    dan.fill("What you pass on", FULL)
    dan.press("Pass it on")
    dan.look("sharing-told")
    assert "Passed on to" in dan.page.inner_text("body")
    told = dan.page.url

    bola = visitor(cast["bola"])
    bola.page.goto("/notices")
    bola.follow("Another agency tells yours something")
    bola.look("sharing-told-received")
    assert FULL in bola.text() and "Do not tell the family." in bola.text()
    bola.press("Acknowledge")
    bola.fill("To which matter does it belong?", consultation.reference)
    bola.press("It belongs there")

    amina = visitor(cast["amina"])
    for where, name in (("consultations", "family-consultation"), ("chronology", "family-chronology")):
        amina.go(f"/{where}/{consultation.reference}", name)
        assert "Do not tell the family." in amina.text() and FULL not in amina.text()
    amina.page.goto(f"/consultations/{consultation.reference}")
    amina.follow("Information sharing")
    amina.look("sharing-of-matter-told")
    amina.follow("From Midvale Police")
    amina.follow("Ask whether it may be passed on")
    amina.look("sharing-pass-on")
    amina.press("Ask")
    amina.look("sharing-pass-on-errors")
    amina.page.get_by_label("To whom should it go?").select_option(str(cast["vera"].uuid))
    amina.fill("For what do they need it?", "Her team visits on Fridays.")
    amina.press("Ask")
    amina.look("sharing-passing-asked")

    dan.go("/sharing/", "sharing-partner-waiting")
    dan.follow("Amina, Children’s social care, asks")
    dan.look("sharing-passing-to-answer")
    dan.choose("Yes, under the conditions that it has")
    dan.fill("Anything to add?", "Not in writing to the school.")
    dan.press("Keep my answer")
    dan.look("sharing-passing-answered")

    vera = visitor(cast["vera"])
    vera.page.goto("/notices")
    vera.follow("Something was passed on to you")
    vera.look("sharing-passed-on")
    assert FULL in vera.text() and "Not in writing to the school." in vera.text()
    assert "Do not tell the family." in vera.text()

    dan.page.goto(told)
    dan.follow("Lift that the family is not told")
    dan.look("sharing-mark")
    dan.press("Lift it")
    assert FamilyMark.objects.get().lifted_by == cast["dan"]
    amina.page.goto(f"/consultations/{consultation.reference}")
    assert "Do not tell the family." not in amina.text()


def test_what_it_adds_up_to_as_tables(visitor, cast):
    with as_of(months_back(3)):
        consultation = raised(cast["amina"])
        for number in range(34):
            row = asked(cast["amina"], consultation, needed=f"What is known of visit {number}.")
            actions.acknowledge_request(cast["dan"], request=row)
            answered(cast["dan"], row, kind="refused" if number % 2 else "not-held")
    ines = visitor(cast["ines"])
    ines.follow("How requests are answered")
    ines.look("sharing-figures")
    assert "Twelve months together" in ines.text() and "35" in ines.text()
