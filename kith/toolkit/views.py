"""Reading the toolkit: what do I do now, the pages, the signs, the clocks. Nothing here is about a child."""

import datetime
import uuid

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import NotFound
from kith.design.documents import NoPdf, as_file, pdf
from kith.people.queries import contacts_of
from kith.people.words import CASEWORK_ROLES, AgencyKind

from . import actions, queries, retrieval
from .forms import NoteForm, OnForm, ProposeChangeForm, ProposeSignForm, SearchForm, WhyForm
from .guide import guide_of
from .rules import may_publish
from .words import HEADINGS, Doing, Evidence, FileKind, Kind, Shelf, Theme

# Who is offered beside every list and answer: the toolkit ends in a person to ring.
RING = ("screening", "front-door", "out-of-hours")
FIRST_LOOK = datetime.timedelta(days=91)
MOST_CHANGES = 100
PAGE, MOST_KEPT = 25, 1000
# What is kept on a device is gone after this long without a line, whoever has the device then.
KEPT_FOR = datetime.timedelta(days=14)


def _first(person) -> str:
    """The number to ring first in immediate danger: the authority's own, else 999. It stands on every page of this way."""
    contact = contacts_of(person, ["emergency"]).first()
    return contact.telephone if contact else "999"


# A printed page is to be looked at again after this long, or at its review if that comes first.
PRINT_LASTS = datetime.timedelta(days=91)
# How a document of a page is served: its type, and the ending of its name.
SERVED = {
    FileKind.PDF: ("application/pdf", "pdf"),
    FileKind.WORD: ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    FileKind.PNG: ("image/png", "png"),
    FileKind.JPEG: ("image/jpeg", "jpg"),
}


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
    """The addresses that a browser keeps for this person: pages to read, and no other."""
    now = timezone.now()
    until = now + KEPT_FOR
    return JsonResponse({"kept_at": now.isoformat(), "until": until.isoformat(), "pages": _to_keep(request.user)})


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


@require_http_methods(["GET", "POST"])
def changed(request):
    """What is new, changed or retired since one last said that one had seen it."""
    if request.method == "POST":
        actions.note_look(request.user)
        return redirect("toolkit:changed")
    # Who has seen them can look back at the last three months again.
    since = None if "lately" in request.GET else queries.last_look_of(request.user)
    rows = list(queries.changes_for(request.user, since=since or timezone.now() - FIRST_LOOK)[: MOST_CHANGES + 1])
    return render(
        request,
        "toolkit/changed.html",
        {
            "since": since,
            "changes": rows[:MOST_CHANGES],
            "more": len(rows) > MOST_CHANGES,
            "by_mail": queries.wants_changes(request.user),
            "feed": settings.KITH_ADDRESS + reverse("api:toolkit-changes"),
        },
    )


@require_POST
def changes_by_mail(request):
    """What changes is sent once a week, or no longer, as the button says."""
    wanted = request.POST.get("mail")
    if wanted not in ("weekly", "none"):
        raise NotFound
    actions.ask_for_changes(request.user, wanted=wanted == "weekly")
    messages.success(
        request,
        "You will get an e-mail when something has changed, at most once a week."
        if wanted == "weekly"
        else "You get no e-mail about changes any more.",
    )
    return redirect("toolkit:changed")


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
    return render(
        request,
        "toolkit/clocks.html",
        {"running": [clock for clock in found if clock.on], "others": [clock for clock in found if not clock.on]},
    )


@require_http_methods(["GET", "POST"])
def propose(request, slug=""):
    """A practitioner proposes a change to the page they are on, or a sign that has no page yet."""
    about = queries.piece_for(request.user, slug) if slug else None
    form = (ProposeChangeForm if about else ProposeSignForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        once = request.POST.get("once", "")[:60] or uuid.uuid4().hex
        actions.propose(request.user, once_key=once, about=slug, **form.cleaned_data)
        messages.success(request, "Thank you. Your proposal waits for an editor, and you will hear what became of it.")
        return redirect("toolkit:piece", slug=slug) if about else redirect("toolkit:proposals")
    once = request.POST.get("once") or uuid.uuid4()
    return render(request, "toolkit/propose.html", {"form": form, "about": about, "once": once})


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
