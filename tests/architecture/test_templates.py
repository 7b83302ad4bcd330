"""What a template says of time it says by itself: where a view gives no `today`, a comparison is false, and nobody is told."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import timezone

HOUSE = Path(__file__).parents[2] / "kith"
# Rooms whose templates still compare with a day that their views give: each of these views is tried in its room’s tests.
BY_VIEW = ("assessments", "contexts")
COMPARED = re.compile(r"{%[^%]*(?:[<>=]\s*today\b|(?<![\w.])today\s*[<>=])[^%]*%}")


def compared_in(text: str) -> list[str]:
    return COMPARED.findall(text)


def test_no_template_compares_a_day_with_what_its_view_may_forget():
    places = [place for place in HOUSE.rglob("templates/**/*.html") if place.relative_to(HOUSE).parts[0] not in BY_VIEW]
    assert len(places) > 100
    wrong = {str(place.relative_to(HOUSE)): found for place in places if (found := compared_in(place.read_text()))}
    assert wrong == {}, "say {% if row.due_on|has_passed %}, which needs nothing of the view"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{% if row.due_on < today %}late{% endif %}", 1),
        ("{% if not row.done and today >= row.due_on %}late{% endif %}", 1),
        ("{% if row.due_on == today %}today{% elif row.due_on|has_passed %}late{% endif %}", 1),
        ("{% if row.due_on|has_passed %}late{% endif %} {% if row.today.gap %}nobody is there today{% endif %}", 0),
    ],
)
def test_the_comparison_is_tried_on_examples(text, found):
    assert len(compared_in(text)) == found


def test_the_filters_need_nothing_of_the_view():
    page = Template("{% load design %}{% for day in days %}{{ day|has_passed }} {{ day|is_today }}, {% endfor %}")
    today = timezone.localdate()
    days = [today - timedelta(days=1), today, today + timedelta(days=1), None]
    assert page.render(Context({"days": days})) == "True False, False True, False False, False False, "


@pytest.mark.parametrize(
    ("words", "read"),
    [("Talk to him", "Talk to him."), ("Talk to him. ", "Talk to him."), ("“Why?”", "“Why?”"), ("", "")],
)
def test_words_that_somebody_typed_end_with_a_stop(words, read):
    assert Template("{% load design %}{{ words|sentence }}").render(Context({"words": words})) == read
