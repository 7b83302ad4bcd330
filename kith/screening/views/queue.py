"""Pages of lists: the queue, the team view, sign-offs and steps that wait."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from .. import queries

SHOWN = {"": "Everything open", "unclaimed": "Not claimed yet", "mine": "Mine", "late": "Late"}


@require_GET
def queue(request):
    """What waits, by due date."""
    show = request.GET.get("show", "")
    if show not in SHOWN:
        show = ""
    page = Paginator(queries.queue_of(request.user, show=show), queries.PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "screening/queue.html",
        {"page": page, "show": show, "shown": SHOWN, "today": timezone.localdate()},
    )


@require_GET
def team(request):
    """What waits among a manager's matters, and what is late."""
    screenings, steps = queries.team_view(request.user)
    return render(
        request,
        "screening/team.html",
        {
            "screenings": Paginator(screenings, queries.PAGE).get_page(request.GET.get("page")),
            "steps": Paginator(steps, queries.PAGE).get_page(request.GET.get("steps")),
            "sign_offs": queries.sign_offs_for(request.user),
            "disagreements": queries.disagreements_for(request.user),
            "today": timezone.localdate(),
        },
    )


@require_GET
def sign_offs(request):
    """Decisions that wait for this manager."""
    return render(
        request,
        "screening/sign_offs.html",
        {"sign_offs": queries.sign_offs_for(request.user), "today": timezone.localdate()},
    )


@require_GET
def steps(request):
    """Every step that waits for this person, by due date."""
    page = Paginator(queries.steps_of(request.user), queries.PAGE).get_page(request.GET.get("page"))
    return render(request, "screening/steps.html", {"page": page, "today": timezone.localdate()})
