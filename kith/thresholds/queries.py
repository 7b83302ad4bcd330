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
    return levels_in(current_document(authority_id, at))


def document_then(authority_id: int, at, level_id: int | None = None) -> Document | None:
    """The document that a decision of a day stood on: that of the level it chose, else the one that was valid."""
    if level_id is not None:
        return Document.objects.filter(authority_id=authority_id, levels=level_id).first()
    return current_document(authority_id, at)


def levels_in(document: Document | None) -> list[Level]:
    """The levels of one document, in its order, each with its statements. Empty for none."""
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
