"""A completed module goes back to the platform from which one came: that it was completed, by the worker, and no more."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import WORKER, NotFound
from kith.audit.models import Entry
from kith.desk.tests.factories import fresh
from kith.lti import actions, asking
from kith.lti.models import Link, Passing, Platform, SigningKey
from kith.lti.words import TRIES
from kith.modules.models import Chosen
from kith.modules.tests.factories import SLUG, gone_through

from .platform import WHO
from .test_launch import launched, linked, ours, registered, said_of, target

pytestmark = pytest.mark.django_db
REGISTRARS = {"gwen", "jo"}
__all__ = ["linked", "ours", "registered"]


@pytest.fixture
def came(ours, linked, settings, client):
    """Amina came to the module from the platform, which reads Kith’s keys where they stand."""
    read_keys(ours)
    assert client.get(launched(client, ours, target(settings)).url).status_code == 302
    ours.posted.clear()
    return client


def read_keys(ours):
    """The platform knows Kith’s keys as they stand now. Read here: the platform’s own thread is in no transaction of ours."""
    known = Client().get(reverse("lti:jwks")).json()
    ours.tool_keys = lambda: known


def in_time():
    Passing.objects.update(not_before=timezone.now())


def test_completion_goes_back_once_by_the_worker_and_holds_nothing_of_what_was_chosen(cast, ours, came):
    page = came.post(reverse("modules:begin", args=[SLUG]), {"once": "a"}, follow=True)
    where = page.redirect_chain[-1][0]
    came.post(where, {"scene": "start", "choice": "1"})
    came.post(where, {"scene": "repair", "choice": "1"})
    assert Chosen.objects.count() == 2 and Passing.objects.count() == 1
    assert not ours.posted, "nothing leaves within the request"
    assert actions.pass_results(WORKER) == 1
    assert ours.posted == ["/token", "/lines/7/scores?type_id=3"]
    ((line, said),) = ours.taken
    assert line == "/lines/7" and sorted(said) == sorted(
        ["userId", "scoreGiven", "scoreMaximum", "timestamp", "activityProgress", "gradingProgress"]
    )
    assert (said["userId"], said["scoreGiven"], said["scoreMaximum"]) == (WHO, 1, 1)
    assert (said["activityProgress"], said["gradingProgress"]) == ("Completed", "FullyGraded")
    text = json.dumps(said)
    assert cast["amina"].email not in text and str(cast["amina"].uuid) not in text
    assert actions.pass_results(WORKER) == 0 and len(ours.taken) == 1
    assert Entry.objects.get(verb="lti.result-passed").details == {"of": f"person:{cast['amina'].uuid}"}
    # Whoever goes through it again says so again, with a later moment.
    gone_through(cast["amina"])
    assert actions.pass_results(WORKER) == 1 and ours.taken[1][1]["timestamp"] > said["timestamp"]


def test_what_one_completes_without_having_come_from_there_is_told_to_nobody(cast, ours, came):
    gone_through(cast["bola"])
    assert not Passing.objects.exists() and actions.pass_results(WORKER) == 0
    gone_through(cast["amina"])
    Link.objects.all().delete()
    assert actions.pass_results(WORKER) == 0 and not ours.taken


def test_a_platform_that_is_down_is_tried_again_and_given_up_in_the_end(cast, ours, came):
    gone_through(cast["amina"])
    ours.down = True
    assert actions.pass_results(WORKER) == 0
    row = Passing.objects.get()
    assert row.tries == 1 and "503" in row.fault and row.not_before > timezone.now() + timedelta(seconds=100)
    assert actions.pass_results(WORKER) == 0 and len(ours.posted) == 1, "not before its time"
    in_time()
    ours.down = False
    assert actions.pass_results(WORKER) == 1 and len(ours.taken) == 1
    gone_through(cast["amina"])
    Passing.objects.filter(sent_at=None).update(tries=TRIES)
    assert actions.pass_results(WORKER) == 0
    page = fresh(Client(), cast["jo"]).get(reverse("lti:platforms")).content.decode()
    assert "1 result no platform took" in page
    assert fresh(Client(), cast["amina"]).post(reverse("lti:again")).status_code == 404
    fresh(Client(), cast["jo"]).post(reverse("lti:again"))
    assert actions.pass_results(WORKER) == 1


def test_a_key_that_cannot_be_opened_or_is_not_there_is_a_fault_to_read_and_the_worker_goes_on(
    cast, ours, came, settings
):
    gone_through(cast["amina"])
    settings.KITH_HASH_KEY = b"another key of the server, as after a loss"
    assert actions.pass_results(WORKER) == 0
    assert "Make a new key" in Passing.objects.get().fault and not ours.taken
    SigningKey.objects.all().delete()
    in_time()
    assert actions.pass_results(WORKER) == 0 and "no key that signs" in Passing.objects.get().fault
    actions.replace_key(cast["gwen"])
    read_keys(ours)
    in_time()
    assert actions.pass_results(WORKER) == 1 and len(ours.taken) == 1


def test_our_keys_change_and_what_the_old_one_signed_can_be_read_until_it_is_dead(cast, ours, came):
    kept = Client().get(reverse("lti:jwks")).json()
    assert len(kept["keys"]) == 1 and not {"d", "p", "q"} & set(kept["keys"][0])
    old = SigningKey.objects.get()
    assert "PRIVATE" not in old.sealed
    fresh(came, cast["jo"]).post(reverse("lti:new-key"))
    shown = [key["kid"] for key in Client().get(reverse("lti:jwks")).json()["keys"]]
    assert len(shown) == 2 and shown[0] == old.kid
    gone_through(cast["amina"])
    assert actions.pass_results(WORKER) == 0, "the platform does not know the new key"
    read_keys(ours)
    in_time()
    assert actions.pass_results(WORKER) == 1
    # What the old one signed is believed still, and no more once it is dead.
    gone_through(cast["amina"])
    old.refresh_from_db()
    assert asking.token_of(Passing.objects.latest("pk").launched.link.platform, old)
    SigningKey.objects.filter(pk=old.pk).update(dead_at=timezone.now())
    assert [key["kid"] for key in Client().get(reverse("lti:jwks")).json()["keys"]] == shown[1:]
    read_keys(ours)
    with pytest.raises(asking.Refused):
        asking.token_of(Passing.objects.latest("pk").launched.link.platform, old)
    actions.forget_old_launches(WORKER)
    assert SigningKey.objects.count() == 1


def test_a_result_goes_only_to_a_host_of_its_own_platform(cast, ours, came, settings):
    gone_through(cast["amina"])
    launch = Passing.objects.get().launched
    for line in ("http://127.0.0.1:1/lines/7", "https://elsewhere.example/lines/7", "http://127.0.0.2/x"):
        launch.lineitem = line
        launch.save()
        in_time()
        assert actions.pass_results(WORKER) == 0 and not ours.taken, line
    # A launch that names such a place opens the module, and says nothing back.
    assert (
        actions._lineitem(launch.link.platform, {actions.ENDPOINT: {"lineitem": line, "scope": [actions.SCOPE]}}) == ""
    )


def test_scores_stands_before_the_question_mark():
    for line, wanted in (
        ("https://a.example/l/7", "https://a.example/l/7/scores"),
        ("https://a.example/l/7/", "https://a.example/l/7/scores"),
        ("https://a.example/l/7/lineitem?type_id=3&x=1", "https://a.example/l/7/lineitem/scores?type_id=3&x=1"),
    ):
        assert asking.place_of_results(line) == wanted


def test_who_registers_a_platform_and_where(cast, ours, client, settings):
    said = {**said_of(ours), "deployments": "1  2"}
    for name, person in cast.items():
        allowed = name in REGISTRARS
        assert fresh(client, person).get(reverse("lti:platforms")).status_code == (200 if allowed else 404), name
        if not allowed:
            assert client.post(reverse("lti:add"), said).status_code == 404, name
            with pytest.raises(NotFound):
                actions.keep_platform(person, platform=None, said=said_of(ours))
    fresh(client, cast["jo"])
    for name, wrong in (
        ("auth_url", "https://elsewhere.example/auth"),
        ("token_url", "http://elsewhere.example/token"),
        ("keys_url", "https://127.0.0.1/jwks"),
        ("issuer", ""),
        ("deployments", " "),
    ):
        page = client.post(reverse("lti:add"), {**said, name: wrong})
        assert page.status_code == 200 and "There is a problem" in page.content.decode(), name
        assert said["name"] in page.content.decode(), "nothing typed is lost"
        if name.endswith("_url"):
            label = page.context["form"].fields[name].label
            assert f"{label}: write an address that begins with https://" in page.content.decode(), "which of the three"
    assert client.post(reverse("lti:add"), said).url == reverse("lti:platforms")
    assert "already" in client.post(reverse("lti:add"), said).content.decode()
    page = client.get(reverse("lti:platforms"))
    row = page.context["rows"].get()
    assert row.deployments == ["1", "2"] and "/lti/launch" in page.content.decode()
    client.post(reverse("lti:platform", args=[row.uuid]), {**said, "name": "Theirs"})
    assert "Theirs" in client.get(reverse("lti:platforms")).content.decode()
    others = [person for person in cast.values() if person.authority_id != row.authority_id]
    for person in others:
        fresh(client, person)
        assert client.get(reverse("lti:platform", args=[row.uuid])).status_code == 404
        assert client.post(reverse("lti:end", args=[row.uuid])).status_code == 404
    row.refresh_from_db()
    assert row.in_use
    fresh(client, cast["jo"]).post(reverse("lti:end", args=[row.uuid]))
    row.refresh_from_db()
    assert not row.in_use
    assert client.get(reverse("lti:config")).json()["public_jwk_url"] == f"{settings.KITH_ADDRESS}/lti/jwks"


def test_a_training_lead_of_another_authority_neither_sees_nor_changes_it(cast, ours, came, client):
    gone_through(cast["amina"])
    row, link = Platform.objects.get(), Link.objects.get()
    Passing.objects.update(tries=TRIES)
    before = Platform.objects.values().get(), SigningKey.objects.values().get(), Passing.objects.values().get()
    mine = fresh(client, cast["gwen"]).get(reverse("lti:platforms"))
    assert row.name in mine.content.decode() and mine.context["given_up"] == 1 and mine.context["keys"]
    assert client.get(reverse("lti:platform", args=[row.uuid])).status_code == 200
    gwen = cast["gwen"]
    gwen.authority = cast["rhys"].authority
    gwen.save()
    page = fresh(client, gwen).get(reverse("lti:platforms"))
    assert page.status_code == 200, "a training lead, of another authority"
    assert row.name not in page.content.decode() and not page.context["keys"]
    assert (page.context["waiting"], page.context["given_up"]) == (0, 0)
    said = {**said_of(ours), "name": "Taken", "deployments": "1"}
    for send, name, key in (
        (client.get, "platform", row.uuid),
        (client.post, "platform", row.uuid),
        (client.post, "end", row.uuid),
        (client.post, "end-link", link.uuid),
    ):
        assert send(reverse(f"lti:{name}", args=[key]), said).status_code == 404, name
    client.post(reverse("lti:again"))
    client.post(reverse("lti:new-key"))
    theirs = SigningKey.objects.filter(authority=row.authority)
    assert before == (Platform.objects.values().get(), theirs.values().get(), Passing.objects.values().get())
    assert Link.objects.filter(pk=link.pk).exists()


def test_old_launches_are_forgotten(ours, came):
    from kith.lti.models import Opening

    assert Opening.objects.exists()
    actions.forget_old_launches(WORKER)
    assert Opening.objects.exists()
    Opening.objects.update(made_at=timezone.now() - timedelta(days=2))
    actions.forget_old_launches(WORKER)
    assert not Opening.objects.exists()
