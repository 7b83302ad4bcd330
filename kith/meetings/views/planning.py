"""Planning a visit, calling a meeting, inviting, answering, changing and cancelling."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import NobodyThere, NotFound, require
from kith.concerns.queries import consultation_for, seen_among
from kith.design.fields import whole
from kith.design.forms import chosen
from kith.design.templatetags.design import day_and_time
from kith.people.queries import setting_of
from kith.people.words import choices_of

from .. import actions, queries, rules
from ..actions import PLAN
from ..forms import ChangeForm, ColleagueForm, InviteForm, PlanForm, ReasonForm, ReplyForm
from ..words import Attendance, Kind, Reply
from .before import opened_from, rows_of, step_asked_for
from .writing import begun, page, write

TITLES = {
    Kind.VISIT: "Plan a joint visit",
    Kind.STRATEGY: "Call a strategy discussion",
    Kind.PROFESSIONALS: "Call a professionals’ meeting",
}


def _lead(key: str, people, agencies):
    """Who leads, as chosen: nobody named means who plans it."""
    kind, _, name = key.partition(":")
    if kind == "person":
        return chosen(people, name)
    return next((agency for agency in agencies if kind == "agency" and agency.key == name), None)


def _asked(request, half, consultation):
    """The question before this step from which the visit is planned, where there is one."""
    return opened_from(request, half, "asked", lambda key: queries.question_to_plan(request.user, consultation, key))


def _plan(request, reference, kind):
    consultation = consultation_for(request.user, reference)
    person = request.user
    require(rules.may_call(person, consultation))
    people, agencies = queries.to_invite(person)
    people = [one for one in people if one.pk != person.pk]
    half = begun(request, f"plan-{kind}", consultation.reference, "asked", "step_of")
    question = _asked(request, half, consultation) if kind == Kind.VISIT else None
    of_step = step_asked_for(request, half, consultation)
    initial = {"purpose": question.what, "place": question.place} if question is not None else {}

    def make(data):
        return PlanForm(
            data,
            initial=initial,
            visit=kind == Kind.VISIT,
            me=f"I lead it ({person.name})",
            people=choices_of(people),
            agencies=[(agency.key, agency.name) for agency in agencies],
        )

    writing = write(request, make, f"plan-{kind}", consultation.reference, half)
    if writing.kept:
        return writing.kept
    if writing.is_sent and writing.form.is_valid():
        said = writing.form.cleaned_data
        (starts, ends), *others = writing.form.times()
        guest = chosen(people, said.get("person") or "")
        try:
            made = actions.call_meeting(
                person,
                consultation=consultation,
                kind=kind,
                starts_at=starts,
                ends_at=ends,
                times=others,
                once_key=writing.once,
                lead=_lead(said["lead"], people, agencies),
                people=[guest] if guest is not None else [],
                agencies=[agency for agency in agencies if agency.key in said.get("agencies", [])],
                office=said["office"],
                question=question,
                of_step=of_step,
                will_say=said.get("will_say", ""),
                will_not_say=said.get("will_not_say", ""),
                **{name: said[name] for name in PLAN if name in said},
            )
            writing.half.said()
            messages.success(request, "Planned. Who is invited is told.")
            return redirect("meetings:meeting", uuid=made.uuid)
        except NobodyThere as nobody:
            writing.form.add_error("agencies" if "agencies" in writing.form.fields else None, str(nobody))
    return page(
        request,
        writing,
        consultation,
        template="meetings/plan.html",
        title=TITLES[kind],
        visit=kind == Kind.VISIT,
        to=reverse(f"meetings:{ROUTES[kind]}", args=[reference]),
        asked=question,
        of_step=of_step,
    )


ROUTES = {Kind.VISIT: "plan-visit", Kind.STRATEGY: "call-strategy", Kind.PROFESSIONALS: "call-professionals"}


@require_http_methods(["GET", "POST"])
def plan_visit(request, reference):
    """A joint visit is planned about one consultation."""
    return _plan(request, reference, Kind.VISIT)


@require_http_methods(["GET", "POST"])
def call_strategy(request, reference):
    """A strategy discussion is called about one consultation."""
    return _plan(request, reference, Kind.STRATEGY)


@require_http_methods(["GET", "POST"])
def call_professionals(request, reference):
    """A professionals’ meeting is called about one consultation."""
    return _plan(request, reference, Kind.PROFESSIONALS)


def shown_to(person, row) -> dict:
    """Everything that stands about one meeting, for its reader."""
    seats = queries.seats_of(row)
    questions = rows_of(queries.questions_of_meeting(person, row)) if row.is_visit else []
    return {
        "row": row,
        "seats": seats,
        "there": [seat for seat in seats if seat.attendance],
        "attended": Attendance.ATTENDED,
        "views": [seat for seat in seats if seat.view],
        "questions": questions,
        "accounts": queries.accounts_of(row),
        "decisions": queries.decisions_of(row),
        "actions": queries.actions_in(row),
        "changes": queries.changes_of(row),
        "marking": setting_of(row.authority, "marking"),
        "marks": queries.marks_over(person, row.consultation),
    }


@require_GET
def meeting(request, uuid):
    """One visit or meeting: plan, who comes, what came of it."""
    person = request.user
    row = queries.meeting_for(person, uuid)
    actions.note_meeting_read(person, meeting=row)
    told = shown_to(person, row)
    seat = queries.seat_of(person, row)
    arranges, may_change = rules.arranges(person, row), rules.may_change(person, row)
    may_write = rules.may_write_account(person, row)
    return render(
        request,
        "meetings/meeting.html",
        {
            **told,
            "times": queries.times_of(row),
            "taken": queries.taken_unasked(person, row),
            "seat": seat,
            "waiting": Reply.WAITING,
            "reads_matter": bool(seen_among(person, [row.consultation])),
            "arranges": arranges,
            "may_change": may_change,
            "may_reply": seat is not None and rules.may_reply(person, seat),
            "may_write": may_write,
            "may_decide": may_write and not row.is_visit,
            "may_view": not row.is_visit and row.cancelled_at is None and (seat is not None or arranges),
            "may_dissent": not row.is_visit and (seat is not None or may_write),
            "cleared": queries.is_cleared(row),
        },
    )


@require_http_methods(["GET", "POST"])
def change(request, uuid):
    """The plan or the time change, with a reason; a colleague’s change in between is shown beside."""
    row = queries.meeting_for(request.user, uuid)
    require(rules.may_change(request.user, row))
    writing = write(request, lambda data: ChangeForm(data, meeting=row), "change", row.uuid)
    if writing.kept:
        return writing.kept
    stands, theirs = row.version, []
    if writing.is_sent:
        stands = whole(request.POST.get("stands"))
        if writing.form.is_valid():
            starts, ends = writing.form.times()
            try:
                actions.change_meeting(
                    request.user,
                    meeting=row,
                    version=stands,
                    because=writing.form.cleaned_data["because"],
                    starts_at=starts,
                    ends_at=ends,
                    **writing.form.plan(),
                )
                writing.half.said()
                messages.success(request, "Changed. Who is invited is told.")
                return redirect("meetings:meeting", uuid=uuid)
            except actions.Moved as moved:
                stands = moved.meeting.version
                theirs = _beside(moved.meeting, writing.form)
    return page(
        request,
        writing,
        row.consultation,
        template="meetings/change.html",
        row=row,
        stands=stands,
        theirs=theirs,
    )


def _beside(now, form) -> list[tuple[str, str, str]]:
    """What a colleague made of the plan, beside what was typed here: label, theirs, typed."""
    pairs = [(form[name].label, getattr(now, name), text) for name, text in form.plan().items()]
    pairs.append(("When", day_and_time(now.starts_at), day_and_time(form.times()[0])))
    return [pair for pair in pairs if pair[1] != pair[2]]


@require_http_methods(["GET", "POST"])
def cancel(request, uuid):
    """It does not take place."""
    row = queries.meeting_for(request.user, uuid)
    if row.cancelled_at is not None and rules.arranges(request.user, row):
        return redirect("meetings:meeting", uuid=uuid)
    require(rules.may_change(request.user, row))
    writing = write(request, lambda data: ReasonForm(data), "cancel", row.uuid)
    if writing.kept:
        return writing.kept
    if writing.is_sent and writing.form.is_valid():
        actions.cancel_meeting(request.user, meeting=row, because=writing.form.cleaned_data["because"])
        writing.half.said()
        messages.success(request, "Cancelled. Who is invited is told, and calendars learn of it.")
        return redirect("meetings:meeting", uuid=uuid)
    return page(
        request,
        writing,
        row.consultation,
        title="Cancel it",
        back=reverse("meetings:meeting", args=[uuid]),
        back_words=row.title,
        to=reverse("meetings:cancel", args=[uuid]),
        button="Cancel it",
        warning=True,
        intro=[f"{row.title}, {day_and_time(row.starts_at)}. Who is invited reads the reason."],
    )


@require_http_methods(["GET", "POST"])
def invite(request, uuid):
    """Somebody else is invited too."""
    row = queries.meeting_for(request.user, uuid)
    require(rules.may_change(request.user, row))
    people, agencies = queries.to_invite(request.user, row)
    named = [(agency.key, agency.name) for agency in agencies]
    form = InviteForm(request.POST or None, people=choices_of(people), agencies=named)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        guest = chosen(people, said.get("person") or "")
        try:
            actions.invite(
                request.user,
                meeting=row,
                people=[guest] if guest is not None else [],
                agencies=[agency for agency in agencies if agency.key in said.get("agencies", [])],
                office=said["office"],
            )
            messages.success(request, "Invited.")
            return redirect("meetings:meeting", uuid=uuid)
        except NobodyThere as nobody:
            form.add_error("agencies", str(nobody))
    return render(
        request,
        "meetings/write.html",
        {
            "form": form,
            "title": "Invite somebody",
            "marks": queries.marks_over(request.user, row.consultation),
            "back": reverse("meetings:meeting", args=[uuid]),
            "back_words": row.title,
            "to": reverse("meetings:invite", args=[uuid]),
            "button": "Invite",
            "intro": ["They read this visit or meeting, and nothing of the consultation."],
        },
    )


def _own_seat(request, row):
    seat = queries.seat_of(request.user, row)
    if seat is None or not rules.may_reply(request.user, seat):
        raise NotFound
    return seat


@require_http_methods(["GET", "POST"])
def reply(request, uuid):
    """One’s own answer: whether one comes, which times suit, what one will and will not say."""
    row = queries.meeting_for(request.user, uuid)
    seat = _own_seat(request, row)
    times = queries.times_of(row)
    choices = [(str(time.uuid), day_and_time(time.starts_at)) for time in times]
    initial = {
        "reply": seat.reply if seat.reply != Reply.WAITING else None,
        "reply_words": seat.reply_words,
        "will_say": seat.will_say,
        "will_not_say": seat.will_not_say,
        "suits": [str(time.uuid) for time in times if seat.pk in {one.seat_id for one in time.suits.all()}],
    }
    colleagues = queries.to_pass_to(request.user, row)

    def make(data):
        return ReplyForm(data, initial=initial, times=choices, visit=row.is_visit)

    writing = write(request, make, "reply", seat.uuid)
    if writing.kept:
        return writing.kept
    if writing.is_sent and writing.form.is_valid():
        said = writing.form.cleaned_data
        offered = (said["other"], said["other"] + (row.ends_at - row.starts_at)) if said["other"] else None
        actions.reply_to(
            request.user,
            seat=seat,
            reply=said["reply"],
            words=said["reply_words"],
            will_say=said.get("will_say", ""),
            will_not_say=said.get("will_not_say", ""),
            suits=[time for time in times if str(time.uuid) in said.get("suits", [])],
            offered=offered,
        )
        writing.half.said()
        messages.success(request, "Your answer is kept.")
        return redirect("meetings:meeting", uuid=uuid)
    return page(
        request,
        writing,
        row.consultation,
        template="meetings/reply.html",
        row=row,
        colleague=ColleagueForm(people=choices_of(colleagues), label="Who goes instead?") if colleagues else None,
    )


@require_POST
def pass_seat(request, uuid):
    """A colleague of the same agency goes instead."""
    row = queries.meeting_for(request.user, uuid)
    seat = _own_seat(request, row)
    colleagues = queries.to_pass_to(request.user, row)
    form = ColleagueForm(request.POST, people=choices_of(colleagues), label="Who goes instead?")
    if form.is_valid():
        to = chosen(colleagues, form.cleaned_data["to"])
        actions.pass_seat(request.user, seat=seat, to=to)
        messages.success(request, f"{to.name} goes instead. You read it no longer by this invitation.")
        return redirect("meetings:mine")
    return render(
        request,
        "meetings/write.html",
        {
            "form": form,
            "title": "A colleague goes instead",
            "back": reverse("meetings:reply", args=[uuid]),
            "back_words": "Your answer",
            "to": reverse("meetings:pass-seat", args=[uuid]),
            "button": "Pass it to them",
        },
    )


@require_POST
def end_seat(request, uuid):
    """Somebody is not invited any more."""
    seat = queries.seat_for(request.user, uuid, ended=True)
    actions.end_seat(request.user, seat=seat)
    messages.success(request, "They are not invited any more.")
    return redirect("meetings:meeting", uuid=seat.meeting.uuid)


@require_POST
def take_time(request, uuid):
    """An offered time becomes the time."""
    time = queries.time_for(request.user, uuid)
    actions.take_time(request.user, time=time)
    messages.success(request, "That is the time now. Who is invited is told.")
    return redirect("meetings:meeting", uuid=time.meeting.uuid)
