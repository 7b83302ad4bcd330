"""The law of a screening: who answers, what stands, what goes back, and what is due when."""

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import NotFound
from kith.concerns.actions import place_bar, start_consultation
from kith.concerns.models import Consultation
from kith.decisions.models import Draft
from kith.desk.tests.factories import claimed, decided, raised
from kith.people.models import Membership, RoleHeld
from kith.people.words import Role
from kith.screening import actions
from kith.screening.models import Disagreement, Screening, ScreeningDecision, SignOff
from kith.screening.words import SignOffAnswer, State

from .test_screening import post_decision, refer

pytestmark = pytest.mark.django_db


def only_manager(cast):
    """Carys is the only manager left in Thornmere."""
    RoleHeld.objects.filter(person__authority=cast["carys"].authority, role=Role.MANAGER).exclude(
        person=cast["carys"]
    ).update(ends=timezone.now())


def manager_raised(cast) -> Screening:
    """A concern that Carys, a manager herself, raised, and that Bola took on."""
    row = Screening.objects.get(consultation=raised(cast["carys"]))
    return actions.claim_screening(cast["bola"], screening=row)


# A manager’s own concern


@pytest.mark.parametrize("answer", list(SignOffAnswer.values)[:3])
def test_a_managers_own_concern_is_signed_off_by_another_manager(client, cast, answer):
    row = manager_raised(cast)
    client.force_login(cast["bola"])
    post_decision(client, row, **refer(cast, ["prevent-referral", "section-17"]))
    sign_off = SignOff.objects.get()
    assert sign_off.asked_of == cast["vera"]
    with pytest.raises(NotFound):
        actions.answer_sign_off(cast["carys"], sign_off=sign_off, answer=SignOffAnswer.AGREED, reason="")
    actions.answer_sign_off(
        cast["vera"],
        sign_off=sign_off,
        answer=answer,
        reason="" if answer == SignOffAnswer.AGREED else "Ask the school first.",
        otherwise={"harm_source": "outside", "set_aside": "Prevent now", "next_owner": cast["amina"]},
        outcomes=["section-17"],
    )
    row.refresh_from_db()
    assert row.state == (State.CLAIMED if answer == SignOffAnswer.RETURNED else State.DECIDED)


def test_without_a_second_manager_the_page_says_what_to_do_and_keeps_the_words(client, cast):
    row = manager_raised(cast)
    only_manager(cast)
    client.force_login(cast["bola"])
    answer = post_decision(client, row, **refer(cast, ["prevent-referral", "section-17"]))
    page = answer.content.decode()
    assert answer.status_code == 200 and "no other manager in Thornmere" in page and "01632 960 110" in page
    assert "An adult nobody knows writes to her at night." in page and "There is a problem" in page
    row.refresh_from_db()
    assert row.state == State.CLAIMED and not ScreeningDecision.objects.exists()
    assert "An adult nobody knows" in str(Draft.objects.get(author=cast["bola"]).content)


def test_a_manager_who_may_not_read_the_record_is_not_asked_to_sign_it_off(client, cast):
    row = claimed(cast)
    place_bar(cast["carys"], consultation=row.consultation, person=cast["carys"], reason="A neighbour.")
    client.force_login(cast["bola"])
    post_decision(client, row, **refer(cast, ["prevent-referral", "section-17"]))
    assert SignOff.objects.get().asked_of == cast["vera"]


def test_nobody_answers_a_disagreement_about_what_they_did_themselves(client, cast):
    decision = decided(cast, outcomes=["prevent-referral", "section-17"])
    actions.answer_sign_off(
        cast["carys"],
        sign_off=decision.sign_offs.get(),
        answer=SignOffAnswer.OTHERWISE,
        reason="Help first.",
        otherwise={"harm_source": "outside", "set_aside": "Prevent now", "next_owner": cast["amina"]},
        outcomes=["section-17"],
    )
    new = ScreeningDecision.objects.get(made_by=cast["carys"])
    row = actions.record_disagreement(cast["bola"], decision=new, text="Prevent as well.", once_key="a")
    assert row.to == cast["vera"]
    only_manager(cast)
    client.force_login(cast["amina"])
    page = client.post(
        reverse("screening:disagree", args=[new.screening.consultation.reference, new.uuid]),
        {"text": "My own words.", "once": "b"},
    ).content.decode()
    assert "no other manager in Thornmere" in page and "My own words." in page
    assert Disagreement.objects.count() == 1


def test_a_manager_who_disagrees_does_not_answer_themselves(cast):
    decision = decided(cast)
    row = actions.record_disagreement(cast["carys"], decision=decision, text="No.", once_key="a")
    assert row.to == cast["vera"]
    Disagreement.objects.filter(pk=row.pk).update(to=cast["carys"])
    row.refresh_from_db()
    with pytest.raises(NotFound):
        actions.answer_disagreement(cast["carys"], disagreement=row, answer="Yes.")


def test_without_a_specialist_the_draft_is_kept_and_the_page_says_whom_to_ring(client, cast):
    Membership.objects.filter(team__screens=True, person__authority=cast["amina"].authority).update(ends=timezone.now())
    client.force_login(cast["amina"])
    consultation = start_consultation(cast["amina"])
    for section, said in {
        "safety": {"danger": "no"},
        "noticed": {"what_0": "Jokes about migrants.", "source_0": ""},
        "voice": {"voice_words": "They listen."},
        "question": {"question": "What next?"},
    }.items():
        client.post(
            reverse("concerns:section", args=[consultation.reference, section]),
            {"version": 0, "act": "continue", **said},
        )
    answer = client.post(reverse("concerns:check", args=[consultation.reference]))
    page = answer.content.decode()
    assert answer.status_code == 200 and "There is no specialist in Thornmere yet" in page and "01632 960 110" in page
    consultation.refresh_from_db()
    assert consultation.state == "draft" and Draft.objects.filter(subject=consultation.subject).count() == 4


def test_a_conflict_of_interest_of_the_only_manager_is_refused_in_words(client, cast):
    row = claimed(cast)
    only_manager(cast)
    Consultation.objects.filter(pk=row.consultation_id).update(owner=cast["carys"])
    client.force_login(cast["carys"])
    page = client.post(
        reverse("concerns:bar", args=[row.consultation.reference]),
        {"person": str(cast["carys"].uuid), "reason": "A neighbour."},
    ).content.decode()
    assert "no manager in Thornmere who could own this" in page and "A neighbour." in page
