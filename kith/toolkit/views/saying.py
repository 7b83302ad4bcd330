"""What readers say of pages: a proposal, and whether a page was useful."""

import uuid

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.decisions.half_typed import half_typed

from .. import actions, queries
from ..forms import ProposeChangeForm, ProposeSignForm


@require_http_methods(["GET", "POST"])
def propose(request, slug=""):
    """A practitioner proposes a change to the page they are on, or a sign that has no page yet."""
    about = queries.piece_for(request.user, slug) if slug else None
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form = half.form(ProposeChangeForm if about else ProposeSignForm)
    if request.method == "POST" and form.is_valid():
        once = request.POST.get("once", "")[:60] or uuid.uuid4().hex
        actions.propose(request.user, once_key=once, about=slug, **form.cleaned_data)
        half.said()
        messages.success(request, "Thank you. Your proposal waits for an editor, and you will hear what became of it.")
        return redirect("toolkit:piece", slug=slug) if about else redirect("toolkit:proposals")
    once = request.POST.get("once") or uuid.uuid4()
    return render(request, "toolkit/propose.html", {"form": form, "half": half, "about": about, "once": once})


@require_GET
def proposals(request):
    """What I proposed, and what became of it."""
    return render(request, "toolkit/proposals.html", {"proposals": queries.proposals_of(request.user)})


@require_POST
def useful(request, slug):
    """Whether a page was useful: counted, and never with a name."""
    actions.say_useful(request.user, slug=slug, useful=request.POST.get("useful") == "yes")
    messages.success(request, "Thank you. It is counted without your name.")
    return redirect("toolkit:piece", slug=slug)
