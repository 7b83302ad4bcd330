"""The page that asks one set of questions, for every act of this room."""

import uuid

from django.shortcuts import render
from django.urls import reverse

from .. import queries


def once_of(request) -> str:
    """The key of this sending, so that a second click finds the first."""
    return request.POST.get("once") or str(uuid.uuid4())


def form_page(request, form, *, title: str, back: tuple[str, str], button: str, once: str = "", half=None, **more):
    """One form: what it is called, where it leads back, what the button says, and lines above it.

    `about` is the case that it is about; where the family is not to be told, that stands above the form.
    """
    about = more.pop("about", None)
    if about is not None:
        more["marks"] = queries.marks_of_cases(request.user, [about]).get(about.pk, [])
    return render(
        request,
        "panel/form.html",
        {
            "form": form,
            "title": title,
            "back": back[0],
            "back_words": back[1],
            "button": button,
            "once": once,
            "half": half,
            "marking": more.pop("marking", ""),
            **more,
        },
    )


def to_case(case) -> tuple[str, str]:
    """The way back to a case."""
    return reverse("panel:case", args=[case.uuid]), f"Case {case.reference}"


def to_meeting(meeting) -> tuple[str, str]:
    return reverse("panel:meeting", args=[meeting.uuid]), "The meeting"


def to_panel(panel) -> tuple[str, str]:
    return reverse("panel:panel", args=[panel.uuid]), panel.name


def people_as_choices(people) -> list[tuple[str, str]]:
    """People as one chooses among them, with their agency."""
    return [(str(one.uuid), f"{one.name_and_title} ({one.agency.name})") for one in people]
