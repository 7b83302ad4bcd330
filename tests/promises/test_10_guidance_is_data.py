"""Promise 10: guidance moves, so it is data. Rests on: Sourced, local before national, clocks read from the table."""

import datetime
import re

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


SAYS_SO = re.compile(r"past its review|due for review|Not checked since|review is late")


def test_every_page_of_guidance_that_is_past_its_review_says_so(client, cast):
    from kith.people.models import PointOfContact
    from kith.toolkit.models import Route
    from kith.toolkit.queries import pieces_of

    amina = cast["amina"]
    client.force_login(amina)
    piece = pieces_of(amina)[0]
    answer = next(row for row in Route.objects.filter(authority__isnull=True).first().answers if row.get("contacts"))
    pages = {
        Piece: reverse("toolkit:piece", args=[piece.slug]),
        Route: reverse("toolkit:what-now-answer", args=[answer["key"]]),
        PointOfContact: reverse("toolkit:what-now-answer", args=[answer["key"]]),
    }
    for model, where in pages.items():
        young = timezone.localdate() + datetime.timedelta(days=200)
        for each in pages:
            each.objects.update(next_review=young)
        assert not SAYS_SO.search(client.get(where).content.decode()), where
        model.objects.update(next_review=timezone.localdate() - datetime.timedelta(days=1))
        assert SAYS_SO.search(client.get(where).content.decode()), f"{model.__name__}: {where}"


def test_every_list_of_work_that_is_late_says_so(client, cast):
    from kith.desk.tests.factories import decided
    from kith.screening.models import SignOff, Step
    from kith.training.models import Tier
    from kith.training.tests.factories import needed_since

    # What is to be learned stands on Home too, and has a test in its own room: here nobody’s is late.
    for key in set(Tier.objects.values_list("key", flat=True)):
        needed_since(key, timezone.localdate())
    waiting = raised(cast["amina"])
    decision = decided(cast, outcomes=["section-17", "prevent-referral"])
    matter = decision.screening.consultation
    pages = [
        ("bola", reverse("screening:queue"), (Screening,)),
        ("bola", reverse("screening:workspace", args=[waiting.reference]), (Screening,)),
        ("carys", reverse("screening:team"), (Screening, Step, SignOff)),
        ("carys", reverse("screening:sign-offs"), (SignOff,)),
        ("amina", reverse("screening:steps"), (Step,)),
        ("amina", reverse("screening:decision", args=[matter.reference]), (Step,)),
        ("carys", reverse("desk:home"), (SignOff,)),
        ("amina", reverse("desk:home"), (Step,)),
    ]
    rows = (Screening, Step, SignOff)
    for who, where, models in pages:
        client.force_login(cast[who])
        for model in models:
            for each in rows:
                each.objects.update(due_on=timezone.localdate() + datetime.timedelta(days=30))
            page = client.get(where).content.decode()
            assert "kith-late" not in page, (where, "nothing is late yet")
            model.objects.update(due_on=timezone.localdate() - datetime.timedelta(days=1))
            page = client.get(where).content.decode()
            assert re.search(r'class="kith-late">\s*late', page, re.I), (where, model.__name__)
