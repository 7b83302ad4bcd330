"""The queue: a concern arrives with a due day and an owner, is claimed, and is handed over."""

from django.db import transaction

from kith.access.rules import NobodyThere, require
from kith.audit.actions import record
from kith.concerns.rules import may_hold
from kith.decisions.actions import hand_over_drafts
from kith.people.queries import members_of, screening_team, team_of
from kith.people.words import Role

from .. import rules
from ..events import (
    ScreeningClaimed,
    ScreeningHandedOver,
    ScreeningOpened,
)
from ..models import (
    Screening,
)
from ..queries import (
    manager_for,
)
from ..words import State
from .holding import Changed, _at_once_in_danger, _due, _locked, _moved, _ring, _tell_owners


def _screening_due(consultation):
    """By the screening clock; where danger was named at the start, by the emergency clock if that is sooner."""
    at = consultation.submitted_at
    return _at_once_in_danger(consultation, _due(consultation, "screening-decision", at), at)


@transaction.atomic
def open_screening(by, *, consultation) -> Screening:
    """The concern is in the queue with a due day and an owner: the duty holder, until a specialist claims it."""
    team = screening_team(consultation.authority)
    specialists = [p for p in members_of([team.pk]) if p.holds(Role.SPECIALIST)] if team else []
    others = (p for p in specialists if p.pk != consultation.raised_by_id)
    owner = next(others, None) or (manager_for(consultation.raised_by, consultation) if specialists else None)
    if team is None or owner is None:
        raise NobodyThere(
            f"There is no specialist in {consultation.authority.name} yet, so nothing was sent; your draft is kept. "
            f"{_ring(consultation.raised_by, 'front-door', 'screening')} "
            "Ask your administrator to add a specialist, then send it."
        )
    screening, made = Screening.objects.get_or_create(
        consultation=consultation,
        defaults={
            "authority": consultation.authority,
            "team": team,
            "raising_team": team_of(consultation.raised_by),
            "owner": owner,
            "received_at": consultation.submitted_at,
            "due_on": _screening_due(consultation),
        },
    )
    if made:
        record(ScreeningOpened(subject=consultation.subject, owner=f"person:{owner.uuid}"), by=by)
        _tell_owners(screening)
    return screening


@transaction.atomic
def look_again(by, *, consultation) -> None:
    """More became known about the child: owners of likely matches that the specialist may not see were told."""
    screening = Screening.objects.filter(consultation=consultation).first()
    if screening is not None and screening.is_open:
        _tell_owners(_locked(screening))


@transaction.atomic
def claim_screening(by, *, screening: Screening) -> Screening:
    """The specialist owns the screening. Of two who claim at once, the second is told who was first."""
    screening = _locked(screening)
    if screening.state == State.CLAIMED and screening.owner_id == by.pk:
        return screening
    if screening.state != State.WAITING and rules.is_screener(by, screening):
        raise Changed
    require(rules.may_claim(by, screening))
    _moved(screening, owner=by, state=State.CLAIMED)
    record(ScreeningClaimed(subject=screening.consultation.subject), by=by)
    return screening


@transaction.atomic
def hand_over_screening(by, *, screening: Screening, to) -> None:
    """Another specialist owns it, with what was typed so far. Nobody can hand it to nobody."""
    screening = _locked(screening)
    require(rules.may_hand_over(by, screening))
    require(rules.is_screener(to, screening) and may_hold(to, screening.consultation))
    hand_over_drafts(screening.owner, subject=screening.consultation.subject, to=to)
    _moved(screening, owner=to, state=State.CLAIMED if screening.state == State.WAITING else screening.state)
    record(ScreeningHandedOver(subject=screening.consultation.subject, to=f"person:{to.uuid}"), by=by)
