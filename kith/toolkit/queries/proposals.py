"""Changes that practitioners proposed."""

import uuid

from django.db.models import CharField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from kith.access.rules import find, require

from ..models import Piece, Proposal
from ..rules import may_publish
from ..words import ProposalState
from .layers import _shown


def proposals_for(person):
    """What waits for the editors of the person’s authority, oldest first; for those who write there."""
    if not may_publish(person, "local"):
        return Proposal.objects.none()
    return (
        Proposal.objects.filter(authority_id=person.authority_id, state__in=[ProposalState.NEW, ProposalState.TAKEN])
        .select_related("by", "answered_by")
        .annotate(about_title=_title_of(person, "about"))
        .order_by("at", "pk")
    )


def _title_of(person, name: str) -> Coalesce:
    """What a page is called, by its address in another row: as it is shown, else as the national one is, else its address."""
    at = {"slug": OuterRef(name)}
    national = Piece.objects.filter(authority__isnull=True, region__isnull=True, **at)
    titles = (Subquery(rows.values("title")[:1]) for rows in (_shown(person).filter(**at), national))
    return Coalesce(*titles, name, output_field=CharField())


def proposals_of(person):
    """What this person proposed, the newest first."""
    rows = Proposal.objects.filter(by=person).select_related("answered_by")
    return rows.annotate(about_title=_title_of(person, "about")).order_by("-at", "-pk")


def proposals_written(person, slug: str, *, draft: uuid.UUID | None = None):
    """What was proposed and is being written in this page of the person’s authority, oldest first; for its editors."""
    if not may_publish(person, "local"):
        return Proposal.objects.none()
    rows = Proposal.objects.filter(
        Proposal.written_as(slug, draft), authority_id=person.authority_id, state=ProposalState.TAKEN
    )
    return rows.select_related("by").order_by("at", "pk")


def proposal_for(person, uuid) -> Proposal:
    """One proposal of the authority, for its editors. Raises NotFound."""
    require(may_publish(person, "local"))
    rows = Proposal.objects.filter(authority_id=person.authority_id, uuid=uuid).select_related("by", "answered_by")
    return find(rows.annotate(about_title=_title_of(person, "about")))
