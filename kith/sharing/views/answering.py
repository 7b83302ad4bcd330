"""Pages on which an agency answers, and on which it releases, narrows and takes back what it passed on."""

import uuid as uuids

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from kith.access.rules import require
from kith.concerns.actions import SaidBefore
from kith.decisions.half_typed import half_typed
from kith.design.forms import hold
from kith.people.words import AgencyKind

from .. import actions, queries, rules
from ..forms import AnswerForm, AnswerKindForm, ConditionsForm, WithdrawForm, carried, offers_above
from ..words import USES, WRITTEN, AnswerKind
from .requests import choices_of, conditions_of, levels_for, versions_of

TAKEN_BACK = "Taken back. Nobody on their side can read it now."


def _answer_form(request, row, kind, data=None) -> AnswerForm:
    people = [(str(p.uuid), p.name_and_title) for p in queries.reading_side(row)]
    return AnswerForm(
        data,
        kind=kind,
        levels=levels_for(request.user),
        people=people,
        reasons=queries.reasons(row.authority_id),
        may_mark=request.user.agency.kind == AgencyKind.POLICE,
    )


def _how(request, row, form, *, once, above=False):
    """The first page: how do you answer? What was typed for a kind chosen before goes along with it."""
    along = [] if above else carried(request.POST, form)
    page = {"form": form, "row": row, "once": once, "above": above, "carried": along}
    return render(request, "sharing/answer_how.html", page)


@require_http_methods(["GET", "POST"])
def answer(request, uuid):
    """The agency that was asked answers: first how, then what that takes, and who may read what it passes on."""
    row = queries.request_for(request.user, uuid)
    require(rules.may_answer(request.user, row))
    act, once = request.POST.get("act", ""), request.POST.get("once") or uuids.uuid4()
    if offers_above(request.POST):
        # What is above the marking is not sent back either: it must not stand in a page, a cache or a form.
        return _how(request, row, AnswerKindForm(), once=once, above=True)
    if act == "change":
        return _how(request, row, AnswerKindForm(initial={"kind": request.POST.get("kind")}), once=once)
    asked = request.POST if request.method == "POST" else request.GET
    how = AnswerKindForm(asked if request.method == "POST" or "act" in asked else None)
    if not how.is_bound or not how.is_valid():
        return _how(request, row, how, once=once)
    kind = how.cleaned_data["kind"]
    form = _answer_form(request, row, kind, request.POST if request.method == "POST" and act != "continue" else None)
    if act == "continue":
        hold(form, dict(request.POST.lists()))
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            with transaction.atomic():
                actions.answer_request(
                    request.user,
                    request=row,
                    kind=kind,
                    because=said.get("because", ""),
                    words=said["words"],
                    look_again_on=said.get("look_again_on"),
                    versions=versions_of(form, queries.reading_side(row)) if kind in WRITTEN else (),
                    tells_of_more=said.get("tells_of_more", False),
                    once_key=str(once),
                )
                if said.get("family_review_on"):
                    actions.ask_not_to_tell(request.user, request=row, review_on=said["family_review_on"])
            done = "Answered. The gist waits for a second person of your agency." if said.get("gist") else "Answered."
            messages.success(request, done)
            return redirect("sharing:request", uuid=uuid)
        except SaidBefore as said_before:
            form.add_error(None, str(said_before))
            once = uuids.uuid4()
    return render(
        request,
        "sharing/answer.html",
        {
            "form": form,
            "row": row,
            "once": once,
            "kind": kind,
            "called": AnswerKind(kind).label.lower(),
            "carried": carried(request.POST, form),
        },
    )


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
