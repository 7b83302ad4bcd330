"""Search over what a person may see."""

from django.db.models import Q

from kith.access.rules import NOTHING

from ..models import (
    Consultation,
    as_reference,
    reference_beginning,
    searchable,
)
from ..words import State
from .consultations import consultations_seen_by

# The only fields that a search looks into; their class allows it (tests/architecture/test_field_classes.py).
SEARCHED = REFERENCE, CASE_REFERENCE, NAME, KNOWN_AS = (
    "reference",
    "child__case_reference",
    "child__search_name",
    "child__known_as",
)


def search_for(person, text: str, limit: int = 50):
    """Records this person may read whose reference (or how it begins), case reference or child's name fits, newest first.

    Of a name each word that was typed is there, in any order, in the name or in how the child is known.
    """
    wanted = text.strip()
    if len(wanted) < 2:
        return Consultation.objects.none()
    named = Q()
    for word in searchable(wanted).split():
        named &= Q(**{f"{NAME}__contains": word}) | Q(**{f"{KNOWN_AS}__icontains": word})
    begins = reference_beginning(wanted)
    return (
        consultations_seen_by(person)
        .exclude(state=State.DRAFT)
        .filter(
            Q(**{REFERENCE: as_reference(wanted)})
            | Q(**{f"{CASE_REFERENCE}__iexact": wanted})
            | named
            | (Q(**{f"{REFERENCE}__startswith": begins}) if begins else NOTHING)
        )
        .order_by("-submitted_at")[:limit]
    )
