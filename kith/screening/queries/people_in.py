"""Who has work in a matter."""

from dataclasses import dataclass

from ..models import Screening
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
