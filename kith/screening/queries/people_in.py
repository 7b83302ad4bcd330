"""Who has work in a matter."""

from dataclasses import dataclass

from kith.concerns.queries import (
    open_owned_by,
)

from ..models import (
    Screening,
    Step,
)
from ..words import OPEN
from .conflicts import manager_for


@dataclass(frozen=True)
class PeopleIn:
    """Who works on one consultation now: for reactions, which tell them."""

    raiser: object
    owner: object
    screener: object
    manager: object


def people_in(subject: str) -> PeopleIn:
    """The people of the consultation that an event is about; for reactions alone, which act in its transaction."""
    screening = Screening.objects.select_related("owner", "consultation__owner", "consultation__raised_by").get(
        consultation__reference=subject.removeprefix("consultation:")
    )
    consultation = screening.consultation
    manager = manager_for(consultation.raised_by, consultation)
    return PeopleIn(consultation.raised_by, consultation.owner, screening.owner, manager)


def held_by(person) -> int:
    """How many open matters, screenings and steps belong to this person; an account is not ended while it holds any."""
    return (
        open_owned_by(person)
        + Screening.objects.filter(owner=person, state__in=OPEN).count()
        + Step.objects.filter(owner=person, done_at__isnull=True, pathway__stopped_at__isnull=True).count()
    )
