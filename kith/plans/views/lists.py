"""What is mine to do by plans and with young people, and what there is of one consultation."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kith.concerns.queries import consultation_for
from kith.concerns.rules import family_not_to_be_told

from .. import queries, rules

PAGE = 25


def _page(request, rows, name="page"):
    return Paginator(rows, PAGE).get_page(request.GET.get(name))


@require_GET
def mine(request):
    """What the person has to do by plans, their reviews, and their sessions."""
    person = request.user
    return render(
        request,
        "plans/mine.html",
        {
            "actions": _page(request, queries.actions_of(person), "actions"),
            "sessions": _page(request, queries.sessions_of(person), "sessions"),
            "reviews": _page(request, queries.plans_to_review_of(person), "reviews"),
            "now": timezone.now(),
            "teams": queries.teams_managed(person),
        },
    )


@require_GET
def of_matter(request, reference):
    """The plan of one consultation, and direct work: sessions planned, held and not held."""
    consultation = consultation_for(request.user, reference)
    row = queries.running_plan(request.user, consultation)
    sessions = _page(request, queries.sessions_about(request.user, consultation))
    return render(
        request,
        "plans/of_matter.html",
        {
            "consultation": consultation,
            "marks": family_not_to_be_told(request.user, consultation),
            "row": row,
            "edition": queries.standing_edition(row) if row else None,
            "ended": queries.plans_about(request.user, consultation),
            "sessions": sessions,
            "reasons": queries.reasons_missed(consultation.authority_id),
            "may_begin": rules.may_begin(request.user, consultation),
            "may_plan": rules.may_plan_session(request.user, consultation),
            "now": timezone.now(),
        },
    )
