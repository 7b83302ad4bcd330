"""The specialist’s own log, and the counts of questions by theme and month."""

import uuid as uuids

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kith.access.rules import require
from kith.decisions.half_typed import half_typed
from kith.design.documents import as_file
from kith.design.forms import chosen
from kith.design.small_numbers import FEWEST
from kith.design.tables import csv_of
from kith.people.queries import colleagues_of_authority
from kith.people.words import choices_of
from kith.toolkit.words import About

from .. import actions, queries, rules
from ..forms import LogForm
from ..words import PAGE


def _filter(request) -> dict:
    theme = request.GET.get("theme", "")
    year = request.GET.get("year", "")
    said: dict = {"theme": theme if theme in About.values else ""}
    if year.isdecimal() and 2000 < int(year) < 3000:
        said |= {"since": f"{int(year)}-01-01", "until": f"{int(year)}-12-31"}
    return said


@require_GET
def log(request):
    """What one coached, the newest first, of one theme or year."""
    person = request.user
    require(rules.may_log(person))
    said = _filter(request)
    today = timezone.localdate()
    page = Paginator(queries.log_of(person, **said), PAGE).get_page(request.GET.get("page"))
    words = dict(About.choices)
    for row in page:
        row.words = [words[one.theme] for one in row.themes.all()]
    return render(
        request,
        "coaching/log.html",
        {
            "page": page,
            "themes": About.choices,
            "theme": said["theme"],
            "year": request.GET.get("year", "") if "since" in said else "",
            "years": [str(today.year - back) for back in range(3)],
            "counts": queries.own_counts(person, since=said.get("since"), until=said.get("until")),
        },
    )


@require_GET
def log_file(request):
    """One’s own log as a file: days, themes and minutes, and no name."""
    person = request.user
    require(rules.may_log(person))
    rows = list(queries.log_of(person, **_filter(request)))
    actions.note_log_taken_out(person)
    lines = (
        (
            row.day.isoformat(),
            "; ".join(About(one.theme).label for one in row.themes.all()),
            row.minutes or "",
            row.next_step,
            row.came_of,
        )
        for row in rows
    )
    content = csv_of(["day", "themes", "minutes", "next step", "what came of it"], lines)
    return as_file(content, "text/csv; charset=utf-8", "coaching-log.csv")


@require_http_methods(["GET", "POST"])
def entry(request, uuid=None):
    """One entry of one’s own log: a new one, or one to complete."""
    person = request.user
    require(rules.may_log(person))
    row = queries.entry_for(person, uuid) if uuid else None
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    people = colleagues_of_authority(person)
    initial = {"day": timezone.localdate()}
    if row is not None:
        initial = {
            "day": row.day,
            "themes": [one.theme for one in row.themes.all()],
            "person": str(row.person.uuid) if row.person else "",
            "minutes": row.minutes,
            "next_step": row.next_step,
            "came_of": row.came_of,
        }
        if row.person is not None and row.person not in people:
            people = [*people, row.person]
    form = half.form(LogForm, people=choices_of(people), initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.write_log(
            person,
            entry=row,
            day=said["day"],
            themes=said["themes"],
            person=chosen(people, said["person"]),
            minutes=said["minutes"],
            next_step=said["next_step"],
            came_of=said["came_of"],
            once_key=request.POST.get("once", "") or uuids.uuid4().hex,
        )
        half.said()
        messages.success(request, "It stands in your log.")
        return redirect("coaching:log")
    once = request.POST.get("once") or uuids.uuid4()
    return render(request, "coaching/entry.html", {"form": form, "half": half, "row": row, "once": once})


@require_GET
def figures(request):
    """Questions of the authority by theme and month; numbers of few people are not shown."""
    months = queries.months_of(request.user)
    return render(request, "coaching/figures.html", {"months": months, "fewest": FEWEST})
