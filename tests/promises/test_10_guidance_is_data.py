"""Promise 10: guidance moves, so it is data. Rests on: Sourced, local before national, clocks read from the table."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.desk.tests.factories import raised
from kith.screening.models import Screening
from kith.toolkit.models import Clock, Pathway, Piece, ReferralHeading

pytestmark = pytest.mark.django_db


def test_everything_has_a_source_a_last_check_and_a_next_review(cast):
    for model in (Clock, Pathway, Piece, ReferralHeading):
        assert model.objects.exists()
        for row in model.objects.all():
            assert row.source and row.last_checked and row.next_review and row.owner, (model, row.pk)


def test_an_authority_changes_a_clock_and_the_next_due_day_follows(cast):
    before = Screening.objects.get(consultation=raised(cast["amina"])).due_on
    delivered = Clock.objects.get(key="screening-decision", authority__isnull=True)
    delivered.pk, delivered.authority, delivered.limit = None, cast["amina"].authority, 5
    delivered.save()
    after = Screening.objects.exclude(due_on=before).first() or Screening.objects.get(
        consultation=raised(cast["amina"])
    )
    assert after.due_on > before
    theirs = Screening.objects.get(consultation=raised(cast["rhys"]))
    assert theirs.due_on == before, "the next authority keeps its own"


def test_what_is_past_its_review_says_so_and_stays_readable(client, cast):
    clock = Clock.objects.get(key="screening-decision", authority__isnull=True)
    client.force_login(cast["amina"])
    assert "is past its review" not in client.get(reverse("toolkit:clocks")).content.decode()
    Clock.objects.filter(pk=clock.pk).update(next_review=timezone.localdate() - datetime.timedelta(days=1))
    page = client.get(reverse("toolkit:clocks")).content.decode()
    assert clock.title in page and "past its review" in page
