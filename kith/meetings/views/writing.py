"""A page on which something is written: what was typed is kept as one goes, and sent once."""

from django.shortcuts import render

from kith.decisions.half_typed import HalfTyped, Writing
from kith.decisions.half_typed import write as written

from .. import queries


def begun(request, name: str, about, *remembers: str) -> HalfTyped:
    """What is half typed in this form, with what it remembers of the page from which it was opened."""
    return HalfTyped(request, f"meetings:{name}", about, remembers=remembers)


def write(request, make, name: str, about, half: HalfTyped | None = None) -> Writing:
    """The form with what was sent, else with what was typed and kept; `make(data)` gives it."""
    return written(request, make, f"meetings:{name}", about, half)


def page(request, writing: Writing, consultation, **words):
    """The page of one form about one consultation: where its family is not to be told, it says so first.

    `words`: title, back and back_words, to (its address), button, and perhaps intro.
    """
    marks = queries.marks_over(request.user, consultation)
    return render(
        request,
        words.pop("template", "meetings/write.html"),
        {"form": writing.form, "writing": writing, "consultation": consultation, "marks": marks, **words},
    )
