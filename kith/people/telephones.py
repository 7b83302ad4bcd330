"""Pages of the numbers that colleagues ring: a person’s own, and, for the administrator, everybody’s of the authority."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from kith.access.rules import NotFound, require

from . import actions, queries, rules
from .forms import TelephoneForm

PAGE = 50


@require_GET
def everybody(request):
    """Who is here, by name, with the number that colleagues ring; who has none is plain to see."""
    page = Paginator(queries.everybody_in(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "people/everybody.html", {"page": page})


@require_http_methods(["GET", "POST"])
def telephone(request, uuid):
    """One person’s number is another from now on: changed by themselves, or by the authority’s administrator."""
    person = queries.person_in(request.user, uuid)
    if person is None:
        raise NotFound
    require(rules.may_change_telephone(request.user, person))
    mine = person.pk == request.user.pk
    form = TelephoneForm(request.POST or None, initial={"telephone": person.telephone})
    if request.method == "POST" and form.is_valid():
        actions.change_telephone(request.user, person=person, telephone=form.cleaned_data["telephone"])
        messages.success(request, f"{'Your number' if mine else f'The number of {person.name}'} is kept.")
        return redirect("people:account" if mine else "people:everybody")
    return render(request, "people/telephone.html", {"form": form, "person": person, "mine": mine})
