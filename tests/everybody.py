"""Everybody of the cast, as a rule of a room is asked of them."""

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
