"""Tiers: what they say, what they said before, and their changing."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import require
from kith.design.fields import whole
from kith.people.queries import person_by_email, person_in

from .. import actions, queries, rules
from ..forms import AddressForm, TierForm, tier_as_typed


@require_GET
def tiers(request):
    """Every tier of the authority, in its order."""
    person = request.user
    keeps = rules.may_keep_tiers(person)
    rows = queries.tiers_of(person.authority_id, all=keeps)
    shown = [{"tier": row, "needed_by": queries.needed_by_words(row)} for row in rows]
    return render(request, "training/tiers.html", {"rows": shown, "keeps": keeps})


@require_http_methods(["GET", "POST"])
def tier(request, key):
    """One tier with its sources and standards; the training lead sees for whom it was chosen, and what it said before."""
    person = request.user
    row = queries.tier_for(person, key)
    keeps = rules.may_keep_tiers(person)
    form = AddressForm(request.POST or None)
    if request.method == "POST":
        require(keeps and row.in_use)
        if form.is_valid():
            found = person_by_email(form.cleaned_data["email"])
            if found is None or found.authority_id != person.authority_id:
                form.add_error("email", "Nobody here has this e-mail address")
            else:
                actions.choose_for_tier(person, person=found, tier=row)
                messages.success(request, f"{row.title} is meant for {found.name} too.")
                return redirect("training:tier", key=key)
    return render(
        request,
        "training/tier.html",
        {
            "tier": row,
            "needed_by": queries.needed_by_words(row),
            "standards": queries.standards_beside(row),
            "late": row.is_late(timezone.localdate()),
            "keeps": keeps,
            "form": form if keeps else None,
            "chosen": queries.chosen_in(person, key) if keeps else [],
            "editions": queries.editions_of(person, key) if keeps else [],
        },
    )


@require_POST
def unchoose(request, key, person):
    """A tier is no longer meant for somebody whom the training lead or a manager chose."""
    row = queries.tier_for(request.user, key)
    found = person_in(request.user, person)
    require(found is not None and rules.may_choose(request.user, found))
    actions.end_choice(request.user, person=found, tier=row.key)
    messages.success(request, "Ended. What was completed stays.")
    return redirect("training:tier", key=key)


@require_http_methods(["GET", "POST"])
def change(request, key):
    """What a tier says from now on."""
    person = request.user
    require(rules.may_keep_tiers(person))
    row = queries.tier_for(person, key)
    number = row.number if row.authority_id else 0
    form = TierForm(request.POST or None, initial=tier_as_typed(row))
    if request.method == "POST" and form.is_valid():
        try:
            _keep(person, key, whole(request.POST.get("number")), form)
            messages.success(request, "Kept. What it said before stays readable.")
            return redirect("training:tier", key=key)
        except actions.Overtaken:
            form.add_error(
                None,
                f"{row.by.name if row.by else 'Somebody'} changed this tier while you were typing. Open it in another "
                "window, put together what is right, and send yours again",
            )
    return render(request, "training/change_tier.html", {"form": form, "tier": row, "number": number})


@require_http_methods(["GET", "POST"])
def add(request):
    """A tier of the authority’s own."""
    person = request.user
    require(rules.may_keep_tiers(person))
    form = TierForm(request.POST or None, initial={"in_use": "yes", "within": 3})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        known = next(
            (row for row in queries.tiers_of(person.authority_id, all=True) if row.title == said["title"]), None
        )
        if known is not None:
            form.add_error("title", "There is a tier of this name already")
        else:
            key = actions.key_for(person, title=said["title"])
            _keep(person, key, 0, form)
            messages.success(request, "Added.")
            return redirect("training:tier", key=key)
    return render(request, "training/change_tier.html", {"form": form, "tier": None, "number": 0})


def _keep(person, key: str, number: int, form) -> None:
    said = form.cleaned_data
    actions.keep_tier(
        person, key=key, number=number, said=form.said(), needs=said["needs"], in_use=said["in_use"] == "yes"
    )
