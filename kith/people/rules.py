"""Who may change people and tokens. `by` is a person or a named system person ("system:init")."""

from .words import Role


def may_add_people(by, authority) -> bool:
    """Yes for an administrator of that authority, and for the set-up commands."""
    if isinstance(by, str):
        return by in ("system:init", "system:demo", "system:command")
    return by.authority_id == authority.pk and by.holds(Role.ADMINISTRATOR)


def may_make_token(by, person) -> bool:
    """Yes for the person themselves, and for the command line."""
    return by == "system:command" if isinstance(by, str) else by.pk == person.pk and by.is_active


def may_set_up(by) -> bool:
    """Yes for the commands on the server alone, whose user holds the keys anyway."""
    return by in ("system:init", "system:command")
