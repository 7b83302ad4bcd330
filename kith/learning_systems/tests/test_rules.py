"""Each rule of the room, asked of everybody."""

import pytest
from django.utils import timezone

from kith.learning_systems import rules
from kith.learning_systems.models import Key, System
from kith.people.words import Role
from kith.training.words import BY_XAPI
from tests.everybody import everybody_with, who

from .factories import a_key, a_system

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody(cast):
    """The cast; with Ines, who led training and whose account ended, and Uma, who leads it in another authority."""
    roles = {key: (Role.TRAINING_LEAD,) for key in ("ines", "uma")}
    return everybody_with(cast, roles, ended="ines")


def test_a_system_is_connected_and_kept_in_its_authority_until_it_is_ended(cast, everybody):
    system = a_system(cast)
    assert who(everybody, rules.may_connect) == {"jo", "gwen", "uma"}
    assert who(everybody, rules.may_keep, system) == {"jo", "gwen"}
    assert who(everybody, rules.may_name, system) == {"gwen"}
    shown = {key for key, one in everybody.items() if System.objects.filter(rules.sees_system(one)).exists()}
    assert shown == {"jo", "gwen"}
    system.ended_at = timezone.now()
    system.save()
    assert who(everybody, rules.may_keep, system) == who(everybody, rules.may_name, system) == set()


def test_a_key_tells_until_it_is_withdrawn_or_its_system_ended(cast, everybody):
    a_key(cast, a_system(cast))
    key = Key.objects.select_related("system").get()
    assert rules.may_tell(BY_XAPI, key)
    assert who(everybody, rules.may_tell, key) == set() and not rules.may_tell("system:init", key)
    key.withdrawn_at = timezone.now()
    assert not rules.may_tell(BY_XAPI, key)
    key.withdrawn_at, key.system.ended_at = None, timezone.now()
    assert not rules.may_tell(BY_XAPI, key)
