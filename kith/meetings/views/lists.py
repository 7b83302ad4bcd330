"""Lists: what is mine, what is over, and what there is about one consultation."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kith.concerns.queries import consultation_for

from .. import queries, rules
from ..words import Reply
from .before import rows_of


@require_GET
def mine(request):
    """What is coming, what is asked, and what is to be done, for whoever it is."""
    person = request.user
    return render(
        request,
        "meetings/mine.html",
        {
            "coming": queries.coming(person)[: queries.SHOWN],
            "waiting": Reply.WAITING,
            "to_us": rows_of(queries.questions_to_us(person)[: queries.SHOWN]),
            "answered": rows_of(queries.answered_by_us(person)),
            "ours": rows_of(queries.questions_of_ours(person)) if queries.casework(person) else [],
            "actions": queries.actions_of(person)[: queries.SHOWN],
            "casework": queries.casework(person),
        },
    )


@require_GET
def past(request):
    """What is over or was cancelled."""
    rows = Paginator(queries.past(request.user), queries.PAGE).get_page(request.GET.get("page"))
    return render(request, "meetings/past.html", {"page": rows})


@require_GET
def of_matter(request, reference):
    """The questions, visits and meetings of one consultation."""
    consultation = consultation_for(request.user, reference)
    return render(
        request,
        "meetings/of_matter.html",
        {
            "consultation": consultation,
            "marks": queries.marks_over(request.user, consultation),
            "meetings": queries.meetings_about(request.user, consultation),
            "questions": rows_of(queries.questions_about(request.user, consultation)),
            "may_call": rules.may_call(request.user, consultation),
        },
    )
