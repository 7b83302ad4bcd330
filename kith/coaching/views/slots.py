"""Times for coaching: offered, booked, moved, cancelled."""

import uuid as uuids

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import require
from kith.design.forms import chosen
from kith.design.templatetags.design import day_and_time

from .. import actions, queries, rules
from ..forms import BookForm, MoveForm, SlotForm, WordForm
from ..words import PAGE, For


@require_GET
def slots(request):
    """Times that can be booked, one’s own bookings, and for specialists their own times."""
    person = request.user
    page = Paginator(queries.free_slots(person), PAGE).get_page(request.GET.get("page"))
    coaches = rules.may_offer(person)
    return render(
        request,
        "coaching/slots.html",
        {
            "page": page,
            "booked": list(queries.booked_by(person)[:PAGE]),
            "own": list(queries.own_slots(person)[: 4 * PAGE]) if coaches else [],
            "coaches": coaches,
        },
    )


@require_http_methods(["GET", "POST"])
def offer(request):
    """Times that one offers, also weekly."""
    require(rules.may_offer(request.user))
    form = SlotForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.offer_slots(
                request.user,
                times=form.times(),
                place=form.cleaned_data["place"],
                once_key=(request.POST.get("once", "") or uuids.uuid4().hex)[:40],
            )
        except actions.Clashes as clash:
            form.add_error(
                "starts_on", f"Another time of yours stands there: {day_and_time(clash.starts_at)}. Nothing was kept"
            )
        else:
            number = len(made)
            messages.success(request, f"{number} time{' is' if number == 1 else 's are'} offered.")
            return redirect("coaching:slots")
    return render(request, "coaching/offer.html", {"form": form, "once": request.POST.get("once") or uuids.uuid4()})


def _choices(person, row):
    """What a time may be booked for: a talk; a question of one’s own that is open; joint work with this specialist."""
    questions = list(queries.asked_by(person)[:10])
    joint = [one for one in queries.joint_of(person) if row.specialist_id in (one.worker_id, one.specialist_id)][:10]
    choices = [(str(For.TALK), For.TALK.label)]
    choices += [
        (f"q:{one.uuid}", f"My question of {day_and_time(one.asked_at)}: {one.get_theme_display()}")
        for one in questions
    ]
    choices += [(f"j:{one.uuid}", f"{For.JOINT.label}, agreed {day_and_time(one.agreed_at)}") for one in joint]
    return choices, questions, joint


@require_http_methods(["GET", "POST"])
def slot(request, uuid):
    """One time: to book, or what was booked."""
    person = request.user
    row = queries.slot_for(person, uuid)
    there = row.standing[0] if row.standing else None
    choices, questions, joint = _choices(person, row)
    if row.kept_for is not None:
        choices = [(f"q:{row.kept_for.uuid}", For.QUESTION.label)]
        questions = [row.kept_for]
    form = BookForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data["what_for"]
        kind, _, key = said.partition(":")
        try:
            actions.book_slot(
                person,
                slot=row,
                what_for=For.JOINT if kind == "j" else For.TALK,
                question=chosen(questions, key) if kind == "q" else None,
                joint=chosen(joint, key) if kind == "j" else None,
            )
        except actions.AlreadyBooked:
            messages.info(request, "Somebody booked this time a moment before. Choose another.")
            return redirect("coaching:slots")
        messages.success(request, "Booked. It stands in your calendar.")
        return redirect("coaching:slot", uuid=row.uuid)
    mine = there is not None and there.by_id == person.pk
    runs = row.specialist_id == person.pk
    return render(
        request,
        "coaching/slot.html",
        {
            "row": row,
            "there": there if mine or runs else None,
            "cancelled": queries.cancelled_last(person, row),
            "taken": there is not None,
            "runs": runs,
            "form": form,
            "may_book": there is None and rules.may_book(person, row),
            "may_change": rules.may_change_slot(person, row),
            "may_cancel": there is not None and (mine or runs) and rules.may_cancel(person, there),
            "sees_question": there is not None and there.question is not None and (mine or runs),
            "conventions": queries.sentences_of("coaching"),
        },
    )


@require_http_methods(["GET", "POST"])
def cancel(request, uuid):
    """A booking is cancelled, with a word to the other."""
    person = request.user
    row = queries.booking_for(person, uuid)
    require(rules.may_cancel(person, row) or row.cancelled_by_id == person.pk)
    form = WordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.cancel_booking(person, booking=row, word=form.cleaned_data["word"])
        messages.success(request, "Cancelled. The other is told.")
        return redirect("coaching:slots")
    return render(request, "coaching/cancel.html", {"form": form, "row": row})


@require_http_methods(["GET", "POST"])
def move(request, uuid):
    """A time of one’s own is then and there."""
    person = request.user
    row = queries.slot_for(person, uuid)
    require(rules.may_change_slot(person, row))
    form = MoveForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        starts_at, ends_at = form.times()
        try:
            actions.move_slot(person, slot=row, starts_at=starts_at, ends_at=ends_at, place=form.cleaned_data["place"])
        except actions.Clashes as clash:
            form.add_error("starts_on", f"Another time of yours stands there: {day_and_time(clash.starts_at)}")
        else:
            messages.success(request, "Changed. Whoever booked it is told.")
            return redirect("coaching:slot", uuid=row.uuid)
    return render(request, "coaching/move.html", {"form": form, "row": row})


@require_POST
def withdraw(request, uuid):
    """A time of one’s own is offered no more."""
    row = queries.slot_for(request.user, uuid)
    actions.withdraw_slot(request.user, slot=row)
    messages.success(request, "It is offered no more.")
    return redirect("coaching:slots")


@require_POST
def offer_for(request, uuid):
    """A free time of one’s own is the answer to a question: kept for whoever asked."""
    person = request.user
    row = queries.question_for(person, uuid)
    require(rules.may_answer(person, row))
    free = chosen(queries.kept_free(person), request.POST.get("slot", ""))
    if free is None:
        messages.info(request, "That time is not free any more. Choose another.")
    else:
        actions.offer_slot_for(person, slot=free, question=row)
        messages.success(request, "Offered. It is kept for whoever asked, who is told.")
    return redirect("coaching:question", uuid=row.uuid)
