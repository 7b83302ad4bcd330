"""A second click leads to what was done, once; who might not have done it still finds nothing."""

import pytest
from django.urls import reverse

from kith.audit.models import Entry
from kith.panel.models import Member

from .factories import met, panel_of

pytestmark = pytest.mark.django_db


def test_a_seat_is_ended_and_a_meeting_called_off_once(client, cast):
    panel = panel_of(cast)
    seat = Member.objects.get(panel=panel, person=cast["dan"])
    meeting = met(cast, panel)
    done = [
        (reverse("panel:call-off", args=[meeting.uuid]), {"because": "Too few can come."}, "panel.meeting-called-off"),
        (reverse("panel:end-seat", args=[seat.uuid]), {}, "panel.member-left"),
    ]
    for address, said, verb in done:
        client.force_login(cast["esme"])
        for _ in range(2):
            assert client.post(address, said, follow=True).status_code == 200, address
        assert Entry.objects.filter(verb=verb).count() == 1, verb
        for who in ("dan", "olu", "rhys"):
            client.force_login(cast[who])
            assert client.post(address, said).status_code == 404, (who, address)
