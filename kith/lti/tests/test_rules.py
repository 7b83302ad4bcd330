"""Each rule of the room, asked of everybody."""

import pytest

from kith.access.rules import WORKER, NotFound
from kith.lti import actions, rules
from kith.lti.models import Launched, Link, Opening, Passing, Platform, SigningKey
from kith.lti.tokens import Unbelieved
from kith.lti.words import LTI, TRIES
from kith.people.words import Role
from tests.everybody import everybody_with, refused, who

pytestmark = pytest.mark.django_db
TABLES = (Platform, SigningKey, Link, Opening, Passing)
OURS = "https://moodle.example"


@pytest.fixture
def everybody(cast):
    """The cast; with Ines, who registered and whose account ended, and Uma, who registers in another authority."""
    roles = {key: (Role.ADMINISTRATOR,) for key in ("ines", "uma")}
    return everybody_with(cast, roles, ended="ines")


@pytest.fixture
def platform(cast, settings):
    settings.KITH_LTI_HOSTS = frozenset({"moodle.example", "other.example"})
    addresses = {"auth_url": f"{OURS}/auth", "token_url": f"{OURS}/token", "keys_url": f"{OURS}/jwks"}
    kept = {"authority": cast["jo"].authority, "kept_by": cast["jo"], "name": "Moodle", "client_id": "c"}
    return Platform.objects.create(issuer=OURS, **kept, **addresses)


def shown(everybody, rule, model) -> set[str]:
    return {key for key, person in everybody.items() if model.objects.filter(rule(person)).exists()}


def test_a_platform_is_kept_by_who_registers_in_its_authority(everybody, platform):
    assert who(everybody, rules.may_register) == {"jo", "gwen", "uma"}
    assert who(everybody, rules.may_keep_platform, platform) == {"jo", "gwen"}
    assert shown(everybody, rules.sees_platform, Platform) == {"jo", "gwen"}


def test_an_account_is_linked_in_its_authority_while_the_platform_is_in_use(everybody, platform):
    thornmere = {key for key, one in everybody.items() if one.authority.key == "thornmere" and one.is_active}
    assert who(everybody, rules.may_link, platform) == thornmere
    platform.in_use = False
    platform.save()
    assert who(everybody, rules.may_link, platform) == set()


def test_a_link_is_its_persons_own(cast, everybody, platform):
    link = Link.objects.create(platform=platform, said_by="1", person=cast["amina"])
    Link.objects.create(platform=platform, said_by="2", person=cast["ines"])
    assert who(everybody, rules.may_unlink, link) == shown(everybody, rules.sees_link, Link) == {"amina"}
    link.person = cast["ines"]
    link.save()
    assert who(everybody, rules.may_unlink, link) == set(), "an account that ended"


def test_each_act_refuses_all_who_may_not_and_changes_nothing(cast, everybody, platform):
    addresses = {"auth_url": f"{OURS}/auth", "token_url": f"{OURS}/token", "keys_url": f"{OURS}/new"}
    said = {"name": "Taken", "issuer": OURS, "client_id": "c", "deployments": ["1"], **addresses}
    other = {**said, "client_id": "d"}
    link = Link.objects.create(platform=platform, said_by="1", person=cast["amina"])
    opened = {"platform": platform, "state": "s", "nonce": "n", "cookie": "c", "target": "t", "said_by": "1"}
    opening = Opening.objects.create(**opened)
    launched = Launched.objects.create(link=link, slug="m", lineitem=f"{OURS}/line")
    Passing.objects.create(launched=launched, run="r", tries=TRIES)
    registrars, keepers = {"jo", "gwen", "uma"}, {"jo", "gwen"}
    for act, may in (
        (lambda by: actions.keep_platform(by, platform=None, said=other), registrars),
        (lambda by: actions.keep_platform(by, platform=platform, said=said), keepers),
        (lambda by: actions.end_platform(by, platform=platform), keepers),
        (lambda by: actions.replace_key(by), registrars),
        (lambda by: actions.try_again(by), registrars),
        (lambda by: actions.end_link(by, link=Link.objects.get()), {"amina"}),
        (lambda by: actions.enter(by, opening=opening, link=link, alone=True), {"amina"}),
    ):
        assert refused(act, everybody, TABLES) == set(everybody) - may
    anew = Opening.objects.create(**{**opened, "state": "s2", "nonce": "n2", "said_by": "2"})
    elsewhere = {key for key, one in everybody.items() if one.authority.key != "thornmere"}
    assert refused(lambda by: actions.link_account(by, opening=anew), everybody, TABLES) == elsewhere | {"ines"}
    Platform.objects.update(in_use=False)
    ended = Opening.objects.select_related("platform").get(pk=opening.pk)
    assert refused(lambda by: actions.enter(by, opening=ended, link=link, alone=True), everybody, TABLES) == set(
        everybody
    )


def test_a_launch_has_its_own_door_and_the_worker_passes_results(everybody, platform):
    doors = {"launch": LTI, "worker": WORKER, "init": "system:init", "jo": everybody["jo"], "gwen": everybody["gwen"]}
    for act, may in (
        (lambda by: actions.begin_opening(by, platform=platform, target="t"), "launch"),
        (lambda by: actions.refuse_opening(by, why="x", platform=platform), "launch"),
        (lambda by: actions.pass_results(by), "worker"),
        (lambda by: actions.forget_old_launches(by), "worker"),
    ):
        assert refused(act, doors, TABLES) == set(doors) - {may}
    for key, by in doors.items():
        with pytest.raises(Unbelieved if key == "launch" else NotFound):
            actions.verify_opening(by, state="x", cookie="x", token="x")


def test_only_hosts_that_the_operator_named_are_kept(cast, platform):
    before = Platform.objects.values().get()
    said = {name: getattr(platform, name) for name in ("name", "issuer", "client_id", "deployments")}
    addresses = {name: getattr(platform, name) for name in ("auth_url", "token_url", "keys_url")}
    for name in addresses:
        wrong = {**said, **addresses, name: "https://elsewhere.example/x"}
        with pytest.raises(ValueError, match="Only hosts"):
            actions.keep_platform(cast["jo"], platform=platform, said=wrong)
    assert Platform.objects.values().get() == before


@pytest.mark.parametrize(
    ("url", "asked", "answered"),
    [
        (f"{OURS}/jwks", True, True),
        (f"{OURS}:443/jwks", True, False),
        ("https://other.example/jwks", True, False),
        ("http://moodle.example/jwks", False, False),
        ("https://moodle.example:8443/jwks", False, False),
        ("https://somebody@moodle.example/jwks", False, False),
        ("https://moodle.example.evil.example/", False, False),
        ("https://moodle.example:x/", False, False),
        ("", False, False),
    ],
)
def test_kith_asks_hosts_that_the_operator_named_and_answers_where_the_platform_is(platform, url, asked, answered):
    assert rules.may_be_asked(url) is asked
    assert rules.may_answer_at(platform, url) is answered
