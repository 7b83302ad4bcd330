"""Search over what a person may see."""

from django.db.models import Q

from ..models import (
    Consultation,
    as_reference,
    searchable,
)
from ..words import State
from .consultations import consultations_seen_by

# The only fields that a search looks into; their class allows it (tests/architecture/test_field_classes.py).
SEARCHED = REFERENCE, CASE_REFERENCE, NAME = "reference", "child__case_reference", "child__search_name"


def search_for(person, text: str, limit: int = 50):
    """Records this person may read whose reference, case reference or child's name fits, newest first."""
    wanted = text.strip()
    if len(wanted) < 2:
        return Consultation.objects.none()
    return (
        consultations_seen_by(person)
        .exclude(state=State.DRAFT)
        .filter(
            Q(**{REFERENCE: as_reference(wanted)})
            | Q(**{f"{CASE_REFERENCE}__iexact": wanted})
            | Q(**{f"{NAME}__contains": searchable(wanted)})
        )
        .order_by("-submitted_at")[:limit]
    )
