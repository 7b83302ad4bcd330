"""Requests for information, and what comes back. No row here is read but through the rules of this room."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from kith.access.models import Part

from .words import About, AnswerKind, Extent, Knows, Marking

PERSON = settings.AUTH_USER_MODEL


class InformationRequest(models.Model):
    """What one agency asks another for, about a child or a context, or tells it unasked. Seen by `sees_request`.

    Who is asked knows of the child what stands here and nothing else: a request opens no record to another agency.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("people.Authority", models.PROTECT, related_name="+")
    consultation = models.ForeignKey("concerns.Consultation", models.PROTECT, null=True, related_name="+")
    from_agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")
    to_agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    unasked = models.BooleanField(default=False)
    once_key = models.CharField(max_length=60, unique=True)

    about_kind = models.CharField(max_length=10, choices=About, default=About.CHILD)
    about = models.TextField()
    needed = models.TextField(blank=True)
    decision = models.TextField(blank=True)
    why = models.TextField()
    basis = models.CharField(max_length=60)
    family_knows = models.CharField(max_length=12, choices=Knows)
    family_words = models.TextField(blank=True)

    acknowledge_by = models.DateField(null=True)
    answer_by = models.DateField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    # When the first answer came; a later one may say more. Not shown to a reader who may not see that answer.
    answered_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["to_agency", "answered_at", "answer_by"]),
            models.Index(fields=["consultation", "asked_at"]),
            models.Index(fields=["asked_by", "asked_at"]),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(from_agency=F("to_agency")), name="nobody_asks_their_own_agency"),
            models.CheckConstraint(
                condition=Q(unasked=True) | Q(answer_by__isnull=False, acknowledge_by__isnull=False),
                name="a_request_has_its_times",
            ),
        ]

    @property
    def subject(self) -> str:
        """How the trail calls it."""
        return f"request:{self.uuid}"


class RequestPart(Part):
    """Why one person may read one request: they received it, or asked it without a matter, or a colleague let them in.

    The reason says on which side (`words.ASKING`, `words.RECEIVING`), and holds while the person belongs to that agency.
    """

    matter = models.ForeignKey(InformationRequest, models.CASCADE, related_name="parts")

    class Meta(Part.Meta):
        abstract = False
        indexes = [models.Index(fields=["person", "matter"]), models.Index(fields=["team", "matter"])]


class MatterLink(models.Model):
    """That the agency which received a request keeps it with one matter of its own. No other agency learns of it.

    A request about a place or a group may belong to several matters; a link that was wrong is ended and stays readable.
    """

    request = models.ForeignKey(InformationRequest, models.CASCADE, related_name="links")
    consultation = models.ForeignKey("concerns.Consultation", models.PROTECT, related_name="+")
    linked_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    linked_at = models.DateTimeField(default=timezone.now)
    ended_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request", "consultation"], condition=Q(ended_at__isnull=True), name="one_standing_link"
            )
        ]


class FamilyMark(models.Model):
    """That police ask for the family not to be told (Terrorism Act 2000, section 39), until they lift it.

    It stands on what was asked or told, and holds for every matter that this belongs to. Its day is the day on which
    the agency looks at it again: it ends by being lifted alone, never by a date that went by.
    """

    request = models.ForeignKey(InformationRequest, models.CASCADE, related_name="marks")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")
    set_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)
    review_on = models.DateField()
    # The day for which the agency was reminded; a new day is reminded of anew.
    reminded_for = models.DateField(null=True)
    lifted_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["set_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(lifted_at__isnull=True), name="one_standing_family_mark"
            )
        ]


class Answer(models.Model):
    """One answer of the agency that was asked, as it was given; a further answer is a new row."""

    request = models.ForeignKey(InformationRequest, models.CASCADE, related_name="answers")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=AnswerKind)
    because = models.CharField(max_length=60, blank=True)
    words = models.TextField(blank=True)
    look_again_on = models.DateField(null=True)
    made_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    once_key = models.CharField(max_length=60, unique=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind=AnswerKind.FULL) | ~Q(because=""), name="short_of_full_says_why"),
            models.CheckConstraint(
                condition=~Q(kind=AnswerKind.HOLD) | Q(look_again_on__isnull=False), name="hold_says_until_when"
            ),
        ]


class Disclosure(models.Model):
    """What one agency passed on, under its conditions, in one or more versions. The agency is its originator."""

    request = models.ForeignKey(InformationRequest, models.CASCADE, related_name="disclosures")
    answer = models.OneToOneField(Answer, models.CASCADE, null=True, related_name="disclosure")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    originator = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")
    given_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)
    # Whether a reader of less learns that there is more, and whom to ask.
    tells_of_more = models.BooleanField(default=False)


class Version(models.Model):
    """One version of a disclosure with the conditions that its originator set. Seen by `sees_version` alone.

    The fuller one stands when it is given. A gist stands when a second person of the originator has released it
    (ASVS 5.0, 2.3.5: two people), and nobody receives it before.
    """

    disclosure = models.ForeignKey(Disclosure, models.CASCADE, related_name="versions")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    extent = models.PositiveSmallIntegerField(choices=Extent)
    text = models.TextField()
    marking = models.CharField(max_length=20, choices=Marking)
    floor = models.ForeignKey("people.VettingLevel", models.PROTECT, null=True, related_name="+")
    named_only = models.BooleanField(default=False)
    may_quote = models.BooleanField(default=False)
    may_tell_family = models.BooleanField(default=False)
    may_pass_on = models.BooleanField(default=False)
    until = models.DateField(null=True)
    written_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    released_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        ordering = ["extent", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["disclosure", "extent"], name="one_version_of_each_extent"),
            models.CheckConstraint(
                condition=~Q(extent=Extent.GIST) | Q(released_by__isnull=True) | ~Q(released_by=F("written_by")),
                name="a_gist_is_released_by_another",
            ),
        ]


class NamedReader(models.Model):
    """One person whom the originator named for a version that is for named readers only.

    Whom a yes to passing on named (`passing`) reads it by a yes alone, and no longer than that one stands.
    """

    version = models.ForeignKey(Version, models.CASCADE, related_name="named")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    passing = models.ForeignKey("PassingOn", models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "person"], name="named_once")]


class VersionReading(models.Model):
    """That one person has read one version: for the originator, who may ask who had seen what."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="readings")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    first_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "person"], name="one_row_per_reader")]


class PassingOn(models.Model):
    """One reader's question whether what they read may go to a further person or agency, and what its originator said.

    `allowed` is null while it waits. Where the version may be passed on by its conditions, yes stands at once and nobody
    answered. After a yes the version's conditions hold for the new readers as for any other.
    """

    version = models.ForeignKey(Version, models.CASCADE, related_name="passings")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    asked_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    to_agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")
    to_person = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    what_for = models.TextField()
    once_key = models.CharField(max_length=60, unique=True)
    allowed = models.BooleanField(null=True)
    answered_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True)
    until = models.DateField(null=True)
    ended_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(allowed__isnull=True, answered_at__isnull=True)
                | Q(allowed__isnull=False, answered_at__isnull=False),
                name="passing_on_is_answered_or_waits",
            )
        ]

    @property
    def subject(self) -> str:
        """How the trail calls it."""
        return f"passing:{self.uuid}"


class PassedTo(models.Model):
    """One person who may read a version because its originator allowed that it was passed on to them."""

    passing = models.ForeignKey(PassingOn, models.CASCADE, related_name="readers")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["passing", "person"], name="passed_once")]


class Escalation(models.Model):
    """One step in which Kith told people that a request is late: at the acknowledgement, the answer, and a day later."""

    request = models.ForeignKey(InformationRequest, models.CASCADE, related_name="escalations")
    step = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "step"], name="one_escalation_per_step")]
