"""Learning platforms that may open training pages, who is who there, and what goes back. Nothing here knows a child."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

PERSON = settings.AUTH_USER_MODEL


class Platform(models.Model):
    """One learning platform of an authority, by its issuer and the number that it gave Kith."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("people.Authority", models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    issuer = models.CharField(max_length=300)
    client_id = models.CharField(max_length=200)
    deployments = models.JSONField(default=list)
    auth_url = models.CharField(max_length=500)
    token_url = models.CharField(max_length=500)
    keys_url = models.CharField(max_length=500)
    # Its public keys as they were read last.
    keys = models.JSONField(default=list)
    keys_at = models.DateTimeField(null=True)
    in_use = models.BooleanField(default=True)
    kept_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    kept_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["issuer", "client_id"], name="one_platform_of_a_client")]

    @property
    def subject(self) -> str:
        """What the trail calls it."""
        return f"lti-platform:{self.uuid}"


class SigningKey(models.Model):
    """One key with which an authority’s Kith signs to its platforms. The private half is encrypted."""

    authority = models.ForeignKey("people.Authority", models.CASCADE, related_name="+")
    kid = models.CharField(max_length=64, unique=True)
    public = models.JSONField()
    sealed = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)
    # Signs until it is replaced; afterwards it is shown until it is dead.
    dead_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority"], condition=Q(dead_at=None), name="one_key_signs")]


class Opening(models.Model):
    """One launch from its first request on. Its secrets are kept as keyed hashes; each step is taken once."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    platform = models.ForeignKey(Platform, models.CASCADE, related_name="+")
    state = models.CharField(max_length=64, unique=True)
    nonce = models.CharField(max_length=64, unique=True)
    # Of the browser: first of the launch, then of the way in.
    cookie = models.CharField(max_length=64)
    target = models.CharField(max_length=500)
    made_at = models.DateTimeField(default=timezone.now, db_index=True)
    used_at = models.DateTimeField(null=True)
    # What the platform said, once it was believed.
    said_by = models.CharField(max_length=255, blank=True)
    lineitem = models.CharField(max_length=1000, blank=True)
    verified_at = models.DateTimeField(null=True)
    entered_at = models.DateTimeField(null=True)


class Link(models.Model):
    """One person of Kith is this person of the platform: said by themselves, signed in, never taken from an address."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    platform = models.ForeignKey(Platform, models.CASCADE, related_name="links")
    said_by = models.CharField(max_length=255)
    person = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    linked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["platform", "said_by"], name="one_person_behind_a_name")]


class Launched(models.Model):
    """One person came to one module from one place in a platform’s course, where its completion goes back to."""

    link = models.ForeignKey(Link, models.CASCADE, related_name="+")
    slug = models.SlugField(max_length=80)
    lineitem = models.CharField(max_length=1000)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["link", "slug", "lineitem"], name="one_place_of_a_module")]


class Passing(models.Model):
    """One completion waiting to go back to a platform: that it was completed, and nothing else."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    launched = models.ForeignKey(Launched, models.CASCADE, related_name="+")
    run = models.CharField(max_length=36)
    made_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    fault = models.CharField(max_length=120, blank=True)

    class Meta:
        indexes = [models.Index(fields=["not_before"], condition=Q(sent_at__isnull=True), name="results_to_pass")]
        constraints = [models.UniqueConstraint(fields=["launched", "run"], name="one_result_of_a_run")]
