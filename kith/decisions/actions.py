"""Keeping what was typed. A draft leaves no event of its own: it is not yet said."""

import re

from django.db import IntegrityError, transaction
from django.utils import timezone

from .models import Draft, _draft_expiry

# NUL and halves of letters come from bad pastes; no database keeps them, and nobody can see them.
UNKEPT = re.compile("[\x00\ud800-\udfff]")


def _kept(typed):
    return UNKEPT.sub("", typed) if isinstance(typed, str) else [UNKEPT.sub("", text) for text in typed]


class Overtaken(Exception):
    """The section was saved elsewhere since this page was opened; `saved` is that draft."""

    def __init__(self, saved: Draft):
        super().__init__("saved elsewhere")
        self.saved = saved


@transaction.atomic
def keep_draft(by, *, subject: str, section: str, content: dict, version: int) -> Draft:
    """What was typed is kept. `version` is the one that the page was opened with, 0 for a new section.

    Raises Overtaken where the section was saved in between with other words; nothing is then overwritten.
    """
    content = {name: _kept(typed) for name, typed in content.items()}
    draft = Draft.objects.select_for_update().filter(author=by, subject=subject, section=section).first()
    if draft is None:
        try:
            with transaction.atomic():
                return Draft.objects.create(author=by, subject=subject, section=section, content=content)
        except IntegrityError:
            # Two first saves at the same moment: the second meets the first as if it had come later.
            draft = Draft.objects.select_for_update().get(author=by, subject=subject, section=section)
    if draft.content == content:
        return draft
    if draft.version != version:
        raise Overtaken(draft)
    draft.content = content
    draft.version += 1
    draft.saved_at = timezone.now()
    draft.expires = _draft_expiry()
    draft.save(update_fields=["content", "version", "saved_at", "expires"])
    return draft


@transaction.atomic
def drop_drafts(by, *, subject: str, section: str | None = None) -> None:
    """Nothing is left of what this person had typed about the subject, or in this section of it, and not said."""
    rows = Draft.objects.filter(author=by, subject=subject)
    (rows if section is None else rows.filter(section=section)).delete()


@transaction.atomic
def hand_over_drafts(by, *, subject: str, to) -> None:
    """The drafts of a subject whose owner changed belong to the new owner, unless they have their own."""
    theirs = Draft.objects.filter(author=to, subject=subject).values("section")
    Draft.objects.filter(author=by, subject=subject).exclude(section__in=theirs).update(author=to)


@transaction.atomic
def forget_expired_drafts() -> None:
    """Nothing is left of drafts whose time has run out."""
    Draft.objects.filter(expires__lt=timezone.now()).delete()
