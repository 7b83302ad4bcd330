"""A page on which something is written: what was typed is kept as one goes, and sent once."""

import uuid as uuids
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from kith.decisions.half_typed import HalfTyped

from .. import queries


@dataclass
class Writing:
    """One form on one page: what was typed, the key of its sending, and what waits half typed for its writer."""

    form: object
    half: HalfTyped
    once: str
    # The answer to the script that saves while one types, where it is that which asks.
    kept: HttpResponse | None = None
    is_sent: bool = False


def write(request, make, name: str, about) -> Writing:
    """The form with what was sent, else with what was typed and kept; `make(data)` gives it."""
    half = HalfTyped(request, f"meetings:{name}", about)
    if half.by_script:
        return Writing(None, half, "", kept=half.kept())
    sent = request.method == "POST"
    once = (request.POST.get("once") if sent else "") or str(uuids.uuid4())
    return Writing(half.form(lambda data=None: make(data)), half, once, is_sent=sent)


def page(request, writing: Writing, **words):
    """The page of one form. `words`: title, back and back_words, to (its address), button, and perhaps intro.

    `about` is the consultation where neither `consultation` nor `row` says it: where its family is not to be told, the
    page says so first.
    """
    about = words.pop("about", None) or words.get("consultation") or words["row"].consultation
    marks = queries.marks_over(request.user, about)
    return render(
        request,
        words.pop("template", "meetings/write.html"),
        {"form": writing.form, "writing": writing, "marks": marks, **words},
    )


def choices_of(people) -> list[tuple[str, str]]:
    """People as choices, by name and what they do."""
    return [(str(person.uuid), person.name_and_title) for person in people]
