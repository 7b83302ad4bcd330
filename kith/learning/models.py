"""Plans of what an authority learns in a term, and their aims. None of these records knows a child."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from kith.toolkit.words import About

from .words import Ended, How

PERSON = settings.AUTH_USER_MODEL


class LearningPlan(models.Model):
    """What one authority learns in one term. Seen by `sees_plan`.

    `figures` is what stood on the page when it was begun (`queries.figures_for`), so that the next can say what changed.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("people.Authority", models.CASCADE, related_name="+")
    title = models.CharField(max_length=80)
    begins = models.DateField()
    ends = models.DateField()
    figures = models.JSONField(default=dict)
    begun_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "begins"], name="one_learning_plan_per_term"),
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="learning_plan_ends_after_it_begins"),
        ]

    @property
    def subject(self) -> str:
        """How the trail calls it."""
        return f"learning-plan:{self.uuid}"

    @property
    def is_over(self) -> bool:
        """True once its term is over: nothing more is put into it."""
        return self.ends < timezone.localdate()


class Aim(models.Model):
    """One thing that people of the authority are to become surer of, with who sees to it and by when."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(LearningPlan, models.CASCADE, related_name="aims")
    theme = models.CharField(max_length=20, choices=About, blank=True)
    text = models.CharField(max_length=200)
    because = models.TextField()
    how = models.CharField(max_length=12, choices=How)
    what = models.CharField(max_length=200)
    # The training session by which it is met, where it is one; its own room says who reads it.
    session = models.UUIDField(null=True, blank=True)
    owner = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    due_on = models.DateField()
    made_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    sequence = models.PositiveIntegerField(default=0)
    ended_as = models.CharField(max_length=10, choices=Ended, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    came_of = models.TextField(blank=True)
    once_key = models.CharField(max_length=60)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["made_by", "once_key"], name="aim_made_once"),
            models.CheckConstraint(condition=Q(theme__in=["", *About.values]), name="aim_theme_is_known"),
            models.CheckConstraint(condition=Q(how__in=How.values), name="aim_how_is_known"),
            models.CheckConstraint(
                condition=Q(ended_as="", ended_at=None) | (Q(ended_as__in=Ended.values) & Q(ended_at__isnull=False)),
                name="aim_ended_as_a_whole",
            ),
        ]
