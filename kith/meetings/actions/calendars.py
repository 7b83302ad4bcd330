"""Calendars: an invitation taken out, and private feeds of which only a hash is kept."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from kith.access.rules import require
from kith.audit.actions import record
from kith.people.actions import secret_for, show_again
from kith.people.queries import locked_person

from .. import rules
from ..events import CalendarMade, CalendarWithdrawn, InvitationTaken
from ..models import Calendar, Meeting, digest_of

READ_EVERY = timedelta(minutes=1)


@transaction.atomic
def take_invitation(by, *, meeting: Meeting) -> None:
    """That this person took a calendar file out stands in the trail; called before it is handed over."""
    require(Meeting.objects.filter(rules.sees_meeting(by), pk=meeting.pk).exists())
    record(InvitationTaken(subject=meeting.subject), by=by)


@transaction.atomic
def make_calendar(by, *, name: str, once_key: str = "") -> tuple[Calendar, str]:
    """A private calendar for one device exists; the secret of its address (256 bits) is returned this once.

    Making it twice with one key makes one, and shows it again. Raises MadeBefore where that is past showing.
    """
    require(rules.may_keep_calendar(by))
    locked_person(by)
    secret = secret_for(by, "calendar", name, once_key=once_key)
    same = Calendar.objects.filter(person=by, digest=digest_of(secret)).first()
    if same is not None:
        show_again(made_at=same.made_at, withdrawn_at=same.withdrawn_at)
        return same, secret
    row = Calendar.objects.create(person=by, name=name, digest=digest_of(secret))
    record(CalendarMade(subject=f"person:{by.uuid}", calendar=str(row.uuid)), by=by)
    return row, secret


@transaction.atomic
def withdraw_calendar(by, *, calendar: Calendar) -> None:
    """Its address opens nothing from the next fetch on."""
    require(rules.may_withdraw_calendar(by, calendar))
    if Calendar.objects.filter(pk=calendar.pk, withdrawn_at=None).update(withdrawn_at=timezone.now()):
        record(CalendarWithdrawn(subject=f"person:{by.uuid}", calendar=str(calendar.uuid)), by=by)


def note_calendar_read(calendar: Calendar) -> None:
    """The calendar says when a device last fetched it, to the minute, so that an unused one is seen and withdrawn."""
    now = timezone.now()
    if calendar.last_read_at is None or now - calendar.last_read_at > READ_EVERY:
        Calendar.objects.filter(pk=calendar.pk).update(last_read_at=now)
