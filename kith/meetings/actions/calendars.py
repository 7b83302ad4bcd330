"""Calendars: an invitation taken out, and private feeds of which only a hash is kept."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from kith.access.rules import require
from kith.audit.actions import record

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
def make_calendar(by, *, name: str) -> tuple[Calendar, str]:
    """A private calendar for one device exists; the secret of its address (256 bits) is returned this once."""
    require(rules.may_keep_calendar(by))
    secret = secrets.token_urlsafe(32)
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
