"""The demonstration's cases can be built on any day, and then too nothing lies in the future."""

import datetime

import pytest

from kith.concerns.models import Consultation
from kith.concerns.words import State
from kith.demo.cases import build_cases
from kith.demo.moments import LONDON, as_of
from kith.demo.tests.looks import assert_nothing_after
from kith.demo.world import build_people
from kith.people.models import PointOfContact
from kith.screening.models import Screening

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("day", ["2026-11-30 00:30", "2026-12-27 12:00", "2027-12-27 08:00", "2028-02-29 23:50"])
def test_it_can_be_built_on_another_day(cast, day):
    now = datetime.datetime.fromisoformat(day).replace(tzinfo=LONDON)
    with as_of(now):
        build_cases()
    assert_nothing_after(now)
    assert Consultation.objects.exclude(state=State.DRAFT).count() > 15


def test_it_can_be_built_when_the_bank_holidays_are_not_known_yet(cast):
    with as_of(datetime.datetime(2031, 5, 6, 12, tzinfo=datetime.UTC)):
        build_cases()
    assert Screening.objects.count() > 15


def test_its_contacts_are_in_date_whenever_it_is_built(cast):
    now = datetime.datetime(2029, 3, 1, 12, tzinfo=datetime.UTC)
    with as_of(now):
        build_people()
    contacts = PointOfContact.objects.filter(authority=cast["amina"].authority)
    assert contacts.exists()
    assert all(row.last_checked < now.date() < row.next_review for row in contacts)
