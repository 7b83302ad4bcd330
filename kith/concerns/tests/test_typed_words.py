"""What was typed is not lost: not by a second sending from the same page, not by a password asked for again."""

import pytest
from django.urls import reverse

from kith.access.rules import NotFound
from kith.concerns import actions
from kith.concerns.models import ConsultationEmergency, Note
from kith.demo.cast import PASSWORD
from kith.desk.tests.factories import claimed, decided, raised
from kith.screening.models import Disagreement, Question

pytestmark = pytest.mark.django_db

SENTENCE = "These are still here"


def test_nobody_is_let_into_a_draft(client, cast):
    draft = actions.start_consultation(cast["amina"], once_key="x")
    with pytest.raises(NotFound):
        actions.give_part(cast["amina"], consultation=draft, person=cast["olu"])
    client.force_login(cast["amina"])
    address = reverse("concerns:give-part", args=[draft.reference])
    assert client.post(address, {"person": str(cast["olu"].uuid)}).status_code == 404
    actions.give_part(cast["amina"], consultation=raised(cast["amina"]), person=cast["olu"])


def twice(client, address, first, second, model):
    """The same page is sent twice: with the same words, then with others; then with the new page's own key."""
    client.post(address, {**first, "once": "k"})
    client.post(address, {**first, "once": "k"})
    assert model.objects.count() == 1
    answer = client.post(address, {**second, "once": "k"})
    page = answer.content.decode()
    assert answer.status_code == 200 and SENTENCE in page and second["text"] in page
    assert model.objects.count() == 1 and 'value="k"' not in page
    once = page.split('name="once" value="')[1].split('"')[0]
    client.post(address, {**second, "once": once})
    assert {row.text for row in model.objects.all()} == {first["text"], second["text"]}


def test_a_second_note_from_the_same_page_is_not_lost(client, cast):
    consultation = raised(cast["amina"])
    client.force_login(cast["amina"])
    day = {"happened_on_day": "8", "happened_on_month": "6", "happened_on_year": "2026"}
    address = reverse("concerns:note", args=[consultation.reference])
    twice(client, address, {**day, "text": "First."}, {**day, "text": "Second."}, Note)


def test_a_second_question_from_the_same_page_is_not_lost(client, cast):
    row = claimed(cast)
    client.force_login(cast["bola"])
    address = reverse("screening:ask", args=[row.consultation.reference])
    twice(client, address, {"text": "Who?"}, {"text": "When?"}, Question)


def test_a_second_disagreement_from_the_same_page_is_not_lost(client, cast):
    decision = decided(cast)
    client.force_login(cast["amina"])
    address = reverse("screening:disagree", args=[decision.screening.consultation.reference, decision.uuid])
    twice(client, address, {"text": "No."}, {"text": "Not so."}, Disagreement)


def test_a_stale_sign_in_keeps_the_reason_of_an_emergency(client, cast):
    consultation = raised(cast["amina"])
    client.force_login(cast["olu"])
    typed = {"exact": consultation.reference, "reason": "A child is at our door and nobody <answers>."}
    address = reverse("concerns:emergency")
    page = client.post(address, typed, follow=True).content.decode()
    assert "Give your password again" in page and "nobody &lt;answers&gt;." in page
    assert "There is a problem" not in page and not ConsultationEmergency.objects.exists()
    confirm = f"{reverse('people:confirm')}"
    wrong = client.post(confirm, {**typed, "next": address, "password": "no"}).content.decode()
    assert "That is not your password" in wrong and "nobody &lt;answers&gt;." in wrong
    answer = client.post(confirm, {**typed, "next": address, "password": PASSWORD}, follow=True)
    assert answer.request["PATH_INFO"] == reverse("concerns:consultation", args=[consultation.reference])
    assert ConsultationEmergency.objects.get().reason == typed["reason"]
    # Elsewhere is nowhere: what was typed is sent to no other host.
    answer = client.post(confirm, {**typed, "next": "https://example.org/", "password": PASSWORD})
    assert answer.status_code == 302 and answer["Location"].startswith("/")
