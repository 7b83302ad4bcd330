"""What begins in a matter at the moment in which it is closed waits for the closing, and is then told that it is closed."""

import threading
from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from django.db import connection, transaction
from django.utils import timezone

from kith.access.rules import Over
from kith.assessments import actions as assessments
from kith.concerns.models import Consultation
from kith.plans.tests.factories import begun, session
from kith.plans.tests.test_closing import close, ready
from kith.screening.actions import StillRuns

pytestmark = pytest.mark.django_db(transaction=True)


def an_assessment(cast, matter):
    today = timezone.localdate()
    assessments.begin_assessment(cast["amina"], consultation=matter, lead=cast["amina"], starts_on=today)


BEGINNINGS = {
    "a plan": lambda cast, matter: begun(cast["amina"], matter),
    "a session": lambda cast, matter: session(cast["amina"], matter),
    "an assessment": an_assessment,
}


def within(work):
    """The work in a thread with a connection of its own."""
    try:
        return work()
    finally:
        connection.close()


@pytest.mark.parametrize("thing", BEGINNINGS)
def test_nothing_begins_while_the_matter_is_being_closed(cast, thing):
    row = ready(cast)
    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            close(cast, row)
            beginning = other.submit(within, lambda: BEGINNINGS[thing](cast, row.consultation))
            assert not wait([beginning], timeout=1).done, "it did not wait for the closing"
        with pytest.raises(Over, match="was closed on"):
            beginning.result()


@pytest.mark.parametrize("thing", BEGINNINGS)
def test_the_matter_is_not_closed_over_what_begins_at_that_moment(cast, thing):
    row = ready(cast)
    with ThreadPoolExecutor(1) as other:
        has_begun, may_end = threading.Event(), threading.Event()

        def begin():
            with transaction.atomic():
                BEGINNINGS[thing](cast, row.consultation)
                has_begun.set()
                may_end.wait(10)

        beginning = other.submit(within, begin)
        assert has_begun.wait(20)
        threading.Timer(0.5, may_end.set).start()
        with pytest.raises(StillRuns):
            close(cast, row)
        beginning.result()
    assert Consultation.objects.get(pk=row.consultation_id).closed_at is None
