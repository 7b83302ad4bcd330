"""What this room puts into a person’s calendar: what they are invited to, and the days of what they are to do."""

from django.urls import reverse

from kith.people.rules import DiaryEntry, in_diary

from . import queries, rules
from .words import ACTION_DUE, Kind


def entry_of(meeting) -> DiaryEntry:
    """One visit or meeting, as a calendar shows it."""
    return DiaryEntry(
        uid=f"{meeting.uuid}@kith",
        kind=meeting.get_kind_display(),
        reference=meeting.reference,
        url=reverse("meetings:meeting", args=[meeting.uuid]),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        sequence=meeting.sequence,
        changed_at=meeting.changed_at,
        cancelled=meeting.cancelled_at is not None,
    )


def _due(action) -> DiaryEntry:
    return DiaryEntry(
        uid=f"{action.uuid}@kith",
        kind=ACTION_DUE,
        reference=action.meeting.reference,
        url=f"{reverse('meetings:meeting', args=[action.meeting.uuid])}#action-{action.uuid}",
        day=action.due_on,
        changed_at=action.recorded_at,
    )


@in_diary(*Kind.labels, ACTION_DUE)
def entries_of(person, since) -> list[DiaryEntry]:
    """What the person is invited to at this moment, and what they are to do and have not done."""
    if not rules.opens_meetings(person):
        return []
    return [
        *(entry_of(row) for row in queries.in_calendar(person, since)),
        *(_due(row) for row in queries.due_in_calendar(person, since)),
    ]
