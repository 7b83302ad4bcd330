"""Promise 4: the child is in the room. Rests on: the needed voice section, the decision's voice, voice shown first."""

import pytest
from django.urls import reverse

from kith.concerns.forms import VoiceForm
from kith.concerns.words import NEEDED, Section
from kith.desk.tests.factories import decided, raised

pytestmark = pytest.mark.django_db


def test_a_step_without_the_childs_words_says_why():
    assert Section.VOICE in NEEDED
    assert not VoiceForm({}).is_valid()
    assert VoiceForm({"voice_words": "They listen."}).is_valid()
    assert VoiceForm({"not_spoken_because": "The school asks us to wait."}).is_valid()


def test_the_childs_words_stand_first(client, cast):
    consultation = raised(cast["amina"])
    client.force_login(cast["amina"])
    page = client.get(reverse("concerns:consultation", args=[consultation.reference])).content.decode()
    main = page[page.index("<main") :]
    assert main.index("They listen to me.") < main.index("Jokes about migrants in a chat.")


def test_a_decision_that_goes_on_carries_what_the_child_says_or_why_it_is_not_known(client, cast):
    from kith.desk.tests.factories import claimed

    row = claimed(cast)
    client.force_login(cast["bola"])
    page = client.post(
        reverse("screening:decide", args=[row.consultation.reference]),
        {
            "version": 0,
            "once": "x",
            "screening_version": row.version,
            "act": "decide",
            "harm_source": "outside",
            "outcomes": ["section-17"],
            "reason": "r",
            "set_aside": "s",
            "next_owner": str(cast["amina"].pk),
        },
    ).content.decode()
    assert "Write what the child says and wants, or why it is not known" in page


def test_the_chronology_and_the_referral_hold_the_childs_words(client, cast):
    consultation = decided(cast).screening.consultation
    client.force_login(cast["amina"])
    assert (
        "They listen to me." in client.get(reverse("desk:chronology", args=[consultation.reference])).content.decode()
    )
    client.post(reverse("concerns:prepare-referral", args=[consultation.reference]))
    assert (
        "They listen to me." in client.get(reverse("concerns:referral", args=[consultation.reference])).content.decode()
    )


def test_nobody_elses_words_are_called_the_childs_own(client, cast):
    from kith.desk.tests.factories import fresh

    consultation = decided(cast).screening.consultation
    fresh(client, cast["amina"])
    page = client.get(reverse("desk:chronology", args=[consultation.reference])).content.decode()
    assert "Exact words:" in page and "What the child says and wants, or why it is not known:" in page
    lines = client.get(reverse("desk:chronology-json", args=[consultation.reference])).json()["lines"]
    own = {line["kind"] for line in lines if line["childs_words"]}
    named = {line["kind"]: line["words_are"] for line in lines if line["words"]}
    assert own == {"submitted"}
    assert named == {
        "noticed": "Exact words",
        "submitted": "The child’s own words",
        "decision": "What the child says and wants, or why it is not known",
    }
