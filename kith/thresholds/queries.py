"""Reading the authority's threshold document."""

from django.db.models import Q
from django.utils import timezone

from .models import Document, Level


def current_document(authority_id: int, at=None) -> Document | None:
    """The document that is valid on the day, the newest where two overlap."""
    at = at or timezone.localdate()
    return (
        Document.objects.filter(authority_id=authority_id, valid_from__lte=at)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=at))
        .order_by("-valid_from", "-pk")
        .first()
    )


def levels_of(authority_id: int, at=None) -> list[Level]:
    """The levels of that document, in its order, each with its statements. Empty where there is no document."""
    document = current_document(authority_id, at)
    if document is None:
        return []
    return list(Level.objects.filter(document=document).prefetch_related("statements").select_related("document"))
