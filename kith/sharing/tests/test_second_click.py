"""A second click, and Back and once more, lead to what was done, without doing it again; a stranger still finds nothing."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.audit.models import Entry
from kith.desk.tests.factories import claimed
from kith.sharing import actions
from kith.sharing.models import FamilyMark, Version
from kith.sharing.words import Extent

from .factories import answered, asked, asked_to_pass_on, written

pytestmark = pytest.mark.django_db


def post_twice(client, person, step, uuid, **said):
    """Both answers, the second as the person sees it in the end, and how many entries each left."""
    client.force_login(person)
    left = []
    for _ in range(2):
        before = Entry.objects.exclude(verb__endswith="read").count()
        response = client.post(reverse(step, args=[uuid]), said, follow=True)
        left.append((response.status_code, Entry.objects.exclude(verb__endswith="read").count() - before))
    return response.content.decode(), left


def stranger_finds_nothing(client, cast, step, uuid, **said):
    """Neither who has no part in it, nor who is on the other side of it."""
    for who in ("olu", "rhys"):
        client.force_login(cast[who])
        assert client.post(reverse(step, args=[uuid]), said).status_code == 404, who


@pytest.fixture
def request_(cast):
    return asked(cast["amina"], claimed(cast, name="Megan", named=True).consultation)


def test_a_gist_is_released_once(client, cast, request_):
    answered(cast["dan"], request_, written("All of it."), written("The gist of it.", Extent.GIST))
    gist = Version.objects.get(extent=Extent.GIST)
    page, left = post_twice(client, cast["nia"], "sharing:release", gist.uuid)
    assert [status for status, _ in left] == [200, 200] and left[0][1] > 0 and left[1][1] == 0
    assert "Released. It can be read now." in page
    stranger_finds_nothing(client, cast, "sharing:release", gist.uuid)
    client.force_login(cast["dan"])
    assert client.post(reverse("sharing:release", args=[gist.uuid])).status_code == 404, "its writer did not release it"
    actions.withdraw_version(cast["dan"], version=gist, because="It was wrong.")
    page, left = post_twice(client, cast["nia"], "sharing:release", gist.uuid)
    assert left == [(200, 0), (200, 0)] and "taken back since" in page and "It can be read now" not in page


def test_a_version_is_taken_back_once(client, cast, request_):
    answered(cast["dan"], request_, written("All of it."))
    version = Version.objects.get()
    said = {"act": "withdraw", "because": "It was wrong."}
    page, left = post_twice(client, cast["dan"], "sharing:narrow", version.uuid, **said)
    assert [status for status, _ in left] == [200, 200] and left[0][1] > 0 and left[1][1] == 0
    assert "Taken back. Nobody on their side can read it now." in page
    address = reverse("sharing:request", args=[request_.uuid])
    assert client.get(reverse("sharing:narrow", args=[version.uuid])).headers["Location"] == address, "Back leads on"
    stranger_finds_nothing(client, cast, "sharing:narrow", version.uuid, **said)
    client.force_login(cast["nia"])
    assert client.post(reverse("sharing:narrow", args=[version.uuid]), said).status_code == 404, "she took nothing back"


def test_a_request_is_withdrawn_once(client, cast, request_):
    page, left = post_twice(client, cast["amina"], "sharing:withdraw", request_.uuid)
    assert [status for status, _ in left] == [200, 200] and left[0][1] > 0 and left[1][1] == 0
    assert "Withdrawn." in page
    stranger_finds_nothing(client, cast, "sharing:withdraw", request_.uuid)
    client.force_login(cast["dan"])
    assert client.post(reverse("sharing:withdraw", args=[request_.uuid])).status_code == 404, (
        "who was asked withdraws not"
    )


def test_a_yes_to_passing_on_is_ended_once(client, cast, request_):
    answered(cast["dan"], request_, written("All of it."))
    row = asked_to_pass_on(cast["amina"], Version.objects.get(), cast["vera"])
    actions.answer_passing(cast["dan"], passing=row, allowed=True)
    page, left = post_twice(client, cast["dan"], "sharing:end-passing", row.uuid)
    assert [status for status, _ in left] == [200, 200] and left[0][1] > 0 and left[1][1] == 0
    assert "Ended." in page
    stranger_finds_nothing(client, cast, "sharing:end-passing", row.uuid)
    client.force_login(cast["amina"])
    assert client.post(reverse("sharing:end-passing", args=[row.uuid])).status_code == 404, "who asked ends nothing"


def test_a_mark_is_lifted_once(client, cast, request_):
    day = timezone.localdate() + datetime.timedelta(days=9)
    actions.ask_not_to_tell(cast["dan"], request=request_, review_on=day)
    page, left = post_twice(client, cast["dan"], "sharing:lift", request_.uuid)
    assert [status for status, _ in left] == [200, 200] and left[0][1] > 0 and left[1][1] == 0
    assert "Lifted." in page and FamilyMark.objects.filter(lifted_by=cast["dan"]).count() == 1
    for who in ("amina", "olu"):
        client.force_login(cast[who])
        assert client.post(reverse("sharing:lift", args=[request_.uuid])).status_code == 404, who
