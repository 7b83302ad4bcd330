"""Who can see a context and who has looked; parts, owners, conflicts of interest."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import require
from kith.concerns.queries import named_for
from kith.decisions.half_typed import half_typed
from kith.design.forms import chosen
from kith.people.queries import casework_colleagues, people_by_uuid
from kith.people.words import choices_of

from .. import actions, queries, rules
from ..forms import BarForm, HandOverForm, LetInForm
from ..over import require_leading
from .writing import kept, page, write

# The newest of the trail that one page shows.
MOST_ENTRIES = 300
TEAM = "team:"


@require_GET
def who(request, uuid):
    """Who can see this and why, and who has looked."""
    person = request.user
    row = queries.context_for(person, uuid)
    actions.note_context_read(person, context=row, how="who-can-see")
    entries = queries.entries_for(person, row, MOST_ENTRIES)
    known = people_by_uuid({entry.actor for entry in entries})
    may_bar = rules.may_place_bar(person, row, part=True)
    return render(
        request,
        "contexts/who.html",
        {
            "row": row,
            "readers": queries.readers_named(person, row),
            "looked": [(entry, _named(person, known.get(entry.actor), entry)) for entry in entries],
            "newest": MOST_ENTRIES if len(entries) == MOST_ENTRIES else 0,
            "may_give": rules.may_give_part(person, row, part=True),
            "may_bar": may_bar,
            "bars": queries.bars_in(row) if may_bar else [],
        },
    )


def _named(reader, person, entry) -> str:
    """A colleague by name; somebody of another agency by agency and role."""
    if person is None:
        return "Kith itself" if entry.actor.startswith("system:") else "Somebody who is no longer here"
    return named_for(reader, person)


def _name_of_partner(person, reader) -> tuple[str, str]:
    words = person.name_and_title
    return str(person.uuid), words if person.agency_id == reader.agency_id else f"{words} ({person.agency.name})"


@require_http_methods(["GET", "POST"])
def let_in(request, uuid):
    """A colleague, a team or a partner reads it from now on, with the reason."""
    row = queries.context_for(request.user, uuid)
    require(rules.may_give_part(request.user, row))
    people, teams = queries.to_let_in(request.user, row)
    named = [_name_of_partner(one, request.user) for one in people]
    of_teams = [(f"{TEAM}{team.key}", f"The whole team: {team.name}") for team in teams]
    writing = write(request, lambda data: LetInForm(data, people=named, teams=of_teams), "let-in", row.uuid)
    if writing.kept:
        return writing.kept

    def keep(said):
        team = next((one for one in teams if f"{TEAM}{one.key}" == said["who"]), None)
        person = None if team is not None else chosen(people, said["who"])
        actions.give_context_part(request.user, context=row, person=person, team=team, because=said["because"])

    if kept(request, writing, keep, "They can read it now. A person was told."):
        return redirect("contexts:who", uuid=uuid)
    return page(
        request,
        writing,
        title="Let somebody read it",
        back=reverse("contexts:who", args=[uuid]),
        back_words="Who can see it",
        to=reverse("contexts:let-in", args=[uuid]),
        button="Let them read it",
        intro=["They read this context and its map. Of a child they learn only where they have a part in that child."],
    )


@require_POST
def end_part(request, uuid):
    """A part that was given ends."""
    part = queries.part_for(request.user, uuid)
    actions.end_context_part(request.user, part=part)
    messages.success(request, "The part has ended.")
    return redirect("contexts:who", uuid=part.matter.uuid)


@require_http_methods(["GET", "POST"])
def bar(request, uuid):
    """A conflict of interest is recorded: about oneself, or by a manager about a colleague."""
    person = request.user
    row = queries.context_for(person, uuid)
    others = rules.may_place_bar(person, row)
    colleagues = list(casework_colleagues(person)) if others else [person]
    people = [(str(one.uuid), "Me" if one.pk == person.pk else one.name) for one in colleagues]
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    if request.method == "POST" and not others:
        require(request.POST.get("person") == str(person.uuid))
    form = half.form(BarForm, people=people, initial={} if others else {"person": str(person.uuid)})
    if request.method == "POST" and form.is_valid():
        kept = chosen(colleagues, form.cleaned_data["person"])
        actions.place_context_bar(person, context=row, person=kept, reason=form.cleaned_data["reason"])
        half.said()
        if kept.pk == person.pk:
            messages.success(request, "Thank you. From now on you cannot read this, and your manager can see why.")
            return redirect("contexts:mine")
        messages.success(request, f"{kept.name} cannot read this from now on.")
        return redirect("contexts:who", uuid=uuid)
    return render(request, "contexts/bar.html", {"form": form, "half": half, "row": row, "others": others})


@require_http_methods(["GET", "POST"])
def hand_over(request, uuid):
    """It goes to a colleague, who owns it from then on and can read it."""
    row = queries.context_for(request.user, uuid)
    if not rules.may_hand_over(request.user, row):
        # The second click of a colleague who has just handed it over finds it done.
        if not (request.method == "POST" and queries.has_handed_over(request.user, row)):
            require_leading(request.user, row)
        return redirect("contexts:context", uuid=uuid)
    colleagues = [one for one in queries.colleagues_for(request.user, row) if one.pk != row.owner_id]
    writing = write(request, lambda data: HandOverForm(data, people=choices_of(colleagues)), "hand-over", row.uuid)
    if writing.kept:
        return writing.kept

    def keep(said):
        to = chosen(colleagues, said["person"])
        actions.hand_over_context(request.user, context=row, to=to, reason=said["reason"])
        return to

    if to := kept(request, writing, keep):
        messages.success(request, f"{to.name} owns it now, and was told.")
        return redirect("contexts:context", uuid=uuid)
    return page(
        request,
        writing,
        title="Hand it to a colleague",
        back=reverse("contexts:context", args=[uuid]),
        back_words=row.name,
        to=reverse("contexts:hand-over", args=[uuid]),
        button="Hand it over",
        intro=[f"{row.owner.name} owns it now. Your colleague owns it from then on, can read it, and is told at once."],
    )
