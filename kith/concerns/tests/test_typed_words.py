"""What was typed is not lost: not by a second sending from the same page, not by a password asked for again."""

import re

import pytest
from django.urls import reverse

from kith.access.rules import NotFound
from kith.concerns import actions
from kith.concerns.models import ConsultationEmergency, Note
from kith.demo.cast import PASSWORD
from kith.desk.tests.factories import claimed, decided, fresh, raised
from kith.screening.models import Disagreement, Question

pytestmark = pytest.mark.django_db

SENTENCE = "These are still here"
DAY = ("happened_on_day", "happened_on_month", "happened_on_year")


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


def test_an_emergency_reason_is_kept_while_the_password_is_fresh_and_the_page_says_when_it_is_not(client, cast):
    fresh(client, cast["olu"])
    half = {"reason": "A child is at our", "version": "0"}
    address = reverse("concerns:emergency")
    assert client.post(address, half, headers={"X-Autosave": "1"}).json()["version"] == 1
    assert "A child is at our</textarea>" in client.get(address).content.decode()
    session = client.session
    session["fresh_at"] = 0
    session.save()
    late = client.post(address, half, headers={"X-Autosave": "1"})
    assert late.status_code == 401 and late.json() == {"error": "confirm"}


def test_words_typed_over_what_a_colleague_added_since_undo_nothing(client, cast):
    """The child’s page half typed, then completed by a colleague: the draft knows what it was typed over."""
    consultation = raised(cast["amina"])
    address = reverse("concerns:complete", args=[consultation.reference])
    client.force_login(cast["amina"])
    half = {"school": "Beech Lane", "child_version": "1", "version": "0"}
    assert client.post(address, half, headers={"X-Autosave": "1"}).status_code == 200
    labels = {"school": "School"}
    actions.complete_child(cast["bola"], consultation=consultation, said={"school": "Oak"}, labels=labels, version=1)
    page = client.get(address).content.decode()
    assert 'value="Beech Lane"' in page and 'name="child_version" value="1"' in page
    both = client.post(address, {**half, "version": "1"}).content.decode()
    assert "Stands: Oak" in both and "Typed here: Beech Lane" in both


def test_a_note_half_typed_survives_the_lock_and_goes_when_it_is_said(client, cast):
    consultation = raised(cast["amina"])
    client.force_login(cast["amina"])
    page = reverse("concerns:consultation", args=[consultation.reference])
    address = reverse("concerns:note", args=[consultation.reference])
    half = {"text": "He was seen at the", "happened_on_day": "3", "once": "n", "version": "0"}
    saved = client.post(address, half, headers={"X-Autosave": "1"})
    assert saved.json()["version"] == 1 and not consultation.notes.exists()
    client.post(reverse("people:lock"), {"from": page})
    assert client.post(address, half, headers={"X-Autosave": "1"}).status_code == 401
    back = client.post(reverse("people:unlock"), {"password": PASSWORD}, follow=True).content.decode()
    assert "He was seen at the</textarea>" in back and 'value="3"' in back and "Begun and not yet added" in back
    assert client.post(address, {**half, "text": "Other"}, headers={"X-Autosave": "1"}).status_code == 409
    client.force_login(cast["carys"])
    assert "He was seen at the" not in client.get(page).content.decode(), "half typed, it is its writer’s alone"
    client.force_login(cast["olu"])
    assert client.post(address, half, headers={"X-Autosave": "1"}).status_code == 404
    client.force_login(cast["amina"])
    said = {"text": "He was seen at the park.", "once": "n", **dict(zip(DAY, ("3", "6", "2026"), strict=True))}
    both = client.post(address, {**said, "version": "0"}).content.decode()
    assert "as: “He was seen at the”" in both and "He was seen at the park.</textarea>" in both, "neither is lost"
    assert not consultation.notes.exists()
    client.post(address, {**said, "version": re.search(r'name="version" value="(\d+)"', both)[1]})
    assert consultation.notes.count() == 1 and "Begun and not yet added" not in client.get(page).content.decode()


def test_a_question_half_typed_survives_the_lock_and_goes_when_it_is_asked(client, cast):
    consultation = claimed(cast).consultation
    client.force_login(cast["bola"])
    page = reverse("screening:workspace", args=[consultation.reference])
    address = reverse("screening:ask", args=[consultation.reference])
    half = {"text": "Who else was", "once": "q", "version": "0"}
    assert client.post(address, half, headers={"X-Autosave": "1"}).json()["version"] == 1
    shown = client.get(page).content.decode()
    assert "Who else was</textarea>" in shown and "Begun and not yet asked" in shown
    assert client.post(address, {**half, "text": "Another"}, headers={"X-Autosave": "1"}).status_code == 409
    client.force_login(cast["petra"])
    assert "Who else was" not in client.get(page).content.decode()
    client.force_login(cast["bola"])
    client.post(address, {**half, "version": "1", "text": "Who else was there?"})
    assert "Begun and not yet asked" not in client.get(page).content.decode()
