"""Group reflections: to come and over, joined, held."""

import uuid as uuids

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import require
from kith.decisions.half_typed import half_typed
from kith.design.forms import chosen
from kith.design.times import MINUTES
from kith.people.queries import everybody_in
from kith.people.words import choices_of

from .. import actions, queries, rules
from ..forms import LearntForm, MoveForm, ReflectionForm
from ..words import PAGE


@require_GET
def reflections(request):
    """Group reflections of the authority, to come and over."""
    past = request.GET.get("show") == "over"
    page = Paginator(queries.reflections_of(request.user, past=past), PAGE).get_page(request.GET.get("page"))
    where = {"page": page, "past": past, "may_set_up": rules.may_set_up(request.user)}
    return render(request, "coaching/reflections.html", where)


@require_http_methods(["GET", "POST"])
def set_up(request):
    """A day, who presents, and how many can take part."""
    person = request.user
    require(rules.may_set_up(person))
    people = list(everybody_in(person))
    first = {"places": queries.settings_of(person.authority)["reflection_places"]}
    form = ReflectionForm(request.POST or None, people=choices_of(people), initial=first)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        starts_at, ends_at = form.times()
        row = actions.set_up_reflection(
            person,
            title=said["title"],
            theme=said["theme"],
            presenter=chosen(people, said["presenter"]),
            starts_at=starts_at,
            ends_at=ends_at,
            place=said["place"],
            places=said["places"],
            once_key=request.POST.get("once", "") or uuids.uuid4().hex,
        )
        messages.success(request, "Set up. People can take part now.")
        return redirect("coaching:reflection", uuid=row.uuid)
    once = request.POST.get("once") or uuids.uuid4()
    return render(request, "coaching/reflection_new.html", {"form": form, "once": once})


@require_GET
def reflection(request, uuid):
    """One reflection: its steps, who takes part, and afterwards what was learnt."""
    person = request.user
    row = queries.reflection_for(person, uuid)
    number, runs = row.taken.count(), person.pk in (row.set_up_by_id, row.presenter_id)
    return render(
        request,
        "coaching/reflection.html",
        {
            "row": row,
            "number": number,
            "left": max(0, row.places - number),
            "taken": rules.takes_part(person, row),
            "may_take": rules.may_take_place(person, row),
            "places": queries.places_in(person, row),
            "came": row.taken.filter(came=True).count() if runs else None,
            "runs": runs,
            "may_change": rules.may_change_reflection(person, row),
            "steps": queries.sentences_of("reflection"),
            "themes": queries.learnt_in(row),
        },
    )


@require_POST
def take_place(request, uuid):
    """One takes part."""
    row = queries.reflection_for(request.user, uuid)
    try:
        actions.take_place(request.user, reflection=row)
    except actions.Full:
        messages.info(request, "Every place is taken. Somebody may give theirs back.")
    else:
        messages.success(request, "You take part. It stands in your calendar.")
    return redirect("coaching:reflection", uuid=row.uuid)


@require_POST
def give_back(request, uuid):
    """One does not take part."""
    row = queries.reflection_for(request.user, uuid)
    actions.give_place_back(request.user, reflection=row)
    messages.success(request, "Your place is free for somebody else.")
    return redirect("coaching:reflection", uuid=row.uuid)


@require_http_methods(["GET", "POST"])
def move(request, uuid):
    """It is then and there."""
    person = request.user
    row = queries.reflection_for(person, uuid)
    require(rules.may_change_reflection(person, row))
    form = MoveForm(request.POST or None, row=row, choices=MINUTES)
    if request.method == "POST" and form.is_valid():
        starts_at, ends_at = form.times()
        place = form.cleaned_data["place"]
        actions.move_reflection(person, reflection=row, starts_at=starts_at, ends_at=ends_at, place=place)
        messages.success(request, "Changed. Everybody expected is told.")
        return redirect("coaching:reflection", uuid=row.uuid)
    return render(request, "coaching/reflection_move.html", {"form": form, "row": row})


@require_POST
def call_off(request, uuid):
    """It does not take place."""
    row = queries.reflection_for(request.user, uuid)
    actions.call_reflection_off(request.user, reflection=row)
    messages.success(request, "Called off. Everybody expected is told.")
    return redirect("coaching:reflection", uuid=row.uuid)


@require_http_methods(["GET", "POST"])
def held(request, uuid):
    """Who came, and what was learnt."""
    person = request.user
    row = queries.reflection_for(person, uuid)
    runs = person.pk in (row.set_up_by_id, row.presenter_id)
    require(runs and row.called_off_at is None)
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    places = queries.places_in(person, row)
    initial = {
        "learnt": row.learnt,
        "themes": list(row.themes.values_list("theme", flat=True)) or [row.theme],
        "there": [str(one.person.uuid) for one in places if one.came],
    }
    people = [one.person for one in places]
    form = half.form(LearntForm, people=choices_of(people), initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.hold_reflection(
                person,
                reflection=row,
                there=[one for one in people if str(one.uuid) in said.get("there", ())],
                themes=said["themes"],
                learnt=said["learnt"],
            )
        except actions.NotBegun:
            form.add_error(None, "It has not begun yet. Your words are kept here until then")
        else:
            half.said()
            messages.success(request, "Kept. Everybody of the authority reads what was learnt.")
            return redirect("coaching:reflection", uuid=row.uuid)
    return render(request, "coaching/reflection_held.html", {"form": form, "half": half, "row": row})
