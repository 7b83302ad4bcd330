"""A page on which something is written: what was typed is kept as one goes, and sent once."""

import uuid as uuids
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from kith.decisions.actions import Overtaken, drop_drafts, keep_draft
from kith.decisions.queries import draft_of
from kith.design.autosave import autosaved
from kith.design.fields import whole
from kith.design.forms import hold

NOT_CONTENT = {"csrfmiddlewaretoken", "version", "once", "stands", "asked", "for"}


@dataclass
class Writing:
    """One form on one page: what was typed, the key of its sending, and the draft that waits for its writer."""

    form: object
    subject: str
    once: str
    version: int
    saved: object = None
    # The answer to the script that saves while one types, where it is that which asks.
    kept: HttpResponse | None = None
    is_sent: bool = False

    def done(self, person) -> None:
        """It was said: nothing is left of the draft."""
        drop_drafts(person, subject=self.subject)


def write(request, make, subject: str) -> Writing:
    """The form with what was sent, else with what was typed and kept; `make(data)` gives it."""
    draft = draft_of(request.user, subject, "page")
    version = draft.version if draft else 0
    if request.method == "POST" and request.headers.get("X-Autosave"):
        return Writing(None, subject, "", version, kept=autosaved(_keep(request, subject)))
    if request.method == "POST":
        form = make(request.POST)
        if not form.is_valid():
            draft = _keep(request, subject) or draft
            version = draft.version if draft else version
        return Writing(form, subject, request.POST.get("once") or str(uuids.uuid4()), version, draft, is_sent=True)
    form = make(None)
    if draft:
        hold(form, draft.content)
    return Writing(form, subject, str(uuids.uuid4()), version, draft)


def _keep(request, subject: str):
    typed = {name: texts for name, texts in request.POST.lists() if name not in NOT_CONTENT and any(texts)}
    version = whole(request.POST.get("version"))
    try:
        return keep_draft(request.user, subject=subject, section="page", content=typed, version=version)
    except Overtaken:
        return None


def page(request, writing: Writing, **words):
    """The page of one form. `words`: title, back and back_words, to (its address), button, and perhaps intro."""
    return render(
        request, words.pop("template", "meetings/write.html"), {"form": writing.form, "writing": writing, **words}
    )


def choices_of(people) -> list[tuple[str, str]]:
    """People as choices, by name and what they do."""
    return [(str(person.uuid), person.name_and_title) for person in people]


def chosen(people, key: str):
    """The person of these whose key was chosen."""
    return next((person for person in people if str(person.uuid) == key), None)
