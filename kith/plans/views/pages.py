"""A page on which something is written: what was typed is kept as one goes, and sent once."""

from django.shortcuts import render

from kith.concerns.rules import family_not_to_be_told
from kith.decisions.half_typed import Writing
from kith.decisions.half_typed import write as written
from kith.toolkit.queries import pieces_for_step

# Beside which steps of the work pages of the toolkit stand here (content, `steps`).
PLAN, DIRECT_WORK, CLOSING = "plan", "direct-work", "closing"


def write(request, make, name: str, about) -> Writing:
    """The form with what was sent, else with what was typed and kept; `make(data)` gives it."""
    return written(request, make, f"plans:{name}", about)


def page(request, writing: Writing, consultation, **words):
    """The page of one form about one matter: where its family is not to be told, it says so first.

    `words`: title, back and back_words, to (its address), button, and perhaps intro, stands and step.
    """
    return render(
        request,
        words.pop("template", "plans/write.html"),
        {
            "form": writing.form,
            "writing": writing,
            "consultation": consultation,
            "marks": family_not_to_be_told(request.user, consultation),
            "pieces": pieces_for_step(request.user, words.pop("step", PLAN)),
            **words,
        },
    )
