"""The specialist’s own log."""

import datetime

from django.db import transaction

from kith.access.rules import own_key, require
from kith.audit.actions import record

from .. import rules
from ..events import LogTakenOut, LogWritten
from ..models import LogEntry, LogTheme


@transaction.atomic
def write_log(
    by,
    *,
    entry: LogEntry | None,
    day: datetime.date,
    themes,
    person,
    minutes: int | None,
    next_step: str,
    came_of: str,
    once_key: str = "",
    booking=None,
) -> LogEntry:
    """The specialist’s log says so. The same key again gives the same entry."""
    require(rules.may_log(by) if entry is None else rules.may_change_entry(by, entry))
    if entry is None:
        key = own_key(by, once_key)
        known = LogEntry.objects.filter(specialist=by, once_key=key).first()
        if known is not None:
            return known
        entry = LogEntry(specialist=by, authority_id=by.authority_id, once_key=key, booking=booking)
    require(person is None or (person.authority_id == by.authority_id and person.pk != by.pk))
    entry.day, entry.person, entry.minutes = day, person, minutes
    entry.next_step, entry.came_of = next_step, came_of
    entry.save()
    entry.themes.all().delete()
    LogTheme.objects.bulk_create(LogTheme(entry=entry, theme=theme) for theme in dict.fromkeys(themes))
    record(LogWritten(subject=f"coaching-log:{entry.uuid}"), by=by)
    return entry


@transaction.atomic
def note_log_taken_out(by) -> None:
    """That the specialist took their own log out as a file stands in the trail."""
    require(rules.may_log(by))
    record(LogTakenOut(subject=f"person:{by.uuid}"), by=by)
