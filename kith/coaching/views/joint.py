"""Joint working on a case: agreed from the consultation, seen by the two who may read it, ended with a closing line."""

import uuid as uuids

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from kith.access.rules import require
from kith.concerns.queries import consultation_for
from kith.decisions.half_typed import half_typed
from kith.design.forms import chosen
from kith.people.words import choices_of

from .. import actions, queries, rules
from ..forms import ClosingForm, JointForm


@require_http_methods(["GET", "POST"])
def agree(request, reference):
    """Joint working on a matter of one’s own, which stays one’s own; what there is of it already."""
    person = request.user
    consultation = consultation_for(person, reference)
    require(rules.may_work_jointly(person, consultation))
    people = [one.person for one in queries.coaches_for(person)]
    form = JointForm(request.POST or None, people=choices_of(people), known=queries.known_of(person, consultation))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        row = actions.agree_joint(
            person,
            consultation=consultation,
            specialist=chosen(people, said["specialist"]),
            aim=said["aim"],
            leads=said["leads"],
            leads_words=said["leads_words"],
            once_key=request.POST.get("once", "") or uuids.uuid4().hex,
        )
        messages.success(request, "Agreed. The specialist is told.")
        return redirect("coaching:joint", uuid=row.uuid)
    return render(
        request,
        "coaching/joint_new.html",
        {
            "form": form,
            "consultation": consultation,
            "people": people,
            "rows": list(queries.joint_in(person, reference)),
            "conventions": queries.sentences_of("coaching"),
            "once": request.POST.get("once") or uuids.uuid4(),
        },
    )


@require_GET
def joint(request, uuid):
    """One joint work; whether the specialist may read the matter by now, and how they come to it."""
    person = request.user
    row = queries.joint_for(person, uuid)
    other = row.specialist if person.pk == row.worker_id else row.worker
    return render(
        request,
        "coaching/joint.html",
        {
            "row": row,
            "other": other,
            "reads": rules.reads_the_matter(other, row.consultation),
            "may_end": rules.may_end_joint(person, row),
        },
    )


@require_http_methods(["GET", "POST"])
def end(request, uuid):
    """It ends with a closing line."""
    person = request.user
    row = queries.joint_for(person, uuid)
    require(rules.may_end_joint(person, row) or row.ended_at is not None)
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form = half.form(ClosingForm)
    if request.method == "POST" and form.is_valid():
        actions.end_joint(person, joint=row, closing=form.cleaned_data["closing"])
        half.said()
        messages.success(request, "Ended. The other is told.")
        return redirect("coaching:joint", uuid=row.uuid)
    return render(request, "coaching/joint_end.html", {"form": form, "half": half, "row": row})
