"""Decisions, which never change, and drafts, which are nobody's business but their author's."""

import uuid
from datetime import timedelta

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
