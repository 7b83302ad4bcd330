"""A conflict of interest beats every grant, and leaves nothing without an owner."""

import pytest
from django.urls import reverse

from kith.access.rules import NotFound
from kith.concerns import actions
from kith.concerns.models import ConsultationBar
from kith.desk.tests.factories import claimed, decided, raised
from kith.screening.models import Screening, Step

pytestmark = pytest.mark.django_db


def test_who_knows_the_family_steps_back(client, cast):
    row = claimed(cast)
    reference = row.consultation.reference
    client.force_login(cast["bola"])
    assert client.get(reverse("concerns:consultation", args=[reference])).status_code == 200
    page = client.get(reverse("concerns:bar", args=[reference])).content.decode()
    assert "Nobody thinks less of you" in page
    client.post(
        reverse("concerns:bar", args=[reference]), {"person": str(cast["bola"].uuid), "reason": "My neighbour’s child"}
    )
    assert client.get(reverse("concerns:consultation", args=[reference])).status_code == 404
    row.refresh_from_db()
    assert row.owner == cast["petra"], "the screening is never left without an owner"


def test_the_owner_of_a_matter_steps_back_and_a_manager_owns_it(cast):
    decision = decided(cast)
    consultation = decision.screening.consultation
    actions.place_bar(cast["amina"], consultation=consultation, person=cast["amina"], reason="My cousin")
    consultation.refresh_from_db()
    assert consultation.owner == cast["carys"]
    assert not Step.objects.filter(owner=cast["amina"], done_at__isnull=True).exists()


def test_a_colleague_is_barred_by_a_manager_alone(client, cast):
    consultation = raised(cast["amina"])
    with pytest.raises(NotFound):
        actions.place_bar(cast["amina"], consultation=consultation, person=cast["petra"], reason="x")
    client.force_login(cast["carys"])
    client.post(
        reverse("concerns:bar", args=[consultation.reference]),
        {"person": str(cast["petra"].uuid), "reason": "Her niece’s school friend"},
    )
    assert ConsultationBar.objects.get().person == cast["petra"]
    page = client.get(reverse("concerns:who", args=[consultation.reference])).content.decode()
    assert "Her niece’s school friend" in page
    client.force_login(cast["amina"])
    page = client.get(reverse("concerns:who", args=[consultation.reference])).content.decode()
    assert "Her niece’s school friend" not in page


def test_a_practitioner_cannot_slip_a_colleague_into_their_own_form(client, cast):
    consultation = raised(cast["amina"])
    client.force_login(cast["amina"])
    client.post(
        reverse("concerns:bar", args=[consultation.reference]), {"person": str(cast["petra"].uuid), "reason": "x"}
    )
    assert not ConsultationBar.objects.exists()


def test_a_bar_beats_emergency_access(cast):
    consultation = raised(cast["amina"])
    actions.place_bar(cast["carys"], consultation=consultation, person=cast["olu"], reason="Lives next door")
    with pytest.raises(NotFound):
        actions.open_in_emergency(cast["olu"], exact=consultation.reference, reason="x" * 40)


def test_a_screening_that_nobody_else_can_take_goes_to_the_manager(cast):
    row = claimed(cast)
    actions.place_bar(cast["carys"], consultation=row.consultation, person=cast["petra"], reason="Aunt")
    actions.place_bar(cast["bola"], consultation=row.consultation, person=cast["bola"], reason="Uncle")
    assert Screening.objects.get().owner == cast["carys"]


def test_reading_in_an_emergency_gives_no_deed(client, cast):
    """A manager who opened a record in an emergency cannot give themselves a part that outlasts the hour."""
    consultation = raised(cast["rhys"])
    other = cast["carys"]
    ours = raised(cast["olu"])
    from kith.concerns.models import ConsultationPart
    from kith.screening import rules as screening_rules

    ConsultationPart.objects.filter(matter=ours).exclude(person=cast["olu"]).delete()
    with pytest.raises(NotFound):
        actions.open_in_emergency(other, exact=consultation.reference, reason="x" * 40)
    actions.open_in_emergency(other, exact=ours.reference, reason="A child is at our door and nobody answers.")
    client.force_login(other)
    assert client.get(reverse("concerns:consultation", args=[ours.reference])).status_code == 200
    for deed in (
        lambda: actions.give_part(other, consultation=ours, person=other),
        lambda: actions.place_bar(other, consultation=ours, person=cast["bola"], reason="x"),
        lambda: actions.start_referral(other, consultation=ours),
        lambda: actions.write_note(
            other, consultation=ours, happened_on="2026-01-01", text="x", childs_words="", once_key="k"
        ),
    ):
        with pytest.raises(NotFound):
            deed()
    row = Screening.objects.get(consultation=ours)
    assert not screening_rules.may_ask(other, row) and not screening_rules.may_hand_over(other, row)


def test_a_bar_stops_every_deed_of_screening_too(cast):
    """The rule of each deed asks for a live part and no bar; a page that hides a button is not what refuses."""
    from kith.screening import actions as screening

    waiting = Screening.objects.get(consultation=raised(cast["amina"]))
    actions.place_bar(cast["carys"], consultation=waiting.consultation, person=cast["bola"], reason="Neighbour")
    with pytest.raises(NotFound):
        screening.claim_screening(cast["bola"], screening=waiting)
    row = claimed(cast)
    question = screening.ask_question(cast["bola"], screening=row, of=cast["amina"], text="Who?", once_key="q")
    ConsultationBar.objects.create(
        matter=row.consultation, person=cast["bola"], placed_by=cast["carys"], reason="Neighbour"
    )
    ConsultationBar.objects.create(
        matter=row.consultation, person=cast["amina"], placed_by=cast["carys"], reason="Neighbour"
    )
    with pytest.raises(NotFound):
        screening.decide_screening(
            cast["bola"],
            screening=row,
            version=row.version,
            once_key="x",
            outcomes=["advice-and-close"],
            reasoning={"harm_source": "none", "finding": "advice", "reason": "r", "next_owner_words": "n"},
        )
    with pytest.raises(NotFound):
        screening.answer_question(cast["amina"], question=question, answer="x")
