"""Records of services that can help. None is about a child; what the public reads is chosen by `public.py` alone."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from .words import Cost, How, Origin, Shelf, State, Status


class Organisation(models.Model):
    """One organisation that runs services in an authority’s directory. Each authority has its own row of it."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    authority = models.ForeignKey("people.Authority", models.CASCADE, related_name="+")
    name = models.CharField(max_length=160)
    about = models.TextField(blank=True)
    website = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint("authority", Lower("name"), name="one_organisation_per_name")]

    def __str__(self):
        return self.name

    @property
    def subject(self) -> str:
        """How the trail names it."""
        return f"organisation:{self.uuid}"


class Service(models.Model):
    """One service as the authority’s directory shows it now; its versions keep what it said before.

    Shown to everybody of the authority (`rules.sees_service`) until it is retired, and to the public only after an editor
    marked it (`public_at`). `upstream` is what another directory or a file said last, so that a later import changes only
    what changed there.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    authority = models.ForeignKey("people.Authority", models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="services")
    name = models.CharField(max_length=160)
    about = models.TextField()
    eligibility = models.TextField(blank=True)
    minimum_age = models.PositiveSmallIntegerField(null=True)
    maximum_age = models.PositiveSmallIntegerField(null=True)
    cost = models.CharField(max_length=10, choices=Cost, blank=True)
    cost_words = models.CharField(max_length=300, blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    email = models.CharField(max_length=254, blank=True)
    website = models.CharField(max_length=300, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    how_to_refer = models.TextField(blank=True)
    hours_words = models.CharField(max_length=500, blank=True)
    place_name = models.CharField(max_length=160, blank=True)
    address = models.CharField(max_length=200, blank=True)
    town = models.CharField(max_length=100, blank=True)
    county = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    online = models.BooleanField(default=False)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    status = models.CharField(max_length=20, choices=Status, default=Status.ACTIVE)
    source = models.CharField(max_length=300)
    local_notes = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    # When something last changed that the public may read.
    changed_at = models.DateTimeField(default=timezone.now)
    assured_on = models.DateField(null=True)
    assured_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    public_at = models.DateTimeField(null=True)
    public_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    # By this the public feed knows the place, and by nothing that is counted.
    place_uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    retired_at = models.DateTimeField(null=True)
    retired_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    retired_because = models.CharField(max_length=400, blank=True)
    # From where it came, and how it is known there; neither where a person typed it.
    origin = models.CharField(max_length=300, blank=True)
    origin_id = models.CharField(max_length=340, blank=True)
    upstream = models.JSONField(default=dict)
    fetched_at = models.DateTimeField(null=True)
    # Since when the other directory no longer names it: for a person to retire.
    gone_at = models.DateTimeField(null=True)
    once_key = models.CharField(max_length=60, unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "origin", "origin_id"], condition=~Q(origin=""), name="one_service_per_origin"
            ),
            models.CheckConstraint(
                condition=Q(retired_at__isnull=True) | Q(public_at__isnull=True), name="what_is_retired_is_not_public"
            ),
            models.CheckConstraint(
                condition=Q(public_at__isnull=True) | Q(public_by__isnull=False), name="somebody_marked_it_public"
            ),
        ]
        indexes = [models.Index(fields=["authority", "name"]), models.Index(fields=["public_at", "name", "uuid"])]

    @property
    def subject(self) -> str:
        """How the trail names it."""
        return f"service:{self.uuid}"

    @property
    def is_public(self) -> bool:
        """True while an editor’s mark shows it to everybody."""
        return self.public_at is not None

    @property
    def has_address(self) -> bool:
        """True where there is a place to go to."""
        return bool(self.address)

    @property
    def ages(self) -> str:
        """“11 to 17”, “From 11”, “Up to 17”, or nothing where there is no limit."""
        if self.minimum_age is not None and self.maximum_age is not None:
            return f"{self.minimum_age} to {self.maximum_age}"
        if self.minimum_age is not None:
            return f"From {self.minimum_age}"
        return f"Up to {self.maximum_age}" if self.maximum_age is not None else ""


class Tag(models.Model):
    """One kind of help (by its key), area or language of a service."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="tags")
    shelf = models.CharField(max_length=10, choices=Shelf)
    word = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "shelf", "word"], name="one_tag_of_a_service")]
        indexes = [models.Index(fields=["shelf", "word", "service"])]


class Opening(models.Model):
    """One day of the week, with the times between which a service is open."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="openings")
    day = models.CharField(max_length=2)
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "day", "opens", "closes"], name="one_opening_of_a_service"),
            models.CheckConstraint(condition=Q(closes__gt=models.F("opens")), name="opening_ends_after_it_begins"),
        ]


class Version(models.Model):
    """What one service, or one organisation, said from one moment on, word for word. Never changed; the next follows it."""

    service = models.ForeignKey(Service, models.CASCADE, null=True, related_name="versions")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="versions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    how = models.CharField(max_length=10, choices=How)
    content = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="versions_of_a_service_in_order"),
            models.UniqueConstraint(fields=["organisation", "number"], name="versions_of_an_organisation_in_order"),
            models.CheckConstraint(
                condition=Q(service__isnull=True) ^ Q(organisation__isnull=True), name="version_of_one_thing"
            ),
        ]


class Import(models.Model):
    """One time that services were taken in, from a file or another directory; nothing of it counts before it is loaded."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    authority = models.ForeignKey("people.Authority", models.CASCADE, related_name="+")
    origin = models.CharField(max_length=10, choices=Origin)
    # The address of the other directory, or the name of the file.
    place = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=State)
    begun_at = models.DateTimeField(default=timezone.now)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    # How far the fetching has come: the next page of the list, 0 when all were read; and how many there are.
    next_page = models.PositiveIntegerField(default=1)
    pages = models.PositiveIntegerField(default=0)
    # Until when one process reads on; whoever finds it held goes away. One that was killed holds it for a moment more.
    held_until = models.DateTimeField(null=True)
    fault = models.CharField(max_length=300, blank=True)
    headings = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    ended_at = models.DateTimeField(null=True)
    # {"added": 1, "changed": 0, "same": 0, "wrong": 2, "gone": 0}
    counts = models.JSONField(default=dict)
    once_key = models.CharField(max_length=60, unique=True)

    class Meta:
        indexes = [models.Index(fields=["authority", "-begun_at"])]

    @property
    def subject(self) -> str:
        """How the trail names it."""
        return f"import:{self.uuid}"


class ImportRow(models.Model):
    """One row of a file or one service of another directory while it is taken in: as it came, and as it may be kept.

    `faults` are [[column, what stands there, why it cannot be kept], …]; a row with one is not loaded.
    """

    batch = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    origin_id = models.CharField(max_length=340, blank=True)
    raw = models.JSONField(default=dict)
    content = models.JSONField(null=True)
    faults = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="one_row_of_an_import")]
        indexes = [models.Index(fields=["batch", "origin_id"])]


class ColumnNames(models.Model):
    """Which column of a file with these headings is which field: remembered for the next file of the same making."""

    authority = models.ForeignKey("people.Authority", models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    columns = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "digest"], name="columns_remembered_once")]
