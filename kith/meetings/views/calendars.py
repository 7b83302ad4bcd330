"""Calendars: one invitation as a file, and private feeds for devices."""

from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from kith.access.problems import problem
from kith.access.rules import require
from kith.design.documents import as_file
from kith.design.icalendar_files import MEDIA_TYPE, feed_of, invitation_of
from kith.people.actions import MadeBefore
from kith.people.queries import diary_of

from .. import actions, queries, rules
from ..diary import entry_of
from ..forms import CalendarForm
from ..words import CALENDAR_DAYS


@require_GET
def invitation(request, uuid):
    """One visit or meeting for one’s calendar: a kind, a reference and a time."""
    row = queries.meeting_for(request.user, uuid)
    actions.take_invitation(request.user, meeting=row)
    return as_file(invitation_of(entry_of(row)), MEDIA_TYPE, f"{row.reference}.ics")


@require_GET
def calendars(request):
    """One’s own calendars, and how they are made."""
    require(rules.may_keep_calendar(request.user))
    return render(request, "meetings/calendars.html", {"calendars": queries.calendars_of(request.user)})


@require_http_methods(["GET", "POST"])
def new_calendar(request):
    """A calendar for one device is made, and its address shown this once."""
    form, address = CalendarForm(request.POST or None), None
    once = request.POST.get("once") or str(uuid4())
    if request.method == "POST" and form.is_valid():
        try:
            _, secret = actions.make_calendar(request.user, name=form.cleaned_data["name"], once_key=once)
            address = f"{settings.KITH_ADDRESS.rstrip('/')}{reverse('meetings-calendar', args=[secret])}"
        except MadeBefore as made:
            form.add_error(None, str(made))
            once = str(uuid4())
    return render(request, "meetings/new_calendar.html", {"form": form, "address": address, "once": once})


@require_POST
def withdraw_calendar(request, uuid):
    """Its address opens nothing any more."""
    actions.withdraw_calendar(request.user, calendar=queries.calendar_for(request.user, uuid))
    messages.success(request, "Withdrawn. Delete it on the device too.")
    return redirect("meetings:calendars")


@require_safe
def feed(request, secret):
    """What the person of this address is invited to and has to do, of every room, as they may know it at this moment.

    A dead address is the same 404 as one that never was; no refusal is written, or a forgotten device would fill the
    trail.
    """
    calendar = queries.calendar_with(secret)
    if calendar is None:
        return problem(404)
    since = timezone.now() - timedelta(days=CALENDAR_DAYS)
    content = feed_of(diary_of(calendar.person, since))
    actions.note_calendar_read(calendar)
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response["X-Content-Type-Options"] = "nosniff"
    return response
