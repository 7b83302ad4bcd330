"""A specialist leaves and hands over (TH-11): everything is gathered, taken over, and found in one place on a phone."""

import datetime

import pytest
from django.utils import timezone

from kith.access.rules import WORKER
from kith.desk.tests.factories import claimed, raised
from kith.handover.actions import work_through
from kith.meetings.tests.factories import asked_before, planned
from kith.panel.tests.factories import entered, panel_of
from kith.people.models import Person
from kith.screening import actions as screening
from kith.screening.models import Screening
from kith.sharing.actions import ask_not_to_tell
from kith.sharing.tests.factories import asked

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_specialist_leaves_and_hands_over(visitor, cast):
    yusuf = claimed(cast, name="Yusuf", named=True)
    screening.ask_question(cast["bola"], screening=yusuf, of=cast["bola"], text="Who rang?", once_key="q")

    carys = visitor(cast["carys"])
    carys.page.goto("/")
    carys.follow("Handover")
    carys.look("handover-manager")
    carys.follow("Somebody leaves or moves")
    carys.look("handover-begin")
    carys.press("Begin the handover")
    carys.look("handover-begin-errors")
    assert "Enter the last day" in carys.page.inner_text("body")
    carys.page.get_by_label("Who?").select_option(str(cast["bola"].uuid))
    carys.page.get_by_label("They leave").check()
    last = timezone.localdate() + datetime.timedelta(days=3)
    for part, value in (("Day", last.day), ("Month", last.month), ("Year", last.year)):
        carys.page.get_by_label(part, exact=True).fill(str(value))
    carys.press("Begin the handover")
    carys.look("handover-of-bola")
    assert "Screening: with a specialist" in carys.text() and yusuf.consultation.reference in carys.text()

    bola = visitor(cast["bola"])
    bola.page.goto("/notices")
    bola.follow("A handover was begun")
    bola.follow("Your own handover")
    bola.look("handover-own")
    bola.page.get_by_role("link", name="Write what to know").last.click()
    bola.page.wait_for_load_state()
    bola.look("handover-thing")
    bola.press("Keep it for them")
    bola.look("handover-thing-errors")
    assert "Write something in one of the two boxes" in bola.page.inner_text("body")
    bola.fill("Where it stands", "The parents refused Channel; the youth worker goes on. Look again in three months.")
    bola.fill(
        "What I would tell my successor", "His mother is a nurse: ring after her shift, and show her the reasons."
    )
    bola.press("Keep it for them")
    bola.look("handover-thing-written")
    assert "ring after her shift" in bola.text()
    bola.follow("Handover of Bola")
    bola.page.get_by_label("Screening: with a specialist").check()
    bola.page.get_by_label("A question of Bola").check()
    bola.page.get_by_label("Offer them to").select_option(str(cast["petra"].uuid))
    bola.press("Offer what I chose")
    assert "Offered to Petra, who was told: 2." in bola.page.inner_text("body")
    bola.look("handover-offered")

    # Petra stands in a school corridor with her phone, and no script runs on it.
    petra = visitor(cast["petra"], scripts=False)
    petra.page.set_viewport_size({"width": 390, "height": 800})
    petra.page.goto("/notices")
    petra.follow("A colleague offers you something to take over")
    petra.look("handover-petra")
    petra.page.get_by_label("A question of Bola").check()
    petra.press("Take over what I chose")
    petra.page.get_by_text("I cannot take one of these over").click()
    petra.page.get_by_role("link", name="Decline: Screening").click()
    petra.page.wait_for_load_state()
    petra.look("handover-decline")
    petra.fill("Why do you not take it over?", "I have seven this week.")
    petra.press("Decline")

    bola.page.reload()
    assert "Petra declined: I have seven this week." in bola.text()
    bola.page.get_by_label("Screening: with a specialist").check()
    bola.page.get_by_label("Named for Children’s social care").check()
    bola.page.get_by_label("Offer them to").select_option(str(cast["petra"].uuid))
    bola.press("Offer what I chose")
    work_through(WORKER, today=last + datetime.timedelta(days=1))
    assert Person.objects.get(pk=cast["bola"].pk).is_active, "something is left"

    petra.page.goto("/handover/")
    petra.page.get_by_label("Screening").check()
    petra.page.get_by_label("Named for Children’s social care").check()
    petra.press("Take over what I chose")
    petra.look("handover-successor")
    text = petra.text()
    assert "ring after her shift" in text and yusuf.consultation.reference in text
    assert "A question of Bola" in text
    assert Screening.objects.get().owner == cast["petra"]

    work_through(WORKER, today=last + datetime.timedelta(days=1))
    assert not Person.objects.get(pk=cast["bola"].pk).is_active
    carys.page.goto("/handover/")
    assert "Bola" not in carys.text()


def test_rights_end_at_once_and_the_manager_has_it_all(visitor, cast):
    claimed(cast, name="Yusuf", named=True)
    carys = visitor(cast["carys"])
    carys.page.goto("/handover/begin")
    carys.page.get_by_label("Who?").select_option(str(cast["amina"].uuid))
    carys.page.get_by_label("They leave").check()
    last = timezone.localdate() + datetime.timedelta(days=30)
    for part, value in (("Day", last.day), ("Month", last.month), ("Year", last.year)):
        carys.page.get_by_label(part, exact=True).fill(str(value))
    carys.press("Begin the handover")
    carys.follow("It cannot wait: end their rights at once")
    carys.look("handover-at-once")
    carys.press("End them now")
    assert "Say why their rights end at once" in carys.page.inner_text("body")
    carys.fill("Why can it not wait?", "Suspended today.")
    carys.press("End them now")
    carys.look("handover-ended-at-once")
    carys.go("/handover/", "handover-waiting-with-manager")
    assert "With you until somebody takes it over" in carys.text() and "Amina had it." in carys.text()
    carys.press("I keep it")
    assert "Yours from now on" in carys.page.inner_text("body")
    jo = visitor(cast["jo"])
    jo.go("/handover/alone", "handover-alone")
    assert "Children’s social care: Channel chair" in jo.text()
    jo.go("/directory", "directory-alone")
    jo.follow("Name somebody for something else")
    jo.look("directory-name-for")


def test_a_partner_is_stopped_at_once_and_nothing_of_panels_and_visits_is_lost(visitor, cast):
    consultation = raised(cast["amina"], name="Leo", named=True)
    visit = planned(cast["amina"], consultation, lead=cast["dan"])
    asked_before(cast["amina"], consultation, meeting=visit)
    ask_not_to_tell(cast["dan"], request=asked(cast["amina"], consultation), review_on=timezone.localdate())
    panel = panel_of(cast)
    entered(cast, panel)

    nia = visitor(cast["nia"])
    nia.page.goto("/handover/begin")
    nia.page.get_by_label("Who?").select_option(str(cast["dan"].uuid))
    nia.page.get_by_label("They leave").check()
    last = timezone.localdate() + datetime.timedelta(days=3)
    for part, value in (("Day", last.day), ("Month", last.month), ("Year", last.year)):
        nia.page.get_by_label(part, exact=True).fill(str(value))
    nia.press("Begin the handover")
    nia.look("handover-of-a-partner")
    # His manager sees his seat, and nothing that she may not read herself.
    assert "Member of Thornmere channel panel" in nia.text() and "Leads a joint visit" not in nia.text()
    assert "There is more, which you may not read" in nia.text()
    nia.follow("It cannot wait: end their rights at once")
    nia.page.get_by_label("Why").first.fill("Suspended today.")
    nia.page.locator("main form button").first.click()
    nia.page.wait_for_load_state()
    nia.page.goto("/handover/")
    nia.look("handover-waiting-with-a-manager")
    text = nia.text()
    assert "Empty: Member of Thornmere channel panel" in text and "Leads a joint visit" in text
    assert "A question of Children’s social care before a step" in text

    amina = visitor(cast["amina"])
    amina.page.goto("/notices")
    amina.follow("Somebody else leads a visit or a meeting")
    amina.look("visit-with-another-lead")
    assert "Nia, Midvale Police, Prevent team, leads" in amina.text() and "Dan, Midvale" not in amina.text()
    assert "Do not tell the family." in amina.text()
