"""Who connects learning systems, and who says what their activities count for."""

from django.db.models import Q

from kith.access.rules import NOTHING, WORKER
from kith.training.rules import leads_training
from kith.training.words import BY_XAPI

from .models import Key, System
from .words import CONNECTORS


def may_connect(person) -> bool:
    """The training lead and the administrator, of their own authority."""
    return person.is_active and person.holds(*CONNECTORS)


def sees_system(person) -> Q:
    """The learning systems of the person’s own authority."""
    return Q(authority_id=person.authority_id) if may_connect(person) else NOTHING


def may_keep(by, system: System) -> bool:
    """Who connects, of the same authority, until it is ended."""
    return may_connect(by) and by.authority_id == system.authority_id and system.ended_at is None


def may_name(by, system: System) -> bool:
    """What an activity counts for, the training lead says."""
    return leads_training(by) and by.authority_id == system.authority_id and system.ended_at is None


def may_tell(by, key: Key) -> bool:
    """The door for statements, with a key that was not withdrawn, of a system that is not ended."""
    return by == BY_XAPI and key.withdrawn_at is None and key.system.ended_at is None


def may_work(by) -> bool:
    """The worker."""
    return by == WORKER
