"""Each rule of the room, asked of everybody."""

import json

import pytest
from django.utils import timezone

from kith.access.rules import WORKER
from kith.learning_systems import actions, rules
from kith.learning_systems.models import Activity, Key, Statement, System
from kith.learning_systems.statements import statements_in
from kith.people.words import Role
from kith.training.words import BY_XAPI
from tests.everybody import everybody_with, refused, who

from .factories import COURSE, a_key, a_system, said

pytestmark = pytest.mark.django_db
TABLES = (System, Key, Activity, Statement)


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


def test_each_act_refuses_all_who_may_not_and_changes_nothing(cast, everybody):
    system = a_system(cast)
    a_key(cast, system)
    key = Key.objects.select_related("system").get()
    activity = Activity.objects.create(system=system, iri=COURSE, name="Prevent awareness")
    keepers = {"jo", "gwen"}

    def told():
        return statements_in(json.dumps(said(cast)).encode())[0]

    for act, may in (
        (lambda by: actions.register_system(by, name="New", home="https://n.example", once_key="n"), keepers | {"uma"}),
        (lambda by: actions.make_key(by, system=system, once_key="n"), keepers),
        (lambda by: actions.withdraw_key(by, key=key), keepers),
        (lambda by: actions.end_system(by, system=system), keepers),
        (lambda by: actions.name_activities(by, system=system, said={activity.uuid: "introductory"}), {"gwen"}),
    ):
        assert refused(act, everybody, TABLES) == set(everybody) - may
    doors = {"xapi": BY_XAPI, "worker": WORKER, "init": "system:init", "gwen": everybody["gwen"]}
    for act, may in (
        (lambda by: actions.take_statements(by, key=key, told=told()), "xapi"),
        (lambda by: actions.match_waiting_statements(by), "worker"),
        (lambda by: actions.forget_old_statements(by), "worker"),
    ):
        assert refused(act, doors, TABLES) == set(doors) - {may}
    # Whose key was withdrawn, or whose system ended, while a request was on its way tells nothing any more.
    Key.objects.update(withdrawn_at=timezone.now())
    assert refused(lambda by: actions.take_statements(by, key=key, told=told()), doors, TABLES) == set(doors)
    Key.objects.update(withdrawn_at=None)
    System.objects.update(ended_at=timezone.now())
    assert refused(lambda by: actions.take_statements(by, key=key, told=told()), doors, TABLES) == set(doors)
    assert refused(lambda by: actions.make_key(by, system=system, once_key="n"), everybody, TABLES) == set(everybody)
