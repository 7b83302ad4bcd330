"""Calendar files (RFC 5545): a kind, a reference and a time, and never a name, a place or a word of what it is about.

Times are written as instants of UTC, which hold across the change of the clock in every calendar; a whole day is a day.
A UID never changes; what changes grows in SEQUENCE. The organiser is nobody: RFC 5546 asks for one, and a person’s
address would be a name. What is written is an entry of `kith.people.diary`, which has no place for words.
"""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, vCalAddress

UTC = ZoneInfo("UTC")
MEDIA_TYPE = "text/calendar; charset=utf-8"
REFRESH = timedelta(hours=1)


def _instant(moment):
    return moment.astimezone(UTC).replace(microsecond=0)


def _event(entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", _instant(timezone.now()))
    if entry.day is not None:
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
    else:
        event.add("dtstart", _instant(entry.starts_at))
        if entry.ends_at is not None:
            event.add("dtend", _instant(entry.ends_at))
    event.add("sequence", entry.sequence)
    event.add("last-modified", _instant(entry.changed_at))
    event.add("summary", entry.title)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    # What is due on a day takes no hour of it.
    event.add("transp", "TRANSPARENT" if entry.cancelled or entry.day is not None else "OPAQUE")
    event.add("class", "PRIVATE")
    event.add("organizer", vCalAddress("mailto:nobody@kith.invalid"))
    # Where it leads asks for a sign-in and says nothing.
    event.add("url", f"{settings.KITH_ADDRESS.rstrip('/')}{entry.url}")
    return event


def _calendar(method: str, entries) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Kith//Kith//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    for entry in entries:
        calendar.add_component(_event(entry))
    return calendar


def invitation_of(entry) -> bytes:
    """One meeting for a calendar: to be put in, or to be taken out where it was cancelled."""
    return _calendar("CANCEL" if entry.cancelled else "PUBLISH", [entry]).to_ical()


def feed_of(entries) -> bytes:
    """These entries as a calendar that devices fetch again every hour or so."""
    calendar = _calendar("PUBLISH", entries)
    calendar.add("name", "Kith")
    calendar.add("x-wr-calname", "Kith")
    calendar.add("refresh-interval", REFRESH)
    calendar["refresh-interval"].params["VALUE"] = "DURATION"
    calendar.add("x-published-ttl", "PT1H")
    return calendar.to_ical()
