"""What came of it: the account, views, decisions, dissent, actions, minutes."""

import uuid as uuids

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kith.access.rules import require
from kith.design.documents import NoPdf, as_file, pdf
from kith.design.forms import chosen
from kith.people.words import choices_of

from .. import actions, queries, rules
from ..forms import AccountForm, ActionForm, DecisionForm, DissentForm, DoneForm, ViewForm
from .planning import shown_to
from .writing import page, write


def _back(row) -> dict:
    where = reverse("meetings:meeting", args=[row.uuid])
    return {"consultation": row.consultation, "back": where, "back_words": row.title}


@require_http_methods(["GET", "POST"])
def account(request, uuid):
    """What was seen, heard and agreed; the child’s own words apart; who was there."""
    row = queries.meeting_for(request.user, uuid)
    require(rules.may_write_account(request.user, row))
    seats, cleared, police_know = queries.seats_of(row), queries.is_cleared(row), queries.was_asked_about(row)
    last = next((one for one in queries.accounts_of(row) if not hasattr(one, "replaced_by")), None)
    names = ("seen", "heard", "agreed", "childs_words", "no_words_because")
    initial = {name: getattr(last, name) for name in names} if last is not None else {}

    def make(data):
        return AccountForm(
            data, initial=initial, seats=seats, visit=row.is_visit, cleared=cleared, police_know=police_know
        )

    writing = write(request, make, "account", row.uuid)
    if writing.kept:
        return writing.kept
    if writing.is_sent and writing.form.is_valid():
        try:
            actions.write_account(
                request.user,
                meeting=row,
                attendance=writing.form.attendance(),
                once_key=writing.once,
                without_because=writing.form.cleaned_data.get("without_because", ""),
                **writing.form.said(),
            )
            writing.half.said()
            messages.success(request, "Kept. Who took part is told.")
            return redirect("meetings:meeting", uuid=uuid)
        except actions.NoAnswer:
            # The answer was taken back while this was being written: the page asks for the reason now.
            cleared = False
            typed, writing.form = writing.form, make(request.POST)
            writing.form.add_error("without_because", "Write why it went ahead without an answer")
            del typed
    intro = ["What stands is kept; what you write here replaces it, and both can be read."] if last is not None else []
    return page(
        request,
        writing,
        title="What came of it",
        to=reverse("meetings:account", args=[uuid]),
        button="Keep it",
        intro=intro,
        **_back(row),
    )


@require_http_methods(["GET", "POST"])
def view(request, uuid):
    """One agency’s view, in its own words."""
    row = queries.meeting_for(request.user, uuid)
    seats = [seat for seat in queries.seats_of(row) if rules.may_write_view(request.user, seat)]
    require(bool(seats))
    initial = {"seat": str(seats[0].uuid), "view": seats[0].view} if len(seats) == 1 else {}

    def make(data):
        return ViewForm(data, initial=initial, seats=_seats(seats))

    writing = write(request, make, "view", row.uuid)
    if writing.kept:
        return writing.kept
    if writing.is_sent and writing.form.is_valid():
        seat = next(one for one in seats if str(one.uuid) == writing.form.cleaned_data["seat"])
        actions.keep_view(request.user, seat=seat, view=writing.form.cleaned_data["view"])
        writing.half.said()
        messages.success(request, "Kept.")
        return redirect("meetings:meeting", uuid=uuid)
    return page(
        request, writing, title="A view", to=reverse("meetings:view", args=[uuid]), button="Keep it", **_back(row)
    )


def _seats(seats) -> list[tuple[str, str]]:
    found = [(str(seat.uuid), seat.who) for seat in seats]
    return found if len(found) == 1 else [("", "Choose"), *found]


def _replaced(request, row):
    """The decision that a new one is to replace, where the page was opened from one."""
    try:
        key = uuids.UUID(request.POST.get("for") or request.GET.get("for") or "")
    except ValueError:
        return None
    found = queries.decision_for(request.user, key)
    require(found.meeting_id == row.pk and not hasattr(found, "replaced_by"))
    return found


@require_http_methods(["GET", "POST"])
def decide(request, uuid):
    """One decision of the meeting, with why."""
    row = queries.meeting_for(request.user, uuid)
    require(rules.may_decide(request.user, row))
    replaces = _replaced(request, row)
    initial = {"text": replaces.text, "set_aside": replaces.set_aside} if replaces is not None else {}
    writing = write(request, lambda data: DecisionForm(data, initial=initial), "decide", row.uuid)
    if writing.kept:
        return writing.kept
    if writing.is_sent and writing.form.is_valid():
        said = writing.form.cleaned_data
        actions.record_decision(request.user, meeting=row, once_key=writing.once, replaces=replaces, **said)
        writing.half.said()
        messages.success(request, "The decision is kept, with its reason.")
        return redirect("meetings:meeting", uuid=uuid)
    intro = ["It replaces this decision, which stays readable: " + replaces.text] if replaces is not None else []
    return page(
        request,
        writing,
        title="Record a decision",
        to=reverse("meetings:decide", args=[uuid]),
        button="Keep the decision",
        intro=intro,
        hidden_for=replaces.uuid if replaces is not None else "",
        **_back(row),
    )


@require_http_methods(["GET", "POST"])
def dissent(request, uuid):
    """Who sees a decision differently, by name."""
    decision = queries.decision_for(request.user, uuid)
    row = decision.meeting
    seats = [seat for seat in queries.seats_of(row) if rules.may_dissent(request.user, decision, seat)]
    require(bool(seats))
    initial = {"seat": str(seats[0].uuid)} if len(seats) == 1 else {}
    writing = write(
        request, lambda data: DissentForm(data, initial=initial, seats=_seats(seats)), "dissent", decision.uuid
    )
    if writing.kept:
        return writing.kept
    if writing.is_sent and writing.form.is_valid():
        seat = next(one for one in seats if str(one.uuid) == writing.form.cleaned_data["seat"])
        actions.keep_dissent(
            request.user,
            decision=decision,
            seat=seat,
            words=writing.form.cleaned_data["words"],
            once_key=writing.once,
        )
        writing.half.said()
        messages.success(request, "Kept beside the decision, by name.")
        return redirect("meetings:meeting", uuid=row.uuid)
    return page(
        request,
        writing,
        title="It is seen differently",
        to=reverse("meetings:dissent", args=[uuid]),
        button="Keep it",
        intro=["The decision: " + decision.text],
        **_back(row),
    )


@require_http_methods(["GET", "POST"])
def agree_action(request, uuid):
    """One action, with its owner and its day."""
    row = queries.meeting_for(request.user, uuid)
    require(rules.may_record(request.user, row))
    people = queries.owners_in(row)
    writing = write(request, lambda data: ActionForm(data, people=choices_of(people)), "action", row.uuid)
    if writing.kept:
        return writing.kept
    if writing.is_sent and writing.form.is_valid():
        said = writing.form.cleaned_data
        actions.agree_action(
            request.user,
            meeting=row,
            text=said["text"],
            owner=chosen(people, said["owner"]),
            due_on=said["due_on"],
            once_key=writing.once,
        )
        writing.half.said()
        messages.success(request, "Kept. Who does it is told.")
        return redirect("meetings:meeting", uuid=uuid)
    return page(
        request,
        writing,
        title="Add an action",
        to=reverse("meetings:agree-action", args=[uuid]),
        button="Add it",
        **_back(row),
    )


@require_http_methods(["GET", "POST"])
def action_done(request, uuid):
    """An action is done, with what came of it."""
    action = queries.action_for(request.user, uuid)
    if action.done_at is not None:
        return redirect("meetings:meeting", uuid=action.meeting.uuid)
    require(rules.may_finish_action(request.user, action))
    writing = write(request, lambda data: DoneForm(data), "done", action.uuid)
    if writing.kept:
        return writing.kept
    if writing.is_sent and writing.form.is_valid():
        actions.finish_action(request.user, action=action, note=writing.form.cleaned_data["note"])
        writing.half.said()
        messages.success(request, "Done. Who called the meeting is told.")
        return redirect("meetings:meeting", uuid=action.meeting.uuid)
    return page(
        request,
        writing,
        title="It is done",
        to=reverse("meetings:action-done", args=[uuid]),
        button="Mark as done",
        intro=[action.text],
        **_back(action.meeting),
    )


def _minutes(request, uuid) -> dict:
    row = queries.meeting_for(request.user, uuid)
    return {**shown_to(request.user, row), "reader": request.user, "made_at": timezone.now()}


@require_GET
def minutes(request, uuid):
    """The minutes on one page, to be read and printed with its marking, reader and time."""
    told = _minutes(request, uuid)
    actions.note_meeting_read(request.user, meeting=told["row"])
    return render(request, "meetings/minutes.html", told)


@require_GET
def minutes_pdf(request, uuid):
    """The minutes as a tagged PDF."""
    told = _minutes(request, uuid)
    try:
        content = pdf("meetings/minutes_document.html", told)
    except NoPdf as missing:
        messages.error(request, str(missing))
        return redirect("meetings:minutes", uuid=uuid)
    actions.take_minutes(request.user, meeting=told["row"])
    return as_file(content, "application/pdf", f"kith-{told['row'].reference}-minutes.pdf")
