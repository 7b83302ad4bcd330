"""What was decided and why, and the answers to it."""

import uuid as uuids

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kith.access.rules import NobodyThere, require
from kith.concerns.actions import SaidBefore, note_reading
from kith.concerns.queries import consultation_for
from kith.concerns.rules import begun_from_steps
from kith.decisions.half_typed import all_half_typed, half_typed
from kith.people.queries import contacts_of, named_for_steps, setting_of
from kith.people.words import SCREENING_ROLES, Role
from kith.thresholds.queries import current_document, document_then, levels_in
from kith.toolkit.queries import pathway_of, pieces_for_step, pieces_then

from .. import actions, queries, rules
from ..forms import (
    DisagreeForm,
    DisagreementForm,
    ReopenForm,
    SignOffForm,
    StepForm,
)
from ..words import Outcome


@require_GET
def decisions(request, reference):
    """What was decided and why, with its steps; earlier decisions stay readable below."""
    consultation = consultation_for(request.user, reference)
    screening = queries.screening_for(request.user, reference)
    note_reading(request.user, consultation=consultation, how="decision")
    found = list(queries.decisions_of(screening))
    put_open_matches(request.user, found)
    _put_step_forms(request, screening, found)
    _put_what_stands_at_steps(request, consultation, found)
    newest = found[0] if found else None
    account = queries.account_of(request.user, newest) if newest and request.user.holds(*SCREENING_ROLES) else None
    return render(
        request,
        "screening/decisions.html",
        {
            "consultation": consultation,
            "screening": screening,
            "decisions": found,
            "unsafe": newest is not None and screening.is_open and bool(newest.not_begun),
            "closing": _belongs_to_closing(newest),
            "left": sum(
                not step.done_at
                for decision in found
                for pathway in decision.pathways.all()
                if not pathway.stopped_at
                for step in pathway.steps.all()
            ),
            "may_decide": rules.may_decide(request.user, screening),
            "pieces": pieces_for_step(request.user, "pathway"),
            "questions": queries.questions_in(screening),
            "may_disagree": rules.may_disagree(request.user, screening),
            "screens": request.user.holds(*SCREENING_ROLES),
            "may_close": rules.may_close(request.user, screening),
            "account": account,
            "may_write_account": account is None and newest and rules.may_write_account(request.user, newest),
            "may_reopen": rules.may_reopen(request.user, screening),
            "tonight": contacts_of(request.user, ("front-door", "out-of-hours")),
            "marking": setting_of(consultation.authority, "marking"),
        },
    )


def _put_step_forms(request, screening, decisions) -> None:
    """Each step that this person may take carries the form that marks it as done, with what is half typed in it."""
    works = rules.may_disagree(request.user, screening)
    takes_all = request.user.holds(Role.MANAGER)
    steps = [
        step
        for decision in decisions
        for pathway in decision.pathways.all()
        for step in pathway.steps.all()
        if works and not pathway.stopped_at and not step.done_at and (takes_all or step.owner_id == request.user.pk)
    ]
    reference = screening.consultation.reference
    half_typed_of = all_half_typed(request, [("screening:step", reference, step.uuid) for step in steps])
    for step, half in zip(steps, half_typed_of, strict=True):
        step.half, step.form = half, half.form(StepForm, auto_id=f"%s-{step.uuid}")


def _put_what_stands_at_steps(request, consultation, decisions) -> None:
    """Each step carries what began from it, and, while it is to be taken, whom agencies named for it."""
    steps = [s for decision in decisions for pathway in decision.pathways.all() for s in pathway.steps.all()]
    if not steps:
        return
    began, named = begun_from_steps(consultation, request.user), named_for_steps(request.user, [s.key for s in steps])
    for step in steps:
        step.began = began.get(step.pk, [])
        step.named = [] if step.done_at else named.get(step.key, [])


def put_open_matches(person, decisions) -> None:
    """Each decision carries the earlier worries that were not told apart when it was made, for this reader."""
    found = queries.open_matches_in(person, decisions)
    for decision in decisions:
        decision.matches_left = found.get(decision.pk, [])


def _belongs_to_closing(decision) -> list:
    """What belongs to a closing that stands, by the authority's own pathway; the decision itself says why."""
    if decision is None or decision.taken_back:
        return []
    if [row.outcome for row in decision.outcomes.all()] != [Outcome.ADVICE_AND_CLOSE]:
        return []
    pathway = pathway_of(decision.screening.authority_id, Outcome.ADVICE_AND_CLOSE)
    return [step for step in pathway.steps.all() if step.key != "say-why"] if pathway else []


@require_GET
def to_answer(request, reference):
    """Leads a notice to what waits here for this person's answer; where it was given meanwhile, to the decisions."""
    waits = queries.to_answer_in(request.user, queries.screening_for(request.user, reference))
    if waits is None:
        return redirect("screening:decision", reference=reference)
    page, uuid = waits
    return redirect(f"screening:{page}", reference=reference, uuid=uuid)


@require_GET
def then(request, reference, uuid):
    """What stood when a decision was made: the threshold document, and the toolkit’s pages for deciding."""
    decision = queries.decision_for(request.user, reference, uuid)
    authority_id = decision.screening.authority_id
    document = document_then(authority_id, timezone.localdate(decision.made_at), decision.level_id)
    now = current_document(authority_id)
    return render(
        request,
        "screening/then.html",
        {
            "reference": reference,
            "decision": decision,
            "document": document,
            "levels": levels_in(document),
            "relied_on": {row.statement_id for row in decision.cited.all()},
            "replaced_by": now if document is not None and now != document else None,
            "pages": pieces_then(request.user, "decide", decision.made_at),
            "marking": setting_of(request.user.authority, "marking"),
        },
    )


@require_http_methods(["GET", "POST"])
def sign_off(request, reference, uuid):
    """A manager agrees, or returns the decision with a reason."""
    row = queries.sign_off_for(request.user, reference, uuid)
    if row.answered_at:
        return redirect("screening:decision", reference=reference)
    require(rules.may_sign_off(request.user, row))
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form = half.form(SignOffForm)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_sign_off(
                request.user, sign_off=row, answer=form.cleaned_data["answer"], reason=form.cleaned_data["reason"]
            )
            half.said()
            messages.success(request, "Your answer is kept.")
            return redirect("screening:decision", reference=reference)
        except actions.StillRuns as running:
            form.add_error(None, str(running))
    consultation = consultation_for(request.user, reference)
    note_reading(request.user, consultation=consultation, how="sign-off")
    decision = queries.decision_for(request.user, reference, row.decision.uuid)
    put_open_matches(request.user, [decision])
    return render(
        request,
        "screening/sign_off.html",
        {
            "form": form,
            "half": half,
            "row": row,
            "decision": decision,
            "consultation": consultation,
            "marking": setting_of(consultation.authority, "marking"),
            "pieces": pieces_for_step(request.user, "sign-off"),
        },
    )


@require_http_methods(["GET", "POST"])
def disagree(request, reference, uuid):
    """A professional disagreement, to a manager by name."""
    decision = queries.decision_for(request.user, reference, uuid)
    require(rules.may_disagree(request.user, decision.screening))
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form, once = half.form(DisagreeForm), request.POST.get("once") or uuids.uuid4()
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.record_disagreement(
                request.user, decision=decision, text=form.cleaned_data["text"], once_key=str(once)
            )
            half.said()
            messages.success(request, f"Your disagreement is with {row.to.name}.")
            return redirect("screening:decision", reference=reference)
        except NobodyThere as nobody:
            form.add_error(None, str(nobody))
        except SaidBefore as said:
            form.add_error("text", str(said))
            once = uuids.uuid4()
    return render(
        request,
        "screening/disagree.html",
        {"form": form, "half": half, "decision": decision, "reference": reference, "once": once},
    )


@require_http_methods(["GET", "POST"])
def disagreement(request, reference, uuid):
    """The manager answers; both stay readable."""
    row = queries.disagreement_for(request.user, reference, uuid)
    if row.answered_at:
        return redirect("screening:decision", reference=reference)
    require(rules.may_answer_disagreement(request.user, row))
    stands = rules.may_undo_by_disagreement(request.user, row)
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form = half.form(DisagreementForm, stands=stands)
    if request.method == "POST" and form.is_valid():
        actions.answer_disagreement(
            request.user,
            disagreement=row,
            answer=form.cleaned_data["answer"],
            outcome=form.cleaned_data.get("outcome", ""),
        )
        half.said()
        messages.success(request, "Your answer is kept beside the disagreement.")
        return redirect("screening:decision", reference=reference)
    consultation = consultation_for(request.user, reference)
    note_reading(request.user, consultation=consultation, how="disagreement")
    decision = queries.decision_for(request.user, reference, row.decision.uuid)
    put_open_matches(request.user, [decision])
    return render(
        request,
        "screening/disagreement.html",
        {
            "form": form,
            "half": half,
            "row": row,
            "decision": decision,
            "reference": reference,
            "stands": stands,
            "marking": setting_of(consultation.authority, "marking"),
        },
    )


@require_http_methods(["GET", "POST"])
def again(request, reference):
    """A decided matter is opened again, with the reason; the decision stays readable."""
    screening = queries.screening_for(request.user, reference)
    opened = queries.decisions_of(screening).filter(reopenings__by=request.user)
    if screening.is_open and (request.method == "POST" or opened.exists()):
        return redirect("screening:decision", reference=reference)
    require(rules.may_reopen(request.user, screening))
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form = half.form(ReopenForm)
    if request.method == "POST" and form.is_valid():
        actions.reopen_screening(request.user, screening=screening, reason=form.cleaned_data["reason"])
        half.said()
        messages.success(request, "Open again. The decision stays readable until the next one takes its place.")
        return redirect("screening:workspace", reference=reference)
    return render(
        request, "screening/again.html", {"form": form, "half": half, "screening": screening, "reference": reference}
    )
