"""The authority’s threshold document, to be read and printed."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from kith.people.words import CASEWORK_ROLES

from . import queries


@require_GET
def document(request):
    """The document in force in the reader’s own authority, in its own words, with where it comes from."""
    person = request.user
    row = queries.current_document(person.authority_id)
    return render(
        request,
        "thresholds/document.html",
        {
            "document": row,
            "levels": queries.levels_in(row),
            "coming": queries.next_document(person.authority_id),
            "authority": person.authority,
            "may_search": person.holds(*CASEWORK_ROLES),
        },
    )
