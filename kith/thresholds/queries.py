"""Reading the authority's threshold document."""

from django.db.models import F, Q
from django.utils import timezone

from .models import Document, Level, Statement


def current_document(authority_id: int, at=None) -> Document | None:
    """The document that is valid on the day, the newest where two overlap."""
    at = at or timezone.localdate()
    return (
        Document.objects.filter(authority_id=authority_id, valid_from__lte=at)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=at))
        .order_by("-valid_from", "-pk")
        .first()
    )


def next_document(authority_id: int, at=None) -> Document | None:
    """The document that will come into force next, where one is published already."""
    at = at or timezone.localdate()
    rows = Document.objects.filter(authority_id=authority_id, valid_from__gt=at)
    return rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from"))).order_by("valid_from", "-pk").first()


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


def statements_in(levels) -> list[Statement]:
    """The statements of these levels, in the document’s order, each with its level. No question to the database."""
    found = []
    for level in levels:
        for row in level.statements.all():
            row.level = level
            found.append(row)
    return found


def worded_today(authority_id: int, statements, level=None) -> list[dict]:
    """What a decision keeps of the statements that it cites: which they are, and their words of this day.

    Raises ValueError where they, and the level chosen beside them, are not all of one edition of the authority’s document.
    """
    editions = {row.level.document_id for row in statements}
    editions |= {level.document_id} if level else set()
    if len(editions) > 1 or any(row.level.document.authority_id != authority_id for row in statements):
        raise ValueError("A decision cites one edition of its own authority’s threshold document.")
    return [
        {"statement": row, "order": order, "level_words": row.level.name, "text": row.text}
        for order, row in enumerate(statements, start=1)
    ]


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
