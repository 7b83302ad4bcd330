"""Pages of reading: the ways in, the shelves, a page with its documents and editions, the signs, the clocks."""

import uuid

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from kith.access.rules import NotFound
from kith.design.word_files import WORD
from kith.people.queries import contacts_of
from kith.people.words import CASEWORK_ROLES

from .. import queries
from ..forms import OnForm, SearchForm
from ..rules import may_publish
from ..words import ABOUT_OF, HEADINGS, RING, ClockUnit, Doing, Evidence, FileKind, Kind, Shelf, Theme

PAGE, MOST_KEPT = 25, 1000
# How a document of a page is served: its type, and the ending of its name.
SERVED = {
    FileKind.PDF: ("application/pdf", "pdf"),
    FileKind.WORD: (WORD, "docx"),
    FileKind.PNG: ("image/png", "png"),
    FileKind.JPEG: ("image/jpeg", "jpg"),
}


# What must happen at once, then what the law and guidance set, then what can be set here.
CLOCKS = AT_ONCE, OTHERS_SAY, WE_SAY = "At once", "From the law and national guidance", "Kith’s own and local limits"


@require_GET
def browse(request):
    """The ways in: a question, what one is doing, a theme, a kind."""
    counts = queries.how_many(request.user)

    def ways(words, found):
        return [{"key": way.value, "label": way.label, "count": found.get(way.value, 0)} for way in words]

    return render(
        request,
        "toolkit/browse.html",
        {
            "form": SearchForm(),
            "doing": ways(Doing, counts[Shelf.DOING]),
            "themes": ways(Theme, counts[Shelf.THEME]),
            "kinds": ways(Kind, counts["kind"]),
            "total": sum(counts["kind"].values()),
            "contacts": contacts_of(request.user, RING),
            "may_edit": may_publish(request.user, "local") or may_publish(request.user, "regional"),
        },
    )


def _shelf(request, words, key, **which):
    known = {way.value: way.label for way in words}
    if key not in known:
        raise NotFound
    rows = queries.pieces_of(request.user, **which)
    return render(
        request,
        "toolkit/shelf.html",
        {
            "label": known[key],
            "by_kind": "shelf" in which,
            "about": ABOUT_OF.get(key, "") if which.get("shelf") == Shelf.THEME else "",
            # A kept shelf is one page: there is no line on which to ask for the next.
            "page": Paginator(rows, MOST_KEPT if request.keeping else PAGE).get_page(request.GET.get("page")),
            "contacts": contacts_of(request.user, RING),
        },
    )


@require_GET
def doing(request, key):
    """The pages for what one is in the middle of."""
    return _shelf(request, Doing, key, shelf=Shelf.DOING, on=key)


@require_GET
def theme(request, key):
    """The pages on a theme."""
    return _shelf(request, Theme, key, shelf=Shelf.THEME, on=key)


@require_GET
def kind(request, key):
    """The pages of a kind."""
    return _shelf(request, Kind, key, kind=key)


@require_GET
def piece(request, slug):
    """One page: what to do first, then why; where it comes from, how old it is, what goes with it, whom to ring."""
    found = queries.piece_for(request.user, slug)
    return render(
        request,
        "toolkit/piece.html",
        {
            "piece": found,
            "notes": queries.notes_on(request.user, found),
            "related": queries.related_to(request.user, found),
            "instead": queries.instead_of(request.user, found),
            # The out-of-hours line stands on every page: worries do not keep office hours.
            "contacts": contacts_of(request.user, [*(found.contacts or RING), "out-of-hours"]),
            "signed_off": queries.sign_off_of(request.user, found),
            "broken": queries.broken_in(found),
            "evidence": dict(Evidence.choices).get(found.more.get("evidence"), ""),
            "may_edit": may_publish(request.user, "local"),
            "writes": [layer for layer in ("local", "regional") if may_publish(request.user, layer)],
            "documents": queries.documents_on(request.user, found.slug),
            "may_ask": request.user.holds(*CASEWORK_ROLES),
            "once": uuid.uuid4(),
        },
    )


@require_GET
def document(request, uuid):
    """A document of a page, to be saved: never shown within Kith, and kept in no cache."""
    found, content = queries.file_of(request.user, uuid)
    served, ending = SERVED[FileKind(found.kind)]
    response = HttpResponse(content, content_type=served)
    name = slugify(found.title)[:60] or "document"
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_GET
def editions(request, slug):
    """What a page said before: on a day, or in one of its editions; of the nearest layer, or of the one that is named."""
    layer = request.GET.get("layer", "")
    found = queries.piece_for(request.user, slug, layer)
    asked, edition = None, None
    form = OnForm(request.GET if "on_day" in request.GET else None)
    rows = list(queries.editions_of(found))
    if form.is_bound and form.is_valid():
        asked = form.cleaned_data["on"]
        edition = queries.edition_on(found, asked) or queries.edition_beneath_on(request.user, found, asked)
    elif request.GET.get("edition"):
        edition = next((row for row in rows if str(row.number) == request.GET["edition"]), None)
        if edition is None:
            raise NotFound
    return render(
        request,
        "toolkit/editions.html",
        {"piece": found, "form": form, "editions": rows, "edition": edition, "asked": asked, "layer": layer},
    )


@require_GET
def parallels(request):
    """Other exploitation side by side with radicalisation: a worker starts from what they know."""
    found = list(queries.pieces_of(request.user, kind=Kind.PARALLEL))
    headings = [heading for heading in HEADINGS[Kind.PARALLEL] if heading != "If you know this already"]
    rows = [(heading, [(piece, piece.text_of(heading)) for piece in found]) for heading in headings]
    return render(request, "toolkit/parallels.html", {"parallels": found, "rows": rows})


@require_GET
def indicators(request):
    """The published signs, each beside what else it may mean."""
    return render(request, "toolkit/indicators.html", {"indicators": queries.indicators_for(request.user)})


@require_GET
def clocks(request):
    """The limits of time that hold here, each with who says so."""
    found = queries.clocks_of(request.user.authority_id)
    # What Kith alone says comes last in its group, so that danger stands first of all.
    running = sorted((clock for clock in found if clock.on), key=lambda clock: clock.status == "default")
    groups = [(words, [clock for clock in running if _group_of(clock) == words]) for words in CLOCKS]
    others = [clock for clock in found if not clock.on]
    return render(request, "toolkit/clocks.html", {"running": running, "groups": groups, "others": others})


def _group_of(clock) -> str:
    if clock.unit == ClockUnit.NOW:
        return AT_ONCE
    return OTHERS_SAY if clock.status in ("statute", "national guidance") else WE_SAY
