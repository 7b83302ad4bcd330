"""Pages on which an agency answers, and on which it releases, narrows and takes back what it passed on."""

import uuid as uuids

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from kith.access.rules import require
from kith.concerns.actions import SaidBefore
from kith.decisions.half_typed import half_typed
from kith.people.words import AgencyKind

from .. import actions, queries, rules
from ..forms import AnswerForm, ConditionsForm, WithdrawForm
from ..words import USES
from .requests import choices_of, conditions_of, levels_for, versions_of

TAKEN_BACK = "Taken back. Nobody on their side can read it now."


def _answer_form(request, row, data=None) -> AnswerForm:
    people = [(str(p.uuid), p.name_and_title) for p in queries.reading_side(row)]
    return AnswerForm(
        data,
        levels=levels_for(request.user),
        people=people,
        reasons=queries.reasons(row.authority_id),
        may_mark=request.user.agency.kind == AgencyKind.POLICE,
    )


@require_http_methods(["GET", "POST"])
def answer(request, uuid):
    """The agency that was asked answers, and says who may read what it passes on."""
    row = queries.request_for(request.user, uuid)
    require(rules.may_answer(request.user, row))
    once, above = request.POST.get("once") or uuids.uuid4(), False
    form = _answer_form(request, row, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            with transaction.atomic():
                actions.answer_request(
                    request.user,
                    request=row,
                    kind=said["kind"],
                    because=said["because"],
                    words=said["words"],
                    look_again_on=said["look_again_on"],
                    versions=versions_of(form, queries.reading_side(row)),
                    tells_of_more=said["tells_of_more"],
                    once_key=str(once),
                )
                if said.get("family_review_on"):
                    actions.ask_not_to_tell(request.user, request=row, review_on=said["family_review_on"])
            done = "Answered. The gist waits for a second person of your agency." if said["gist"] else "Answered."
            messages.success(request, done)
            return redirect("sharing:request", uuid=uuid)
        except SaidBefore as said_before:
            form.add_error(None, str(said_before))
            once = uuids.uuid4()
    if form.is_bound and form.is_above:
        # What is above the marking is not sent back either: it must not stand in a page, a cache or a form.
        above, form = True, _answer_form(request, row)
    return render(request, "sharing/answer.html", {"form": form, "row": row, "once": once, "above": above})


@require_POST
def release(request, uuid):
    """A second person releases a gist."""
    version = queries.version_kept_for(request.user, uuid)
    actions.release_gist(request.user, version=version)
    stands = version.withdrawn_at is None
    messages.success(request, "Released. It can be read now." if stands else "It was released, and taken back since.")
    return redirect("sharing:request", uuid=version.disclosure.request.uuid)


@require_http_methods(["GET", "POST"])
def narrow(request, uuid):
    """The originator narrows the conditions of a version, or takes it back."""
    version = queries.version_kept_for(request.user, uuid)
    row = version.disclosure.request
    if rules.has_taken_back(request.user, version):
        # Back, or a second click: what was done is done.
        messages.success(request, TAKEN_BACK)
        return redirect("sharing:request", uuid=row.uuid)
    require(rules.may_narrow(request.user, version))
    side, named = queries.readers_to_name(version), queries.named_for(version)
    people = choices_of(side)
    initial = {
        "floor": version.floor.key if version.floor else "",
        "named": [str(p.uuid) for p in side if p.pk in named],
        "uses": [name for name in USES if getattr(version, name)],
        "until": version.until,
    }
    act = request.POST.get("act", "")
    form = ConditionsForm(
        request.POST if act == "narrow" else None, initial=initial, levels=levels_for(request.user), people=people
    )
    del form.fields["marking"]
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    back = half.form(WithdrawForm, sent=act == "withdraw")
    if act == "narrow" and form.is_valid():
        form.cleaned_data["marking"] = version.marking
        try:
            actions.narrow_version(request.user, version=version, conditions=conditions_of(form, side))
            messages.success(request, "These conditions hold from now on.")
            return redirect("sharing:request", uuid=row.uuid)
        except ValueError as wider:
            form.add_error(None, str(wider))
    if act == "withdraw" and back.is_valid():
        actions.withdraw_version(request.user, version=version, because=back.cleaned_data["because"])
        half.said()
        messages.success(request, TAKEN_BACK)
        return redirect("sharing:request", uuid=row.uuid)
    return render(
        request,
        "sharing/narrow.html",
        {
            "form": form,
            "back": back,
            "half": half,
            "forms": [back],
            "version": version,
            "row": row,
            "readings": queries.readings_of([version]),
        },
    )
