"""Pages of learning systems: which are connected, their keys, and what their activities count for."""

import uuid as uuids

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import require
from kith.people.actions import MadeBefore
from kith.training.queries import tiers_of
from kith.training.rules import leads_training

from .. import actions, queries, rules
from ..forms import ActivitiesForm, SystemForm
from ..words import KEPT_DAYS

PAGE = 20


@require_GET
def systems(request):
    """The learning systems that are connected, and how much of each waits to be matched."""
    return render(
        request,
        "learning_systems/systems.html",
        {"systems": queries.systems_of(request.user), "leads": leads_training(request.user)},
    )


@require_http_methods(["GET", "POST"])
def register(request):
    """A learning system is connected."""
    once = request.POST.get("once", "")[:40] or uuids.uuid4().hex
    form = SystemForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.register_system(request.user, once_key=once, **form.cleaned_data)
            return redirect("learning_systems:system", uuid=row.uuid)
        except actions.NameTaken:
            form.add_error("name", "A learning system of this name is connected already")
    return render(request, "learning_systems/register.html", {"form": form, "once": once})


@require_GET
def system(request, uuid):
    """One learning system: where it sends to, its keys, and what waits."""
    row = queries.system_for(request.user, uuid)
    return render(
        request,
        "learning_systems/system.html",
        {
            "system": row,
            "keys": queries.keys_of(request.user, row),
            "numbers": queries.numbers_of(request.user, row),
            "address": _address(),
            "may_name": rules.may_name(request.user, row),
            "days": KEPT_DAYS,
        },
    )


def _address() -> str:
    return f"{settings.KITH_ADDRESS}{reverse('xapi:statements')}"


@require_http_methods(["GET", "POST"])
def key(request, uuid):
    """A key is made, and its secret shown this once; the door asks for a password given lately."""
    row = queries.system_for(request.user, uuid)
    once = request.POST.get("once", "")[:40] or uuids.uuid4().hex
    secret = fault = ""
    if request.method == "POST":
        try:
            _, secret = actions.make_key(request.user, system=row, once_key=once)
        except actions.KeysEnough:
            fault = "Two keys live already. Withdraw the one that is no longer used, then make another."
        except MadeBefore as error:
            fault, once = str(error), uuids.uuid4().hex
    return render(
        request,
        "learning_systems/key.html",
        {"system": row, "once": once, "secret": secret, "fault": fault, "address": _address()},
    )


@require_POST
def withdraw(request, uuid, key):
    """The key opens nothing any more."""
    row = queries.system_for(request.user, uuid)
    actions.withdraw_key(request.user, key=queries.key_for(request.user, row, key))
    messages.success(request, "The key was withdrawn.")
    return redirect("learning_systems:system", uuid=uuid)


@require_http_methods(["GET", "POST"])
def end(request, uuid):
    """The link with a learning system is ended."""
    row = queries.system_for(request.user, uuid)
    if request.method == "POST":
        actions.end_system(request.user, system=row)
        messages.success(request, "Ended. What counts already stays.")
        return redirect("learning_systems:systems")
    return render(request, "learning_systems/end.html", {"system": row})


@require_http_methods(["GET", "POST"])
def activities(request, uuid):
    """What the activities of a learning system count for; those of which nobody has said it stand first."""
    row = queries.system_for(request.user, uuid)
    require(rules.may_name(request.user, row))
    rows = queries.activities_of(request.user, row)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    shown = page.object_list
    if request.method == "POST":
        # What was shown is what was answered, also where more came in meanwhile.
        sent = {name.removeprefix("activity-") for name in request.POST if name.startswith("activity-")}
        shown = [one for one in rows if one.uuid.hex in sent][:PAGE]
    form = ActivitiesForm(request.POST or None, activities=shown, tiers=tiers_of(row.authority_id))
    if request.method == "POST" and form.is_valid():
        corrected = bool(form.cleaned_data.get("corrected"))
        counted = actions.name_activities(request.user, system=row, said=form.said(), corrected=corrected)
        if corrected:
            came = "came to count, or to count for something else"
        else:
            came = f"that waited count{'s' if counted == 1 else ''} now"
        messages.success(request, f"Kept. {counted or 'No'} statement{'' if counted == 1 else 's'} {came}.")
        return redirect("learning_systems:activities", uuid=uuid)
    return render(request, "learning_systems/activities.html", {"system": row, "form": form, "page": page})
