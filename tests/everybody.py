"""Everybody of the cast, as a rule of a room is asked of them."""

from django.db import transaction

from kith.access.rules import NotFound
from kith.people.actions import add_role
from kith.people.models import Person


def everybody_with(cast, roles: dict[str, tuple], ended: str) -> dict[str, Person]:
    """The cast by key, read anew, where these have these roles too, and the account of one of them has ended."""
    for key, also in roles.items():
        for role in also:
            add_role("system:init", person=cast[key], role=role)
    Person.objects.filter(pk=cast[ended].pk).update(is_active=False)
    rows = Person.objects.select_related("agency", "authority")
    return {key: rows.get(pk=one.pk) for key, one in cast.items()}


def who(everybody, rule, *rows) -> set[str]:
    """Whom the rule answers yes, asked about these rows as they stand in their tables now."""
    for row in rows:
        row.refresh_from_db()
    return {key for key, person in everybody.items() if rule(person, *rows)}


def refused(act, people: dict, tables) -> set[str]:
    """Whom the act refuses, of people or doors by key; these tables are then as before. What it does for others is undone."""

    def standing() -> list:
        return [list(model.objects.order_by("pk").values()) for model in tables]

    before, out = standing(), set()
    for key, by in people.items():
        try:
            with transaction.atomic():
                act(by)
                transaction.set_rollback(True)
        except NotFound:
            out.add(key)
            assert standing() == before, key
    return out
