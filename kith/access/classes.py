"""The class of every field, and what each class may leave by (promises 6 and 7, and security.md part 3).

The table itself stands in config/field_classes.py; tests/architecture/ fails on a field without a class.
"""

from enum import StrEnum

from django.conf import settings
from django.utils.module_loading import import_string


class FieldClass(StrEnum):
    """PUBLIC: anybody may know. INTERNAL: how the service works. PERSONAL: about a person. SPECIAL: about a child's
    life, health, family, voice or alleged harm. RESTRICTED: under an originator's conditions, a secret, or kept apart.
    """

    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    SPECIAL = "special"
    RESTRICTED = "restricted"


LEAVES: dict[str, frozenset[FieldClass]] = {
    "log": frozenset({FieldClass.PUBLIC}),
    "email": frozenset({FieldClass.PUBLIC}),
    "feed": frozenset({FieldClass.PUBLIC}),
    "search": frozenset({FieldClass.PUBLIC, FieldClass.INTERNAL, FieldClass.PERSONAL}),
    "export": frozenset({FieldClass.PUBLIC, FieldClass.INTERNAL, FieldClass.PERSONAL, FieldClass.SPECIAL}),
}


def class_of(label: str, field: str) -> FieldClass:
    """The class of one field, such as ("concerns.Child", "name"). Raises LookupError where none is written down."""
    try:
        return import_string(settings.KITH_FIELD_CLASSES)[label][field]
    except KeyError:
        raise LookupError(f"{label}.{field} has no class; write one into the table of field classes.") from None


def may_leave_by(door: str, label: str, field: str) -> bool:
    """True where a field's class may leave by this door: log, email, feed, search or export."""
    return class_of(label, field) in LEAVES[door]


def leaving_by(door: str, model) -> list:
    """The columns of a model that may leave by this door, in the model's order."""
    return [field for field in model._meta.concrete_fields if may_leave_by(door, model._meta.label, field.name)]
