"""Decisions, which never change, and drafts, which are nobody's business but their author's."""

import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

DRAFT_DAYS = 90


class Decision(models.Model):
    """One decision of one person, kept as it was made. A change is a new row that names the one it replaces."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    reason = models.TextField()
    set_aside = models.TextField(blank=True)
    would_change = models.TextField(blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if self.pk is not None and not self._state.adding:
            raise TypeError("A decision is kept as it was made; record a new one that replaces it.")
        super().save(*args, **kwargs)


class Cites:
    """What a decision says of the statements that it relies on; the rows of `CitedWords` hang from it as `cited`."""

    cited: Any

    @property
    def cited_in(self):
        """The edition of the threshold document whose statements it cites; None where it cites none."""
        first = next(iter(self.cited.all()), None)
        return first.statement.level.document if first else None

    @property
    def cited_by_level(self) -> list[tuple[str, list[str]]]:
        """The statements that it relies on, each under the level in which it stands, in the document’s order."""
        found: dict[str, list[str]] = {}
        for row in self.cited.all():
            found.setdefault(row.level_words, []).append(row.text)
        return list(found.items())


class CitedWords(models.Model):
    """One statement of the threshold document on which one decision relies, in the words that it had that day.

    Which edition of the document it stands in is told by the statement itself.
    """

    statement = models.ForeignKey("thresholds.Statement", models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    level_words = models.CharField(max_length=200)
    text = models.TextField()

    class Meta:
        abstract = True
        ordering = ["order", "pk"]


def _draft_expiry():
    return timezone.now() + timedelta(days=DRAFT_DAYS)


class Draft(models.Model):
    """What one person typed and has not yet said: one section of one subject. Read by its author alone."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    subject = models.CharField(max_length=80)
    section = models.CharField(max_length=40)
    content = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField(default=_draft_expiry)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["author", "subject", "section"], name="one_draft_per_section")]
