"""Panels, who sits there, and when they meet."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import require
from kith.design.forms import chosen
from kith.people.queries import people_with_role, setting_of
from kith.people.words import Role

from .. import actions, queries, rules
from ..forms import MeetingForm, QuorumForm, SeatForm, SetUpForm
from ..words import State
from .pages import form_page, people_as_choices, to_panel


@require_GET
def panels(request):
    """The panels on which one sits, what one has to do for them, and what is due after support has ended."""
    person = request.user
    return render(
        request,
        "panel/panels.html",
        {
            "panels": queries.panels_of(person),
            "sits": queries.sits_on(person),
            "attended": queries.attended_elsewhere(person),
            "meetings": queries.coming_meetings(person)[: queries.PAGE],
            "called_off": queries.called_off(person)[: queries.PAGE],
            "actions": queries.actions_of(person),
            "leads": queries.leads_any(person),
            "dues": Paginator(queries.dues_for(person), queries.PAGE).get_page(request.GET.get("due")),
            "cases": queries.cases_given_to(person),
            "may_set_up": rules.may_set_up(person, person.authority_id),
        },
    )


@require_http_methods(["GET", "POST"])
def new(request):
    """A panel is set up, with its chair."""
    person = request.user
    require(rules.may_set_up(person, person.authority_id))
    people = list(people_with_role(person.authority_id, *rules.PANEL_ROLES).select_related("agency"))
    if not person.holds(Role.CHAIR):
        people = [one for one in people if one.pk != person.pk]
    kinds = list(queries.kinds_of(person.authority_id).items())
    form = SetUpForm(request.POST or None, choices={"kind": kinds, "chair": people_as_choices(people)})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.set_up_panel(
                person, kind=said["kind"], name=said["name"], chair=chosen(people, said["chair"])
            )
            messages.success(request, "The panel is set up. Give its members their seats next.")
            return redirect("panel:panel", uuid=made.uuid)
        except actions.AlreadyThere as known:
            form.add_error("kind", str(known))
        except actions.NotAllowedToChair as wrong:
            form.add_error("chair", str(wrong))
    return form_page(
        request, form, title="Set up a panel", back=(reverse("panel:panels"), "Panels"), button="Set it up"
    )


@require_GET
def panel(request, uuid):
    """One panel: who sits there and what is missing; for its members, its meetings and cases."""
    person = request.user
    row = queries.panel_for(person, uuid)
    sits = row.pk in queries.sits_on(person)
    leads = rules.leads_panel(person, row)
    context = {
        "panel": row,
        "sits": sits,
        "leads": leads,
        "members": queries.members_of(row),
        "gaps": queries.gaps_of(row),
        "quorum": queries.quorum_of(row.authority_id, row.kind).values(),
        "kind": queries.kinds_of(row.authority_id).get(row.kind, row.kind),
        "may_seat": rules.may_seat(person, row),
    }
    if sits:
        before = Paginator(queries.cases_before(person, row), queries.PAGE).get_page(request.GET.get("before"))
        for case in before:
            case.waits_for_consent = case.state == State.ADOPTED and not rules.support_may_go_on(case)
        context |= {
            "marking": setting_of(row.authority, "marking"),
            "coming": queries.coming_meetings(person, row)[: queries.PAGE],
            "held": Paginator(queries.held_meetings(person, row), queries.PAGE).get_page(request.GET.get("held")),
            "before": before,
            "after": Paginator(queries.cases_after(person, row), queries.PAGE).get_page(request.GET.get("after")),
            "dues": Paginator(queries.dues_for(person, row) if leads else [], queries.PAGE).get_page(
                request.GET.get("due")
            ),
            "looks": queries.looks_later(person, row) if leads else [],
            "may_come": queries.may_come_to(person, row) if leads else [],
        }
    return render(request, "panel/panel.html", context)


@require_http_methods(["GET", "POST"])
def seat(request, uuid):
    """Somebody is given a seat."""
    row = queries.panel_for(request.user, uuid)
    require(rules.may_seat(request.user, row))
    people = queries.can_sit(request.user, row)
    form = SeatForm(request.POST or None, choices={"person": people_as_choices(people)})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            person = chosen(people, said["person"])
            actions.seat_member(request.user, panel=row, person=person, seat=said["seat"], role=said["role"])
            messages.success(request, f"{person.name} has a seat.")
            return redirect("panel:panel", uuid=uuid)
        except (actions.NotAllowedToChair, actions.AlreadyThere) as wrong:
            form.add_error("seat" if isinstance(wrong, actions.NotAllowedToChair) else "person", str(wrong))
    return form_page(request, form, title="Give somebody a seat", back=to_panel(row), button="Give the seat")


@require_POST
def end_seat(request, uuid):
    """A seat ends."""
    member = queries.member_for(request.user, uuid)
    actions.end_seat(request.user, member=member)
    messages.success(request, f"The seat of {member.person.name} has ended.")
    own = member.person_id == request.user.pk
    return redirect("panel:panels") if own else redirect("panel:panel", uuid=member.panel.uuid)


@require_http_methods(["GET", "POST"])
def quorum(request, uuid):
    """How many members a decision needs, beside the agencies of its kind."""
    row = queries.seated_panel_for(request.user, uuid)
    require(rules.may_plan(request.user, row))
    form = QuorumForm(request.POST or None, initial={"at_least": row.at_least, "source": row.at_least_source})
    if request.method == "POST" and form.is_valid():
        actions.set_quorum(request.user, panel=row, **form.cleaned_data)
        messages.success(request, "Kept. Decisions from now on are measured by it.")
        return redirect("panel:panel", uuid=uuid)
    return form_page(request, form, title="What a quorum needs", back=to_panel(row), button="Keep")


@require_http_methods(["GET", "POST"])
def plan_meeting(request, uuid):
    """A meeting is planned; members are told."""
    row = queries.seated_panel_for(request.user, uuid)
    require(rules.may_plan(request.user, row))
    form = MeetingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.plan_meeting(request.user, panel=row, **form.cleaned_data)
            messages.success(request, "Planned. The members are told.")
            return redirect("panel:meeting", uuid=made.uuid)
        except actions.AlreadyThere as known:
            form.add_error("on", str(known))
    return form_page(request, form, title="Plan a meeting", back=to_panel(row), button="Plan it")


@require_GET
def figures(request, uuid):
    """How often each agency came, by quarter and year."""
    row = queries.attended_panel_for(request.user, uuid)
    sits = row.pk in queries.sits_on(request.user)
    years = queries.figures_of(request.user, row)
    page = {"panel": row, "sits": sits, "years": years, "quarters": queries.QUARTERS}
    return render(request, "panel/figures.html", page)
