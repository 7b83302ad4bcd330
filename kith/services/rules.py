"""Who is shown which service, and who keeps the directory."""

from django.db.models import Q

from kith.access.rules import WORKER
from kith.toolkit.rules import LOCAL_EDITORS

COMMAND = "system:command"


def sees_service(person) -> Q:
    """Services of the person’s own authority, those that were retired too: a page that one relied on stays readable."""
    return Q(authority_id=person.authority_id)


def may_keep(person) -> bool:
    """Whoever writes in the authority’s own layer of the toolkit: they add, change, mark public, retire and import."""
    return person.holds(*LOCAL_EDITORS)


def may_keep_service(person, service) -> bool:
    """Whoever keeps the directory of the authority whose service (or organisation, or import) it is."""
    return service.authority_id == person.authority_id and may_keep(person)


def may_fetch(by) -> bool:
    """The operator’s command and the worker: another machine is asked by nobody else."""
    return by in (COMMAND, WORKER)


def is_allowed(address: str, allowed: list[str]) -> bool:
    """True for an address that the authority’s settings name, and for no other."""
    return address in allowed
