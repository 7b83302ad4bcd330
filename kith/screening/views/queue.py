"""Pages of lists: the queue, the team view, sign-offs and steps that wait."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kith.people.queries import named_for_steps

from .. import queries

SHOWN = {
    "": "Everything open",
    "unclaimed": "Not claimed yet",
    "mine": "Mine",
    "late": "Late",
    "danger": "Danger named",
}
BY = {"": "By day", "person": "By person", "child": "By child"}


@require_GET
def queue(request):
    """What waits, by due date."""
    show = request.GET.get("show", "")
    if show not in SHOWN:
        show = ""
    pages = Paginator(queries.queue_of(request.user, show=show), queries.PAGE)
    pages.count, danger = queries.queue_counts(request.user, show=show)
    return render(
        request,
        "screening/queue.html",
        {
            "page": pages.get_page(request.GET.get("page")),
            "show": show,
            "shown": SHOWN,
            "danger": danger,
        },
    )


@require_GET
def team(request):
    """What waits among a manager's matters, and what is late."""
    by = request.GET.get("by", "")
    if by not in queries.GROUPED:
        by = ""
    screenings, steps, without = queries.team_view(request.user, by=by)
    return render(
        request,
        "screening/team.html",
        {
            "screenings": Paginator(screenings, queries.PAGE).get_page(request.GET.get("page")),
            "steps": Paginator(steps, queries.PAGE).get_page(request.GET.get("steps")),
            "without": Paginator(without, queries.PAGE).get_page(request.GET.get("without")),
            "by": by,
            "ways": BY,
            "sign_offs": queries.sign_offs_for(request.user),
            "disagreements": queries.disagreements_for(request.user),
        },
    )


@require_GET
def sign_offs(request):
    """Decisions that wait for this manager."""
    return render(
        request,
        "screening/sign_offs.html",
        {"sign_offs": queries.sign_offs_for(request.user)},
    )


@require_GET
def steps(request):
    """Every step that waits for this person, by due date; those that have no day stand apart."""
    page = Paginator(queries.steps_of(request.user, dated=True), queries.PAGE).get_page(request.GET.get("page"))
    without = Paginator(queries.steps_of(request.user, dated=False), queries.PAGE)
    undated = without.get_page(request.GET.get("without"))
    named = named_for_steps(request.user, [step.key for step in [*page, *undated]])
    for step in [*page, *undated]:
        step.named = named.get(step.key, [])
    return render(request, "screening/steps.html", {"page": page, "without": undated})
