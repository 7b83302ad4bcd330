"""Files of learning systems: chosen, their columns and courses named, looked at, and taken in."""

import uuid as uuids

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import require
from kith.bounds.few import Busy, Few
from kith.bounds.sheets import NotTable, table_in
from kith.design.tables import handed_back

from .. import actions, queries, rules
from ..forms import NEW, ColumnsForm, CoursesForm, FileForm
from ..words import DONE_WORDS, State

MOST = 20
SHOWN = 50
# Reading a large workbook takes seconds: few do it at once.
READERS = Few(2, 20)


@require_http_methods(["GET", "POST"])
def files(request):
    """A file is chosen; below stands what was taken in before."""
    person = request.user
    systems = queries.systems_of(person)
    once = request.POST.get("once", "")[:40] or uuids.uuid4().hex
    form = FileForm(request.POST or None, request.FILES or None, systems=systems)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        chosen = said.get("system", NEW)
        try:
            with READERS.place():
                table = table_in(said["file"].file)
                place = f"{said['file'].name}, sheet “{table.sheet}”" if table.sheet else said["file"].name
                batch = actions.begin_training_file(
                    person,
                    system=next((row for row in systems if row.key == chosen), None),
                    name=said["name"],
                    place=place,
                    table=table,
                    once_key=once,
                )
            return redirect("training:file", uuid=batch.uuid)
        except NotTable as fault:
            form.add_error("file", str(fault))
        except Busy:
            form.add_error("file", "Other files are being read. Choose it again in a minute")
    page = Paginator(queries.files_of(person), MOST).get_page(request.GET.get("page"))
    return render(request, "training/files.html", {"form": form, "once": once, "page": page})


@require_http_methods(["GET", "POST"])
def one(request, uuid):
    """One file: its columns are named, its courses are named, its rows are looked at, or what became of it."""
    batch = queries.file_for(request.user, uuid)
    again = request.GET.get("again", "")
    step = _step(batch, again)
    form = _form(request, batch, step)
    if request.method == "POST":
        if form is None:
            # Sent a second time, or from a page that was left open: the way goes on where it stands now.
            return redirect("training:file", uuid=batch.uuid)
        if form.is_valid():
            try:
                with READERS.place():
                    if step == "columns":
                        said = form.cleaned_data
                        actions.name_training_columns(
                            request.user,
                            batch=batch,
                            columns=form.columns(),
                            day_order=said["day_order"],
                            done_words=said["done_words"],
                        )
                    else:
                        actions.name_courses(request.user, batch=batch, courses=form.said())
                return redirect("training:file", uuid=batch.uuid)
            except actions.TooManyCourses:
                form.add_error(
                    "column-course", "This column holds more than 200 different courses. Is it the right one?"
                )
            except Busy:
                form.add_error(None, "Other files are being read. Send it again in a minute")
    faults = queries.faults_in(request.user, batch)
    return render(
        request,
        "training/file.html",
        {
            "batch": batch,
            "form": form,
            "step": step if form else "",
            "again": again if form else "",
            "faults": faults[:SHOWN],
            "fault_count": faults.count(),
            "can_load": batch.state == State.CHECKED and bool(batch.counts.get("new")),
            "kept_until": queries.kept_until(batch),
        },
    )


def _step(batch, again: str) -> str:
    if again == "columns" and batch.state in (State.COURSES, State.CHECKED):
        return "columns"
    if again == "courses" and batch.state == State.CHECKED:
        return "courses"
    return {State.COLUMNS: "columns", State.COURSES: "courses"}.get(batch.state, "")


def _form(request, batch, step: str):
    if step == "columns":
        initial = {f"column-{field}": heading for field, heading in (batch.columns or _guessed(batch)).items()}
        initial |= {"day_order": batch.day_order, "done_words": batch.done_words or DONE_WORDS}
        return ColumnsForm(request.POST or None, headings=batch.headings, initial=initial)
    if step == "courses":
        tiers = queries.tiers_of(batch.authority_id)
        if batch.courses:
            return CoursesForm(request.POST or None, courses=batch.courses, tiers=tiers)
        named = queries.courses_named(request.user, batch.system)
        known = {course: tier or "-" for course, tier in named.items()}
        return CoursesForm(request.POST or None, courses=sorted(named), tiers=tiers, known=known)
    return None


SAID_TOO = {
    "email": ("e-mail address", "email address", "email", "e-mail", "user email", "username"),
    "number": ("staff number", "employee number", "employee id", "staff id", "payroll number"),
    "course": ("course", "course name", "course title", "learning", "module"),
    "day": ("day of completion", "completion date", "date completed", "completed on", "completed", "date"),
    "status": ("status", "completion status", "result"),
}


def _guessed(batch) -> dict[str, str]:
    """The column of each field whose heading says so by itself; the person sees and changes it before anything is read."""
    known = {heading.lower().replace("_", " "): heading for heading in batch.headings}
    found: dict[str, str] = {}
    for field, names in SAID_TOO.items():
        heading = next((known[name] for name in names if name in known and known[name] not in found.values()), None)
        if heading:
            found[field] = heading
    return found


@require_POST
def load(request, uuid):
    """What can be kept of the file counts from now on."""
    batch = queries.file_for(request.user, uuid)
    if batch.state not in (State.CHECKED, State.LOADED):
        return redirect("training:file", uuid=batch.uuid)
    try:
        with READERS.place():
            actions.load_training_file(request.user, batch=batch)
        messages.success(request, "Taken in.")
    except Busy:
        messages.error(request, "Other files are being read. Press it again in a minute.")
    return redirect("training:file", uuid=batch.uuid)


@require_POST
def leave(request, uuid):
    """Nothing of it is taken in."""
    actions.leave_training_file(request.user, batch=queries.file_for(request.user, uuid))
    messages.success(request, "Nothing of it was taken in.")
    return redirect("training:files")


@require_GET
def rows_to_mend(request, uuid):
    """What could not be kept, as a file for a spreadsheet: row, column, what stands there, why."""
    batch = queries.file_for(request.user, uuid)
    require(rules.may_take_in_file(request.user, batch))
    rows = queries.faults_in(request.user, batch).values_list("row", "column", "stands", "why")
    response = HttpResponse(handed_back(rows.iterator(chunk_size=2000)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="rows-to-mend.csv"'
    return response
