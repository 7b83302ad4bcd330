"""A matter’s steps, and its closing."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from kith.access.rules import NotFound, require
from kith.concerns.queries import colleagues_for

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
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_matter(request.user, screening=screening, who_has_it=form.cleaned_data["who_has_it"])
            messages.success(request, "Closed. The record stays readable for those who have a part in it.")
            return redirect("concerns:consultation", reference=reference)
        except actions.StepsLeft:
            form.add_error(
                None, "Steps are still to be taken. Mark each as done, or write why it is not needed, first."
            )
    return render(
        request,
        "screening/close.html",
        {"form": form, "reference": reference, "left": queries.steps_left(screening), "today": timezone.localdate()},
    )


@require_http_methods(["GET", "POST"])
def step_to(request, reference, uuid):
    """A step goes to a colleague, who may read the record from then on."""
    row = queries.step_for(request.user, reference, uuid)
    require(rules.may_take_step(request.user, row))
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
    require(rules.may_set_day(request.user, row))
    form = StepDayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.set_step_day(request.user, step=row, due_on=form.cleaned_data["due_on"])
        messages.success(request, "The day is set.")
        return redirect("screening:decision", reference=reference)
    return render(request, "screening/step_day.html", {"form": form, "row": row, "reference": reference})


@require_POST
def step(request, reference, uuid):
    """A step of the pathway was taken."""
    row = queries.step_for(request.user, reference, uuid)
    form = StepForm(request.POST)
    if not form.is_valid():
        raise NotFound
    actions.take_step(request.user, step=row, note=form.cleaned_data["note"])
    messages.success(request, "Marked as done.")
    return redirect("screening:decision", reference=reference)
