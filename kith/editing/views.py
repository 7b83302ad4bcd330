"""The editor’s board: what waits, what is late, what moved beneath. Writing itself is done in Wagtail’s pages."""

import datetime
import uuid as uuids

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import NotFound
from kith.design.fields import whole
from kith.toolkit import actions as toolkit
from kith.toolkit import queries as pages
from kith.toolkit.queries import SOON, piece_for, proposal_for
from kith.toolkit.rules import may_answer_document, may_publish, may_take_out_document, people_who_answer
from kith.toolkit.words import Evidence

from . import actions, queries, rules
from .forms import (
    AnswerDocumentForm,
    AnswerForm,
    AttachForm,
    BeginForm,
    DeclineForm,
    SettleForm,
    SynonymsForm,
    TakeOutForm,
    WhyForm,
)

LATELY = datetime.timedelta(days=91)
A_YEAR = datetime.timedelta(days=365)
MOST = 50
MOST_SEARCHES = 20
# What a reader of the address finds there: our own layer or our region’s.
LAYERS = {"local": "our authority", "regional": "our region"}


def _editor(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


@require_GET
def board(request):
    """Proposals, pages in work and to be approved, reviews that are late or near, changes beneath, empty searches."""
    today = timezone.localdate()
    rows = list(queries.pages_of(request.user)[:MOST])
    return render(
        request,
        "editing/board.html",
        {
            "proposals": pages.proposals_for(request.user),
            "works": queries.in_work(request.user),
            "documents": [
                (row, may_answer_document(request.user, row)) for row in pages.documents_waiting(request.user)
            ],
            "sent_back": pages.documents_sent_back(request.user, since=timezone.now() - SOON),
            "rows": rows,
            "may_hide": may_publish(request.user, "local"),
            "late": list(pages.review_board_of(request.user, until=today + SOON)[:MOST]),
            "moved": pages.moved_beneath(request.user),
            "hidden": pages.hidden_by(request.user),
            "empty": pages.empty_searches_of(request.user)[:MOST_SEARCHES],
            "may_settle": may_publish(request.user, "local"),
            "dead": sum(row.piece.layer != "national" for row in pages.dead_links_of(request.user)),
            "searches": pages.searches_of(request.user, since=today - LATELY),
        },
    )


@require_GET
def synonyms(request):
    """Words that mean the same, of the layers in which one writes; what was done to them lately, each with its undoing."""
    groups = [(layer, LAYERS[layer], rows) for layer, rows in pages.synonyms_of(request.user)]
    return render(
        request,
        "editing/synonyms.html",
        {"groups": groups, "changes": pages.synonym_changes_of(request.user)},
    )


@require_http_methods(["GET", "POST"])
def synonym(request, layer):
    """One group of a layer: a new one, or the one that the page names, to change or to remove."""
    if not may_publish(request.user, layer):
        raise NotFound
    # The name of a group is an editor’s own heading; nothing that was typed by a reader stands in the address.
    title = request.POST.get("group") or request.GET.get("group") or ""
    found = pages.synonym_for(request.user, layer, title) if title else None
    first = {"title": found.title, "words": "\n".join(found.words)} if found else None
    act = request.POST.get("act") if request.method == "POST" else None
    if act == "remove" and found:
        toolkit.remove_synonyms(request.user, layer=layer, title=found.title)
        messages.success(request, f"“{found.title}” is removed. You can undo that below.")
        return redirect("editing:synonyms")
    form = SynonymsForm(request.POST if act == "keep" else None, initial=first)
    if found:
        form.fields["title"].disabled = True
    if form.is_bound and form.is_valid():
        try:
            toolkit.keep_synonyms(request.user, layer=layer, **form.cleaned_data)
        except toolkit.BadContent as fault:
            form.add_error("words", str(fault))
        else:
            messages.success(request, "Search knows these words from now on.")
            return redirect("editing:synonyms")
    where = {"form": form, "found": found, "layer": layer, "layer_words": LAYERS[layer]}
    return render(request, "editing/synonym.html", where)


@require_POST
def undo_synonyms(request, uuid):
    """A group is as it was before one change."""
    title = toolkit.undo_synonyms(request.user, uuid=uuid)
    messages.success(request, f"“{title}” is as it was before.")
    return redirect("editing:synonyms")


@require_http_methods(["GET", "POST"])
def searches(request):
    """Words that found nothing: a page answers them, or they are not for the toolkit."""
    rows = list(pages.empty_searches_of(request.user)[:MOST_SEARCHES])
    if request.POST.get("words") and request.POST["words"] not in {row.words for row in rows}:
        messages.info(request, "These words are not on the list any more: perhaps a colleague settled them.")
        return redirect("editing:searches")
    form = SettleForm(
        request.POST or None,
        searches=[(row.words, f"{row.words} ({row.times} time{'' if row.times == 1 else 's'})") for row in rows],
        pieces=pages.pieces_of(request.user).values_list("slug", "title"),
    )
    if request.method == "POST" and form.is_valid():
        toolkit.settle_search(request.user, **form.cleaned_data)
        messages.success(request, "They are off the list.")
        return redirect("editing:searches")
    return render(request, "editing/searches.html", {"form": form, "rows": rows})


@require_GET
def links(request):
    """Links that lead nowhere, and what addresses outside answered when the operator’s command last tried them."""
    outside = pages.outside_links_of(request.user)
    return render(
        request,
        "editing/links.html",
        {
            "dead": pages.dead_links_of(request.user)[:MOST],
            "outside": outside,
            "last": max((row["tried"].tried_at for row in outside if row["tried"]), default=None),
        },
    )


@require_GET
def useful(request):
    """Which pages were said to be useful, or not, in a year: counts of pages, and of no person."""
    since = timezone.localdate() - A_YEAR
    return render(request, "editing/useful.html", {"rows": pages.useful_of(request.user, since=since), "since": since})


@require_http_methods(["GET", "POST"])
def answer(request, key):
    """What waits for a second person, as readers will see it, with what it changes: approve it, or send it back."""
    page = queries.waiting_page(request.user, key)
    draft = queries.said_of(page)
    piece = pages.as_shown(draft.as_content())
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.answer_page(
                request.user, page=page, read=whole(request.POST.get("read")), **form.as_answer()
            )
        except actions.ReadAnother:
            form.add_error(None, "The page was changed after you opened it. This is how it reads now; answer again.")
        except actions.BadContent as fault:
            form.add_error(None, f"It cannot be shown yet: {fault} Send it back, saying so.")
        else:
            messages.success(request, _said(done, draft, form.as_answer()["approved"]))
            return redirect("editing:board")
    state = queries.state_of(page)
    shown = queries.shown_before(request.user, page, draft.slug)
    return render(
        request,
        "editing/answer.html",
        {
            "page": page,
            "draft": draft,
            "piece": piece,
            "form": form,
            "state": state,
            "read": page.latest_revision_id,
            "may": state is not None and rules.may_answer(request.user, page),
            "others": queries.others_for(page),
            "proposals": queries.proposals_behind(request.user, page),
            "regional": page.place().authority_id is None,
            "evidence": dict(Evidence.choices).get(piece.more.get("evidence"), ""),
            "shown": shown,
            "differences": pages.differences(pages.said_in(shown), pages.said_in(piece)) if shown else [],
        },
    )


def _said(page, draft, approved: bool) -> str:
    if not approved:
        return f"“{draft.title}” is back with its writer, with your comment."
    if page.live and not page.approved_schedule:
        return f"“{page.title}” is approved, and shown in the toolkit."
    return f"“{page.title}” is approved. It is shown from the day that its writer set."


@require_POST
def unschedule(request, key):
    """A page that was approved for a later day is not shown then, and its writer can go on."""
    page = queries.waiting_page(request.user, key)
    actions.unschedule_page(request.user, page=page)
    messages.success(request, f"“{page.title}” will not be shown on that day. It is a draft again.")
    return redirect("editing:board")


@require_http_methods(["GET", "POST"])
def begin(request):
    """A new page of one’s layer, with the headings of its kind; it opens in the editor."""
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        layer = queries.places_layer(request.user)
        page = actions.begin_page(request.user, layer=layer, **form.cleaned_data)
        return redirect(_editor(page))
    return render(request, "editing/begin.html", {"form": form})


@require_http_methods(["GET", "POST"])
def replace(request, slug):
    """A page of one’s own in place of the one that is shown; it opens in the editor."""
    found = piece_for(request.user, slug)
    if request.method == "POST":
        layer = queries.places_layer(request.user)
        return redirect(_editor(actions.begin_replacement(request.user, slug=slug, layer=layer)))
    return render(request, "editing/replace.html", {"piece": found})


@require_http_methods(["GET", "POST"])
def retire(request, slug):
    """A page of one’s layer is taken out, with the reason."""
    found = piece_for(request.user, slug)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.retire_page(request.user, slug=slug, why=form.cleaned_data["why"])
        messages.success(request, f"“{found.title}” is retired.")
        return redirect("editing:board")
    return render(request, "editing/retire.html", {"piece": found, "form": form})


@require_http_methods(["GET", "POST"])
def proposal(request, uuid):
    """What somebody proposed: write a page from it, or say why not."""
    found = proposal_for(request.user, uuid)
    form = DeclineForm(request.POST if request.method == "POST" and request.POST.get("act") == "decline" else None)
    if request.method == "POST" and request.POST.get("act") == "take":
        return redirect(_editor(actions.begin_from_proposal(request.user, uuid=uuid)))
    if form.is_bound and form.is_valid():
        toolkit.decline_proposal(request.user, proposal=found, why=form.cleaned_data["why"])
        messages.success(request, f"{found.by.name} is told why.")
        return redirect("editing:board")
    return render(request, "editing/proposal.html", {"proposal": found, "form": form})


@require_http_methods(["GET", "POST"])
def beneath(request, slug):
    """What changed in the page beneath one of ours since ours was published: to take over, or to leave."""
    ours, under = pages.beneath_ours(request.user, slug)
    if request.method == "POST":
        toolkit.keep_ours(request.user, slug=slug)
        messages.success(request, "Ours stays as it is.")
        return redirect("editing:board")
    return render(
        request,
        "editing/beneath.html",
        {
            "ours": ours,
            "beneath": under,
            "changed_at": pages.editions_of(under).values_list("at", flat=True).first(),
            "differences": pages.moved_words(ours, under),
        },
    )


@require_http_methods(["GET", "POST"])
def attach(request, slug):
    """A document for a page: checked by its content, cleaned of who made it, and then read by a second person."""
    found = piece_for(request.user, slug)
    layer = queries.places_layer(request.user)
    shown = [row for row in pages.documents_on(request.user, slug) if row.layer == layer]
    form = AttachForm(request.POST or None, request.FILES or None, shown=shown)
    once = request.POST.get("once", "")[:60] or uuids.uuid4().hex
    if request.method == "POST" and form.is_valid():
        try:
            row = toolkit.attach_document(
                request.user, slug=slug, layer=layer, once_key=once, **form.as_attached(toolkit.LARGEST)
            )
        except toolkit.NotUsable as fault:
            form.add_error("file", str(fault))
        else:
            messages.success(request, f"“{row.title}” waits for a second person.")
            return redirect("editing:document", row.uuid)
    return render(request, "editing/attach.html", {"piece": found, "form": form, "layer": layer, "once": once})


@require_http_methods(["GET", "POST"])
def document(request, uuid):
    """A document that waits for a second person: read it, then approve it or send it back."""
    row = pages.layer_document(request.user, uuid)
    form = AnswerDocumentForm(request.POST or None)
    if request.method == "POST":
        if row.by_id == request.user.pk:
            raise NotFound
        if form.is_valid():
            said = form.as_answer()
            if said["approved"]:
                row = toolkit.approve_document(request.user, uuid=uuid)
            else:
                row = toolkit.send_document_back(request.user, uuid=uuid, why=said["comment"])
            messages.success(request, _what_became_of(row))
            return redirect("editing:board")
    return render(
        request,
        "editing/document.html",
        {
            "document": row,
            "about": pages.shown_at(request.user, row.slug),
            "form": form,
            "may": may_answer_document(request.user, row),
            "may_take_out": may_take_out_document(request.user, row),
            "others": people_who_answer(row),
        },
    )


def _what_became_of(row) -> str:
    if row.is_shown:
        return f"“{row.title}” is approved, and readers can download it."
    return f"“{row.title}” is not shown: {row.ended_because}"


@require_http_methods(["GET", "POST"])
def take_out(request, uuid):
    """A document is no longer shown, with the reason; or is taken back by whoever attached it."""
    row = pages.layer_document(request.user, uuid)
    if row.ended_at is None and not may_take_out_document(request.user, row):
        raise NotFound
    form = TakeOutForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = toolkit.take_out_document(request.user, uuid=uuid, why=form.cleaned_data["why"])
        messages.success(request, _what_became_of(row))
        return redirect("editing:board")
    return render(request, "editing/take_out.html", {"document": row, "form": form})
