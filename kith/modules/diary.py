"""What this room puts into a person’s calendar: the days of questions for later."""

from django.urls import reverse

from kith.design.references import Kind
from kith.people.rules import DiaryEntry, drawn_from, in_diary

from . import queries

QUESTION = "Question to answer"


@in_diary(QUESTION)
def entries_of(person, since) -> list[DiaryEntry]:
    """Questions that come some days after a short module, for who went through it."""
    return [
        DiaryEntry(
            uid=f"{row.uuid}@kith",
            kind=QUESTION,
            reference=drawn_from(Kind.QUESTION, row.uuid),
            url=reverse("modules:follow-up", args=[row.uuid]),
            day=row.due_on,
            changed_at=row.run.completed_at,
        )
        for row in queries.in_calendar(person, since)
    ]
