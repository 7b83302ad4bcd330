"""Questions: asked from a page, from a consultation or on their own; answered; closed; and made a page for everybody."""

import uuid as uuids

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import Over, require
from kith.concerns.queries import consultation_for
from kith.decisions.half_typed import HalfTyped, half_typed
from kith.design.forms import chosen
from kith.people.words import choices_of

from .. import actions, queries, rules
from ..forms import AgreeForm, AnswerForm, AskForm, CloseForm, FeedbackForm, MakePageForm, PassOnForm
from ..words import AGREES, PAGE, WAITS, Stands


@require_GET
def home(request):
    """What one asked and what waits; the ways to times, reflections, joint work, one’s log, and who has experience."""
    person = request.user
    over = request.GET.get("show") == "over"
    page = Paginator(queries.asked_by(person, over=over), PAGE).get_page(request.GET.get("page"))
    coaches = rules.coaches(person)
    return render(
        request,
        "coaching/home.html",
        {
            "page": page,
            "over": over,
            "coaches": coaches,
            "waiting": list(queries.waiting_for(person)[:PAGE]),
            "answered": list(queries.answered_with(person)[:PAGE]) if coaches else [],
            "booked": list(queries.booked_by(person)[:PAGE]),
            "ahead": queries.bookings_ahead(person) if coaches else [],
            "joint": list(queries.joint_of(person)[:PAGE]),
            "counts": rules.sees_counts(person),
            "finds": rules.looks_for_experience(person),
        },
    )


@require_http_methods(["GET", "POST"])
def ask(request, reference=""):
    """A question to a specialist. The page from which one came is remembered; a consultation is one’s own to lead to."""
    person = request.user
    consultation = consultation_for(person, reference) if reference else None
    if consultation is not None:
        require(rules.may_ask_about(person, consultation))
    match = request.resolver_match
    half = HalfTyped(request, match.view_name, *match.kwargs.values(), remembers=("page", "colleague", "after"))
    if half.by_script:
        return half.kept()
    slug = half.opened_from("page")[:80]
    about = queries.shown_page(person, slug)
    register = queries.experience_at(person, half.key_opened_from("colleague"))
    after = queries.answered_question(person, half.key_opened_from("after"))
    coaches = queries.coaches_for(person)
    # What is asked back about an answer is about the same, and for whoever gave it.
    first = {"theme": after.theme, "chosen": str(after.taken_by.uuid)} if after else {}
    known = queries.known_of(person, consultation) if consultation else ()
    form = half.form(AskForm, coaches=coaches, known=known, initial=first)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        row = actions.ask_specialist(
            person,
            theme=said["theme"],
            text=said["text"],
            page=about.slug if about else "",
            consultation=consultation,
            chosen=chosen([one.person for one in coaches], said["chosen"]),
            colleague=register.person if register else None,
            after=after,
            once_key=request.POST.get("once", "") or uuids.uuid4().hex,
        )
        half.said()
        messages.success(request, "Your question waits for a specialist. You are told when it is answered.")
        return redirect("coaching:question", uuid=row.uuid)
    return render(
        request,
        "coaching/ask.html",
        {
            "form": form,
            "half": half,
            "about": about,
            "register": register,
            "after": after,
            "consultation": consultation,
            "coaches": coaches,
            "days": queries.settings_of(person.authority)["answer_days"],
            "asks": queries.sentences_of("ask-yourself"),
            "once": request.POST.get("once") or uuids.uuid4(),
        },
    )


@require_GET
def question(request, uuid):
    """One question with its answers, and what this reader may do with it."""
    person = request.user
    row = queries.question_for(person, uuid)
    making = queries.making_of(person, row)
    answers = rules.may_answer(person, row)
    feedback = queries.feedback_on(person, row)
    return render(
        request,
        "coaching/question.html",
        {
            "row": row,
            "mine": row.asked_by_id == person.pk,
            "answers": queries.answers_of(row),
            "page": queries.shown_page(person, row.page),
            "reference": queries.matter_of(person, row),
            "may_take": rules.may_take(person, row),
            "may_answer": answers,
            "may_pass_on": rules.may_pass_on(person, row),
            "may_close": rules.may_close(person, row),
            "may_ask_back": rules.may_ask_back(person, row),
            "after": queries.asked_back_about(person, row),
            "asked_on": queries.asked_on_from(person, row),
            "may_take_back": rules.may_take_back(person, row),
            "may_make": rules.may_make_page(person, row) and (making is None or making.page is None),
            "may_say": rules.may_say_how_it_was(person, row),
            "making": making,
            "made": queries.shown_page(person, making.shown_as) if making else None,
            "kept": queries.kept_for(person, row),
            "booked": queries.bookings_of(person, row),
            "free": queries.kept_free(person) if answers else [],
            "said": feedback.get(True),
            "heard": feedback.get(False),
            "agrees": dict((int(number), words) for number, words in AGREES),
            "waits": row.state in WAITS,
        },
    )


@require_POST
def take(request, uuid):
    """A specialist has the question from now on."""
    row = queries.question_for(request.user, uuid)
    actions.take_question(request.user, question=row)
    messages.success(request, "You have this question. Whoever asked is told.")
    return redirect("coaching:question", uuid=row.uuid)


@require_http_methods(["GET", "POST"])
def answer(request, uuid):
    """An answer in writing. What was answered stays."""
    person = request.user
    row = queries.question_for(person, uuid)
    if not rules.may_answer(person, row) and rules.coaches(person) and row.taken_by_id not in (None, person.pk):
        raise Over(f"{row.taken_by.name} has this question now.", "/coaching/")
    if row.taken_by_id == person.pk and row.state in (Stands.TAKEN_BACK, Stands.CLOSED):
        words = "was taken back" if row.state == Stands.TAKEN_BACK else "was closed"
        raise Over(f"This question {words} by whoever asked. Nobody waits for an answer any more.", "/coaching/")
    require(rules.may_answer(person, row))
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form = half.form(AnswerForm)
    if request.method == "POST" and form.is_valid():
        once = request.POST.get("once", "") or uuids.uuid4().hex
        actions.answer_question(person, question=row, text=form.cleaned_data["text"], once_key=once)
        half.said()
        messages.success(request, "Answered. It stands in your log with its theme.")
        return redirect("coaching:question", uuid=row.uuid)
    once = request.POST.get("once") or uuids.uuid4()
    where = {"form": form, "half": half, "row": row, "once": once, "reference": queries.matter_of(person, row)}
    return render(request, "coaching/answer.html", where)


@require_http_methods(["GET", "POST"])
def pass_on(request, uuid):
    """The question is for another specialist."""
    person = request.user
    row = queries.question_for(person, uuid)
    require(rules.may_pass_on(person, row))
    people = [one.person for one in queries.coaches_for(person) if rules.may_have(one.person, row)]
    form = PassOnForm(request.POST or None, people=choices_of(people))
    if request.method == "POST" and form.is_valid():
        to = chosen(people, form.cleaned_data["to"])
        actions.pass_question_on(person, question=row, to=to)
        messages.success(request, f"It is for {to.name} now, who is told.")
        return redirect("coaching:home")
    return render(request, "coaching/pass_on.html", {"form": form, "row": row, "people": people})


@require_http_methods(["GET", "POST"])
def close(request, uuid):
    """Whoever asked says what came of it."""
    person = request.user
    row = queries.question_for(person, uuid)
    if row.state != Stands.CLOSED:
        require(rules.may_close(person, row))
    else:
        require(row.asked_by_id == person.pk)
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form = half.form(CloseForm)
    if request.method == "POST" and form.is_valid():
        actions.close_question(person, question=row, came_of=form.cleaned_data["came_of"])
        half.said()
        messages.success(request, "Closed. Thank you for saying what came of it.")
        return redirect("coaching:question", uuid=row.uuid)
    return render(request, "coaching/close.html", {"form": form, "half": half, "row": row})


@require_POST
def take_back(request, uuid):
    """Whoever asked needs no answer any more."""
    row = queries.question_for(request.user, uuid)
    actions.take_question_back(request.user, question=row)
    messages.success(request, "Taken back. Nobody waits for it.")
    return redirect("coaching:question", uuid=row.uuid)


@require_http_methods(["GET", "POST"])
def how_it_was(request, uuid):
    """How it was, said by one of the two to the other."""
    person = request.user
    row = queries.question_for(person, uuid)
    require(rules.may_say_how_it_was(person, row))
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    said = queries.feedback_on(person, row).get(True)
    initial = {"useful": said.useful or "", "heard": said.heard or "", "line": said.line} if said else {}
    form = half.form(FeedbackForm, initial=initial)
    if request.method == "POST" and form.is_valid():
        numbers = {name: form.number(name) for name in ("useful", "heard")}
        actions.say_how_it_was(person, question=row, line=form.cleaned_data["line"], **numbers)
        half.said()
        messages.success(request, "Said. Only the two of you read it.")
        return redirect("coaching:question", uuid=row.uuid)
    return render(request, "coaching/feedback.html", {"form": form, "half": half, "row": row})


@require_http_methods(["GET", "POST"])
def make_page(request, uuid):
    """An answer in words for everybody: it names nobody, and a second person approves it as any page."""
    person = request.user
    row = queries.question_for(person, uuid)
    require(rules.may_make_page(person, row))
    making = queries.making_of(person, row)
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    answers = queries.answers_of(row)
    initial = {"first": "\n\n".join(one.text for one in answers)}
    if making is not None:
        initial = {name: getattr(making, name) for name in ("title", "asked", "first", "why")}
    form = half.form(MakePageForm, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("title", "asked", "first", "why")}
        try:
            made = actions.make_page(person, question=row, **said)
        except actions.NamesSomebody as fault:
            form.refuse(fault.found)
        else:
            half.said()
            if made.page is None:
                words = "The page keeps words of whoever asked. They are asked first, and you are told."
            else:
                words = "It waits for a second person. Once they approve it, everybody finds it."
            messages.success(request, words)
            return redirect("coaching:question", uuid=row.uuid)
    return render(
        request,
        "coaching/make_page.html",
        {"form": form, "half": half, "row": row, "answers": answers, "making": making},
    )


@require_POST
def begin_page(request, uuid):
    """After the asker’s yes the page is sent to a second person."""
    making = queries.making_for(request.user, uuid)
    actions.begin_agreed_page(request.user, making=making)
    messages.success(request, "It waits for a second person. Once they approve it, everybody finds it.")
    return redirect("coaching:question", uuid=uuid)


@require_http_methods(["GET", "POST"])
def agree(request, uuid):
    """Whoever asked says whether their own words may stand on a page."""
    person = request.user
    making = queries.making_for(person, uuid)
    require(rules.may_agree(person, making.question))
    form = AgreeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.answer_words(person, making=making, agreed=form.cleaned_data["answer"] == "yes")
        messages.success(request, "Thank you. Whoever answered you is told.")
        return redirect("coaching:question", uuid=uuid)
    return render(request, "coaching/agree.html", {"form": form, "making": making, "row": making.question})
