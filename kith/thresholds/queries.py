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


def says_the_same(authority_id: int, *, title: str, facts: dict, levels: list[dict]) -> bool:
    """Whether the document that begins on that day says this already, so that it need not be published again."""
    document = (
        Document.objects.filter(authority_id=authority_id, valid_from=facts["valid_from"]).order_by("-pk").first()
    )
    if document is None or document.title != title or any(getattr(document, n) != v for n, v in facts.items()):
        return False
    names = ("name", "meaning", "outside_harm", "who_acts")
    ours = [
        (*(getattr(level, name) for name in names), [row.text for row in level.statements.all()])
        for level in Level.objects.filter(document=document).order_by("order").prefetch_related("statements")
    ]
    return ours == [(*(row.get(name, "") for name in names), row.get("statements") or []) for row in levels]
