"""The specialist’s workspace: the record, the thread, earlier worries, and whose it is."""

import uuid as uuids

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import require
from kith.concerns.actions import SaidBefore, answer_same_child, note_reading
from kith.concerns.queries import consultation_for, with_record
from kith.concerns.rules import may_hold
from kith.decisions.actions import Overtaken, drop_drafts, keep_draft
from kith.decisions.queries import draft_of
from kith.design.autosave import autosaved
from kith.design.fields import whole
from kith.design.forms import hold
from kith.people.queries import members_of, setting_of
from kith.toolkit.queries import pieces_for_step

from .. import actions, queries, rules
from ..forms import (
    AnswerForm,
    AskForm,
    HandOverForm,
    MatchForm,
    SameChildForm,
)


@require_GET
def workspace(request, reference):
    """The record, the thread, and earlier worries about the same child side by side."""
    screening = queries.screening_for(request.user, reference)
    consultation = with_record(request.user, reference)
    note_reading(request.user, consultation=consultation, how="screening")
    person = request.user
    may_ask = rules.may_ask(person, screening)
    ask_form, typed = AskForm(), draft_of(person, _asking(reference), "question") if may_ask else None
    if typed:
        hold(ask_form, typed.content)
    return render(
        request,
        "screening/workspace.html",
        {
            "screening": screening,
            "consultation": consultation,
            "child": consultation.child,
            "questions": queries.questions_in(screening),
            "earlier": queries.earlier_worries(person, screening),
            "told": queries.open_matches_of(person, consultation),
            "decisions": queries.decisions_of(screening),
            "returned": queries.returned_to(screening),
            "ask_form": ask_form,
            "typed": typed,
            "to_ask": _to_ask(screening),
            "same_form": SameChildForm(),
            "hand_form": HandOverForm(people=_specialists(screening)),
            "may_claim": rules.may_claim(person, screening),
            "may_ask": may_ask,
            "may_decide": rules.may_decide(person, screening),
            "may_hand_over": rules.may_hand_over(person, screening),
            "once": uuids.uuid4(),
            "today": timezone.localdate(),
            "marking": setting_of(consultation.authority, "marking"),
            "pieces": pieces_for_step(person, "screening"),
        },
    )


@require_http_methods(["GET", "POST"])
def match(request, reference, uuid):
    """The owner of an older record says whether the new specialist should hear of it; nothing is opened by itself."""
    row = queries.match_notice_for(request.user, reference, uuid)
    form = MatchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.answer_match(
            request.user, notice=row, tell=form.cleaned_data["tell"] == "yes", words=form.cleaned_data["words"]
        )
        messages.success(request, "Your answer is kept.")
        return redirect("desk:home")
    return render(
        request,
        "screening/match.html",
        {"form": form, "row": row, "reference": reference, "conflict": queries.conflict_in(request.user, row)},
    )


def _specialists(screening):
    return [
        (str(person.uuid), person.name)
        for person in members_of([screening.team_id])
        if person.pk != screening.owner_id
        and rules.is_screener(person, screening)
        and may_hold(person, screening.consultation)
    ]


@require_POST
def claim(request, reference):
    """The specialist takes the screening on."""
    try:
        actions.claim_screening(request.user, screening=queries.screening_for(request.user, reference))
    except actions.Changed:
        messages.success(request, "A colleague took this on a moment before you.")
    return redirect("screening:workspace", reference=reference)


@require_POST
def hand_over(request, reference):
    """Another specialist takes it on, with what was typed so far."""
    screening = queries.screening_for(request.user, reference)
    require(rules.may_hand_over(request.user, screening))
    form = HandOverForm(request.POST, people=_specialists(screening))
    if form.is_valid():
        to = members_of([screening.team_id]).get(uuid=form.cleaned_data["to"])
        actions.hand_over_screening(request.user, screening=screening, to=to)
        messages.success(request, f"Handed over to {to.name}.")
        return redirect("screening:queue")
    return render(request, "screening/hand_over.html", {"form": form, "screening": screening})


def _to_ask(screening):
    """Who raised it; where a conflict of interest keeps them from it, who owns it."""
    consultation = screening.consultation
    return consultation.raised_by if may_hold(consultation.raised_by, consultation) else consultation.owner


def _asking(reference) -> str:
    """Where a question waits that somebody has begun to write."""
    return f"question:{reference}"


def _question_kept(request, reference):
    """What is typed of a question is kept for its writer alone; nobody is asked yet."""
    content = {"text": [request.POST.get("text", "")]}
    version = whole(request.POST.get("version"))
    try:
        draft = keep_draft(
            request.user, subject=_asking(reference), section="question", content=content, version=version
        )
    except Overtaken:
        draft = None
    return autosaved(draft)


@require_POST
def ask(request, reference):
    """A question to the practitioner who raised it."""
    screening = queries.screening_for(request.user, reference)
    require(rules.may_ask(request.user, screening))
    if request.headers.get("X-Autosave"):
        return _question_kept(request, reference)
    form, once = AskForm(request.POST), request.POST.get("once", "")
    of = _to_ask(screening)
    if form.is_valid():
        try:
            actions.ask_question(
                request.user, screening=screening, of=of, text=form.cleaned_data["text"], once_key=once
            )
            drop_drafts(request.user, subject=_asking(reference))
            messages.success(request, f"Your question is with {of.name}.")
            return redirect("screening:workspace", reference=reference)
        except SaidBefore as said:
            form.add_error("text", str(said))
            once = uuids.uuid4()
    return render(request, "screening/ask.html", {"form": form, "screening": screening, "once": once})


@require_http_methods(["GET", "POST"])
def answer(request, reference, uuid):
    """The person who was asked answers."""
    question = queries.question_for(request.user, reference, uuid)
    require(question.asked_of_id == request.user.pk)
    if question.answered_at or not question.screening.consultation.is_open:
        return redirect("screening:decision", reference=reference)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.answer_question(request.user, question=question, answer=form.cleaned_data["answer"])
        messages.success(request, "Your answer is with the specialist.")
        return redirect("concerns:consultation", reference=reference)
    return render(request, "screening/answer.html", {"form": form, "question": question, "reference": reference})


@require_POST
def same_child(request, reference):
    """A person says whether an earlier worry is about the same child."""
    screening = queries.screening_for(request.user, reference)
    other = consultation_for(request.user, request.POST.get("other", ""))
    form = SameChildForm(request.POST)
    if form.is_valid():
        answer_same_child(
            request.user,
            one=screening.consultation,
            other=other,
            same=form.cleaned_data["same"] == "yes",
            reason=form.cleaned_data["reason"],
        )
        messages.success(request, "Kept. You can change this answer later.")
        return redirect("screening:workspace", reference=reference)
    return render(request, "screening/same_child.html", {"form": form, "screening": screening, "other": other})
