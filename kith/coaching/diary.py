"""What this room puts into a person’s calendar: booked times for coaching, and group reflections."""

from django.urls import reverse

from kith.design.references import Kind
from kith.people.rules import DiaryEntry, drawn_from, in_diary

from . import queries
from .words import GROUP, TALK


def talk_of(row) -> DiaryEntry:
    """One booked time, as a calendar shows it."""
    return DiaryEntry(
        uid=f"{row.uuid}@kith",
        kind=TALK,
        reference=drawn_from(Kind.COACHING, row.uuid),
        url=reverse("coaching:slot", args=[row.slot.uuid]),
        starts_at=row.slot.starts_at,
        ends_at=row.slot.ends_at,
        sequence=row.slot.sequence,
        changed_at=row.slot.changed_at,
        cancelled=row.cancelled_at is not None,
    )


def group_of(row) -> DiaryEntry:
    """One group reflection, as a calendar shows it."""
    return DiaryEntry(
        uid=f"{row.uuid}@kith",
        kind=GROUP,
        reference=drawn_from(Kind.REFLECTION, row.uuid),
        url=reverse("coaching:reflection", args=[row.uuid]),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        sequence=row.sequence,
        changed_at=row.changed_at,
        cancelled=row.called_off_at is not None,
    )


@in_diary(TALK, GROUP)
def entries_of(person, since) -> list[DiaryEntry]:
    """Times for coaching that the person booked or gives, and reflections that they present, see to or take part in."""
    if not person.is_active:
        return []
    return [
        *(talk_of(row) for row in queries.in_calendar(person, since)),
        *(group_of(row) for row in queries.reflections_in_calendar(person, since)),
    ]
