"""Pages to take along: the pocket guide, on paper or as PDF, and what a device keeps."""

import datetime

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from kith.design.documents import NoPdf, as_file, pdf

from .. import queries
from ..guide import guide_of
from ..words import Doing, Kind, Theme

# What is kept on a device is gone after this long without a line, whoever has the device then.
KEPT_FOR = datetime.timedelta(days=14)


@require_GET
def guide(request):
    """Whom to ring, what to do first and the local pathways, on one page; to read here or to take along as PDF."""
    return render(request, "toolkit/guide.html", {"guide": guide_of(request.user)})


@require_GET
def guide_pdf(request):
    """The pocket guide of one’s own authority as a tagged PDF of small pages."""
    found = guide_of(request.user)
    try:
        content = pdf(
            "toolkit/guide_document.html", {"guide": found, "marking": found.authority, "made_at": found.made_at}
        )
    except NoPdf as missing:
        messages.error(request, str(missing))
        return redirect("toolkit:guide")
    return as_file(content, "application/pdf", "kith-pocket-guide.pdf")


@require_GET
def keep(request):
    """What may be kept on this device to read without a line, how long, and what removes it."""
    return render(request, "toolkit/keep.html", {"count": len(_to_keep(request.user)), "days": KEPT_FOR.days})


@require_GET
def keep_list(request):
    """The addresses that a browser keeps for this person: pages to read, and no other; each with a mark that is another
    as soon as the page is, so that it is fetched anew.
    """
    now = timezone.now()
    until = now + KEPT_FOR
    lists, pieces = queries.kept_marks(request.user)
    known = {reverse("toolkit:piece", args=[slug]): mark for slug, mark in pieces.items()}
    marks = {page: known.get(page, lists) for page in _to_keep(request.user)}
    return JsonResponse({"kept_at": now.isoformat(), "until": until.isoformat(), "pages": list(marks), "marks": marks})


def _to_keep(person) -> list[str]:
    route = queries.route_of(person.authority_id)
    return [
        *(reverse(f"toolkit:{name}") for name in ("browse", "what-now", "guide", "keep")),
        *(reverse("toolkit:what-now-answer", args=[row["key"]]) for row in (route.answers if route else [])),
        *(reverse(f"toolkit:{name}") for name in ("indicators", "clocks", "parallels")),
        *(reverse("toolkit:doing", args=[way]) for way in Doing.values),
        *(reverse("toolkit:theme", args=[way]) for way in Theme.values),
        *(reverse("toolkit:kind", args=[way]) for way in Kind.values),
        *(reverse("toolkit:piece", args=[slug]) for slug in queries.pieces_of(person).values_list("slug", flat=True)),
    ]
