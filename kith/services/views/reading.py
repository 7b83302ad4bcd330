"""Finding a service: the directory with its filters, and the page of one."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kith.access.asked import answer_at, asked

from .. import content, queries, rules
from ..forms import FilterForm
from ..words import Shelf

FILTERS = ("kind", "area", "age", "cost", "language")


def _form(person, data) -> FilterForm:
    words = queries.words_in_use(person)
    return FilterForm(
        data,
        kinds=queries.kinds_of(person.authority_id),
        areas=words[Shelf.AREA],
        languages=words[Shelf.LANGUAGE],
    )


@require_http_methods(["GET", "POST"])
def directory(request):
    """Services that can help. What is typed to search stands in no address; the filters do, and say nothing of anybody."""
    person = request.user
    if request.method == "POST":
        form = _form(person, request.POST)
        if form.is_valid():
            chosen = urlencode({name: form.cleaned_data[name] for name in FILTERS if form.cleaned_data[name]})
            if not form.cleaned_data["words"]:
                return redirect(f"{request.path}?{chosen}" if chosen else request.path)
            answer = answer_at(request, form.cleaned_data["words"])
            return redirect(f"{answer['Location']}&{chosen}") if chosen else answer
        wanted, words = queries.Wanted(), ""
    else:
        words, _ = asked(request)
        given = {name: request.GET.get(name, "") for name in FILTERS}
        form = _form(person, {**given, "words": words})
        wanted = queries.Wanted()
        if form.is_valid():
            said = dict(form.cleaned_data)
            said["age"] = int(said["age"]) if said["age"] else None
            wanted = queries.Wanted(**said)
    page = Paginator(queries.directory(person, wanted), queries.PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "services/directory.html",
        {
            "form": form,
            "page": page,
            "wanted": wanted,
            "rows": _rows(person, page),
            "forgotten": "s" in request.GET and not words,
            "may_keep": rules.may_keep(person),
        },
    )


def _rows(person, page) -> list[dict]:
    kinds = dict(queries.kinds_of(person.authority_id))
    return [{"service": service, **_shelves(service, kinds)} for service in page]


def _shelves(service, kinds: dict[str, str]) -> dict[str, list[str]]:
    by_shelf: dict[str, list[str]] = {shelf: [] for shelf in Shelf.values}
    for tag in service.tags.all():
        by_shelf[tag.shelf].append(tag.word)
    return {
        "kinds": [label for key, label in kinds.items() if key in by_shelf[Shelf.KIND]],
        "areas": by_shelf[Shelf.AREA],
        "languages": by_shelf[Shelf.LANGUAGE],
    }


@require_GET
def service(request, uuid):
    """One service: for whom, where, how to get it, and how far its details can be trusted."""
    row = queries.service_for(request.user, uuid)
    late = row.assured_on is None or row.assured_on < queries.late_before(request.user)
    said = queries.said_of(row)
    return render(
        request,
        "services/service.html",
        {
            "service": row,
            "hours": [content.hours_in_words(line) for line in said.get("hours") or []],
            "late": late,
            "checked_today": row.assured_on == timezone.localdate(),
            "may_keep": rules.may_keep_service(request.user, row),
            **_shelves(row, dict(queries.kinds_of(row.authority_id))),
        },
    )
