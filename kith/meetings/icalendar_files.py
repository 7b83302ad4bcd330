"""Calendar files (RFC 5545): a kind, a reference and a time, and never a name, a place or a word of what it is about.

Times are written as instants of UTC, which hold across the change of the clock in every calendar. A UID never changes;
what changes grows in SEQUENCE. The organiser is nobody: RFC 5546 asks for one, and a person’s address would be a name.
"""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event, vCalAddress

UTC = ZoneInfo("UTC")
MEDIA_TYPE = "text/calendar; charset=utf-8"
REFRESH = timedelta(hours=1)


def _event(meeting) -> Event:
    event = Event()
    event.add("uid", f"{meeting.uuid}@kith")
    event.add("dtstamp", timezone.now().astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", meeting.starts_at.astimezone(UTC).replace(microsecond=0))
    event.add("dtend", meeting.ends_at.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", meeting.sequence)
    event.add("last-modified", meeting.changed_at.astimezone(UTC).replace(microsecond=0))
    event.add("summary", meeting.title)
    event.add("status", "CANCELLED" if meeting.cancelled_at else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if meeting.cancelled_at else "OPAQUE")
    event.add("class", "PRIVATE")
    event.add("organizer", vCalAddress("mailto:nobody@kith.invalid"))
    # Where it leads asks for a sign-in and says nothing.
    event.add("url", f"{settings.KITH_ADDRESS.rstrip('/')}{reverse('meetings:meeting', args=[meeting.uuid])}")
    return event


def _calendar(method: str, meetings) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Kith//Kith//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    for meeting in meetings:
        calendar.add_component(_event(meeting))
    return calendar


def invitation_of(meeting) -> bytes:
    """One meeting for a calendar: to be put in, or to be taken out where it was cancelled."""
    return _calendar("CANCEL" if meeting.cancelled_at else "PUBLISH", [meeting]).to_ical()


def feed_of(meetings) -> bytes:
    """These meetings as a calendar that devices fetch again every hour or so."""
    calendar = _calendar("PUBLISH", meetings)
    calendar.add("name", "Kith")
    calendar.add("x-wr-calname", "Kith")
    calendar.add("refresh-interval", REFRESH)
    calendar["refresh-interval"].params["VALUE"] = "DURATION"
    calendar.add("x-published-ttl", "PT1H")
    return calendar.to_ical()
