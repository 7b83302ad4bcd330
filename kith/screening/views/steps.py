"""A matter’s steps, and its closing."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from kith.access.rules import require
from kith.concerns.queries import colleagues_for
from kith.concerns.rules import still_runs
from kith.decisions.half_typed import half_typed
from kith.design.templatetags.design import day

from .. import actions, queries, rules
from ..forms import (
    CloseForm,
    StepDayForm,
    StepForm,
    StepToForm,
)


@require_http_methods(["GET", "POST"])
def close(request, reference):
    """A decided matter is closed, and says who has it now; what was planned stands beside what was done."""
    screening = queries.screening_for(request.user, reference)
    if screening.consultation.closed_at:  # Back, and the second click, lead to what was closed
        return redirect("concerns:consultation", reference=reference)
    require(rules.may_close(request.user, screening))
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form = half.form(CloseForm)
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_matter(request.user, screening=screening, who_has_it=form.cleaned_data["who_has_it"])
            half.said()
            messages.success(request, "Closed. The record stays readable for those who have a part in it.")
            return redirect("concerns:consultation", reference=reference)
        except actions.StepsLeft:
            form.add_error(
                None, "Steps are still to be taken. Mark each as done, or write why it is not needed, first."
            )
        except actions.StillRuns:
            form.add_error(
                None, "Something of this matter still runs. End each of these first, or it would be with nobody."
            )
    return render(
        request,
        "screening/close.html",
        {
            "form": form,
            "half": half,
            "reference": reference,
            "left": queries.steps_left(screening),
            "running": still_runs(screening.consultation),
        },
    )


def _become_of(row) -> str:
    """What became of a step that cannot be taken here any more, in a sentence for whoever had it."""
    if row.done_at:
        return f"“{row.title}” was marked as done on {day(row.done_at)} by {row.done_by.name}."
    if row.pathway.stopped_at:
        return f"“{row.title}” is not needed any more: its pathway was stopped on {day(row.pathway.stopped_at)}."
    return f"{row.owner.name} has “{row.title}” now."


def _led_on(request, row, reference):
    """None for who may take the step; else what became of it, for who had it, and the way on. Raises NotFound."""
    if rules.may_take_step(request.user, row):
        return None
    require(rules.had_step(request.user, row))
    messages.success(request, _become_of(row))
    return redirect("screening:decision", reference=reference)


@require_http_methods(["GET", "POST"])
def step_to(request, reference, uuid):
    """A step goes to a colleague, who may read the record from then on. Back, and a second click, lead on."""
    row = queries.step_for(request.user, reference, uuid)
    if led := _led_on(request, row, reference):
        return led
    colleagues = [
        p for p in colleagues_for(request.user, row.pathway.decision.screening.consultation) if p.pk != row.owner_id
    ]
    people = [(str(p.uuid), p.name_and_title) for p in colleagues]
    form = StepToForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        to = next(p for p in colleagues if str(p.uuid) == form.cleaned_data["to"])
        actions.hand_over_step(request.user, step=row, to=to)
        messages.success(request, f"{to.name} has this step now.")
        return redirect("screening:decision", reference=reference)
    return render(request, "screening/step_to.html", {"form": form, "row": row, "reference": reference})


@require_http_methods(["GET", "POST"])
def step_day(request, reference, uuid):
    """A step that no clock gives a day is given one by whoever has it, or their manager."""
    row = queries.step_for(request.user, reference, uuid)
    if led := _led_on(request, row, reference):
        return led
    require(rules.may_set_day(request.user, row))
    form = StepDayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.set_step_day(request.user, step=row, due_on=form.cleaned_data["due_on"])
        messages.success(request, "The day is set.")
        return redirect("screening:decision", reference=reference)
    return render(request, "screening/step_day.html", {"form": form, "row": row, "reference": reference})


@require_POST
def step(request, reference, uuid):
    """A step of the pathway was taken. Where a colleague was quicker, what was typed is still there."""
    row = queries.step_for(request.user, reference, uuid)
    if not rules.may_take_step(request.user, row):
        require(rules.had_step(request.user, row))
        done_before = row.done_by_id == request.user.pk
        if done_before or not request.POST.get("note", "").strip() or request.headers.get("X-Autosave"):
            messages.success(request, "Marked as done." if done_before else _become_of(row))
            return redirect("screening:decision", reference=reference)
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form = half.form(StepForm)
    if form.is_valid():
        if rules.may_take_step(request.user, row):
            actions.take_step(request.user, step=row, note=form.cleaned_data["note"])
            half.said()
            messages.success(request, "Marked as done.")
            return redirect("screening:decision", reference=reference)
        form.add_error(
            None, f"{_become_of(row)} Your words are still here: copy them into the record, if they are needed"
        )
    return render(request, "screening/step.html", {"form": form, "half": half, "row": row, "reference": reference})
