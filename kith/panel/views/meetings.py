"""One meeting: its list, who came, each agency’s view, what was decided; the pack before it and the minutes after."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import require
from kith.decisions.half_typed import half_typed
from kith.design.documents import NoPdf, as_file, pdf
from kith.design.icalendar_files import MEDIA_TYPE, invitation_of
from kith.design.word_files import WORD
from kith.people.queries import agencies_of, setting_of

from .. import actions, queries, rules
from ..diary import entry_of
from ..documents import minutes_docx
from ..forms import AttendanceForm, BecauseForm, DecideForm, MeetingForm, ViewForm
from ..words import Outcome, Paper
from .pages import form_page, once_of, to_meeting


def _marking(row) -> str:
    return setting_of(row.panel.authority, "marking")


@require_GET
def meeting(request, uuid):
    """One meeting with the cases on its list that this person sees."""
    person = request.user
    row = queries.meeting_for(person, uuid)
    items = queries.items_of(person, row)
    marks = queries.marks_of_cases(person, [item.case for item in items])
    actions.note_meeting(person, meeting=row, items=items)
    leads = rules.may_run(person, row)
    led = queries.led_among(person, items)
    attended = queries.attendance_of(row)
    members = queries.members_at(row)
    today = timezone.localdate()
    return render(
        request,
        "panel/meeting.html",
        {
            "meeting": row,
            "marking": _marking(row),
            "items": [
                {
                    "item": item,
                    "came": _of_social_worker(attended, item),
                    "marks": marks.get(item.case_id, []),
                    "may_decide": leads and row.on <= today and item.pk in led,
                }
                for item in items
            ],
            "members": [(member, attended.get((member.person_id, None))) for member in members],
            "is_said": bool(attended),
            "quorum": queries.quorum_at(row),
            "leads": leads,
            "has_come": row.on <= today,
            "openings": queries.openings_of(person, row) if leads else [],
            "left": queries.not_recorded(person, row) if leads and not row.held_at else [],
            "sits": row.panel_id in queries.sits_on(person),
            "may_move": leads and rules.may_move(person, row),
            "in_calendar": entry_of(row).title if queries.is_invited(person, row) else "",
        },
    )


@require_GET
def invitation(request, uuid):
    """One meeting for one’s calendar: a kind, a reference and a time; called off, to be taken out of it."""
    row = queries.invitation_for(request.user, uuid)
    actions.take_invitation(request.user, meeting=row)
    entry = entry_of(row)
    return as_file(invitation_of(entry), MEDIA_TYPE, f"{entry.reference}.ics")


@require_http_methods(["GET", "POST"])
def move(request, uuid):
    """The meeting is at another time or place; its list stays."""
    row = queries.meeting_for(request.user, uuid)
    require(rules.may_move(request.user, row))
    stands = {"on": row.on, "at": row.at, "until": row.until, "place": row.place}
    form = MeetingForm(request.POST or None, initial=stands)
    if request.method == "POST" and form.is_valid():
        try:
            actions.move_meeting(request.user, meeting=row, **form.cleaned_data)
            messages.success(request, "Kept. Who is invited is told, and calendars learn of it.")
            return redirect("panel:meeting", uuid=uuid)
        except actions.AlreadyThere as known:
            form.add_error("on", str(known))
    return form_page(
        request,
        form,
        title="Move the meeting",
        back=to_meeting(row),
        button="Keep",
        lines=["The cases stay on its list, and its members and the social workers who are invited are told."],
    )


def _of_social_worker(attended, item):
    return next((row for (_, key), row in attended.items() if key == item.pk), None)


@require_http_methods(["GET", "POST"])
def attendance(request, uuid):
    """Who came."""
    row = queries.meeting_for(request.user, uuid)
    require(rules.may_run(request.user, row) and row.on <= timezone.localdate())
    known = queries.attendance_of(row)
    members, items = queries.members_at(row), queries.items_of(request.user, row)
    stands = {f"m-{one.uuid}": known[(one.person_id, None)].how for one in members if (one.person_id, None) in known}
    for item in items:
        came = _of_social_worker(known, item)
        if came is not None:
            stands[f"i-{item.uuid}"] = came.how
    data = request.POST if request.method == "POST" else None
    form = AttendanceForm(data, initial=stands, members=members, items=items)
    if request.method == "POST" and form.is_valid():
        came, workers = form.said()
        actions.record_attendance(request.user, meeting=row, members=came, social_workers=workers)
        messages.success(request, "Kept. What you left open can be said later.")
        return redirect("panel:meeting", uuid=uuid)
    return form_page(request, form, title="Who came", back=to_meeting(row), button="Keep")


@require_POST
def held(request, uuid):
    """The meeting counts as held."""
    row = queries.meeting_for(request.user, uuid)
    try:
        actions.hold_meeting(request.user, meeting=row)
        messages.success(request, "The meeting counts as held.")
    except actions.NotWhole as missing:
        messages.error(request, f"Say first whether they came: {', '.join(missing.left)}.")
    return redirect("panel:meeting", uuid=uuid)


@require_http_methods(["GET", "POST"])
def call_off(request, uuid):
    """The meeting is off."""
    if off := queries.called_off_before(request.user, uuid):
        messages.success(request, "The meeting is off.")
        return redirect("panel:panel", uuid=off.panel.uuid)
    row = queries.meeting_for(request.user, uuid)
    require(rules.may_run(request.user, row) and row.held_at is None)
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form = half.form(BecauseForm)
    if request.method == "POST" and form.is_valid():
        actions.call_off_meeting(request.user, meeting=row, because=form.cleaned_data["because"])
        half.said()
        messages.success(request, "The meeting is off. Its cases wait for another; put them on its list.")
        return redirect("panel:panel", uuid=row.panel.uuid)
    return form_page(request, form, title="Call the meeting off", back=to_meeting(row), button="Call it off", half=half)


@require_http_methods(["GET", "POST"])
def view(request, uuid):
    """An agency’s view of one case."""
    item = queries.item_for(request.user, uuid)
    # Who sees the item says their own agency’s view; who leads the case writes down what another said.
    leads = rules.leads(request.user, item.case)
    agencies = [one for one, _ in agencies_of(request.user) if leads or one.pk == request.user.agency_id]
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    choices = {"agency": [(one.key, one.name) for one in agencies]}
    form = half.form(ViewForm, choices=choices)
    if request.method == "POST" and form.is_valid():
        agency = next(one for one in agencies if one.key == form.cleaned_data["agency"])
        actions.record_view(
            request.user, item=item, agency=agency, text=form.cleaned_data["text"], once_key=once_of(request)
        )
        half.said()
        messages.success(request, f"Kept as the view of {agency.name}.")
        return redirect("panel:meeting", uuid=item.meeting.uuid)
    return form_page(
        request,
        form,
        title=f"A view on {item.case.reference}",
        back=to_meeting(item.meeting),
        about=item.case,
        button="Keep the view",
        once=once_of(request),
        half=half,
        marking=_marking(item.meeting),
        lines=["Everybody who may read this case reads it, under the agency’s name, and it stands in the minutes."],
    )


@require_http_methods(["GET", "POST"])
def decide(request, uuid):
    """What the panel decided on one case."""
    item = queries.item_for(request.user, uuid)
    require(rules.may_decide(request.user, item))
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    quorum = queries.quorum_at(item.meeting)
    outcomes = queries.outcomes_at(request.user, item)
    agencies = {one.person.agency_id: one.person.agency for one in queries.members_at(item.meeting)}
    reasons = queries.exit_reasons(item.case.authority_id).items() if Outcome.END in outcomes else []
    choices: dict = {
        "outcome": [(one.value, one.label) for one in outcomes],
        "exit_reason": list(reasons),
    }
    form = half.form(DecideForm, choices=choices, agencies=agencies.values(), quorate=quorum.is_one)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide(
                request.user,
                item=item,
                outcome=form.cleaned_data["outcome"],
                reason=form.cleaned_data["reason"],
                once_key=once_of(request),
                dissents=form.dissents(),
                **form.about(),
            )
            half.said()
            messages.success(request, "The decision is kept, with its reasons.")
            return redirect("panel:meeting", uuid=item.meeting.uuid)
        except actions.Overtaken:
            form.add_error(
                "outcome", "This was decided meanwhile, and what you chose no longer fits. Open the page again"
            )
        except actions.NoQuorum as missing:
            form.add_error(None, f"There is no quorum: {'; '.join(missing.missing)}. Record who came first")
    lines = [f"There: {', '.join(quorum.there)}." if quorum.there else "Nobody is recorded as there."]
    lines.append("It is a quorum." if quorum.is_one else f"No quorum. Missing: {'; '.join(quorum.missing)}.")
    return form_page(
        request,
        form,
        title=f"Decide on {item.case.reference}",
        back=to_meeting(item.meeting),
        about=item.case,
        button="Keep the decision",
        once=once_of(request),
        half=half,
        marking=_marking(item.meeting),
        lines=lines,
    )


def _pack(request, pack) -> dict:
    row = pack.meeting
    return {
        "pack": pack,
        "meeting": row,
        "marking": _marking(row),
        "reader": request.user,
        "made_at": timezone.now(),
    }


@require_GET
def pack(request, uuid):
    """The reader’s own pack, as they may read it now."""
    row = queries.meeting_for(request.user, uuid)
    made = actions.open_pack(request.user, meeting=row, how=Paper.PAGE)
    return render(request, "panel/pack.html", _pack(request, made))


@require_GET
def pack_pdf(request, uuid):
    """The same as a tagged PDF, with the reader, the time and the marking on each page."""
    row = queries.meeting_for(request.user, uuid)
    made = actions.open_pack(request.user, meeting=row, how=Paper.PDF)
    try:
        content = pdf("panel/pack_document.html", _pack(request, made))
    except NoPdf as missing:
        messages.error(request, str(missing))
        return redirect("panel:pack", uuid=uuid)
    return as_file(content, "application/pdf", f"kith-panel-pack-{row.on:%Y-%m-%d}.pdf")


def _minutes(request, row, items) -> dict:
    attended = queries.attendance_of(row)
    marks = queries.marks_of_cases(request.user, [item.case for item in items])
    return {
        "meeting": row,
        "items": [
            {"item": item, "came": _of_social_worker(attended, item), "marks": marks.get(item.case_id, [])}
            for item in items
        ],
        "members": [(member, attended.get((member.person_id, None))) for member in queries.members_at(row)],
        "quorum": queries.quorum_at(row),
        "marking": _marking(row),
        "reader": request.user,
        "made_at": timezone.now(),
    }


@require_GET
def minutes(request, uuid):
    """The minutes of the cases that the reader sees."""
    row = queries.meeting_for(request.user, uuid)
    items = actions.read_minutes(request.user, meeting=row, how="page")
    return render(request, "panel/minutes.html", _minutes(request, row, items))


@require_GET
def minutes_pdf(request, uuid):
    """The same as a tagged PDF."""
    row = queries.meeting_for(request.user, uuid)
    items = actions.read_minutes(request.user, meeting=row, how="pdf")
    try:
        content = pdf("panel/minutes_document.html", _minutes(request, row, items))
    except NoPdf as missing:
        messages.error(request, str(missing))
        return redirect("panel:minutes", uuid=uuid)
    return as_file(content, "application/pdf", f"kith-panel-minutes-{row.on:%Y-%m-%d}.pdf")


@require_GET
def minutes_word(request, uuid):
    """The same as a Word document."""
    row = queries.meeting_for(request.user, uuid)
    items = actions.read_minutes(request.user, meeting=row, how="docx")
    return as_file(minutes_docx(_minutes(request, row, items)), WORD, f"kith-panel-minutes-{row.on:%Y-%m-%d}.docx")
