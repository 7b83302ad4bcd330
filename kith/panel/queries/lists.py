"""The data of an authority’s panels: kinds, quorum, who may chair and refer, looks after an exit, reasons."""

from kith.toolkit.queries import due_on, lists_of_categories

from ..words import (
    ACTION_CLOCK,
    CHAIRED_BY,
    CONSENT_HOW,
    CONSENT_OF,
    ENTERS_BY,
    EXIT_REASONS,
    KINDS,
    LOOKS,
    QUORUM,
    REASSESS_CLOCK,
    REFERRED_BY,
)


def _list(authority_id: int, name: str) -> dict[str, str]:
    return lists_of_categories(authority_id, name)[0]


def kinds_of(authority_id: int) -> dict[str, str]:
    """The kinds of panel that an authority can have, each with what it is called."""
    return _list(authority_id, KINDS)


def quorum_of(authority_id: int, kind: str) -> dict[str, str]:
    """The kinds of agency that a decision of this kind of panel needs, each with the words for it."""
    return _list(authority_id, f"{QUORUM}{kind}")


def may_chair(authority_id: int, kind: str) -> dict[str, str]:
    """The kinds of agency whose people may chair; an empty list lets any."""
    return _list(authority_id, f"{CHAIRED_BY}{kind}")


def enters_by(authority_id: int, kind: str) -> list[str]:
    """The outcomes of a screening out of which a case of this kind of panel comes."""
    return list(_list(authority_id, f"{ENTERS_BY}{kind}"))


def referrers_of(authority_id: int, kind: str) -> dict[str, str]:
    """Who refers a case to this kind of panel."""
    return _list(authority_id, f"{REFERRED_BY}{kind}")


def looks_of(authority_id: int, kind: str) -> dict[str, str]:
    """The clocks of the looks after support has ended, each with its title."""
    return _list(authority_id, f"{LOOKS}{kind}")


def consent_lists(authority_id: int) -> tuple[dict[str, str], dict[str, str]]:
    """Whose consent may be asked, and how."""
    of, how = lists_of_categories(authority_id, CONSENT_OF, CONSENT_HOW)
    return of, how


def exit_reasons(authority_id: int) -> dict[str, str]:
    """Why support ends."""
    return _list(authority_id, EXIT_REASONS)


def action_due(authority_id: int, start):
    """By when something agreed today is to be done, where no day is named."""
    return due_on(authority_id, ACTION_CLOCK, start)


def reassess_due(authority_id: int, start):
    """When a panel looks again after consent was refused or withdrawn, where no day is named."""
    return due_on(authority_id, REASSESS_CLOCK, start)


def look_due(authority_id: int, clock: str, ended_on):
    """The day of one look after support has ended."""
    return due_on(authority_id, clock, ended_on)
