"""Half typed: what somebody has begun to type in a form and not yet said. Written once, for every form of a few boxes.

A view makes a `HalfTyped` after its rules, so that nothing is kept at a door that is not the person's; its template draws
the form with `data-autosave` and `design/forms/half_typed.html` (tests/pages.py looks for both). The words survive the
lock screen, a sign-in that ended and another device, are their writer's alone, and are gone once they are said.
"""

import hashlib
import uuid
from dataclasses import dataclass
from typing import Any

from kith.design.autosave import autosaved
from kith.design.fields import whole
from kith.design.forms import hold

from .actions import Overtaken, drop_drafts, keep_draft
from .models import Draft
from .queries import drafts_on

# What a form says of itself: no words of a person.
NOT_CONTENT = {"csrfmiddlewaretoken", "version", "once", "act", "other", "read", "stands", "asked", "for"}
# How long a place's two columns may be (SQLite lets anything through, PostgreSQL nothing longer).
SUBJECT = Draft._meta.get_field("subject").max_length or 0
SECTION = Draft._meta.get_field("section").max_length or 0


def _subject(about) -> str:
    """What the words are about, as it stands in its column."""
    return _within(SUBJECT, "begun:", "/".join(str(one) for one in about))


def _within(longest: int, beginning: str, rest: str) -> str:
    """The text as its column takes it. What is too long for it stands there as its fingerprint."""
    text = beginning + rest
    return text if len(text) <= longest else (beginning + hashlib.sha256(text.encode()).hexdigest())[:longest]


class HalfTyped:
    """What the person of this request has begun to type in one form about one thing.

    `remembers` names the hidden fields that say from where the form was opened: they are kept beside the words, so that
    who comes back without that link goes on from there.
    """

    def __init__(
        self,
        request,
        form: str,
        *about,
        known: dict[tuple[str, str], Draft] | None = None,
        remembers: tuple[str, ...] = (),
    ):
        self._request, self._section, self._subject = request, _within(SECTION, "", form), _subject(about)
        self._remembers = remembers
        key = (self._subject, self._section)
        found = drafts_on(request.user, [self._subject]) if known is None else known
        self._draft = found.get(key)
        self.version = self._draft.version if self._draft else 0

    @property
    def content(self) -> dict[str, list[str]]:
        """What was typed and kept, as a form would send it."""
        return self._draft.content if self._draft else {}

    def opened_from(self, name: str) -> str:
        """What says from where the form was opened: its own field once it is sent, else the link, else what was remembered."""
        if self._request.method == "POST":
            return self._request.POST.get(name) or ""
        if name in self._request.GET:
            return self._request.GET[name]
        return next(iter(self.content.get(name, [])), "")

    def key_opened_from(self, name: str) -> uuid.UUID | None:
        """The same, where it is the key of a record; None where it is none."""
        try:
            return uuid.UUID(self.opened_from(name))
        except ValueError:
            return None

    @property
    def by_script(self) -> bool:
        """True while the page saves by itself what is typed: nothing is checked, and nothing is said yet."""
        return self._request.method == "POST" and bool(self._request.headers.get("X-Autosave"))

    @property
    def saved_at(self):
        """When words were last kept, where there are any."""
        return self._draft.saved_at if self._draft and self._draft.content else None

    def kept(self):
        """The answer to the script: what is typed is kept, unless another window or device was first."""
        try:
            return autosaved(self._keep())
        except Overtaken:
            return autosaved(None)

    def _keep(self) -> Draft:
        sent = {name: texts for name, texts in self._request.POST.lists() if any(texts)}
        typed = {n: texts for n, texts in sent.items() if n not in NOT_CONTENT and n not in self._remembers}
        if typed:
            typed |= {name: texts for name, texts in sent.items() if name in self._remembers}
        return keep_draft(
            self._request.user,
            subject=self._subject,
            section=self._section,
            content=typed,
            # A form that names no number was not opened as a page of ours: it meets nothing.
            version=whole(self._request.POST.get("version", str(self.version))),
        )

    def form(self, kind, /, *, sent: bool = True, **extra):
        """The form with what was sent; else with what was typed and kept; else as it begins.

        `sent` is no where another form of the same page was sent.

        What was sent is kept too, until it is said. Other words of the same person, from another window or device,
        are shown beside them, and nothing is done before the two were seen.
        """
        if self._request.method != "POST" or not sent:
            form = kind(**extra)
            if self._draft and self._draft.content:
                hold(form, self._draft.content)
            return form
        form = kind(self._request.POST, **extra)
        try:
            self._draft = self._keep()
        except Overtaken as overtaken:
            self._draft = overtaken.saved
            form.full_clean()
            for label, words in _elsewhere(form, overtaken.saved.content, self._request.POST):
                form.add_error(
                    None,
                    f"“{label}” was also typed in another window or on another device, as: “{words}”. "
                    "Your words are in the box below. Put together what is right, and send it again",
                )
        self.version = self._draft.version
        return form

    def said(self) -> None:
        """The words were said: nothing of them waits any more."""
        drop_drafts(self._request.user, subject=self._subject, section=self._section)


def _elsewhere(form, saved: dict, typed) -> list[tuple[str, str]]:
    """The fields in which other words were saved than are sent now, each with what was saved."""
    found = []
    for name, field in form.fields.items():
        boxes = field.widget.widgets_names if hasattr(field.widget, "widgets_names") else [""]
        there = [text for box in boxes for text in saved.get(name + box, []) if text]
        here = [text for box in boxes for text in typed.getlist(name + box) if text]
        if there != here:
            labels = {str(key): str(label) for key, label in getattr(field, "choices", ())}
            found.append((field.label, ", ".join(labels.get(text, text) for text in there) or "nothing"))
    return found


def half_typed(request) -> HalfTyped:
    """What is half typed in the form that this address is for."""
    match = request.resolver_match
    return HalfTyped(request, match.view_name, *match.kwargs.values())


def all_half_typed(request, forms) -> list[HalfTyped]:
    """Several forms of one page, each named as `HalfTyped` is, read in one question."""
    named = [(form, about) for form, *about in forms]
    known = drafts_on(request.user, [_subject(about) for _, about in named]) if named else {}
    return [HalfTyped(request, form, *about, known=known) for form, about in named]


@dataclass
class Writing:
    """One form on one page: what was typed, the key of its sending, and what waits half typed for its writer."""

    form: Any
    half: HalfTyped
    once: str
    # The answer to the script that saves while one types, where it is that which asks.
    kept: Any = None
    is_sent: bool = False


def write(request, make, name: str, about, half: HalfTyped | None = None) -> Writing:
    """The form with what was sent, else with what was typed and kept; `make(data)` gives it.

    It is kept as `name`, with the room in front, about `about`; or as `half`, where the page has begun one.
    """
    half = half or HalfTyped(request, name, about)
    if half.by_script:
        return Writing(None, half, "", kept=half.kept())
    sent = request.method == "POST"
    once = (request.POST.get("once") if sent else "") or str(uuid.uuid4())
    return Writing(half.form(lambda data=None: make(data)), half, once, is_sent=sent)
