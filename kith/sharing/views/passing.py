"""Pages on which a reader asks whether something may be passed on, its originator answers, and the new reader reads it."""

import uuid as uuids

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import NobodyThere, require
from kith.concerns.actions import SaidBefore
from kith.decisions.half_typed import HalfTyped, half_typed

from .. import actions, queries, rules
from ..forms import PassAnswerForm, PassForm


@require_http_methods(["GET", "POST"])
def pass_on(request, uuid):
    """The originator is asked whether a version may go to somebody further."""
    person = request.user
    version = queries.version_read_by(person, uuid)
    originator = version.disclosure.originator_id
    agencies = {agency.key: agency for agency, _ in queries.receivers_by_agency(person) if agency.pk != originator}
    found = rules.people_who_open_sharing(person.authority_id)
    people = {str(p.uuid): p for p in found if p.agency_id != originator and p.pk != person.pk}
    once = request.POST.get("once") or uuids.uuid4()
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form = half.form(
        PassForm,
        agencies=[(agency.key, agency.name) for agency in agencies.values()],
        people=[(key, f"{p.name}, {p.agency.name}") for key, p in people.items()],
    )
    if form.is_bound and form.is_valid():
        to = form.cleaned_data["to"]
        someone = people.get(to)
        try:
            passing = actions.ask_passing(
                person,
                version=version,
                to_agency=someone.agency if someone else agencies[to],
                to_person=someone,
                what_for=form.cleaned_data["what_for"],
                once_key=str(once),
            )
            half.said()
            messages.success(
                request, "Passed on." if passing.allowed else "Asked. Until they say yes, it goes to nobody."
            )
            return redirect("sharing:passing", uuid=passing.uuid)
        except NobodyThere as nobody:
            form.add_error("to", str(nobody))
        except SaidBefore as said_before:
            form.add_error(None, str(said_before))
            once = uuids.uuid4()
    return render(request, "sharing/pass_on.html", {"form": form, "half": half, "version": version, "once": once})


def _half(request, passing) -> HalfTyped:
    """What the originator has begun to answer, on the page and where it is sent."""
    return HalfTyped(request, "sharing:answer-passing", passing.uuid)


def _page(request, passing, form=None, half=None) -> dict:
    person = request.user
    half = half or _half(request, passing)
    may_answer = rules.may_answer_passing(person, passing)
    reads = rules.reads_passed(person, passing)
    return {
        "passing": passing,
        "originator": passing.version.disclosure.originator,
        "reads": reads,
        "readers": queries.readers_of_passing(person, passing),
        "may_answer": may_answer,
        "may_end": rules.may_end_passing(person, passing),
        "may_ask": reads,
        "form": form or (half.form(PassAnswerForm) if may_answer else None),
        "half": half,
        "request_seen": rules.sees(person, passing.version.disclosure.request),
        "marks": queries.marks_on(person, passing.version.disclosure.request),
        "marking": passing.version.marking,
    }


@require_GET
def passing(request, uuid):
    """One question about passing on: what came of it, and, for the new reader, what was passed on to them."""
    row = queries.passing_for(request.user, uuid)
    page = _page(request, row)
    actions.note_passed_reading(request.user, passing=row, read=page["reads"])
    return render(request, "sharing/passing.html", page)


@require_POST
def answer_passing(request, uuid):
    """The originator says yes or no."""
    row = queries.passing_for(request.user, uuid)
    require(rules.may_answer_passing(request.user, row))
    half = _half(request, row)
    if half.by_script:
        return half.kept()
    form = half.form(PassAnswerForm)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.answer_passing(
                request.user,
                passing=row,
                allowed=said["allowed"] == "yes",
                words=said["words"],
                until=said["until"],
            )
            half.said()
            messages.success(request, "Answered. Who asked can see it.")
            return redirect("sharing:passing", uuid=uuid)
        except NobodyThere as nobody:
            form.add_error("allowed", str(nobody))
        except ValueError as later:
            form.add_error("until", str(later))
    return render(request, "sharing/passing.html", _page(request, row, form, half))


@require_POST
def end_passing(request, uuid):
    """The originator takes a yes back."""
    actions.end_passing(request.user, passing=queries.passing_for(request.user, uuid))
    messages.success(request, "Ended. They cannot read it any more.")
    return redirect("sharing:passing", uuid=uuid)
