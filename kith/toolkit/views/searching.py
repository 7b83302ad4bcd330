"""The page of search: a question in one’s own words."""

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from kith.access.asked import answer_at, asked
from kith.people.queries import contacts_of

from .. import actions, queries, retrieval
from ..forms import SearchForm
from ..words import RING


@require_http_methods(["GET", "POST"])
def search(request):
    """A question in one’s own words, and the passages that answer. What is typed never stands in an address."""
    form = SearchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return answer_at(request, form.cleaned_data["q"])
    found = said = None
    question, first = asked(request)
    if question:
        form = SearchForm({"q": question})
        found = retrieval.search(request.user, question)
        if not found.answers:
            said = queries.answer_by_editors(request.user, question)
        if first:
            actions.count_search(request.user, question=question, found=len(found.answers) or int(bool(said)))
    return render(
        request,
        "toolkit/search.html",
        {
            "form": form,
            "found": found,
            "said": said,
            "forgotten": "s" in request.GET and not question,
            "contacts": contacts_of(request.user, RING),
        },
    )
