"""Pages of screening: get from queries, give to an action, render or redirect."""

import uuid as uuids

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import NobodyThere, NotFound, require
from kith.concerns.actions import SaidBefore, answer_same_child, note_reading
from kith.concerns.queries import colleagues_for, consultation_for, with_record
from kith.concerns.rules import may_hold
from kith.decisions.actions import Overtaken, keep_draft
from kith.decisions.queries import draft_of
from kith.design.fields import whole
from kith.design.templatetags.design import clock
from kith.people.queries import members_of, setting_of
from kith.people.words import SCREENING_ROLES, Role
from kith.thresholds.queries import current_document, document_then, levels_in, levels_of
from kith.toolkit.queries import pieces_for_step, pieces_then

from . import actions, queries, rules
from .forms import (
    AnswerForm,
    AskForm,
    CloseForm,
    DecideForm,
    DisagreeForm,
    DisagreementForm,
    HandOverForm,
    MatchForm,
    ReopenForm,
    SameChildForm,
    SignOffForm,
    StepForm,
    StepToForm,
    words_of,
)
from .words import DisagreementAnswer, SignOffAnswer

SHOWN = {"": "Everything open", "unclaimed": "Not claimed yet", "mine": "Mine", "late": "Late"}
NOT_CONTENT = {"csrfmiddlewaretoken", "version", "once", "screening_version", "act"}


@require_GET
def queue(request):
    """What waits, by due date."""
    show = request.GET.get("show", "")
    if show not in SHOWN:
        show = ""
    page = Paginator(queries.queue_of(request.user, show=show), queries.PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "screening/queue.html",
        {"page": page, "show": show, "shown": SHOWN, "today": timezone.localdate()},
    )


@require_GET
def team(request):
    """What waits among a manager's matters, and what is late."""
    screenings, steps = queries.team_view(request.user)
    return render(
        request,
        "screening/team.html",
        {
            "screenings": Paginator(screenings, queries.PAGE).get_page(request.GET.get("page")),
            "steps": Paginator(steps, queries.PAGE).get_page(request.GET.get("steps")),
            "sign_offs": queries.sign_offs_for(request.user),
            "disagreements": queries.disagreements_for(request.user),
            "today": timezone.localdate(),
        },
    )


@require_GET
def sign_offs(request):
    """Decisions that wait for this manager."""
    return render(
        request,
        "screening/sign_offs.html",
        {"sign_offs": queries.sign_offs_for(request.user), "today": timezone.localdate()},
    )


@require_GET
def workspace(request, reference):
    """The record, the thread, and earlier worries about the same child side by side."""
    screening = queries.screening_for(request.user, reference)
    consultation = with_record(request.user, reference)
    note_reading(request.user, consultation=consultation, how="screening")
    person = request.user
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
            "ask_form": AskForm(),
            "to_ask": _to_ask(screening),
            "same_form": SameChildForm(),
            "hand_form": HandOverForm(people=_specialists(screening)),
            "may_claim": rules.may_claim(person, screening),
            "may_ask": rules.may_ask(person, screening),
            "may_decide": rules.may_decide(person, screening),
            "may_hand_over": rules.may_hand_over(person, screening),
            "once": uuids.uuid4(),
            "today": timezone.localdate(),
            "marking": setting_of(consultation.authority, "marking"),
            "pieces": pieces_for_step(person, "screening"),
        },
    )


@require_GET
def steps(request):
    """Every step that waits for this person, by due date."""
    page = Paginator(queries.steps_of(request.user), queries.PAGE).get_page(request.GET.get("page"))
    return render(request, "screening/steps.html", {"page": page, "today": timezone.localdate()})


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


@require_POST
def ask(request, reference):
    """A question to the practitioner who raised it."""
    screening = queries.screening_for(request.user, reference)
    require(rules.may_ask(request.user, screening))
    form, once = AskForm(request.POST), request.POST.get("once", "")
    of = _to_ask(screening)
    if form.is_valid():
        try:
            actions.ask_question(
                request.user, screening=screening, of=of, text=form.cleaned_data["text"], once_key=once
            )
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
    if question.answered_at:
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


def _decide_form(request, screening, data=None, content=None, earlier=None):
    """The form with what was sent, else what was typed and kept, else the person's own words of an earlier decision."""
    levels = levels_of(screening.authority_id)
    people = [
        (str(p.pk), f"{p.name}, {p.job_title}" if p.job_title else p.name)
        for p in colleagues_for(request.user, screening.consultation)
    ]
    extra = {"levels": [(str(level.pk), level.name) for level in levels], "people": people}
    if data is not None:
        return DecideForm(data, **extra), levels
    form = DecideForm(**extra)
    if content:
        held = QueryDict(mutable=True)
        for name, values in content.items():
            held.setlist(name, values)
        form.initial = {n: f.widget.value_from_datadict(held, {}, n) for n, f in form.fields.items()}
    elif earlier is not None and earlier.made_by_id == request.user.pk:
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


def _autosaved(saved, theirs) -> JsonResponse:
    """What the script on the page is told."""
    if theirs is not None:
        return JsonResponse({"error": "saved elsewhere"}, status=409)
    return JsonResponse({"version": saved.version, "saved_at": clock(saved.saved_at)})


def _reasoning(request, screening, form, levels) -> dict:
    """What the decision keeps: the words as typed, the level as it is called today, the next owner as a person."""
    level = next((row for row in levels if str(row.pk) == form.cleaned_data["level"]), None)
    owner_key = form.cleaned_data["next_owner"]
    return form.reasoning() | {
        "level": level,
        "level_words": level.name if level else "",
        "next_owner": colleagues_for(request.user, screening.consultation).get(pk=owner_key) if owner_key else None,
    }


@require_http_methods(["GET", "POST"])
def decide(request, reference):
    """The screening record: one page, whatever the outcome."""
    screening = queries.screening_for(request.user, reference)
    subject = screening.consultation.subject
    if (
        request.method == "POST"
        and not rules.may_decide(request.user, screening)
        and not request.headers.get("X-Autosave")
    ):
        # The second click of one deciding finds the first.
        if queries.decisions_of(screening).filter(made_by=request.user).exists():
            return redirect("screening:decision", reference=reference)
    require(rules.may_decide(request.user, screening))
    saved = draft_of(request.user, subject, "decide")
    version = saved.version if saved else 0
    changed, theirs = False, None
    earlier = None if request.headers.get("X-Autosave") else queries.decisions_of(screening).first()
    if request.method == "POST":
        saved, theirs = _keep(request, subject, "decide")
        version = saved.version
        if request.headers.get("X-Autosave"):
            return _autosaved(saved, theirs)
        if request.POST.get("act") == "later" and theirs is None:
            messages.success(request, "Saved. Nothing is decided yet.")
            return redirect("screening:workspace", reference=reference)
        form, levels = _decide_form(request, screening, data=request.POST)
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
                )
                messages.success(request, "The decision is kept, with its reasons.")
                return redirect("screening:decision", reference=reference)
            except actions.Changed:
                changed = True
            except NobodyThere as nobody:
                form.add_error(None, str(nobody))
    else:
        form, levels = _decide_form(request, screening, content=saved.content if saved else None, earlier=earlier)
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
            "returned": queries.returned_to(screening),
            "once": request.POST.get("once") or uuids.uuid4(),
            "pieces": pieces_for_step(request.user, "decide"),
        },
    )


@require_GET
def decisions(request, reference):
    """What was decided and why, with its steps; earlier decisions stay readable below."""
    consultation = consultation_for(request.user, reference)
    screening = queries.screening_for(request.user, reference)
    note_reading(request.user, consultation=consultation, how="decision")
    found = list(queries.decisions_of(screening))
    return render(
        request,
        "screening/decisions.html",
        {
            "consultation": consultation,
            "screening": screening,
            "decisions": found,
            "questions": queries.questions_in(screening),
            "may_disagree": rules.may_disagree(request.user, screening),
            "manager": request.user.holds(Role.MANAGER),
            "screens": request.user.holds(*SCREENING_ROLES),
            "may_close": rules.may_close(request.user, screening),
            "may_reopen": rules.may_reopen(request.user, screening),
            "today": timezone.localdate(),
            "marking": setting_of(consultation.authority, "marking"),
        },
    )


@require_GET
def then(request, reference, uuid):
    """What was current when a decision was made: the threshold document, and the toolkit’s pages for deciding."""
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
    form = SignOffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.answer_sign_off(
            request.user, sign_off=row, answer=form.cleaned_data["answer"], reason=form.cleaned_data["reason"]
        )
        messages.success(request, "Your answer is kept.")
        return redirect("screening:decision", reference=reference)
    consultation = consultation_for(request.user, reference)
    note_reading(request.user, consultation=consultation, how="sign-off")
    decision = queries.decision_for(request.user, reference, row.decision.uuid)
    return render(
        request,
        "screening/sign_off.html",
        {
            "form": form,
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
    form, once = DisagreeForm(request.POST or None), request.POST.get("once") or uuids.uuid4()
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.record_disagreement(
                request.user, decision=decision, text=form.cleaned_data["text"], once_key=str(once)
            )
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
        {"form": form, "decision": decision, "reference": reference, "once": once},
    )


@require_http_methods(["GET", "POST"])
def disagreement(request, reference, uuid):
    """The manager answers; both stay readable."""
    row = queries.disagreement_for(request.user, reference, uuid)
    if row.answered_at:
        return redirect("screening:decision", reference=reference)
    require(rules.may_answer_disagreement(request.user, row))
    stands = rules.may_undo_by_disagreement(request.user, row)
    form = DisagreementForm(request.POST or None, stands=stands)
    if request.method == "POST" and form.is_valid():
        actions.answer_disagreement(
            request.user,
            disagreement=row,
            answer=form.cleaned_data["answer"],
            outcome=form.cleaned_data.get("outcome", ""),
        )
        messages.success(request, "Your answer is kept beside the disagreement.")
        return redirect("screening:decision", reference=reference)
    return render(
        request, "screening/disagreement.html", {"form": form, "row": row, "reference": reference, "stands": stands}
    )


@require_http_methods(["GET", "POST"])
def again(request, reference):
    """A decided matter is opened again, with the reason; the decision stays readable."""
    screening = queries.screening_for(request.user, reference)
    if request.method == "POST" and screening.is_open:
        return redirect("screening:decision", reference=reference)
    require(rules.may_reopen(request.user, screening))
    form = ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.reopen_screening(request.user, screening=screening, reason=form.cleaned_data["reason"])
        messages.success(request, "Open again. The decision stays readable until the next one takes its place.")
        return redirect("screening:workspace", reference=reference)
    return render(request, "screening/again.html", {"form": form, "screening": screening, "reference": reference})


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
    if request.method == "POST":
        saved, theirs = _keep(request, screening.consultation.subject, section)
        version = saved.version
        if request.headers.get("X-Autosave"):
            return _autosaved(saved, theirs)
        if request.POST.get("act") == "later" and theirs is None:
            messages.success(request, "Saved. Nothing is decided yet.")
            return redirect(asked_at, reference=reference, uuid=uuid)
        form, levels = _decide_form(request, screening, data=request.POST)
        if theirs is None and form.is_valid():
            said = {
                "otherwise": _reasoning(request, screening, form, levels),
                "outcomes": form.cleaned_data["outcomes"],
            }
            reason = form.cleaned_data["reason"]
            if asked_at == "screening:sign-off":
                answer = SignOffAnswer.OTHERWISE
                actions.answer_sign_off(request.user, sign_off=row, answer=answer, reason=reason, **said)
            else:
                outcome = DisagreementAnswer.OTHERWISE
                actions.answer_disagreement(request.user, disagreement=row, answer=reason, outcome=outcome, **said)
            messages.success(request, "Your decision is kept. The earlier one stays readable below it.")
            return redirect("screening:decision", reference=reference)
    else:
        form, levels = _decide_form(request, screening, content=saved.content if saved else None)
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
            "once": "",
            "otherwise": row,
            "asked_at": reverse(asked_at, args=[reference, uuid]),
            "asked": "Sign-off" if asked_at == "screening:sign-off" else "Disagreement",
            "earlier_decision": queries.decision_for(request.user, reference, row.decision.uuid),
            "pieces": pieces_for_step(request.user, "sign-off"),
        },
    )


@require_http_methods(["GET", "POST"])
def close(request, reference):
    """A decided matter is closed, and says who has it now; what was planned stands beside what was done."""
    screening = queries.screening_for(request.user, reference)
    if request.method == "POST" and screening.consultation.closed_at:
        return redirect("concerns:consultation", reference=reference)
    require(rules.may_close(request.user, screening))
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_matter(request.user, screening=screening, who_has_it=form.cleaned_data["who_has_it"])
            messages.success(request, "Closed. The record stays readable for those who have a part in it.")
            return redirect("concerns:consultation", reference=reference)
        except actions.StepsLeft:
            form.add_error(
                None, "Steps are still to be taken. Mark each as done, or write why it is not needed, first."
            )
    return render(
        request,
        "screening/close.html",
        {"form": form, "reference": reference, "left": queries.steps_left(screening), "today": timezone.localdate()},
    )


@require_http_methods(["GET", "POST"])
def step_to(request, reference, uuid):
    """A step goes to a colleague, who may read the record from then on."""
    row = queries.step_for(request.user, reference, uuid)
    require(rules.may_take_step(request.user, row))
    colleagues = [
        p for p in colleagues_for(request.user, row.pathway.decision.screening.consultation) if p.pk != row.owner_id
    ]
    people = [(str(p.uuid), f"{p.name}, {p.job_title}" if p.job_title else p.name) for p in colleagues]
    form = StepToForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        to = next(p for p in colleagues if str(p.uuid) == form.cleaned_data["to"])
        actions.hand_over_step(request.user, step=row, to=to)
        messages.success(request, f"{to.name} has this step now.")
        return redirect("screening:decision", reference=reference)
    return render(request, "screening/step_to.html", {"form": form, "row": row, "reference": reference})


@require_POST
def step(request, reference, uuid):
    """A step of the pathway was taken."""
    row = queries.step_for(request.user, reference, uuid)
    form = StepForm(request.POST)
    if not form.is_valid():
        raise NotFound
    actions.take_step(request.user, step=row, note=form.cleaned_data["note"])
    messages.success(request, "Marked as done.")
    return redirect("screening:decision", reference=reference)
