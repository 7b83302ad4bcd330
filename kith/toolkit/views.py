"""Reading the toolkit: what do I do now, the pages, the signs, the clocks. Nothing here is about a child."""

import uuid

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kith.access.rules import NotFound
from kith.people.queries import contacts_of
from kith.people.words import CASEWORK_ROLES, AgencyKind

from . import queries


@require_GET
def what_now(request):
    """At most four questions, one after another, none about a child; the answers so far travel in the address."""
    route = queries.route_of(request.user.authority_id)
    if route is None:
        return render(request, "toolkit/what_now_missing.html", {"contacts": contacts_of(request.user)})
    asked = route.questions
    number = 0
    known = {question["key"]: question for question in asked}
    key = request.GET.get("q") or asked[0]["key"]
    if key not in known:
        raise NotFound
    number = list(known).index(key) + 1
    error = ""
    if "choice" in request.GET or "go" in request.GET:
        choice = next((o for o in known[key]["options"] if o["key"] == request.GET.get("choice")), None)
        if choice is None:
            error = "Choose one answer"
        elif choice.get("answer"):
            return redirect("toolkit:what-now-answer", answer=choice["answer"])
        else:
            return redirect(f"{request.path}?q={choice['next']}")
    return render(
        request,
        "toolkit/what_now.html",
        {
            "question": known[key],
            "number": number,
            "total": len(asked),
            "error": error,
            "has_error": bool(error),
            "emergency": contacts_of(request.user, ["emergency"]).first(),
        },
    )


@require_GET
def what_now_answer(request, answer):
    """The local way: what to do first, whom to ring, what to have ready. Printable."""
    person = request.user
    route = queries.route_of(person.authority_id)
    found = next((row for row in (route.answers if route else []) if row["key"] == answer), None)
    if route is None or found is None:
        raise NotFound
    today = timezone.localdate()
    contacts = [
        {"contact": contact, "late": contact.is_late(today)}
        for contact in contacts_of(request.user, found.get("contacts", []))
    ]
    pathway = queries.pathway_of(request.user.authority_id, found["pathway"]) if found.get("pathway") else None
    return render(
        request,
        "toolkit/what_now_answer.html",
        {
            "answer": found,
            "contacts": contacts,
            "pathway": pathway,
            "route": route,
            "offers_consultation": found.get("offer") == "consultation",
            # Only to show or hide: beginning one asks the rule.
            "may_consult": person.holds(*CASEWORK_ROLES) and person.agency.kind == AgencyKind.SOCIAL_CARE,
            "once": uuid.uuid4(),
            "late": route.is_late(today),
            "now": timezone.now(),
        },
    )


@require_GET
def browse(request):
    """Every page, by title, with the date of its last check."""
    return render(
        request, "toolkit/browse.html", {"pieces": queries.pieces_of(request.user), "today": timezone.localdate()}
    )


@require_GET
def piece(request, slug):
    """One page: what it says, where it comes from, and whether its review is late."""
    found = queries.piece_for(request.user, slug)
    return render(request, "toolkit/piece.html", {"piece": found, "late": found.is_late(timezone.localdate())})


@require_GET
def indicators(request):
    """The published signs, each beside what else it may mean."""
    return render(request, "toolkit/indicators.html", {"indicators": queries.indicators_for(request.user)})


@require_GET
def clocks(request):
    """The limits of time that hold here, each with who says so."""
    found = queries.clocks_of(request.user.authority_id)
    return render(
        request,
        "toolkit/clocks.html",
        {"running": [clock for clock in found if clock.on], "others": [clock for clock in found if not clock.on]},
    )
