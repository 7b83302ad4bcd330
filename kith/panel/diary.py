"""What this room puts into a person’s calendar: the meetings to which they are invited, and the days of what they are to do.

Never which panel: “Meeting KM-4J3T9X2B”. The reference of a case, which stands on paper beside a child’s name, is not there.
"""

from django.urls import reverse

from kith.design.references import Kind
from kith.people.rules import DiaryEntry, drawn_from, in_diary

from . import queries
from .rules import PANEL_ROLES
from .words import ACTION_DUE, MEETING


def entry_of(meeting) -> DiaryEntry:
    """One meeting, as a calendar shows it. One that was called off has no page of its own any more."""
    off = meeting.called_off_at is not None
    return DiaryEntry(
        uid=f"{meeting.uuid}@kith",
        kind=MEETING,
        reference=drawn_from(Kind.PANEL_MEETING, meeting.uuid),
        url=reverse("panel:panels") if off else reverse("panel:meeting", args=[meeting.uuid]),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        sequence=meeting.sequence,
        changed_at=meeting.changed_at,
        cancelled=off,
    )


def _due(action) -> DiaryEntry:
    return DiaryEntry(
        uid=f"{action.uuid}@kith",
        kind=ACTION_DUE,
        reference=drawn_from(Kind.PANEL_ACTION, action.uuid),
        url=f"{reverse('panel:case', args=[action.case.uuid])}#action-{action.uuid}",
        day=action.due_on,
        changed_at=action.made_at,
    )


@in_diary(MEETING, ACTION_DUE)
def entries_of(person, since) -> list[DiaryEntry]:
    """What the person is invited to at this moment, and what is theirs to do in cases that they see."""
    if not person.holds(*PANEL_ROLES):
        return []
    return [
        *(entry_of(row) for row in queries.in_calendar(person, since)),
        *(_due(row) for row in queries.due_in_calendar(person, since)),
    ]
