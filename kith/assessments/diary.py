"""What this room puts into a person’s calendar: the last day of an assessment that they lead, and nothing of what it is about."""

from django.urls import reverse

from kith.design.references import Kind
from kith.people.rules import DiaryEntry, drawn_from, in_diary

from . import queries
from .words import DUE


@in_diary(DUE)
def entries_of(person, since) -> list[DiaryEntry]:
    """The running assessments that the person leads and reads, each on the day by which it must be done."""
    return [
        DiaryEntry(
            uid=f"{row.uuid}@kith",
            kind=DUE,
            reference=drawn_from(Kind.ASSESSMENT_DAY, row.uuid),
            url=reverse("assessments:assessment", args=[row.uuid]),
            day=row.due_on,
            sequence=row.times_corrected,
            changed_at=row.corrected_at or row.begun_at,
        )
        for row in queries.led_by(person)
        if row.due_on is not None
    ]
