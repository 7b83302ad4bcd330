"""Who went through which short module, and what they chose on the way. Theirs alone."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

PERSON = settings.AUTH_USER_MODEL


class Run(models.Model):
    """One going-through of one module by one person, in the edition in which they began. Seen by `sees_run`: its person."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    slug = models.SlugField(max_length=80)
    edition = models.ForeignKey("toolkit.Edition", models.PROTECT, related_name="+")
    # The scene that stands before the person now; an end, once it is completed.
    scene = models.CharField(max_length=60)
    begun_at = models.DateTimeField(default=timezone.now)
    completed_at = models.DateTimeField(null=True)
    once_key = models.CharField(max_length=60, unique=True)

    class Meta:
        indexes = [models.Index(fields=["person", "slug", "-begun_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "slug"], condition=Q(completed_at__isnull=True), name="one_open_run_of_a_module"
            )
        ]

    @property
    def subject(self) -> str:
        """What the trail calls it: the module, by its address in the toolkit."""
        return f"toolkit:{self.slug}"


class Chosen(models.Model):
    """What the person chose in one scene of one run: the place of the choice, counted from nought."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="chosen")
    scene = models.CharField(max_length=60)
    choice = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["run", "scene"], name="one_choice_in_a_scene")]


class FollowUp(models.Model):
    """One question some days after a run came to its end: the place of the question, counted from nought."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    run = models.ForeignKey(Run, models.CASCADE, related_name="follow_ups")
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    # How often, and when last, the person was told that it waits.
    told = models.PositiveSmallIntegerField(default=0)
    told_on = models.DateField(null=True)
    choice = models.PositiveSmallIntegerField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["due_on"], condition=Q(answered_at__isnull=True), name="follow_ups_to_come")]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="one_follow_up_of_a_number"),
            models.CheckConstraint(
                condition=Q(choice__isnull=True, answered_at__isnull=True)
                | Q(choice__isnull=False, answered_at__isnull=False),
                name="an_answer_has_its_moment",
            ),
        ]
