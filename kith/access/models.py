"""Abstract rows of need to know. A room makes them its own with a key called `matter`."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Part(models.Model):
    """Why one person, or one team, may read one matter, from a moment until another."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey("people.Team", models.PROTECT, null=True, blank=True, related_name="+")
    managers_only = models.BooleanField(default=False)
    reason = models.CharField(max_length=30)
    begins = models.DateTimeField(default=timezone.now)
    ends = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, team__isnull=True) | Q(person__isnull=True, team__isnull=False),
                name="%(class)s_person_or_team",
            )
        ]


class Bar(models.Model):
    """A conflict of interest: this person may not read this matter, whatever else would let them."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.TextField()
    begins = models.DateTimeField(default=timezone.now)
    ends = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class EmergencyAccess(models.Model):
    """One person's reading of one matter without a part in it: reasoned, for an hour, reviewed by somebody else."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reason = models.TextField()
    begins = models.DateTimeField(default=timezone.now)
    ends = models.DateTimeField()
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    review = models.TextField(blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=models.F("person")),
                name="%(class)s_reviewed_by_another",
            )
        ]
