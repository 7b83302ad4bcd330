"""Would this cut across anything? Asked before a step, answered without why."""

import uuid as uuids

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import NobodyThere, NotFound, require
from kith.concerns.queries import consultation_for, seen_among
from kith.decisions.half_typed import HalfTyped
from kith.design.forms import chosen
from kith.design.times import shown
from kith.people.queries import colleagues_of
from kith.people.words import choices_of
from kith.screening.queries import step_for

from .. import actions, queries, rules
from ..forms import AskForm, ColleagueForm, CutForm, ReasonForm
from ..words import Cut
from .writing import begun, page, write


def standing_words(question) -> str:
    """What stands now, as a sentence of one line."""
    if question.withdrawn_at:
        return "Withdrawn: the step is not taken"
    if question.stands == Cut.GO:
        return "Go ahead"
    if question.stands == Cut.WAIT:
        over = question.wait_until < timezone.localdate()
        day = f"{question.wait_until:%A} {question.wait_until.day} {question.wait_until:%B %Y}"
        return f"Wait until {day}{'. That day is over: ask again, or wait for a new answer' if over else ''}"
    if question.stands == Cut.SPEAK:
        return f"Speak to {question.to_agency.name} first"
    if question.stands == Cut.BACK:
        return "The last answer was taken back: do not act on it"
    if question.moved_at:
        return "The time changed, so an answer is awaited again"
    return "No answer yet"


def rows_of(questions) -> list[dict]:
    """Questions as lists show them: what stands, whether it waits, whether it is late."""
    today = timezone.localdate()
    return [
        {
            "question": row,
            "words": standing_words(row),
            "waits": row.withdrawn_at is None and row.stands in (None, Cut.BACK),
            "late": queries.is_late(row, today),
        }
        for row in questions
    ]


def _about(consultation) -> str:
    child = consultation.child
    if child is None:
        return ""
    born = f"born {child.birth_date.day} {child.birth_date:%B %Y}" if child.birth_date else ""
    return ", ".join(part for part in (child.name, born) if part)


def opened_from(request, half, name: str, find):
    """What the page was opened from, by its key, where there was one: `find(key)` gives it, or raises NotFound.

    What was only remembered, and is not there any more, is forgotten: the words that were half typed are not lost by it.
    """
    key = half.key_opened_from(name)
    if key is None:
        return None
    try:
        return find(key)
    except NotFound:
        if request.method == "POST" or name in request.GET:
            raise
        return None


def _meeting_asked_for(request, half, consultation):
    """The visit that the question is about, where the page was opened from one."""

    def find(key):
        found = queries.meeting_for(request.user, key)
        require(found.consultation_id == consultation.pk and rules.arranges(request.user, found))
        return found

    return opened_from(request, half, "for", find)


def step_asked_for(request, half, consultation):
    """The step of a pathway from which the page was opened, where there was one that its reader may read."""
    return opened_from(request, half, "step_of", lambda key: step_for(request.user, consultation.reference, key))


@require_http_methods(["GET", "POST"])
def ask_before(request, reference):
    """Police are asked before one step: which, when, where, who."""
    consultation = consultation_for(request.user, reference)
    require(rules.may_ask_before(request.user, consultation))
    half = begun(request, "ask-before", consultation.reference, "for", "step_of")
    about, of_step = _meeting_asked_for(request, half, consultation), step_asked_for(request, half, consultation)
    agencies = queries.police_of(request.user)
    steps = queries.visible_steps(request.user.authority_id)
    initial = {"about": _about(consultation)}
    if about is not None:
        who = "; ".join(seat.who for seat in queries.seats_of(about))
        initial |= {"what": about.purpose, "place": about.place, "who_goes": who, **shown("planned", about.starts_at)}

    def make(data):
        return AskForm(data, initial=initial, agencies=[(a.key, a.name) for a in agencies], steps=steps)

    writing = write(request, make, "ask-before", consultation.reference, half)
    if writing.kept:
        return writing.kept
    if writing.is_sent and writing.form.is_valid():
        said = writing.form.cleaned_data
        to = next(agency for agency in agencies if agency.key == said["to"])
        try:
            sent = actions.ask_before_step(
                request.user,
                consultation=consultation,
                to_agency=to,
                meeting=about,
                of_step=of_step,
                once_key=writing.once,
                planned_for=said["planned"],
                **{name: said[name] for name in ("step", "about", "what", "place", "who_goes")},
            )
            writing.half.said()
            messages.success(request, f"Sent to {to.name}. Wait for the answer before you act.")
            return redirect("meetings:before", uuid=sent.uuid)
        except NobodyThere as nobody:
            writing.form.add_error("to", str(nobody))
    return page(
        request,
        writing,
        consultation,
        template="meetings/ask_before.html",
        agencies=agencies,
        visit=about,
        of_step=of_step,
    )


def _half(request, question) -> HalfTyped:
    """Why one acts without an answer, begun on the page of the question."""
    return HalfTyped(request, "meetings:before-without", question.uuid)


def _page_of(request, question, half=None, **forms):
    """The page of one question with its forms, any of which may have been sent."""
    person, half = request.user, half or _half(request, question)
    ours = question.from_agency_id == person.agency_id
    answers = queries.answers_of(question)
    may_answer = rules.may_answer_question(person, question)
    colleagues = colleagues_of(person) if rules.may_give_question(person, question) else []
    found = {
        "cut": CutForm() if may_answer else None,
        "colleague": ColleagueForm(people=choices_of(colleagues), label="Who should answer it too?")
        if colleagues
        else None,
        "without": half.form(ReasonForm, sent=False) if rules.may_go_without(person, question) else None,
    } | forms
    return render(
        request,
        "meetings/before.html",
        {
            "row": rows_of([question])[0],
            "question": question,
            "marks": queries.marks_over(person, question.consultation),
            "step": dict(queries.visible_steps(question.authority_id)).get(question.step, question.step),
            "answers": answers,
            "taken": queries.taken_without(question),
            "ours": ours,
            "ring": queries.whom_to_speak_to(question) if question.stands == Cut.SPEAK else "",
            "reads_matter": bool(seen_among(person, [question.consultation])),
            "shows_visit": question.meeting is not None
            and question.meeting.subject in queries.subjects_known(person, [question.meeting.subject]),
            "may_take_back": rules.may_take_back(person, question),
            "may_withdraw": rules.may_withdraw_question(person, question),
            "may_plan": ours and question.meeting is None and rules.may_call(person, question.consultation),
            "once": uuids.uuid4(),
            "half": half,
            "forms": [form for form in found.values() if form is not None],
            **found,
        },
    )


@require_GET
def before(request, uuid):
    """One question: what step, when, where, who; and what the police answer."""
    question = queries.question_for(request.user, uuid)
    actions.note_question_read(request.user, question=question)
    return _page_of(request, question)


@require_POST
def answer_before(request, uuid):
    """The police answer, or change their answer."""
    question = queries.question_for(request.user, uuid)
    require(rules.may_answer_question(request.user, question))
    form = CutForm(request.POST)
    if form.is_valid():
        actions.answer_question(
            request.user,
            question=question,
            kind=form.cleaned_data["kind"],
            wait_until=form.cleaned_data["wait_until"],
            once_key=request.POST.get("once") or str(uuids.uuid4()),
        )
        messages.success(request, "Answered. Who asked is told.")
        return redirect("meetings:before", uuid=uuid)
    return _page_of(request, question, cut=form)


@require_POST
def take_back(request, uuid):
    """The answer that stands does not stand any more."""
    question = queries.question_for(request.user, uuid)
    once = request.POST.get("once") or str(uuids.uuid4())
    actions.take_back(request.user, question=question, once_key=once)
    messages.success(request, "Taken back. Who asked is told not to act on it.")
    return redirect("meetings:before", uuid=uuid)


@require_POST
def before_colleague(request, uuid):
    """A colleague of the police answers it too."""
    question = queries.question_for(request.user, uuid)
    require(rules.may_give_question(request.user, question))
    colleagues = colleagues_of(request.user)
    form = ColleagueForm(request.POST, people=choices_of(colleagues), label="Who should answer it too?")
    if form.is_valid():
        to = chosen(colleagues, form.cleaned_data["to"])
        if to is None:
            raise NotFound
        actions.give_question(request.user, question=question, to=to)
        messages.success(request, f"{to.name} can answer it too.")
        return redirect("meetings:before", uuid=uuid)
    return _page_of(request, question, colleague=form)


@require_POST
def withdraw_before(request, uuid):
    """The step is not taken after all."""
    actions.withdraw_question(request.user, question=queries.question_for(request.user, uuid))
    messages.success(request, "Withdrawn. Who was asked is told.")
    return redirect("meetings:before", uuid=uuid)


@require_POST
def before_without(request, uuid):
    """The step is taken without the answer to go ahead, with a reason."""
    question = queries.question_for(request.user, uuid)
    require(rules.may_go_without(request.user, question))
    half = _half(request, question)
    if half.by_script:
        return half.kept()
    form = half.form(ReasonForm)
    if form.is_valid():
        actions.go_without(
            request.user,
            question=question,
            because=form.cleaned_data["because"],
            once_key=request.POST.get("once") or str(uuids.uuid4()),
        )
        half.said()
        messages.success(request, "Kept with your name. Who was asked is told.")
        return redirect("meetings:before", uuid=uuid)
    return _page_of(request, question, half=half, without=form)


def back_to_matter(consultation) -> tuple[str, str]:
    """The way back to the list of one matter."""
    return reverse("meetings:of-matter", args=[consultation.reference]), "Visits and meetings"
