"""The demonstration's cases stand as they would after real use, near today, and nobody sees what is not theirs."""

import datetime

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone

from kith.audit.heads import verify
from kith.audit.models import Entry
from kith.concerns.models import Child, Consultation
from kith.concerns.rules import sees_consultation
from kith.concerns.words import State
from kith.demo.cases import build_cases
from kith.demo.moments import as_of
from kith.screening.models import Question, Screening, ScreeningDecision, SignOff, Step
from kith.toolkit.queries import due_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def built(cast):
    build_cases()
    return cast


def test_every_scenario_stands_once_and_twice_is_the_same(built):
    before = (Consultation.objects.count(), Entry.objects.count())
    build_cases()
    assert (Consultation.objects.count(), Entry.objects.count()) == before
    assert set(Child.objects.exclude(case_reference="").values_list("case_reference", flat=True)) >= {
        f"TH-0001{number:02}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 10, 11)
    }


def test_nothing_lies_in_the_future_and_the_newest_is_of_this_week(built):
    now = timezone.now()
    for model in (
        apps.get_model(label) for label in ("concerns.Consultation", "screening.ScreeningDecision", "audit.Entry")
    ):
        for field in model._meta.concrete_fields:
            if isinstance(field, models.DateTimeField):
                assert not model.objects.filter(**{f"{field.name}__gt": now}).exists(), (model, field.name)
    assert Entry.objects.order_by("-seq").first().at > now - datetime.timedelta(days=7)


def test_the_trail_is_whole_and_its_times_never_go_back(built):
    assert verify().ok
    times = list(Entry.objects.order_by("seq").values_list("at", flat=True))
    assert times == sorted(times)


def test_due_days_are_reckoned_anew(built):
    for screening in Screening.objects.select_related("consultation"):
        expected = due_on(screening.authority_id, "screening-decision", screening.received_at)
        assert screening.due_on == expected


def test_the_demo_shows_every_kind_of_waiting(built):
    today = timezone.localdate()
    assert Screening.objects.filter(state="waiting", due_on__lt=today).exists(), "one is late"
    assert Question.objects.filter(answered_at__isnull=True, asked_of=built["amina"]).exists()
    assert SignOff.objects.filter(answered_at__isnull=True, asked_of=built["carys"]).exists()
    assert Step.objects.filter(done_at__isnull=True, owner=built["amina"]).exists()
    assert Consultation.objects.filter(state=State.DRAFT, raised_by=built["amina"]).count() == 1
    assert ScreeningDecision.objects.filter(finding="unfounded").count() >= 3


def test_olu_has_no_part_in_anything_and_authorities_are_apart(built):
    def seen(who):
        return set(Consultation.objects.filter(sees_consultation(built[who])).values_list("authority__key", flat=True))

    assert seen("olu") == set() and seen("dan") == set() and seen("ines") == set()
    assert seen("amina") == {"thornmere"} and seen("bola") == {"thornmere"}
    assert seen("rhys") == {"calderfold"} and seen("sade") == {"calderfold"}


@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_it_can_be_built_on_another_day(cast, year):
    with as_of(datetime.datetime(year, 12, 27, 12, tzinfo=datetime.UTC)):
        build_cases()
    assert Consultation.objects.exclude(state=State.DRAFT).count() > 15


def test_it_can_be_built_when_the_bank_holidays_are_not_known_yet(cast):
    with as_of(datetime.datetime(2031, 5, 6, 12, tzinfo=datetime.UTC)):
        build_cases()
    assert Screening.objects.count() > 15
