"""Promise 9: a companion, not a second case file. Rests on: the case reference, the exports, forgetting drafts."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.concerns import actions
from kith.concerns.models import Consultation
from kith.decisions.models import Draft
from kith.demo.moments import as_of
from kith.desk.tests.factories import fresh, raised

pytestmark = pytest.mark.django_db


def test_it_carries_the_case_systems_reference_and_exports_to_it(client, cast):
    consultation = raised(cast["amina"], case_reference="TH-000417")
    fresh(client, cast["amina"])
    told = client.get(reverse("desk:chronology-json", args=[consultation.reference])).json()
    assert told["case_reference"] == "TH-000417"


def test_what_was_never_said_is_forgotten_on_schedule(cast):
    with as_of(timezone.now() - datetime.timedelta(days=100)):
        old = actions.start_consultation(cast["amina"], once_key="old")
        actions.save_section(
            cast["amina"], consultation=old, section="voice", content={"voice_words": ["x"]}, version=0
        )
        sent = raised(cast["amina"])
    young = actions.start_consultation(cast["amina"], once_key="young")
    assert actions.forget_old_drafts("system:worker") == 1
    assert set(Consultation.objects.values_list("pk", flat=True)) == {young.pk, sent.pk}
    assert not Draft.objects.exists()
