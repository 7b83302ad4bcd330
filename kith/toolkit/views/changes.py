"""Pages of what has changed, here and by mail."""

import datetime

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from kith.access.rules import NotFound

from .. import actions, queries

FIRST_LOOK = datetime.timedelta(days=91)
MOST_CHANGES = 100


@require_http_methods(["GET", "POST"])
def changed(request):
    """What is new, changed or retired since one last said that one had seen it."""
    if request.method == "POST":
        actions.note_look(request.user)
        return redirect("toolkit:changed")
    # Who has seen them can look back at the last three months again.
    since = None if "lately" in request.GET else queries.last_look_of(request.user)
    rows = queries.changes_for(request.user, since=since or timezone.now() - FIRST_LOOK, at_most=MOST_CHANGES + 1)
    return render(
        request,
        "toolkit/changed.html",
        {
            "since": since,
            "changes": rows[:MOST_CHANGES],
            "more": len(rows) > MOST_CHANGES,
            "by_mail": queries.wants_changes(request.user),
            "feed": settings.KITH_ADDRESS + reverse("api:toolkit-changes"),
        },
    )


@require_POST
def changes_by_mail(request):
    """What changes is sent once a week, or no longer, as the button says."""
    wanted = request.POST.get("mail")
    if wanted not in ("weekly", "none"):
        raise NotFound
    actions.ask_for_changes(request.user, wanted=wanted == "weekly")
    messages.success(
        request,
        "You will get an e-mail when something has changed, at most once a week."
        if wanted == "weekly"
        else "You get no e-mail about changes any more.",
    )
    return redirect("toolkit:changed")
