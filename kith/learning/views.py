"""What to learn next, and the plan of a term."""

import uuid as uuids

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import require
from kith.decisions.half_typed import half_typed
from kith.design.templatetags.design import day_and_time
from kith.people.queries import person_in

from . import actions, queries, rules
from .forms import AimForm, EndForm

FIELDS = ("text", "theme", "because", "how", "what", "due_on")


def _plan_page(person, plan) -> dict:
    aims = queries.aims_of(person, plan)
    return {
        "plan": plan,
        "going_on": [one for one in aims if not one.ended_as],
        "ended": [one for one in aims if one.ended_as],
        "may_add": rules.may_add(person, plan),
        "may_change": rules.plans_learning(person),
    }


@require_GET
def learning(request):
    """What is planned for this term; and for who plans, what asks to be learned, from every source side by side."""
    person = request.user
    require(rules.reads_plans(person))
    now, after = queries.terms_for(person.authority)
    plan, to_come = queries.plan_of_term(person, now), queries.plan_of_term(person, after)
    page = {"now": now, "after": after, "to_come": to_come, "plans": rules.plans_learning(person)}
    page["earlier"] = queries.plans_of(person).filter(begins__lt=now.begins).exists()
    if plan is not None:
        page |= _plan_page(person, plan)
    if page["plans"]:
        before = plan or queries.plan_before(person, now.begins)
        figures, then = queries.figures_for(person), before.figures if before is not None else {}
        page |= {
            "before": before,
            "themes": queries.themes_in(figures, then),
            "judged": queries.lines_in(figures, then, "judged"),
            "take_up": queries.lines_in(figures, then, "take_up"),
            "searches": figures["searches"],
            "searches_then": then.get("searches"),
            "left": queries.searches_left(person),
        }
    return render(request, "learning/learning.html", page)


@require_GET
def earlier(request):
    """The plans of the terms before, the newest first."""
    require(rules.reads_plans(request.user))
    now, _ = queries.terms_for(request.user.authority)
    rows = queries.plans_of(request.user).filter(begins__lt=now.begins)
    page = Paginator(rows, queries.PAGE).get_page(request.GET.get("page"))
    return render(request, "learning/earlier.html", {"page": page})


@require_GET
def plan(request, uuid):
    """One plan, of whichever term."""
    row = queries.plan_for(request.user, uuid)
    return render(request, "learning/plan.html", _plan_page(request.user, row))


@require_POST
def begin(request):
    """The term has a plan: this one, or the one that comes."""
    require(rules.plans_learning(request.user))
    now, after = queries.terms_for(request.user.authority)
    row = actions.begin_learning_plan(request.user, term=after if request.POST.get("term") == "after" else now)
    return redirect("learning:plan", uuid=row.uuid)


def _sessions(person) -> list[tuple[str, str]]:
    return [
        (str(row.uuid), f"{row.title}, {day_and_time(row.starts_at)}") for row in queries.sessions_to_choose(person)
    ]


def _form(request, half, plan, aim=None) -> AimForm:
    person = request.user
    sessions = _sessions(person)
    if aim is None:
        initial = {"theme": request.GET.get("theme", ""), "owner": str(person.uuid)}
    else:
        initial = {name: getattr(aim, name) for name in FIELDS} | {"owner": str(aim.owner.uuid)}
        initial["session"] = str(aim.session or "")
        if aim.session and initial["session"] not in {key for key, _ in sessions}:
            sessions.insert(0, (initial["session"], "The session that stands here now"))
    return half.form(AimForm, plan=plan, owners=queries.owners_for(person), sessions=sessions, initial=initial)


def _said(request, form) -> dict:
    said = dict(form.cleaned_data)
    said["owner"] = person_in(request.user, said["owner"])
    said["session"] = uuids.UUID(said["session"]) if said["session"] else None
    return said


@require_http_methods(["GET", "POST"])
def add(request, uuid):
    """An aim for a plan whose term is not over."""
    row = queries.plan_for(request.user, uuid)
    require(rules.plans_learning(request.user))
    if not rules.may_add(request.user, row):
        messages.error(request, f"The {row.title} is over. Put it into the plan of a term that is not.")
        return redirect("learning:plan", uuid=uuid)
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form = _form(request, half, row)
    once = request.POST.get("once", "")[:40] or uuids.uuid4()
    if request.method == "POST" and form.is_valid():
        actions.add_aim(request.user, plan=row, once_key=str(once), **_said(request, form))
        half.said()
        messages.success(request, "It stands in the plan, and who sees to it is told.")
        return redirect("learning:plan", uuid=uuid)
    return render(
        request,
        "learning/aim_form.html",
        {
            "form": form,
            "half": half,
            "once": once,
            "plan": row,
            "title": "Add to the plan",
            "to": reverse("learning:add", args=[uuid]),
            "button": "Add it to the plan",
        },
    )


@require_GET
def aim(request, uuid):
    """One aim, with what became of it."""
    row = queries.aim_for(request.user, uuid)
    person = request.user
    return render(
        request,
        "learning/aim.html",
        {
            "aim": row,
            "plan": row.plan,
            "may_change": rules.may_change(person, row),
            "may_end": rules.may_end(person, row),
        },
    )


@require_http_methods(["GET", "POST"])
def change(request, uuid):
    """What an aim says, who sees to it and by when."""
    row = queries.aim_for(request.user, uuid)
    require(rules.plans_learning(request.user))
    if row.ended_as:
        messages.error(request, "This aim has ended, so it is not changed any more.")
        return redirect("learning:aim", uuid=uuid)
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form = _form(request, half, row.plan, row)
    sequence, moved = request.POST.get("sequence", str(row.sequence)), None
    if request.method == "POST" and form.is_valid():
        try:
            number = int(sequence) if sequence.isdigit() and len(sequence) < 9 else -1
            actions.change_aim(request.user, aim=row, sequence=number, **_said(request, form))
            half.said()
            messages.success(request, "Changed.")
            return redirect("learning:aim", uuid=uuid)
        except actions.Moved as found:
            moved, sequence = found.saved, str(found.saved.sequence)
    return render(
        request,
        "learning/aim_form.html",
        {
            "form": form,
            "half": half,
            "plan": row.plan,
            "aim": row,
            "moved": moved,
            "sequence": sequence,
            "title": "Change what is planned",
            "to": reverse("learning:change", args=[uuid]),
            "button": "Change it",
        },
    )


@require_http_methods(["GET", "POST"])
def end(request, uuid):
    """An aim is done or dropped."""
    row = queries.aim_for(request.user, uuid)
    require(row.owner_id == request.user.pk or rules.plans_learning(request.user))
    if row.ended_as:
        messages.success(request, f"It ended before: {row.get_ended_as_display().lower()}.")
        return redirect("learning:aim", uuid=uuid)
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form = half.form(EndForm)
    if request.method == "POST" and form.is_valid():
        actions.end_aim(request.user, aim=row, **form.cleaned_data)
        half.said()
        messages.success(request, "Kept. It stands with the plan.")
        return redirect("learning:plan", uuid=row.plan.uuid)
    return render(request, "learning/aim_end.html", {"form": form, "half": half, "aim": row})
