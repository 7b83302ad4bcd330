"""What this room puts into a person’s calendar: the day from which they are asked to rate again."""

import uuid

from django.urls import reverse
from django.utils import timezone

from kith.design.references import Kind
from kith.people.rules import DiaryEntry, drawn_from, in_diary

from . import queries, rules
from .words import DUE


@in_diary(DUE)
def entries_of(person, since) -> list[DiaryEntry]:
    """The next self-rating, for who rated before or put it off; nothing of what they said."""
    row = queries.due_in_calendar(person) if rules.may_rate(person) else None
    if row is None:
        return []
    key = uuid.uuid5(person.uuid, "confidence")
    return [
        DiaryEntry(
            uid=f"{key}@kith",
            kind=DUE,
            reference=drawn_from(Kind.RATING_DAY, key),
            url=reverse("confidence:mine"),
            day=row.until,
            changed_at=timezone.now(),
            sequence=max(0, row.until.toordinal() - 730000),
        )
    ]
