"""Learning systems that an authority connected, their keys, what their activities count for, and what they told.

None of these records knows a child, and none keeps the text of a statement.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .words import State

PERSON = settings.AUTH_USER_MODEL


class System(models.Model):
    """One learning system that tells an authority’s Kith by statements who completed what, until it is ended."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("people.Authority", models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    # The address under which it names accounts; the name of an account there is a staff number.
    home = models.CharField(max_length=500, blank=True)
    registered_at = models.DateTimeField(default=timezone.now)
    registered_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    once_key = models.CharField(max_length=60, unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "name"], condition=Q(ended_at=None), name="one_running_learning_system_of_a_name"
            )
        ]

    @property
    def subject(self) -> str:
        """How the trail calls it."""
        return f"learning-system:{self.uuid}"


class Key(models.Model):
    """One key by which a learning system sends statements, kept as a hash; it opens nothing else."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    system = models.ForeignKey(System, models.CASCADE, related_name="keys")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    last_used = models.DateTimeField(null=True)

    @property
    def mark(self) -> str:
        """By what it is called where it is listed and in the trail; not enough to use it."""
        return self.digest[:12]


class Activity(models.Model):
    """One activity of a learning system, and the tier that it counts for: none where empty, not said yet where null."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    system = models.ForeignKey(System, models.CASCADE, related_name="activities")
    iri = models.CharField(max_length=500)
    name = models.CharField(max_length=200, blank=True)
    tier = models.SlugField(max_length=60, null=True)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["system", "iri"], name="one_activity_of_an_address")]


class Statement(models.Model):
    """What is kept of one statement: its id, a hash of its content and of its actor, which activity, and what became of it."""

    system = models.ForeignKey(System, models.CASCADE, related_name="statements")
    key = models.UUIDField()
    digest = models.CharField(max_length=64)
    actor = models.CharField(max_length=64, blank=True)
    activity = models.ForeignKey(Activity, models.CASCADE, null=True, related_name="statements")
    # The verb is a completion or none, or this statement voids another.
    voids = models.UUIDField(null=True)
    at = models.DateTimeField()
    received_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State)
    completion = models.ForeignKey("training.Completion", models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["system", "state", "received_at"], name="statements_by_state"),
            models.Index(fields=["system", "voids"], name="statements_that_void", condition=Q(voids__isnull=False)),
        ]
        constraints = [models.UniqueConstraint(fields=["system", "key"], name="one_statement_of_an_id")]


def counting(to: str = "") -> Q:
    """The statements that count: told of, and not taken back by anybody since. `to` is the way that leads to them."""
    return Q(**{f"{to}state": State.COUNTED, f"{to}completion__taken_back_at": None})
