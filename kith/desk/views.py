"""Home, notices, search, the chronology, reviews of emergency access, and whether Kith is well."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import DatabaseError, connection
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kith.access.asked import answer_at, asked
from kith.concerns.actions import note_document, note_readings
from kith.concerns.actions import review_emergency as review
from kith.concerns.queries import emergency_for_review, search_for, unreviewed_emergencies
from kith.concerns.rules import in_words, may_start, not_told_as_data
from kith.contexts.queries import search_for as contexts_for
from kith.decisions.half_typed import half_typed
from kith.design.documents import NoPdf, as_file, pdf
from kith.people.queries import setting_of
from kith.people.words import SCREENING_ROLES

from . import actions, queries
from .forms import ReviewForm, SearchForm
from .offline import worker_script

FOUND_AT_MOST = 50


@require_GET
def home(request):
    """What waits, for whoever it is."""
    person = request.user
    return render(
        request,
        "desk/home.html",
        {
            "groups": queries.waiting_for(person),
            "notices": queries.unread_of(person)[:5],
            "here": queries.here_for(person),
            "may_start": may_start(person),
            "once": uuid.uuid4(),
        },
    )


@require_http_methods(["GET", "POST"])
def notices(request):
    """Everything this person was told of, newest first."""
    if request.method == "POST":
        actions.mark_read(request.user)
        messages.success(request, "All are marked as read.")
        return redirect("desk:notices")
    told = queries.notices_of(request.user)
    return render(request, "desk/notices.html", {"notices": told, "any_unread": any(notice.unread for notice in told)})


@require_http_methods(["GET", "POST"])
def search(request):
    """By reference or name, among what this person may read. What is typed never stands in an address."""
    form = SearchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return answer_at(request, form.cleaned_data["q"])
    found, places = None, []
    question, _ = asked(request)
    if question:
        form = SearchForm({"q": question})
        if not queries.may_search_now(request.user):
            form.add_error(None, "That were many searches in one minute. Wait a little, then search again.")
        else:
            # Shown again, by the browser’s way back, is shown: it stands in the trail each time.
            found = in_words(request.user, search_for(request.user, question, limit=FOUND_AT_MOST))
            places = contexts_for(request.user, question)
            shown = [row.reference for row in (*found, *places)]
            actions.note_search(request.user, text=question, shown=shown)
    return render(
        request,
        "desk/search.html",
        {
            "form": form,
            "found": found,
            "places": places,
            "asked": question,
            "forgotten": "s" in request.GET and not question,
            "at_most": FOUND_AT_MOST,
            # Who screens finds beside the record what was noticed earlier about the same child.
            "page": "screening:workspace" if request.user.holds(*SCREENING_ROLES) else "concerns:consultation",
        },
    )


# So many lines stand on one page: a long life is still a small page on a slow line. The files hold them all.
LINES = 150


@require_GET
def chronology(request, reference):
    """What happened, in order, with the child's own words."""
    told = queries.chronology_for(request.user, reference, request.GET.get("context", ""))
    note_readings(request.user, consultations=[told.consultation, *told.others], how="chronology")
    page = Paginator(told.lines, LINES).get_page(request.GET.get("page"))
    return render(request, "desk/chronology.html", {**_told(request, told), "page": page})


def _told(request, told) -> dict:
    return {
        "told": told,
        "consultation": told.consultation,
        "child": told.consultation.child,
        "marking": setting_of(told.consultation.authority, "marking"),
        "made_at": timezone.now(),
    }


def _note_documents(request, told, kind: str) -> None:
    for row in (told.consultation, *told.others):
        note_document(request.user, consultation=row, kind=kind)


@require_GET
def chronology_pdf(request, reference):
    """The chronology as a tagged PDF, to file in the case system; of one context, as the page it is taken from."""
    told = queries.chronology_for(request.user, reference, request.GET.get("context", ""))
    try:
        content = pdf("desk/chronology_document.html", {**_told(request, told), "reader": request.user})
    except NoPdf as missing:
        messages.error(request, str(missing))
        return redirect("desk:chronology", reference=reference)
    _note_documents(request, told, "chronology-pdf")
    return as_file(content, "application/pdf", f"kith-{reference}-chronology.pdf")


@require_GET
def chronology_json(request, reference):
    """The chronology as JSON, to file in the case system; of one context, as the page it is taken from."""
    told = queries.chronology_for(request.user, reference, request.GET.get("context", ""))
    marking = setting_of(told.consultation.authority, "marking")
    _note_documents(request, told, "chronology-json")
    response = JsonResponse(
        {
            "format": "kith-chronology/1",
            "marking": marking,
            "made_at": timezone.localtime().isoformat(timespec="seconds"),
            "made_by": request.user.name,
            "consultation": told.consultation.reference,
            "case_reference": told.consultation.child.case_reference or None,
            "also_about_this_child": [row.reference for row in told.others],
            "family_not_to_be_told": not_told_as_data(request.user, told.consultation),
            "only_of_context": told.context_name or None,
            "lines_left_out": told.left_out,
            "lines": [
                {
                    "date": line.at.isoformat(),
                    "time": timezone.localtime(line.moment).isoformat(timespec="seconds") if line.moment else None,
                    "kind": line.kind,
                    "title": line.title,
                    "text": line.text,
                    "childs_words": line.childs_words or None,
                    "words": line.words or None,
                    "words_are": line.words_are or None,
                    "by": line.by or None,
                    "consultation": line.reference,
                    "context": line.context or None,
                }
                for line in told.lines
            ],
        },
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    response["Content-Disposition"] = f'attachment; filename="kith-{reference}-chronology.json"'
    return response


@require_GET
def emergency_reviews(request):
    """Emergency openings that wait for somebody else's eyes."""
    return render(request, "desk/emergency_reviews.html", {"rows": unreviewed_emergencies(request.user)})


@require_http_methods(["GET", "POST"])
def review_emergency(request, uuid):
    """One emergency opening: who, when, why; and what the reviewer found."""
    row = emergency_for_review(request.user, uuid)
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form = half.form(ReviewForm)
    if request.method == "POST" and form.is_valid():
        review(request.user, access_id=row.pk, review=form.cleaned_data["review"])
        half.said()
        messages.success(request, "Your review is kept. The record’s owner is told.")
        return redirect(reverse("desk:emergency-reviews"))
    return render(request, "desk/review_emergency.html", {"form": form, "half": half, "row": row})


@require_GET
def healthz(request):
    """200 with the database's state; 503 where it does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "waiting", "database": "does not answer"}, status=503)
    return JsonResponse({"status": "ok", "database": "ok"})


@require_GET
def accessibility(request):
    """What works for whom, and how to say that something does not."""
    return render(request, "desk/accessibility.html")


@require_GET
def privacy(request):
    """What Kith keeps, and for how long."""
    return render(request, "desk/privacy.html")


@require_GET
def offline(request):
    """What is shown for a page that is not kept, where there is no line."""
    return render(request, "desk/offline.html")


@require_GET
def worker(request):
    """The script that reads the kept toolkit where there is no line. The same for everybody."""
    return HttpResponse(worker_script(), content_type="text/javascript; charset=utf-8")
