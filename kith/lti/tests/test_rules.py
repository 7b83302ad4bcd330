"""Each rule of the room, asked of everybody."""

import pytest

from kith.lti import rules
from kith.lti.models import Link, Platform
from kith.people.words import Role
from tests.everybody import everybody_with, who

pytestmark = pytest.mark.django_db
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
