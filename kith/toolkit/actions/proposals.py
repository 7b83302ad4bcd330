"""Changes that practitioners propose, and the editors’ answers."""

import uuid

from django.db import transaction
from django.utils import timezone

from kith.access.rules import require
from kith.audit.actions import record
from kith.people.queries import locked_person

from ..events import ProposalAnswered, ProposalMade
from ..models import Proposal
from ..queries import piece_for
from ..rules import may_publish
from ..words import ProposalState


@transaction.atomic
def propose(by, *, once_key: str, about: str = "", **words) -> Proposal:
    """What a practitioner proposes waits for the editors of their authority. The same button twice makes one.

    `about` is a page that they are shown; without it the proposal is a new sign and says what else it may mean.
    """
    locked_person(by)
    there = Proposal.objects.filter(by=by, once_key=once_key).first()
    if there is not None:
        return there
    if about:
        about = piece_for(by, about).slug
    proposal = Proposal.objects.create(authority=by.authority, about=about, by=by, once_key=once_key, **words)
    record(ProposalMade(subject=f"proposal:{proposal.uuid}", about=about, authority_key=by.authority.key), by=by)
    return proposal


def _answer(by, proposal: Proposal, *, state: str, why: str = "", slug: str = "") -> None:
    proposal.state, proposal.why, proposal.slug = state, why, slug or proposal.slug
    proposal.answered_by, proposal.answered_at = by, timezone.now()
    proposal.save(update_fields=["state", "why", "slug", "answered_by", "answered_at"])
    record(
        ProposalAnswered(subject=f"proposal:{proposal.uuid}", state=state, proposer=f"person:{proposal.by.uuid}"), by=by
    )


@transaction.atomic
def take_up_proposal(by, *, proposal: Proposal, slug: str, draft: uuid.UUID) -> None:
    """An editor writes a page from it, in this draft; whoever proposed it is told."""
    require(may_publish(by, "local") and proposal.authority_id == by.authority_id)
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.state == ProposalState.NEW:
        proposal.draft = draft
        proposal.save(update_fields=["draft"])
        _answer(by, proposal, state=ProposalState.TAKEN, slug=slug)


@transaction.atomic
def decline_proposal(by, *, proposal: Proposal, why: str) -> None:
    """It is not taken up, and whoever proposed it is told why."""
    require(may_publish(by, "local") and proposal.authority_id == by.authority_id)
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.state in (ProposalState.NEW, ProposalState.TAKEN):
        _answer(by, proposal, state=ProposalState.DECLINED, why=why)
