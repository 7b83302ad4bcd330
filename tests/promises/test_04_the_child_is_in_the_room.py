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


def test_an_assessment_and_a_conference_of_a_place_hold_young_peoples_words_or_say_why_not(cast):
    from django.db import IntegrityError, transaction

    from kith.contexts.models import Conference, ContextAssessment
    from kith.contexts.tests.factories import assessed, conferred, opened

    place = opened(cast["amina"])
    assessed(cast["amina"], place)
    conferred(cast["amina"], place)
    for model in (ContextAssessment, Conference):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.update(young_words="", no_words_because="")
        model.objects.update(young_words="", no_words_because="Nobody was asked yet.")


def test_a_plan_a_review_and_a_session_carry_the_childs_words_or_say_why_not(cast):
    from django.db import IntegrityError, transaction

    from kith.plans.actions import NotWhole
    from kith.plans.forms import HeldForm, ReviewForm
    from kith.plans.tests.factories import AGREED, action, agree, begun, held, outcome, over, session

    consultation = raised(cast["amina"])
    plan = begun(cast["amina"], consultation)
    outcome(cast["amina"], plan)
    action(cast["amina"], plan)
    with pytest.raises(NotWhole, match="the young person and the family"):
        agree(cast["amina"], plan, answers=AGREED[1:], no_context_because="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        held(cast["amina"], over(session(cast["amina"], consultation)), childs_words="")
    for form in (ReviewForm({}), HeldForm({}, guides=[])):
        assert "childs_words" in form.errors
