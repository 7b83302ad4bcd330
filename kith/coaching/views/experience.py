"""Who has worked with what: said by each of themselves, found by colleagues."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import require
from kith.decisions.half_typed import half_typed

from .. import actions, queries, rules
from ..forms import ExperienceForm, FindForm
from ..words import Of


@require_GET
def find(request):
    """Colleagues with experience of a theme or a kind of harm: of the authority, then of the region, by name."""
    person = request.user
    require(rules.looks_for_experience(person))
    form = FindForm(
        request.GET if "theme" in request.GET or "harm" in request.GET else None, harms=queries.harms_of(person)
    )
    said = form.cleaned_data if form.is_bound and form.is_valid() else {}
    ours, others = queries.found(person, theme=said.get("theme", ""), harm=said.get("harm", ""))
    return render(
        request,
        "coaching/find.html",
        {
            "form": form,
            "ours": ours,
            "others": others,
            "own": queries.own_experience(person),
            "asked": bool(said.get("theme") or said.get("harm")),
        },
    )


@require_http_methods(["GET", "POST"])
def mine(request):
    """What one says of one’s own experience, and may withdraw at once."""
    person = request.user
    require(rules.may_say_experience(person))
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    row = queries.own_experience(person)
    initial = {"how": "here"}
    if row is not None:
        initial = {
            "themes": [one.key for one in row.of.all() if one.kind == Of.THEME],
            "harms": [one.key for one in row.of.all() if one.kind == Of.HARM],
            "line": row.line,
            "how": row.how,
            "region_too": row.region_too,
        }
    form = half.form(
        ExperienceForm, harms=queries.harms_of(person), mail=person.email, phone=person.telephone, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.say_experience(
            person, **{name: said[name] for name in ("themes", "harms", "line", "how", "region_too")}
        )
        half.said()
        messages.success(request, "Colleagues find you by this now. You can withdraw it at any time.")
        return redirect("coaching:experience")
    lapses = queries.lapses_on(person, row) if row is not None else None
    months = queries.settings_of(person.authority)["experience_months"]
    where = {"form": form, "half": half, "row": row, "lapses": lapses, "months": months}
    return render(request, "coaching/experience.html", where)


@require_POST
def confirm(request):
    """What one said still holds."""
    actions.confirm_experience(request.user)
    messages.success(request, "Confirmed from today.")
    return redirect("coaching:experience")


@require_POST
def withdraw(request):
    """Nobody finds one any more."""
    actions.withdraw_experience(request.user)
    messages.success(request, "Withdrawn. Nobody finds you by it, and what you said is deleted.")
    return redirect("coaching:experience")
