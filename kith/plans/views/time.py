"""How much time with young people was planned and held: one’s own, and a team’s."""

import uuid

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kith.access.rules import require
from kith.decisions.half_typed import HalfTyped
from kith.design.small_numbers import NEAREST, SMALLEST, months_over

from .. import actions, queries, rules
from ..forms import TimeNoteForm
from ..words import FEWEST_PEOPLE


@require_GET
def time(request):
    """One’s own sessions by month, planned and held, and why some were not."""
    require(rules.sees_own_time(request.user))
    return render(
        request,
        "plans/time.html",
        {"time": queries.own_time(request.user), "teams": queries.teams_managed(request.user)},
    )


@require_http_methods(["GET", "POST"])
def team_time(request, team):
    """A team’s sessions by month: totals and reasons, nobody named; and what would mend it."""
    found = queries.team_by_key(request.user, team)
    half = HalfTyped(request, "plans:team-time", found.key)
    if half.by_script:
        return half.kept()
    months = [(f"{month:%Y-%m}", f"{month:%B %Y}") for month in [*months_over(timezone.localdate())][::-1]]
    form = half.form(lambda data=None: TimeNoteForm(data, months=months))
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["month"]
        month = next(one for one in months_over(timezone.localdate()) if f"{one:%Y-%m}" == number)
        actions.note_time(
            request.user,
            team=found,
            month=month,
            text=form.cleaned_data["text"],
            once_key=request.POST.get("once", "") or number,
        )
        half.said()
        messages.success(request, "Kept with your name.")
        return redirect("plans:team-time", team=team)
    return render(
        request,
        "plans/team_time.html",
        {
            "team": found,
            "time": queries.team_time(request.user, found),
            "notes": queries.time_notes(request.user, found),
            "form": form,
            "half": half,
            "once": request.POST.get("once") or str(uuid.uuid4()),
            "fewest": FEWEST_PEOPLE,
            "smallest": SMALLEST,
            "nearest": NEAREST,
        },
    )
