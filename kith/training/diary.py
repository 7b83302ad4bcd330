"""What this room puts into a person’s calendar: training sessions, and the days on which training is due."""

import datetime
import uuid

from django.urls import reverse
from django.utils import timezone

from kith.design.references import Kind
from kith.people.rules import DiaryEntry, drawn_from, in_diary

from . import queries
from .words import DUE, SESSION


def entry_of(row) -> DiaryEntry:
    """One training session, as a calendar shows it."""
    return DiaryEntry(
        uid=f"{row.uuid}@kith",
        kind=SESSION,
        reference=drawn_from(Kind.TRAINING_SESSION, row.uuid),
        url=reverse("training:session", args=[row.uuid]),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        sequence=row.sequence,
        changed_at=row.changed_at,
        cancelled=row.called_off_at is not None,
    )


def _due(person, need) -> DiaryEntry:
    # The same tier of the same person is the same entry, moved when its day moves.
    key = uuid.uuid5(person.uuid, f"training:{need.tier.key}")
    since = (
        need.last.recorded_at
        if need.last
        else timezone.make_aware(datetime.datetime.combine(need.since, datetime.time()))
    )
    return DiaryEntry(
        uid=f"{key}@kith",
        kind=DUE,
        reference=drawn_from(Kind.TRAINING_DAY, key),
        url=reverse("training:mine"),
        day=need.stands.due_on,
        changed_at=since,
        sequence=max(0, (need.stands.due_on - datetime.date(2020, 1, 1)).days),
    )


@in_diary(SESSION, DUE)
def entries_of(person, since) -> list[DiaryEntry]:
    """The sessions that the person runs or is invited to, and the days on which training is due. None that leave puts off."""
    if not person.is_active:
        return []
    own = queries.own_standing(person)
    return [
        *(entry_of(row) for row in queries.in_calendar(person, since)),
        *(_due(person, need) for need in own.to_do if need.stands.due_on),
    ]
