"""The page on which a decision is written, by the specialist or by a manager who decides otherwise."""

import uuid as uuids

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kith.access.rules import NobodyThere, NotFound, require
from kith.concerns.actions import note_reading
from kith.concerns.queries import colleagues_for, with_record
from kith.decisions.actions import Overtaken, drop_drafts, keep_draft
from kith.decisions.queries import draft_of
from kith.design.autosave import autosaved
from kith.design.fields import whole
from kith.people.queries import setting_of
from kith.thresholds.queries import current_document, levels_of, statements_in
from kith.toolkit.queries import pieces_for_step

from .. import actions, queries, rules
from ..forms import (
    DecideForm,
    words_of,
)
from ..words import DisagreementAnswer, SignOffAnswer
from .decisions import put_open_matches

NOT_CONTENT = {"csrfmiddlewaretoken", "version", "once", "screening_version", "act"}


def _decide_form(request, screening, data=None, content=None, earlier=None, matches=()):
    """The form with what was sent, else what was typed and kept, else the person's own words of an earlier decision.

    It asks about each earlier worry in `matches`, and says beside each choice what the earlier decision chose.
    """
    levels = levels_of(screening.authority_id)
    people = [(str(p.pk), p.name_and_title) for p in colleagues_for(request.user, screening.consultation)]
    own = earlier is not None and earlier.made_by_id == request.user.pk
    extra = {
        "levels": [(str(level.pk), level.name) for level in levels],
        "statements": statements_in(levels),
        "people": people,
        "matches": matches,
        "earlier": earlier,
        "whose": "Last time" if own or earlier is None else f"{earlier.made_by.name} chose",
    }
    if data is not None:
        return DecideForm(data, **extra), levels
    form = DecideForm(**extra)
    if content:
        held = QueryDict(mutable=True)
        for name, values in content.items():
            held.setlist(name, values)
        form.initial = {n: f.widget.value_from_datadict(held, {}, n) for n, f in form.fields.items()}
    elif own:
        form.initial = words_of(earlier)
    return form, levels


def _keep(request, subject: str, section: str):
    """The draft that stands after keeping what was typed, and the same again where another device saved it."""
    typed = {name: values for name, values in request.POST.lists() if name not in NOT_CONTENT and any(values)}
    version = whole(request.POST.get("version"))
    try:
        return keep_draft(request.user, subject=subject, section=section, content=typed, version=version), None
    except Overtaken as overtaken:
        return overtaken.saved, overtaken.saved


def _differing(theirs, typed, form) -> list[tuple[str, str, str]]:
    """The fields in which what was saved elsewhere is another than what was typed here: label, saved, typed."""

    def shown(field, values) -> str:
        labels = {str(key): str(label) for key, label in getattr(field, "choices", ())}
        return ", ".join(labels.get(value, value) for value in values if value)

    return [
        (field.label, shown(field, theirs.content.get(name, [])), shown(field, typed.getlist(name)))
        for name, field in form.fields.items()
        if [v for v in theirs.content.get(name, []) if v] != [v for v in typed.getlist(name) if v]
    ]


def _reasoning(request, screening, form, levels) -> dict:
    """What the decision keeps: the words as typed, the level as it is called today, the next owner as a person."""
    level = next((row for row in levels if str(row.pk) == form.cleaned_data["level"]), None)
    owner_key = form.cleaned_data["next_owner"]
    return form.reasoning() | {
        "level": level,
        "level_words": level.name if level else "",
        "statements": form.relied_on(),
        "next_owner": colleagues_for(request.user, screening.consultation).get(pk=owner_key) if owner_key else None,
    }


@require_http_methods(["GET", "POST"])
def decide(request, reference):
    """The screening record: one page, whatever the outcome."""
    screening = queries.screening_for(request.user, reference)
    subject = screening.consultation.subject
    if not rules.may_decide(request.user, screening) and not request.headers.get("X-Autosave"):
        # The second click of one deciding finds the first, and so does Back.
        if queries.decisions_of(screening).filter(made_by=request.user).exists():
            return redirect("screening:decision", reference=reference)
    require(rules.may_decide(request.user, screening))
    saved = draft_of(request.user, subject, "decide")
    version = saved.version if saved else 0
    changed, theirs = False, None
    by_script = bool(request.headers.get("X-Autosave"))
    earlier = None if by_script else queries.decisions_of(screening).first()
    worries = [] if by_script else queries.earlier_worries(request.user, screening)
    if earlier is not None:
        put_open_matches(request.user, [earlier])
    asked = {"earlier": earlier, "matches": [row for row in worries if row["answer"] is None]}
    if request.method == "POST":
        saved, theirs = _keep(request, subject, "decide")
        version = saved.version
        if request.headers.get("X-Autosave"):
            return autosaved(None if theirs else saved)
        if request.POST.get("act") == "reasoned" and theirs is None:
            return redirect("screening:reasoned")
        if request.POST.get("act") == "later" and theirs is None:
            messages.success(request, "Saved. Nothing is decided yet.")
            return redirect("screening:workspace", reference=reference)
        form, levels = _decide_form(request, screening, data=request.POST, **asked)
        if theirs is None and form.is_valid():
            reasoning = _reasoning(request, screening, form, levels)
            opened_at = request.POST.get("screening_version", "")
            try:
                actions.decide_screening(
                    request.user,
                    screening=screening,
                    version=whole(opened_at),
                    once_key=request.POST.get("once", ""),
                    outcomes=form.cleaned_data["outcomes"],
                    reasoning=reasoning,
                    matches=form.matches_said(),
                )
                messages.success(request, "The decision is kept, with its reasons.")
                return redirect("screening:decision", reference=reference)
            except (actions.Changed, actions.MatchesOpen):
                changed = True
            except (NobodyThere, actions.StillRuns) as nobody:
                form.add_error(None, str(nobody))
    else:
        form, levels = _decide_form(request, screening, content=saved.content if saved else None, **asked)
    consultation = with_record(request.user, reference)
    note_reading(request.user, consultation=consultation, how="deciding")
    return render(
        request,
        "screening/decide.html",
        {
            "form": form,
            "screening": screening,
            "consultation": consultation,
            "levels": levels,
            "document": current_document(screening.authority_id),
            "marking": setting_of(consultation.authority, "marking"),
            "version": version,
            "saved": saved,
            "theirs": _differing(theirs, request.POST, form) if theirs else None,
            "changed": changed,
            "earlier_decision": earlier,
            "answered": [row for row in worries if row["answer"] is not None],
            "unanswered": queries.questions_in(screening).filter(answered_at__isnull=True),
            "returned": queries.returned_to(screening),
            "once": request.POST.get("once") or uuids.uuid4(),
            "pieces": pieces_for_step(request.user, "decide"),
        },
    )


def _to_answer(request, reference, uuid):
    """What this manager was asked: a sign-off, or an answer to a disagreement; and whether they may decide otherwise."""
    try:
        row = queries.sign_off_for(request.user, reference, uuid)
        return row, rules.may_sign_off(request.user, row), "screening:sign-off", f"otherwise-{row.pk}"
    except NotFound:
        row = queries.disagreement_for(request.user, reference, uuid)
        may = rules.may_undo_by_disagreement(request.user, row)
        return row, may, "screening:disagreement", f"differently-{row.pk}"


@require_http_methods(["GET", "POST"])
def otherwise(request, reference, uuid):
    """A manager decides otherwise: a new decision with its own reasons; the old one stays readable."""
    row, may, asked_at, section = _to_answer(request, reference, uuid)
    if row.answered_at:
        return redirect("screening:decision", reference=reference)
    require(may)
    screening = queries.screening_for(request.user, reference)
    saved = draft_of(request.user, screening.consultation.subject, section)
    version, theirs = (saved.version if saved else 0), None
    earlier = queries.decision_for(request.user, reference, row.decision.uuid)
    put_open_matches(request.user, [earlier])
    worries = queries.earlier_worries(request.user, screening)
    asked = {"earlier": earlier, "matches": [worry for worry in worries if worry["answer"] is None]}
    changed = False
    if request.method == "POST":
        saved, theirs = _keep(request, screening.consultation.subject, section)
        version = saved.version
        if request.headers.get("X-Autosave"):
            return autosaved(None if theirs else saved)
        if request.POST.get("act") == "reasoned" and theirs is None:
            return redirect("screening:reasoned")
        if request.POST.get("act") == "later" and theirs is None:
            messages.success(request, "Saved. Nothing is decided yet.")
            return redirect(asked_at, reference=reference, uuid=uuid)
        form, levels = _decide_form(request, screening, data=request.POST, **asked)
        if theirs is None and form.is_valid():
            said = {
                "otherwise": _reasoning(request, screening, form, levels),
                "outcomes": form.cleaned_data["outcomes"],
                "matches": form.matches_said(),
            }
            reason = form.cleaned_data["reason"]
            try:
                if asked_at == "screening:sign-off":
                    answer = SignOffAnswer.OTHERWISE
                    actions.answer_sign_off(request.user, sign_off=row, answer=answer, reason=reason, **said)
                else:
                    outcome = DisagreementAnswer.OTHERWISE
                    actions.answer_disagreement(request.user, disagreement=row, answer=reason, outcome=outcome, **said)
                drop_drafts(request.user, subject=screening.consultation.subject, section=section)
                messages.success(request, "Your decision is kept. The earlier one stays readable below it.")
                return redirect("screening:decision", reference=reference)
            except actions.MatchesOpen:
                changed = True
            except actions.StillRuns as running:
                form.add_error(None, str(running))
    else:
        form, levels = _decide_form(request, screening, content=saved.content if saved else None, **asked)
    consultation = with_record(request.user, reference)
    note_reading(request.user, consultation=consultation, how="deciding")
    return render(
        request,
        "screening/decide.html",
        {
            "form": form,
            "screening": screening,
            "consultation": consultation,
            "levels": levels,
            "document": current_document(screening.authority_id),
            "marking": setting_of(consultation.authority, "marking"),
            "version": version,
            "saved": saved,
            "theirs": _differing(theirs, request.POST, form) if theirs else None,
            "changed": changed,
            "answered": [worry for worry in worries if worry["answer"] is not None],
            "once": "",
            "otherwise": row,
            "asked_at": reverse(asked_at, args=[reference, uuid]),
            "asked": "Sign-off" if asked_at == "screening:sign-off" else "Disagreement",
            "earlier_decision": earlier,
            "pieces": pieces_for_step(request.user, "sign-off"),
        },
    )
