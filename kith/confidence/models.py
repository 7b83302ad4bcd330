"""Items, ratings, and the frozen figures of half years that are over. A rating is read by its person alone."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from kith.toolkit.words import About

from .words import VALUES

PERSON = settings.AUTH_USER_MODEL


class Item(models.Model):
    """One thing of which somebody says how certain they are, in words that never change: other words are another item."""

    key = models.SlugField(max_length=60, unique=True)
    order = models.PositiveSmallIntegerField()
    theme = models.CharField(max_length=20, choices=About)
    text = models.CharField(max_length=200)
    source = models.CharField(max_length=400)
    source_date = models.CharField(max_length=160, blank=True)
    last_checked = models.DateField()
    next_review = models.DateField()
    owner = models.CharField(max_length=120)
    retired = models.BooleanField(default=False)

    class Meta:
        ordering = ["order", "pk"]


class SelfReport(models.Model):
    """One self-rating of one person at one moment. Seen by `sees_rating`: its person."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    once_key = models.CharField(max_length=60)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["person", "-at"], name="ratings_of_one")]
        constraints = [models.UniqueConstraint(fields=["person", "once_key"], name="rated_once")]


class ReportedItem(models.Model):
    """How certain somebody said they are of one item in one rating."""

    report = models.ForeignKey(SelfReport, models.CASCADE, related_name="answers")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    value = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "item"], name="one_value_for_an_item"),
            models.CheckConstraint(condition=Q(value__in=VALUES), name="value_in_steps_of_ten"),
        ]


class WorkingOn(models.Model):
    """One theme that one person chose to work on."""

    person = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    theme = models.CharField(max_length=20, choices=About)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "theme"], name="working_on_once")]


class Waits(models.Model):
    """From which day on one person is asked again, where they rated or said “not this time”; and when they were told."""

    person = models.OneToOneField(PERSON, models.CASCADE, related_name="+")
    until = models.DateField()
    told_on = models.DateField(null=True)


class HalfYear(models.Model):
    """The figures of one authority for one half year that is over, worked out once and never again.

    Frozen, so that two looks never differ by somebody who came, left or deleted. `figures` holds groups of five or more alone.
    """

    authority = models.ForeignKey("people.Authority", models.CASCADE, related_name="+")
    begins = models.DateField()
    ends = models.DateField()
    figures = models.JSONField()
    kept_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "begins"], name="one_half_year")]
