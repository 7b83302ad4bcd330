"""Training sessions: planned, signed by code on a phone, their register kept, and held."""

import uuid as uuids

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import require
from kith.bounds.often import Often

from .. import actions, queries, rules
from ..forms import CodeForm, MoveForm, PlanForm, RegisterForm
from ..words import CODE_MINUTES, TRIES

# So many codes may one person try in a minute.
ASKERS = Often(60)


@require_GET
def sessions(request):
    """The training sessions that one runs or is invited to, to come and over."""
    person = request.user
    past = request.GET.get("show") == "over"
    page = Paginator(queries.sessions_of(person, past=past), queries.PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "training/sessions.html",
        {
            "page": page,
            "past": past,
            "titles": queries.titles_of(person.authority_id),
            "may_plan": bool(queries.tiers_to_run(person)),
        },
    )


@require_http_methods(["GET", "POST"])
def plan(request):
    """A session that one runs oneself."""
    person = request.user
    tiers = queries.tiers_to_run(person)
    require(bool(tiers))
    teams = {str(row.pk): row for row in queries.teams_to_invite(person)}
    choices = [(f"{row.agency.key}:{row.key}", f"{row.name}, {row.agency.name}") for row in teams.values()]
    form = PlanForm(request.POST or None, tiers=tiers, teams=choices)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        starts_at, ends_at = form.times()
        row = actions.plan_training(
            person,
            tier=next(tier for tier in tiers if tier.key == said["tier"]),
            title=said["title"],
            starts_at=starts_at,
            ends_at=ends_at,
            place=said["place"],
            teams=[row for row in teams.values() if f"{row.agency.key}:{row.key}" in said["teams"]],
            once_key=request.POST.get("once", ""),
        )
        messages.success(request, "Planned. Everybody who is invited is told.")
        return redirect("training:session", uuid=row.uuid)
    once = request.POST.get("once", "")[:40] or uuids.uuid4()
    return render(request, "training/plan.html", {"form": form, "once": once})


def _page(request, row, form=None):
    person = request.user
    runs = rules.runs_session(person, row)
    keeps = rules.may_keep_register(person, row)
    tier = queries.tier_for(person, row.tier)
    register = queries.register_of(person, row) if runs else []
    agencies = queries.agencies_to_count(person) if keeps and tier.by_agency else []
    if keeps and form is None:
        form = _register_form(None, row, register, agencies)
    return render(
        request,
        "training/session.html",
        {
            "row": row,
            "tier": tier,
            "runs": runs,
            "keeps": keeps,
            "may_change": rules.may_change_session(person, row),
            "numbers": queries.numbers_of(person, row),
            "register": register,
            "form": form,
            "was_there": queries.was_there(person, row),
            "minutes": CODE_MINUTES,
        },
    )


def _register_form(data, row, register, agencies) -> RegisterForm:
    counted = {one.agency_id: one.number for one in row.agency_counts.all()}
    initial = {"there": [str(line.person.uuid) for line in register if line.how]}
    initial |= {f"agency-{agency.key}": counted.get(agency.pk) for agency in agencies}
    people = [
        (
            str(line.person.uuid),
            f"{line.person.name}, {line.person.agency.name}" + (" (by code)" if line.how == "code" else ""),
        )
        for line in register
    ]
    return RegisterForm(data, people=people, agencies=agencies, initial=initial)


@require_GET
def session(request, uuid):
    """One session; its trainer has the code and the register."""
    return _page(request, queries.session_for(request.user, uuid))


@require_http_methods(["GET", "POST"])
def move(request, uuid):
    """When and where it is."""
    row = queries.session_for(request.user, uuid)
    require(rules.may_change_session(request.user, row))
    form = MoveForm(request.POST or None, session=row)
    if request.method == "POST" and form.is_valid():
        starts_at, ends_at = form.times()
        actions.move_training(
            request.user, session=row, starts_at=starts_at, ends_at=ends_at, place=form.cleaned_data["place"]
        )
        messages.success(request, "Changed. Everybody who is invited is told.")
        return redirect("training:session", uuid=uuid)
    return render(request, "training/move.html", {"form": form, "row": row})


@require_POST
def call_off(request, uuid):
    """It does not take place."""
    actions.call_training_off(request.user, session=queries.session_for(request.user, uuid))
    messages.success(request, "Called off. Everybody who was invited is told.")
    return redirect("training:session", uuid=uuid)


@require_POST
def open_register(request, uuid):
    """People sign in by a code for half an hour."""
    try:
        actions.open_register(request.user, session=queries.session_for(request.user, uuid))
        messages.success(request, f"Open for {CODE_MINUTES} minutes. Show the code.")
    except actions.NotYet:
        messages.error(request, "The register can be opened from an hour before the session begins.")
    return redirect("training:session", uuid=uuid)


@require_POST
def shut_register(request, uuid):
    """The code opens nothing any more."""
    actions.shut_register(request.user, session=queries.session_for(request.user, uuid))
    messages.success(request, "Nobody signs in by the code any more.")
    return redirect("training:session", uuid=uuid)


@require_POST
def register(request, uuid):
    """Who was there, as the trainer ticks it, and how many of each agency; closed with the same click, where they say so."""
    person = request.user
    row = queries.session_for(person, uuid)
    if row.is_over and rules.runs_session(person, row):
        messages.success(request, "The register was closed before. What it said then stands.")
        return redirect("training:session", uuid=uuid)
    require(rules.may_keep_register(person, row))
    lines = queries.register_of(person, row)
    tier = queries.tier_for(person, row.tier)
    agencies = queries.agencies_to_count(person) if tier.by_agency else []
    # Whoever signed by the code since the page was opened stands ticked, also where the page is shown again.
    stood, data = request.POST.getlist("stood"), request.POST.copy()
    since = [str(line.person.uuid) for line in lines if line.how and str(line.person.uuid) not in stood]
    data.setlist("there", list(dict.fromkeys([*data.getlist("there"), *since])))
    form = _register_form(data, row, lines, agencies)
    if form.is_valid():
        said = form.cleaned_data
        there = [line.person for line in lines if str(line.person.uuid) in said.get("there", [])]
        try:
            # Whoever stood ticked on the page and is ticked no more was not there.
            ticked = [line.person for line in lines if str(line.person.uuid) in stood]
            actions.keep_register(
                person,
                session=row,
                there=there,
                not_there=[one for one in ticked if one not in there],
                also=said.get("also", ""),
                agencies=form.numbers(agencies),
            )
            if request.POST.get("act") != "close":
                messages.success(request, "Kept. It counts once you close the register.")
            else:
                actions.hold_training(person, session=row)
                messages.success(request, "Held. Everybody in the register has it now.")
            return redirect("training:session", uuid=uuid)
        except actions.NotYet:
            messages.error(request, "Kept. The session has not begun yet, so its register cannot be closed.")
            return redirect("training:session", uuid=uuid)
        except actions.NobodyWithAddress:
            form.add_error("also", "Nobody here has this e-mail address. Count them by their agency")
    return _page(request, row, form)


@require_http_methods(["GET", "POST"])
def sign_in(request):
    """One signs the register by the code that the trainer shows."""
    person = request.user
    form = CodeForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        if ASKERS.wait(str(person.pk), most=TRIES):
            form.add_error(
                "code", "Too many codes in a minute. Wait a moment, look again at the code, and try once more"
            )
            status = 429
        else:
            row = queries.session_of_code(person, form.cleaned_data["code"])
            try:
                if row is None:
                    raise actions.NoSuchCode
                actions.sign_register(person, session=row, code=form.cleaned_data["code"])
                messages.success(request, "You are in the register.")
                return redirect("training:session", uuid=row.uuid)
            except actions.NoSuchCode:
                form.add_error("code", "This code opens no register now. Look again, or ask the trainer for a new one")
    return render(request, "training/sign_in.html", {"form": form}, status=status)
