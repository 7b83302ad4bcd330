"""One’s own confidence, and groups of five or more."""

import uuid as uuids

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import require
from kith.design.documents import as_file
from kith.design.small_numbers import FEWEST
from kith.design.tables import csv_of
from kith.toolkit.words import shelves_about

from . import actions, queries, rules
from .drawing import line_of
from .forms import RatingForm, ThemesForm
from .words import STEM


@require_GET
def mine(request):
    """One’s own course by theme, what stands beside it, and what fits the themes that one chose."""
    person = request.user
    require(rules.may_rate(person))
    ratings = queries.ratings_of(person)
    course = queries.course_of(person, ratings)
    asked = queries.asked_on(person)
    return render(
        request,
        "confidence/mine.html",
        {
            "ratings": ratings[-queries.COURSE :],
            "course": [(row, line_of(row.values)) for row in course],
            "beside": any(row.choices for row in course),
            "asked": asked,
            "is_asked": asked is not None and asked <= timezone.localdate(),
            "form": ThemesForm(initial={"themes": [row.key for row in course if row.chosen]}),
            "chosen": any(row.chosen for row in course),
            "modules": queries.modules_chosen_by(person, [row.key for row in course if row.chosen]),
            "shelves": shelves_about({row.key for row in course if row.chosen}),
            "groups": rules.sees_groups(person),
        },
    )


@require_http_methods(["GET", "POST"])
def answer(request):
    """How certain one is, item by item; each may be left out."""
    require(rules.may_rate(request.user))
    form = RatingForm(request.POST or None, items=queries.items_now())
    if request.method == "POST" and form.is_valid():
        actions.rate(request.user, values=form.values(), once_key=request.POST.get("once", "")[:40])
        messages.success(request, "Kept, for you alone.")
        return redirect("confidence:mine")
    once = request.POST.get("once", "")[:40] or uuids.uuid4()
    return render(request, "confidence/answer.html", {"form": form, "once": once, "stem": STEM})


@require_POST
def later(request):
    """Not this time: one is asked again in half a year."""
    actions.put_off_rating(request.user)
    messages.success(request, "You are asked again in half a year. You can rate whenever you like.")
    return redirect("confidence:mine")


@require_POST
def themes(request):
    """The themes that one works on."""
    require(rules.may_rate(request.user))
    form = ThemesForm(request.POST)
    if form.is_valid():
        actions.choose_themes(request.user, themes=form.cleaned_data["themes"])
        messages.success(request, "Kept.")
    else:
        messages.error(request, "Choose among the themes of this page.")
    return redirect("confidence:mine")


@require_POST
def take_out(request):
    """One’s own ratings as CSV."""
    ratings = actions.take_out_ratings(request.user)
    rows = (
        (timezone.localdate(rating.at).isoformat(), row.item.get_theme_display(), row.item.text, row.value)
        for rating in ratings
        for row in rating.answers.all()
    )
    content = csv_of(["day", "theme", "item", "value"], rows)
    return as_file(content, "text/csv; charset=utf-8", "my-confidence.csv")


@require_http_methods(["GET", "POST"])
def delete(request):
    """Every own rating is deleted, after one was asked."""
    require(rules.may_rate(request.user))
    if request.method == "POST":
        actions.delete_ratings(request.user)
        messages.success(
            request, "Your ratings, the themes that you chose and the day on which you are asked again are deleted."
        )
        return redirect("confidence:mine")
    return render(request, "confidence/delete.html")


@require_GET
def groups(request):
    """What groups of five or more said, in half years that are over."""
    person = request.user
    require(rules.sees_groups(person))
    kept = queries.half_years_of(person)
    return render(
        request,
        "confidence/groups.html",
        {
            "half_years": [(row, queries.lines_of(person, row), queries.changes_of(person, row)) for row in kept],
            "everything": rules.sees_authority(person),
            "fewest": FEWEST,
        },
    )
