"""What an authority does with a page that is not its own: hide it, add a note, sign it off."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from .. import actions, queries
from ..forms import NoteForm, WhyForm


@require_http_methods(["GET", "POST"])
def hide(request, slug):
    """An authority does not show a page, with the reason; or shows it again."""
    if request.method == "POST" and request.POST.get("act") == "show":
        actions.show_piece(request.user, slug=slug)
        return redirect("editing:board")
    found = queries.piece_for(request.user, slug)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.hide_piece(request.user, slug=slug, why=form.cleaned_data["why"])
        messages.success(request, f"“{found.title}” is no longer shown in {request.user.authority.name}.")
        return redirect("editing:board")
    return render(request, "toolkit/hide.html", {"form": form, "piece": found})


@require_http_methods(["GET", "POST"])
def note(request, slug):
    """An authority’s own words at the top of a page that is not its own."""
    found = queries.piece_for(request.user, slug)
    form = NoteForm(request.POST if request.method == "POST" and request.POST.get("act") != "remove" else None)
    if request.method == "POST" and request.POST.get("act") == "remove":
        actions.take_away_notes(request.user, slug=slug)
        return redirect("toolkit:piece", slug=slug)
    if form.is_bound and form.is_valid():
        actions.add_note(request.user, slug=slug, text=form.cleaned_data["text"])
        return redirect("toolkit:piece", slug=slug)
    notes = queries.notes_on(request.user, found)
    return render(request, "toolkit/note.html", {"form": form, "piece": found, "notes": notes})


@require_POST
def sign_off(request, slug):
    """The authority’s word that the page may be used as it stands."""
    actions.sign_off_piece(request.user, slug=slug)
    messages.success(request, f"Signed off for {request.user.authority.name}.")
    return redirect("toolkit:piece", slug=slug)
