"""Pages of *what do I do now*: questions, none about a child, and the local way at their end."""

import uuid

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kith.access.rules import NotFound
from kith.people.queries import contacts_of
from kith.people.words import CASEWORK_ROLES, AgencyKind

from .. import queries


def _first(person) -> str:
    """The number to ring first in immediate danger: the authority's own, else 999. It stands on every page of this way."""
    contact = contacts_of(person, ["emergency"]).first()
    return contact.telephone if contact else "999"


@require_GET
def what_now(request):
    """At most four questions, one after another, none about a child; the answers so far travel in the address."""
    route = queries.route_of(request.user.authority_id)
    if route is None:
        return render(
            request,
            "toolkit/what_now_missing.html",
            {"contacts": contacts_of(request.user), "first": _first(request.user), "now": timezone.now()},
        )
    asked = route.questions
    if request.keeping:
        # Nothing can be asked of the server without a line, so all questions stand on one page.
        return render(request, "toolkit/what_now_kept.html", {"questions": asked, "route": route})
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
            "first": _first(request.user),
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
            "first": _first(person),
            "contacts": contacts,
            "pathway": pathway,
            "route": route,
            "offers_consultation": found.get("offer") == "consultation",
            # Only to show or hide: beginning one asks the rule.
            "may_consult": person.holds(*CASEWORK_ROLES) and person.agency.kind == AgencyKind.SOCIAL_CARE,
            "once": uuid.uuid4(),
            "late": route.is_late(today),
        },
    )
