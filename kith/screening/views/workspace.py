"""The specialist’s workspace: the record, the thread, earlier worries, and whose it is."""

import uuid as uuids

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import require
from kith.concerns.actions import SaidBefore, answer_same_child, note_reading
from kith.concerns.queries import consultation_for, last_notes, to_show
from kith.concerns.rules import may_hold
from kith.decisions.half_typed import HalfTyped, all_half_typed, half_typed
from kith.design.templatetags.design import day
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

# The forms that stand on the workspace and are sent elsewhere.
ASK, SAME_CHILD = "screening:ask", "screening:same-child"


@require_GET
def workspace(request, reference):
    """The record, the thread, and earlier worries about the same child side by side."""
    screening = queries.screening_for(request.user, reference)
    consultation = to_show(request.user, reference)
    note_reading(request.user, consultation=consultation, how="screening")
    person = request.user
    may_ask = rules.may_ask(person, screening)
    earlier = queries.earlier_worries(person, screening)
    begun = [(ASK, reference), *((SAME_CHILD, reference, row["consultation"].reference) for row in earlier)]
    asking, *comparing = all_half_typed(request, begun)
    for row, half in zip(earlier, comparing, strict=True):
        row["half"], row["form"] = half, half.form(SameChildForm, auto_id=f"%s-{row['consultation'].reference}")
    return render(
        request,
        "screening/workspace.html",
        {
            "screening": screening,
            "consultation": consultation,
            "child": consultation.child,
            "notes": last_notes(consultation),
            "questions": queries.questions_in(screening),
            "earlier": earlier,
            "told": queries.open_matches_of(person, consultation),
            "decisions": queries.decisions_of(screening),
            "returned": queries.returned_to(screening),
            "ask_form": asking.form(AskForm),
            "asking": asking,
            "to_ask": _to_ask(screening),
            "hand_form": HandOverForm(people=_specialists(screening)),
            "may_claim": rules.may_claim(person, screening),
            "may_ask": may_ask,
            "may_decide": rules.may_decide(person, screening),
            "may_hand_over": rules.may_hand_over(person, screening),
            "once": uuids.uuid4(),
            "marking": setting_of(consultation.authority, "marking"),
            "pieces": pieces_for_step(person, "screening"),
        },
    )


@require_http_methods(["GET", "POST"])
def match(request, reference, uuid):
    """The owner of an older record says whether the new specialist should hear of it; nothing is opened by itself."""
    row = queries.match_notice_for(request.user, reference, uuid)
    if row.answered_at:
        said = "what you told the specialist is with them" if row.answer else "you chose to tell the specialist nothing"
        messages.success(request, f"You answered this on {day(row.answered_at)}: {said}.")
        return redirect("concerns:consultation", reference=reference)
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form = half.form(MatchForm)
    if request.method == "POST" and form.is_valid():
        actions.answer_match(
            request.user, notice=row, tell=form.cleaned_data["tell"] == "yes", words=form.cleaned_data["words"]
        )
        half.said()
        messages.success(request, "Your answer is kept.")
        return redirect("desk:home")
    return render(
        request,
        "screening/match.html",
        {
            "form": form,
            "half": half,
            "row": row,
            "reference": reference,
            "conflict": queries.conflict_in(request.user, row),
        },
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


@require_POST
def ask(request, reference):
    """A question to the practitioner who raised it."""
    screening = queries.screening_for(request.user, reference)
    require(rules.may_ask(request.user, screening))
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form, once = half.form(AskForm), request.POST.get("once", "")
    of = _to_ask(screening)
    if form.is_valid():
        try:
            actions.ask_question(
                request.user, screening=screening, of=of, text=form.cleaned_data["text"], once_key=once
            )
            half.said()
            messages.success(request, f"Your question is with {of.name}.")
            return redirect("screening:workspace", reference=reference)
        except SaidBefore as said:
            form.add_error("text", str(said))
            once = uuids.uuid4()
    return render(request, "screening/ask.html", {"form": form, "half": half, "screening": screening, "once": once})


@require_http_methods(["GET", "POST"])
def answer(request, reference, uuid):
    """The person who was asked answers."""
    question = queries.question_for(request.user, reference, uuid)
    require(question.asked_of_id == request.user.pk)
    if question.answered_at or not question.screening.consultation.is_open:
        return redirect("screening:decision", reference=reference)
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form = half.form(AnswerForm)
    if request.method == "POST" and form.is_valid():
        actions.answer_question(request.user, question=question, answer=form.cleaned_data["answer"])
        half.said()
        messages.success(request, "Your answer is with the specialist.")
        return redirect("concerns:consultation", reference=reference)
    return render(
        request, "screening/answer.html", {"form": form, "half": half, "question": question, "reference": reference}
    )


@require_POST
def same_child(request, reference):
    """A person says whether an earlier worry is about the same child."""
    screening = queries.screening_for(request.user, reference)
    other = consultation_for(request.user, request.POST.get("other", ""))
    half = HalfTyped(request, SAME_CHILD, reference, other.reference)
    if half.by_script:
        return half.kept()
    form = half.form(SameChildForm)
    if form.is_valid():
        answer_same_child(
            request.user,
            one=screening.consultation,
            other=other,
            same=form.cleaned_data["same"] == "yes",
            reason=form.cleaned_data["reason"],
        )
        half.said()
        messages.success(request, "Kept. You can change this answer later.")
        return redirect("screening:workspace", reference=reference)
    return render(
        request,
        "screening/same_child.html",
        {"form": form, "half": half, "screening": screening, "other": other},
    )
