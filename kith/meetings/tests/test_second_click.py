"""A second click leads to what was done, once; who might not have done it still finds nothing."""

import pytest
from django.urls import reverse

from kith.audit.models import Entry
from kith.desk.tests.factories import raised
from kith.meetings.models import Seat

from .factories import planned

pytestmark = pytest.mark.django_db


def test_a_seat_is_ended_once(client, cast):
    meeting = planned(cast["amina"], raised(cast["amina"]), people=[cast["bola"]])
    seat = Seat.objects.get(meeting=meeting, person=cast["bola"])
    address = reverse("meetings:end-seat", args=[seat.uuid])
    client.force_login(cast["amina"])
    for _ in range(2):
        assert client.post(address, follow=True).status_code == 200
    assert Entry.objects.filter(verb="seat.ended").count() == 1
    for who in ("dan", "olu", "rhys"):
        client.force_login(cast[who])
        assert client.post(address).status_code == 404, who
