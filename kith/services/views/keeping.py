"""Keeping the directory: what waits, adding, changing, undoing, the public mark, retiring."""

import uuid as uuids

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import require
from kith.design.fields import whole

from .. import actions, content, queries, rules
from ..forms import ANOTHER, OrganisationForm, ServiceForm, WhyForm
from ..words import How

MOST = 50


def _new(form: ServiceForm) -> actions.NewOrganisation | None:
    said = form.cleaned_data
    if not said["new_organisation"]:
        return None
    return actions.NewOrganisation(said["new_organisation"], said["organisation_about"], said["organisation_website"])


def _form(person, data=None, initial=None) -> ServiceForm:
    return ServiceForm(
        data,
        initial=initial,
        kinds=queries.kinds_of(person.authority_id),
        organisations=[(str(row.uuid), row.name) for row in queries.organisations_of(person)],
    )


@require_GET
def board(request):
    """What waits for those who keep the directory."""
    person = request.user
    to_check = queries.to_check(person)
    total, public = queries.counts_of(person)
    return render(
        request,
        "services/board.html",
        {
            "total": total,
            "public": public,
            "gone": queries.gone(person)[:MOST],
            "to_check": to_check[:MOST],
            "more": max(0, to_check.count() - MOST),
            "organisations": queries.organisations_of(person),
            "retired": queries.retired(person)[:MOST],
        },
    )


@require_http_methods(["GET", "POST"])
def add(request):
    """A new service."""
    form = _form(request.user, request.POST if request.method == "POST" else None, {"status": "active"})
    once = request.POST.get("once", "")[:60] or uuids.uuid4().hex
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_service(request.user, content=form.content, once_key=once, new=_new(form))
        except actions.SameName as fault:
            form.add_error("new_organisation", str(fault))
        else:
            messages.success(request, f"“{made.name}” stands in the directory. It is not public.")
            return redirect("services:service", uuid=made.uuid)
    return render(request, "services/form.html", {"form": form, "once": once})


@require_http_methods(["GET", "POST"])
def change(request, uuid):
    """A service is changed. Where a colleague changed it in between, both texts are shown and neither is lost."""
    person = request.user
    row = queries.service_for(person, uuid)
    require(rules.may_keep_service(person, row) and row.retired_at is None)
    version, moved = row.version, None
    if request.method == "POST":
        form = _form(person, request.POST)
        version = whole(request.POST.get("version"))
        if form.is_valid():
            _carry(form, queries.said_of(row, version))
            try:
                actions.change_service(person, service=row, content=form.content, version=version, new=_new(form))
            except actions.SameName as fault:
                form.add_error("new_organisation", str(fault))
            except actions.Overtaken as overtaken:
                theirs = overtaken.version
                form, moved = _beside(person, row, form, version, theirs)
                version = theirs.number
            else:
                messages.success(request, "Kept. What it said before stands in its history.")
                return redirect("services:service", uuid=row.uuid)
    else:
        form = _form(person, initial=ServiceForm.shown(queries.said_of(row)))
    return render(request, "services/form.html", {"form": form, "service": row, "version": version, "moved": moved})


def _carry(form: ServiceForm, base: dict) -> None:
    """What no form asks for goes along: the place on the map, for as long as the postcode is the same."""
    same = form.content["postcode"] == base.get("postcode")
    for name in ("latitude", "longitude"):
        form.content[name] = base.get(name, "") if same else ""


def _beside(person, row, form: ServiceForm, version: int, theirs) -> tuple[ServiceForm, dict]:
    """(the form with mine, and theirs where I changed nothing; what they changed, and which fields we both did)."""
    base = queries.said_of(row, version)
    mine = dict(form.content)
    together, both = content.merged(base, mine, theirs.content)
    shown = ServiceForm.shown(together)
    for name in ("new_organisation", "organisation_about", "organisation_website"):
        shown[name] = form.cleaned_data.get(name, "")
    if form.cleaned_data.get("new_organisation"):
        shown["organisation"] = ANOTHER
    again = _form(person, initial=shown)
    names = queries.names_of_organisations(person, [base["organisation"], theirs.content["organisation"]])
    kinds = dict(queries.kinds_of(person.authority_id))
    return again, {
        "by": theirs.by,
        "at": theirs.at,
        "differences": queries.differences(base, theirs.content, names, kinds),
        "both": [content.LABELS[name] for name in both],
    }


@require_GET
def history(request, uuid):
    """Every version of a service, what each changed, and the way back to it."""
    person = request.user
    row = queries.service_for(person, uuid)
    require(rules.may_keep_service(person, row))
    page = Paginator(queries.versions_of(person, row), queries.PAGE).get_page(request.GET.get("page"))
    shown = list(page)
    first = shown[-1].number if shown else 1
    before = {version.number: version.content for version in shown}
    if first > 1:
        before[first - 1] = queries.said_of(row, first - 1)
    names = queries.names_of_organisations(person, [said.get("organisation", "") for said in before.values()])
    kinds = dict(queries.kinds_of(person.authority_id))
    rows = [
        {
            "version": version,
            "how": How(version.how).label,
            "differences": queries.differences(before.get(version.number - 1, {}), version.content, names, kinds),
        }
        for version in shown
    ]
    return render(request, "services/history.html", {"service": row, "rows": rows, "page": page})


@require_POST
def put_back(request, uuid):
    """The service says again what it said in one version."""
    row = queries.service_for(request.user, uuid)
    actions.put_back(request.user, service=row, number=whole(request.POST.get("number")))
    messages.success(request, "It says again what it said then. You can undo that in the same way.")
    return redirect("services:history", uuid=row.uuid)


@require_http_methods(["GET", "POST"])
def public(request, uuid):
    """What the public would read, and the mark that lets them."""
    row = queries.service_for(request.user, uuid)
    require(rules.may_keep_service(request.user, row) and row.retired_at is None)
    if request.method == "POST":
        if request.POST.get("act") == "private":
            actions.make_private(request.user, service=row)
            messages.success(request, "The public directory no longer shows it.")
        else:
            actions.make_public(request.user, service=row)
            messages.success(request, "Anybody can read it in the public directory now.")
        return redirect("services:service", uuid=row.uuid)
    said = queries.said_of(row)
    names = {str(row.organisation.uuid): row.organisation.name}
    kinds = dict(queries.kinds_of(row.authority_id))
    fields = [
        {"key": content.LABELS[name], "value": words}
        for name in content.FIELDS
        if name not in content.INTERNAL and (words := queries.in_words(name, said.get(name), names, kinds))
    ]
    hidden = [content.LABELS[name] for name in content.INTERNAL if said.get(name)]
    return render(request, "services/public.html", {"service": row, "rows": fields, "hidden": hidden})


@require_POST
def checked(request, uuid):
    """Somebody looked today, and it is right."""
    row = queries.service_for(request.user, uuid)
    actions.assure_service(request.user, service=row)
    messages.success(request, "Checked today.")
    return redirect("services:service", uuid=row.uuid)


@require_http_methods(["GET", "POST"])
def retire(request, uuid):
    """A service leaves the directory, with the reason."""
    row = queries.service_for(request.user, uuid)
    require(rules.may_keep_service(request.user, row))
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.retire_service(request.user, service=row, why=form.cleaned_data["why"])
        messages.success(request, f"“{row.name}” is retired. You can bring it back from its page.")
        return redirect("services:board")
    return render(request, "services/retire.html", {"service": row, "form": form})


@require_POST
def bring_back(request, uuid):
    """A retired service stands in the directory again."""
    row = queries.service_for(request.user, uuid)
    actions.bring_back(request.user, service=row)
    messages.success(request, "It stands in the directory again. It is not public.")
    return redirect("services:service", uuid=row.uuid)


@require_http_methods(["GET", "POST"])
def organisation(request, uuid):
    """What is said of one organisation, beside each of its services."""
    person = request.user
    row = queries.organisation_for(person, uuid)
    require(rules.may_keep_service(person, row))
    version, theirs = row.version, None
    form = OrganisationForm(request.POST or None, initial=queries.said_of(row))
    if request.method == "POST":
        version = whole(request.POST.get("version"))
        if form.is_valid():
            try:
                said = actions.NewOrganisation(**form.cleaned_data)
                actions.change_organisation(person, organisation=row, said=said, version=version)
            except actions.SameName as fault:
                form.add_error("name", str(fault))
            except actions.Overtaken as overtaken:
                theirs, version = overtaken.version, overtaken.version.number
                form.add_error(None, "A colleague changed this after you opened it. Their words stand below")
            else:
                messages.success(request, "Kept.")
                return redirect("services:board")
    versions = queries.versions_of(person, row)[:MOST]
    return render(
        request,
        "services/organisation.html",
        {"form": form, "organisation": row, "version": version, "theirs": theirs, "versions": versions},
    )
