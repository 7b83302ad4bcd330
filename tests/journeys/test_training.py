"""Training: oneself, the team, the authority, a session with a code on a phone, and a file of a learning system."""

import datetime

import pytest
from django.utils import timezone

from kith.training import actions, queries
from kith.training.models import Completion, TrainingSession

pytestmark = pytest.mark.django_db(transaction=True)


def days(number: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=number)


def put_date(page, label: str, day: datetime.date) -> None:
    group = page.get_by_role("group", name=label)
    for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(part).fill(str(number))


def test_a_person_says_what_they_completed_and_their_manager_confirms_it(visitor, cast):
    amina = visitor(cast["amina"])
    amina.follow("Training")
    amina.look("training-mine")
    assert "Introductory" in amina.text() and "Nothing is in date yet" in amina.text()
    amina.follow("Introductory")
    amina.look("training-tier")
    assert "early career standards" in amina.text()
    amina.page.goto("/training/")
    amina.press("I completed a course elsewhere")
    amina.press("Send it to be confirmed")
    amina.look("training-certificate-empty")
    amina.page.get_by_label("Which tier does it count for?").select_option(label="Introductory")
    amina.fill("Which course was it?", "Prevent awareness course (GOV.UK)")
    put_date(amina.page, "On which day did you complete it?", days(-3))
    amina.fill("What is the number of the certificate?", "GB-204-771")
    amina.press("Send it to be confirmed")
    assert "Sent to be confirmed" in amina.text()
    # Sent by mistake, it is taken back, and said anew.
    amina.follow("Prevent awareness course (GOV.UK)")
    amina.look("training-certificate-own")
    amina.press("Take it back")
    assert "Taken back. Nobody is asked about it any more." in amina.text()
    amina.press("I completed a course elsewhere")
    amina.page.get_by_label("Which tier does it count for?").select_option(label="Introductory")
    amina.fill("Which course was it?", "Prevent awareness course (GOV.UK)")
    put_date(amina.page, "On which day did you complete it?", days(-3))
    amina.fill("What is the number of the certificate?", "GB-204-771")
    amina.press("Send it to be confirmed")

    carys = visitor(cast["carys"], scripts=False)
    carys.page.goto("/notices")
    assert "A certificate waits for you to confirm it" in carys.text()
    carys.go("/training/team", "training-team")
    carys.follow("Amina: Prevent awareness course (GOV.UK)")
    carys.look("training-certificate")
    carys.choose("No, send it back")
    carys.press("Answer")
    assert "Write why you send it back" in carys.text()
    carys.choose("Yes, I have seen the certificate")
    carys.press("Answer")
    assert "Confirmed. It counts now." in carys.text()
    carys.follow("Amina, Social worker")
    carys.look("training-somebody")
    carys.page.get_by_label("For which tier?").select_option(label="Enhanced")
    carys.press("Choose them for this tier")
    assert "Enhanced is meant for Amina from today." in carys.text()
    carys.follow("Enter a long leave")
    put_date(carys.page, "First day of the leave", days(5))
    put_date(carys.page, "Last day of the leave", days(1))
    carys.press("Keep these days")
    carys.look("training-leave")
    put_date(carys.page, "Last day of the leave", days(40))
    carys.press("Keep these days")
    assert "Training is put off" in carys.text()

    amina.go("/training/", "training-mine-done")
    assert "number GB-204-771" in amina.text() and "In date, until" in amina.text()


def test_a_trainer_opens_the_register_and_people_sign_it_on_their_phone(visitor, cast):
    actions.record_completion(
        cast["gwen"],
        person=cast["carys"],
        tier="enhanced",
        day=days(-10),
        how="observed",
        source="seen",
        key="c",
        course="Enhanced training day",
    )
    carys = visitor(cast["carys"])
    carys.page.goto("/training/")
    carys.follow("Plan a session")
    carys.press("Plan the session")
    carys.look("training-plan-empty")
    carys.page.get_by_label("Which tier does it count for?").select_option(label="Introductory")
    carys.fill("What is it called?", "Mixed and unclear ideologies")
    put_date(carys.page, "On which day?", days(1))
    carys.fill("At what time?", "10:00")
    carys.page.get_by_label("How long?").select_option(label="An hour and a half")
    carys.fill("Where?", "Room 2")
    carys.choose("Adolescent hub, Children’s social care")
    carys.press("Plan the session")
    carys.look("training-session")
    row = TrainingSession.objects.get()
    assert "an hour before" in carys.text() and not carys.page.get_by_role("button", name="Open signing in").count()
    starts = timezone.now() - datetime.timedelta(minutes=10)
    TrainingSession.objects.update(starts_at=starts, ends_at=starts + datetime.timedelta(hours=1))
    carys.page.reload()
    carys.press("Open signing in")
    carys.look("training-register")
    code = carys.page.locator("main .kith-exact").inner_text()

    olu = visitor(cast["olu"], scripts=False)
    olu.page.set_viewport_size({"width": 390, "height": 800})
    olu.page.goto("/training/")
    olu.press("Sign in to a session")
    olu.fill("What is the code?", "WRNG22")
    olu.press("I am here")
    olu.look("training-sign-in-wrong")
    assert "opens no register now" in olu.text()
    olu.fill("What is the code?", code.lower())
    olu.press("I am here")
    olu.look("training-signed")
    assert "You are in the register" in olu.page.content()

    carys.choose("Amina, Children’s social care")
    carys.fill("Somebody who was not invited", "nobody@thornmere.example")
    carys.press("Keep the register")
    carys.look("training-register-wrong")
    carys.fill("Somebody who was not invited", "bola@thornmere.example")
    carys.press("Keep the register")
    assert "3 are in it" in carys.text()
    carys.press("Close it: the session was held")
    carys.look("training-held")
    assert "Olu: signed by code" in carys.text() and "Amina: ticked" in carys.text()
    assert Completion.objects.filter(how="register").count() == 3 and row.pk
    carys.go("/training/", "training-gave-back")
    assert "Sessions run for others in the last 4 months: 1" in carys.text()


def test_the_training_lead_takes_in_a_file_and_sees_the_authority(visitor, cast):
    gwen = visitor(cast["gwen"])
    gwen.go("/training/files", "training-files-none")
    rows = [
        "E-mail,Course title,Date completed,Status",
        "amina@thornmere.example,Prevent awareness,03/04/2026,Completed",
        "bola@thornmere.example,Prevent awareness,4 April 2026,Completed",
        "carys@thornmere.example,Prevent awareness,,In progress",
        "nobody@thornmere.example,Prevent awareness,05/04/2026,Completed",
        "olu@thornmere.example,Prevent awareness,04/31/2026,Completed",
    ]
    gwen.fill("What is your learning system called?", "Thornmere Learning")
    file = {"name": "completions.csv", "mimeType": "text/csv", "buffer": "\n".join(rows).encode()}
    gwen.page.get_by_label("The file").set_input_files(file)
    gwen.press("Read the file")
    gwen.look("training-columns")
    gwen.press("Go on")
    gwen.look("training-columns-unsaid")
    assert "Choose how days are meant" in gwen.text()
    gwen.choose("The day first: 31/12/2026")
    gwen.press("Go on")
    gwen.look("training-courses")
    gwen.page.get_by_label("Prevent awareness").select_option(label="Introductory")
    gwen.press("Check the rows")
    gwen.look("training-checked")
    assert "Row 5" in gwen.text() and "Nobody here has this e-mail address" in gwen.text() and "Row 6" in gwen.text()
    assert not Completion.objects.exists()
    with gwen.page.expect_download() as download:
        gwen.page.get_by_role("link", name="Download everything to mend").click()
    assert download.value.suggested_filename == "rows-to-mend.csv"
    gwen.press("Take in 2 completions")
    gwen.look("training-loaded")
    assert Completion.objects.count() == 2
    gwen.page.go_back()
    gwen.page.reload()
    gwen.go("/training/authority", "training-authority")
    assert "Not shown apart" in gwen.text() and "Amina" not in gwen.text()
    gwen.go("/training/tiers", "training-tiers")
    gwen.follow("Introductory")
    gwen.look("training-tier-lead")
    gwen.press("Change this tier")
    gwen.look("training-change-tier")
    gwen.fill("For how many months does it hold?", "twelve")
    gwen.press("Keep the change")
    gwen.look("training-change-tier-wrong")
    gwen.fill("For how many months does it hold?", "12")
    gwen.press("Keep the change")
    assert "For 12 months" in gwen.text()
    assert queries.tier_for(cast["gwen"], "introductory").number == 1
