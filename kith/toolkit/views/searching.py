"""The page of search: a question in one’s own words."""

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from kith.people.queries import contacts_of

from .. import actions, queries, retrieval
from ..forms import SearchForm
from ..words import RING


@require_http_methods(["GET", "POST"])
def search(request):
    """A question in one’s own words, and the passages that answer. What is typed never stands in an address."""
    form = SearchForm(request.POST or None)
    found = said = None
    if request.method == "POST" and form.is_valid():
        found = retrieval.search(request.user, form.cleaned_data["q"])
        if not found.answers:
            said = queries.answer_by_editors(request.user, form.cleaned_data["q"])
        actions.count_search(request.user, question=form.cleaned_data["q"], found=len(found.answers) or int(bool(said)))
    return render(
        request,
        "toolkit/search.html",
        {"form": form, "found": found, "said": said, "contacts": contacts_of(request.user, RING)},
    )
