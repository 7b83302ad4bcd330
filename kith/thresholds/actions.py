"""Publishing an authority's own threshold document."""

import datetime

from django.db import transaction

from kith.access.rules import require
from kith.audit.actions import record

from . import rules
from .events import ThresholdPublished
from .models import Document, Level, Statement


@transaction.atomic
def publish_document(by: str, *, authority, title: str, facts: dict, levels: list[dict]) -> Document:
    """The authority's document of this title holds these levels with their passages, in this order.

    An earlier document stays where decisions rely on its levels; it ends on the day before the new one begins.
    `levels` is at least one of `name`, `meaning`, `outside_harm`, `who_acts` and `statements` (texts).
    """
    require(rules.may_publish(by))
    if not levels:
        raise ValueError("A threshold document has at least one level.")
    begins = facts["valid_from"]
    Document.objects.filter(authority=authority, valid_to__isnull=True, valid_from__lt=begins).update(valid_to=begins)
    Document.objects.filter(authority=authority, valid_to__isnull=True, valid_from=begins).update(
        valid_to=begins - datetime.timedelta(days=1)
    )
    document = Document.objects.create(authority=authority, title=title, **facts)
    for order, level in enumerate(levels, start=1):
        row = Level.objects.create(
            document=document,
            order=order,
            **{name: level.get(name, "") for name in ("name", "meaning", "outside_harm", "who_acts")},
        )
        Statement.objects.bulk_create(
            Statement(level=row, key=f"{order}-{number}", text=text, order=number)
            for number, text in enumerate(level.get("statements", []), start=1)
        )
    record(ThresholdPublished(subject=f"authority:{authority.key}", levels=len(levels)), by=by)
    return document
