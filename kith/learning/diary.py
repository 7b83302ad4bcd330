"""What this room puts into a person’s calendar: the days of the aims that they see to."""

from django.urls import reverse

from kith.design.references import Kind
from kith.people.rules import DiaryEntry, drawn_from, in_diary

from . import queries
from .words import DUE


@in_diary(DUE)
def entries_of(person, since) -> list[DiaryEntry]:
    """Each aim that the person sees to, on its day; what ended stays as called off or done for as long as all else does."""
    if not person.is_active:
        return []
    return [
        DiaryEntry(
            uid=f"{row.uuid}@kith",
            kind=DUE,
            reference=drawn_from(Kind.LEARNING_AIM, row.uuid),
            url=reverse("learning:aim", args=[row.uuid]),
            day=row.due_on,
            changed_at=row.changed_at,
            sequence=row.sequence,
            cancelled=bool(row.ended_as),
        )
        for row in queries.aims_in_calendar(person, since)
    ]
