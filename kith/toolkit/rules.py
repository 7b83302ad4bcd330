"""Who is shown which page, and who may change the toolkit. Nothing about a child decides."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from kith.access.rules import NOTHING, WORKER
from kith.people.queries import people_of_region, people_with_role
from kith.people.words import Role

from .models import Hiding, Piece

# Who writes and approves in a layer; a page is always approved by another than its writer.
LOCAL_EDITORS = (Role.EDITOR, Role.SPECIALIST)
REGIONAL_EDITORS = (Role.COORDINATOR,)


def layers_in(authority) -> tuple[Q, Q, Q]:
    """Rows of an authority, of its region, and national ones."""
    return (
        Q(authority_id=authority.pk),
        Q(region_id=authority.region_id) if authority.region_id else NOTHING,
        Q(authority__isnull=True, region__isnull=True),
    )


def layers_of(person) -> tuple[Q, Q, Q]:
    """Rows of the person's authority, of its region, and national ones."""
    return layers_in(person.authority)


def valid_on(at=None) -> Q:
    """Rows of sourced data that hold on the day; today where none is given."""
    at = at or timezone.localdate()
    return (Q(valid_from__isnull=True) | Q(valid_from__lte=at)) & (Q(valid_to__isnull=True) | Q(valid_to__gt=at))


def in_force(at=None) -> Q:
    """Pages that are not retired and valid on the day."""
    return Q(retired=False) & valid_on(at)


def sees_piece(person) -> Q:
    """Pages that this person is shown: those that their authority shows."""
    return shown_in(person.authority)


def shown_in(authority) -> Q:
    """Pages of the layers that reach this authority, the nearest in place of the others, hidden ones left out.

    An authority's page stands before its region's, and that before the national one (promise 10).
    """
    local, regional, national = layers_in(authority)
    nearer = Piece.objects.filter(in_force(), slug=OuterRef("slug"))
    hidden = Hiding.objects.filter(authority_id=authority.pk, slug=OuterRef("slug"), ended_at__isnull=True)
    return in_force() & (
        local
        | regional & ~Exists(nearer.filter(local)) & ~Exists(hidden)
        | national & ~Exists(nearer.filter(local | regional)) & ~Exists(hidden)
    )


def own_layers(person) -> list[str]:
    """The layers in which the person writes, the nearest first: “local”, “regional”, both or none."""
    return [layer for layer in ("local", "regional") if may_publish(person, layer)]


def layer_rows(person, layer: str) -> dict:
    """How rows of the person’s own layer name it: their authority, or their region."""
    if layer == "local":
        return {"authority_id": person.authority_id, "region_id": None}
    return {"authority_id": None, "region_id": person.authority.region_id}


def may_publish(person, layer: str) -> bool:
    """True where the person writes and approves in this layer: “local” or “regional”. Nobody does in the national one."""
    roles = {"local": LOCAL_EDITORS, "regional": REGIONAL_EDITORS}.get(layer, ())
    # Without a region “regional” would name the national layer.
    there = layer != "regional" or person.authority.region_id is not None
    return bool(roles) and there and person.holds(*roles)


def is_worker(by) -> bool:
    """True for what happens without anybody’s click (`kith worker`)."""
    return by == WORKER


def is_command(by) -> bool:
    """True for the operator’s command."""
    return by == "system:command"


def layers_written_by(person) -> Q:
    """Rows of the layers in which the person writes now."""
    local, regional, _ = layers_of(person)
    return (local if may_publish(person, "local") else NOTHING) | (
        regional if may_publish(person, "regional") else NOTHING
    )


def sees_document(person) -> Q:
    """Documents that are shown in the layers that reach this person; those that wait, to whoever writes in their layer."""
    local, regional, _ = layers_of(person)
    shown = Q(approved_at__isnull=False) & (local | regional)
    waits = Q(approved_at__isnull=True) & layers_written_by(person)
    return Q(ended_at__isnull=True) & (shown | waits)


def writers_of(row):
    """Everybody who writes now in the layer of a row that names an authority or a region, by name."""
    if row.authority_id:
        return people_with_role(row.authority_id, *LOCAL_EDITORS)
    return people_of_region(row.region.key, *REGIONAL_EDITORS)


def people_who_answer(document):
    """Whoever writes in the document’s layer now, but for the person who attached it, by name."""
    return writers_of(document).exclude(pk=document.by_id)


def may_answer_document(person, document) -> bool:
    """Whoever writes in the document’s layer now, and did not attach it, while it waits."""
    return document.waits and people_who_answer(document).filter(pk=person.pk).exists()


def may_take_out_document(person, document) -> bool:
    """Whoever writes in the document’s layer now, while it is shown; while it waits, the person who attached it."""
    mine = (
        document.authority_id == person.authority_id
        if document.authority_id
        else (document.region_id == person.authority.region_id)
    )
    return (
        mine
        and may_publish(person, document.layer)
        and (document.is_shown or document.waits and document.by_id == person.pk)
    )
