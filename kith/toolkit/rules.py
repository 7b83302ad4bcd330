"""Who is shown which page, and who may change the toolkit. Nothing about a child decides."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from kith.access.rules import NOTHING
from kith.people.words import Role

from .models import Hiding, Piece

# Who writes and approves in a layer; a page is always approved by another than its writer.
LOCAL_EDITORS = (Role.EDITOR, Role.SPECIALIST)
REGIONAL_EDITORS = (Role.COORDINATOR,)


def layers_of(person) -> tuple[Q, Q, Q]:
    """Rows of the person's authority, of its region, and national ones."""
    local = Q(authority_id=person.authority_id)
    region = person.authority.region_id
    return (
        local,
        Q(region_id=region) if region else NOTHING,
        Q(authority__isnull=True, region__isnull=True),
    )


def valid_on(at=None) -> Q:
    """Rows of sourced data that hold on the day; today where none is given."""
    at = at or timezone.localdate()
    return (Q(valid_from__isnull=True) | Q(valid_from__lte=at)) & (Q(valid_to__isnull=True) | Q(valid_to__gt=at))


def in_force(at=None) -> Q:
    """Pages that are not retired and valid on the day."""
    return Q(retired=False) & valid_on(at)


def sees_piece(person) -> Q:
    """Pages of the layers that reach this person, the nearest in place of the others, hidden ones left out.

    An authority's page stands before its region's, and that before the national one (promise 10).
    """
    local, regional, national = layers_of(person)
    nearer = Piece.objects.filter(in_force(), slug=OuterRef("slug"))
    hidden = Hiding.objects.filter(authority_id=person.authority_id, slug=OuterRef("slug"), ended_at__isnull=True)
    return in_force() & (
        local
        | regional & ~Exists(nearer.filter(local)) & ~Exists(hidden)
        | national & ~Exists(nearer.filter(local | regional)) & ~Exists(hidden)
    )


def may_publish(person, layer: str) -> bool:
    """True where the person writes and approves in this layer: “local” or “regional”. Nobody does in the national one."""
    roles = {"local": LOCAL_EDITORS, "regional": REGIONAL_EDITORS}.get(layer, ())
    return bool(roles) and person.holds(*roles)
