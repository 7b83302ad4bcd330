"""The plan as a paper: for the file, and for the family in plain words, without what they may not have."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kith.access.rules import require
from kith.concerns.actions import WordsOfAPartner, explain_passages
from kith.concerns.queries import paper_for_family
from kith.decisions.explaining import ReasonsForm
from kith.decisions.half_typed import half_typed
from kith.design.documents import NoPdf, as_file, pdf
from kith.design.word_files import WORD
from kith.people.queries import setting_of

from .. import actions, queries, rules
from ..documents import family_docx as family_as_docx
from ..documents import plan_docx
from ..words import FAMILY, FILE, Party
from .plan import shown_to


def _plan(request, uuid) -> dict:
    """What the paper for the file says. Raises NotFound before anything was agreed."""
    row = queries.plan_for(request.user, uuid)
    edition = queries.standing_edition(row)
    require(edition is not None)
    told = shown_to(request.user, row, edition)
    return {
        **told,
        "reviews": [one for one in queries.reviews_of(row) if not hasattr(one, "replaced_by")],
        "changes": queries.changes_between(queries.edition_before(edition), edition),
        "marking": setting_of(row.authority, "marking"),
        "reader": request.user,
        "made_at": timezone.now(),
    }


def _for_family(request, uuid) -> dict:
    """The same for the family: what they may read of it, and nothing that is for staff, of a child apart, or held back."""
    told = _plan(request, uuid)
    agreements = [one for one in told["agreements"] if one.was_asked]
    return {
        **{
            name: told[name]
            for name in ("row", "consultation", "edition", "kind_words", "lead_words", "reader", "made_at")
        },
        "marks": told["marks"],
        "outcomes": [one for one in told["outcomes"] if one.family_reads],
        "to_do": [one for one in told["to_do"] if one.family_reads],
        "ended": [one for one in told["ended"] if one.family_reads],
        "family_said": [one for one in agreements if one.party == Party.FAMILY],
        "child_said": [one for one in agreements if one.party == Party.CHILD],
        "marking": "",
    }


@require_GET
def paper(request, uuid):
    """The plan on one page, to be read and printed."""
    told = _plan(request, uuid)
    actions.note_plan_read(request.user, plan=told["row"])
    return render(request, "plans/paper.html", {**told, "may_take": rules.may_take_paper(request.user, told["row"])})


@require_GET
def paper_docx(request, uuid):
    """The same as a Word document."""
    told = _plan(request, uuid)
    actions.take_plan(request.user, plan=told["row"], edition_for=FILE, form="docx")
    return as_file(plan_docx(told), WORD, f"kith-{told['row'].reference}-plan.docx")


@require_GET
def paper_pdf(request, uuid):
    """The same as a tagged PDF."""
    told = _plan(request, uuid)
    require(rules.may_take_paper(request.user, told["row"]))
    try:
        content = pdf("plans/paper_document.html", told)
    except NoPdf as missing:
        messages.error(request, str(missing))
        return redirect("plans:paper", uuid=uuid)
    actions.take_plan(request.user, plan=told["row"], edition_for=FILE, form="pdf")
    return as_file(content, "application/pdf", f"kith-{told['row'].reference}-plan.pdf")


@require_http_methods(["GET", "POST"])
def family_paper(request, uuid):
    """What the family is given, to be read and printed; where they are not to be told, whom to ask instead."""
    told = _for_family(request, uuid)
    person, row = request.user, told["row"]
    if request.method != "POST":
        actions.note_plan_read(person, plan=row)
    if told["marks"]:
        return render(request, "plans/family_refused.html", told)
    if not rules.may_give_family(person, row):
        require(request.method != "POST")
        return render(request, "plans/family.html", told)
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    texts = queries.family_texts(row)
    found = paper_for_family(person, row.consultation, row.subject, texts)
    asked = [(one.mark, "Why do these words come from elsewhere?", "") for one in found.open]
    form = half.form(ReasonsForm, asked=asked, nothing="Write why, or change the words in a new edition")
    if request.method == "POST" and (form.is_valid() or not asked):
        explain_passages(
            person,
            consultation=row.consultation,
            paper=row.subject,
            texts=texts,
            because=form.reasons() if asked else {},
        )
        half.said()
        messages.success(request, "Kept beside the words.")
        return redirect("plans:family-paper", uuid=uuid)
    change = reverse("plans:plan", args=[uuid]) if rules.may_write_plan(person, row) else ""
    return render(
        request,
        "plans/family.html",
        {
            **told,
            "for_family": found,
            "rows": [(one, form.box_for(one.repeated.mark), change) for one in found.passages],
            "form": form,
            "half": half,
            "change_words": "Change it in a new edition of the plan",
            "may_take": not found.open,
        },
    )


def _look_first(request, uuid):
    messages.error(
        request, "No file was made: words of this paper stand in what a partner shared. They are marked below."
    )
    return redirect("plans:family-paper", uuid=uuid)


@require_GET
def family_docx(request, uuid):
    """The same as a Word document; none where the family is not to be told."""
    told = _for_family(request, uuid)
    if told["marks"]:
        return redirect("plans:family-paper", uuid=uuid)
    try:
        actions.take_plan(request.user, plan=told["row"], edition_for=FAMILY, form="docx")
    except WordsOfAPartner:
        return _look_first(request, uuid)
    return as_file(family_as_docx(told), WORD, f"kith-{told['row'].reference}-family.docx")


@require_GET
def family_pdf(request, uuid):
    """The same as a tagged PDF; none where the family is not to be told."""
    told = _for_family(request, uuid)
    if told["marks"]:
        return redirect("plans:family-paper", uuid=uuid)
    require(rules.may_give_family(request.user, told["row"]))
    try:
        content = pdf("plans/family_document.html", told)
        actions.take_plan(request.user, plan=told["row"], edition_for=FAMILY, form="pdf")
    except WordsOfAPartner:
        return _look_first(request, uuid)
    except NoPdf as missing:
        messages.error(request, str(missing))
        return redirect("plans:family-paper", uuid=uuid)
    return as_file(content, "application/pdf", f"kith-{told['row'].reference}-family.pdf")
