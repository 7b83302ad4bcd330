"""Taking in services: from a file in three steps, or from another directory that the settings name."""

import uuid as uuids

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import require

from .. import actions, queries, rules, table
from ..forms import ColumnsForm, DirectoryForm, FileForm
from ..words import Origin, State

MOST = 20
SHOWN = 50


@require_http_methods(["GET", "POST"])
def take_in(request):
    """A file is chosen, or a directory; below stands what was taken in before."""
    person = request.user
    once = request.POST.get("once", "")[:60] or uuids.uuid4().hex
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            headings, rows = table.rows_of(form.content())
        except table.NotTable as fault:
            form.add_error("file", str(fault))
        else:
            batch = actions.begin_file(person, name=form.name(), headings=headings, rows=rows, once_key=once)
            return redirect("services:import", uuid=batch.uuid)
    return _take_in_page(request, form, once=once)


def _take_in_page(request, form, *, once, directory=None):
    addresses = queries.directories_of(request.user.authority)
    directory = directory or DirectoryForm(addresses=addresses)
    return render(
        request,
        "services/take_in.html",
        {
            "form": form,
            "directory": directory,
            "forms": [directory],
            "addresses": addresses,
            "once": once,
            "imports": queries.imports_of(request.user)[:MOST],
        },
    )


@require_POST
def fetch(request):
    """The worker reads a directory at its next round."""
    addresses = queries.directories_of(request.user.authority)
    if not addresses:
        messages.info(request, "The settings name no directory any more.")
        return redirect("services:take-in")
    form = DirectoryForm(request.POST, addresses=addresses)
    if form.is_valid():
        batch = actions.ask_for_directory(request.user, address=form.cleaned_data["address"])
        messages.success(request, "It will be read within the hour.")
        return redirect("services:import", uuid=batch.uuid)
    return _take_in_page(request, FileForm(), once=uuids.uuid4().hex, directory=form)


@require_http_methods(["GET", "POST"])
def one(request, uuid):
    """One import: its columns are named, its rows are looked at, or what became of it."""
    batch = queries.import_for(request.user, uuid)
    form = None
    again = request.GET.get("columns") == "again"
    if batch.origin == Origin.FILE and (batch.state == State.COLUMNS or (batch.state == State.CHECKED and again)):
        form = _columns_form(request, batch)
        if request.method == "POST" and form.is_valid():
            said = form.cleaned_data
            actions.name_columns(request.user, batch=batch, columns=form.columns(), source=said["source"])
            return redirect("services:import", uuid=batch.uuid)
    elif request.method == "POST":
        # Sent a second time, or from a page that was left open: the way goes on where it stands now.
        return redirect("services:import", uuid=batch.uuid)
    wrong = queries.wrong_rows(request.user, batch)
    good = queries.good_rows(request.user, batch)
    return render(
        request,
        "services/import.html",
        {
            "batch": batch,
            "form": form,
            "again": again,
            "state": State(batch.state).label,
            "wrong": wrong[:SHOWN],
            "wrong_count": wrong.count(),
            "good": Paginator(good, queries.PAGE).get_page(request.GET.get("page")) if not form else None,
            "is_file": batch.origin == Origin.FILE,
            "kept_until": queries.kept_until(batch),
        },
    )


def _columns_form(request, batch) -> ColumnsForm:
    known = batch.columns or queries.remembered_columns(request.user, table.digest_of(batch.headings))
    known = {field: heading for field, heading in known.items() if heading in batch.headings}
    first = {f"column-{field}": heading for field, heading in (known or table.guessed(batch.headings)).items()}
    return ColumnsForm(request.POST or None, initial=first, headings=batch.headings)


@require_POST
def load(request, uuid):
    """What can be kept of a file stands in the directory."""
    batch = queries.import_for(request.user, uuid)
    require(rules.may_keep_service(request.user, batch))
    if batch.state not in (State.CHECKED, State.LOADED):
        return redirect("services:import", uuid=batch.uuid)
    actions.load_import(request.user, batch=batch)
    messages.success(request, "Loaded. None of them is public until somebody marks it.")
    return redirect("services:import", uuid=batch.uuid)


@require_POST
def leave(request, uuid):
    """Nothing of it is loaded."""
    batch = queries.import_for(request.user, uuid)
    actions.leave_import(request.user, batch=batch)
    messages.success(request, "Nothing of it was loaded.")
    return redirect("services:take-in")


@require_GET
def wrong_rows(request, uuid):
    """What could not be kept, as a file for a spreadsheet: row, column, what stands there, why."""
    batch = queries.import_for(request.user, uuid)
    content = table.handed_back(queries.wrong_rows(request.user, batch))
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="rows-to-mend.csv"'
    return response
