"""Promise 3: somebody owns it. Rests on: not-null owners, the duty holder, constraints on closing, handing on."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from kith.concerns.models import Consultation
from kith.desk.tests.factories import claimed, decided, raised
from kith.screening.models import Screening, Step

pytestmark = pytest.mark.django_db


def test_a_concern_has_an_owner_from_its_first_moment(cast):
    consultation = raised(cast["amina"])
    assert Screening.objects.get(consultation=consultation).owner in (cast["bola"], cast["petra"])
    for model in (Consultation, Screening):
        assert not model._meta.get_field("owner").null


def test_nothing_is_closed_without_saying_who_has_it(cast):
    consultation = raised(cast["amina"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Consultation.objects.filter(pk=consultation.pk).update(state="closed")
    Consultation.objects.filter(pk=consultation.pk).update(state="closed", closed_owner="Nobody, because it is over.")


def test_a_decision_names_one_owner_or_says_why_nobody(client, cast):
    row = claimed(cast)
    client.force_login(cast["bola"])
    form = {
        "version": 0,
        "once": "x",
        "screening_version": row.version,
        "act": "decide",
        "harm_source": "none",
        "outcomes": ["advice-and-close"],
        "finding": "advice",
        "reason": "r",
        "set_aside": "s",
    }
    where = reverse("screening:decide", args=[row.consultation.reference])
    for owners in ({}, {"next_owner": str(cast["amina"].pk), "next_owner_words": "nobody"}):
        page = client.post(where, {**form, **owners}).content.decode()
        assert "Name one person who owns it next" in page


def test_who_can_no_longer_read_it_owns_nothing_in_it(cast):
    from kith.concerns.actions import place_bar

    decision = decided(cast)
    consultation = decision.screening.consultation
    waiting = Step.objects.filter(owner=cast["amina"], done_at__isnull=True)
    assert waiting.exists()
    place_bar(cast["amina"], consultation=consultation, person=cast["amina"], reason="My cousin")
    consultation.refresh_from_db()
    assert consultation.owner == cast["carys"]
    assert not waiting.exists(), "her steps belong to somebody who may read them"


def test_a_place_has_an_owner_and_is_not_closed_without_saying_who_has_it(cast):
    from kith.contexts.models import Context
    from kith.contexts.tests.factories import opened

    place = opened(cast["amina"], owner=cast["carys"])
    assert place.owner == cast["carys"] and not Context._meta.get_field("owner").null
    closed = {"closed_at": place.opened_at, "closed_because": "Safe."}
    with pytest.raises(IntegrityError), transaction.atomic():
        Context.objects.update(**closed)
    Context.objects.update(**closed, closed_owner="Nobody, because it was pulled down.")


def test_a_plan_and_its_actions_have_somebody_and_an_end_says_who_has_it(cast):
    from kith.plans.models import Plan
    from kith.plans.tests.factories import of, planned

    plan = planned(cast["amina"], raised(cast["amina"]), doer=cast["bola"])
    assert not Plan._meta.get_field("owner").null and of(plan).sees_to_it == cast["bola"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(ended_at=plan.begun_at, ended_because="Done.")
    with pytest.raises(IntegrityError), transaction.atomic():
        plan.actions.filter(pk=of(plan).pk).update(owner=None)
