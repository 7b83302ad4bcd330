"""Contexts: what is known of a place or group, what is planned for it, and which children it touches. And maps."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from kith.access.models import Bar, Part
from kith.decisions.models import Decision
from kith.design import references

from .words import Does, Ending, Kind, NodeKind, PartReason, Standing, Touches

PERSON = settings.AUTH_USER_MODEL


def new_reference() -> str:
    """C- and eight characters drawn at random: a number in order would tell how many there are."""
    return references.drawn(references.Kind.CONTEXT)


class Context(models.Model):
    """One place or group where harm or safety happens, worked on for itself. Seen by `sees_context`. Names no child.

    Nothing here moves when a child is linked: whoever may not read that child sees no difference.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    authority = models.ForeignKey("people.Authority", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=120)
    space = models.CharField(max_length=60, blank=True)
    what = models.TextField()
    because = models.TextField()
    opened_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    owner = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    once_key = models.CharField(max_length=60, unique=True)
    version = models.PositiveIntegerField(default=1)
    review_on = models.DateField(null=True)
    reminded_on = models.DateField(null=True)
    late_told_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    closed_because = models.TextField(blank=True)
    closed_owner = models.TextField(blank=True)

    # The word of the authority’s list, put there by the query that reads the record.
    space_chosen = ""

    class Meta:
        indexes = [
            models.Index(fields=["authority", "name"]),
            models.Index(fields=["owner"], condition=Q(closed_at__isnull=True), name="contexts_owned"),
            models.Index(fields=["review_on"], condition=Q(closed_at__isnull=True), name="contexts_to_review"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | (~Q(closed_owner="") & ~Q(closed_because="")),
                name="closing_a_context_names_who_has_it_now",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=False) | Q(review_on__isnull=False),
                name="an_open_context_has_a_day_of_review",
            ),
        ]

    @property
    def subject(self) -> str:
        """How the trail calls it."""
        return f"context:{self.uuid}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class ContextPart(Part):
    """Why one person, or one team, may read one context."""

    matter = models.ForeignKey(Context, models.CASCADE, related_name="parts")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    because = models.TextField(blank=True)

    class Meta(Part.Meta):
        abstract = False
        indexes = [models.Index(fields=["person", "matter"]), models.Index(fields=["team", "matter"])]

    def reason_words(self) -> str:
        return PartReason(self.reason).label


class ContextBar(Bar):
    """A conflict of interest between one person and one context."""

    matter = models.ForeignKey(Context, models.CASCADE, related_name="bars")


class ContextOwnerChange(models.Model):
    """One change of who owns a context: from whom to whom, by whom (nobody where Kith itself did), and why."""

    context = models.ForeignKey(Context, models.CASCADE, related_name="owner_changes")
    was = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    now = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]


class ContextReopening(models.Model):
    """That one context which was closed was opened again: how it had been closed, who opened it again, and why."""

    context = models.ForeignKey(Context, models.CASCADE, related_name="reopenings")
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    closed_because = models.TextField()
    closed_owner = models.TextField()
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reason = models.TextField()

    class Meta:
        ordering = ["at", "pk"]

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("How a context was closed and opened again stays as it was.")
        super().save(*args, **kwargs)


class ContextLink(models.Model):
    """That one context touches the child of one consultation, and how. Seen by `sees_link`: with both, or not at all."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    context = models.ForeignKey(Context, models.PROTECT, related_name="links")
    consultation = models.ForeignKey("concerns.Consultation", models.PROTECT, related_name="+")
    touches = models.CharField(max_length=12, choices=Touches)
    because = models.TextField()
    linked_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    begins = models.DateTimeField(default=timezone.now)
    ends = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    ended_because = models.TextField(blank=True)

    class Meta:
        ordering = ["begins", "pk"]
        indexes = [models.Index(fields=["consultation", "context"])]
        constraints = [
            models.UniqueConstraint(
                fields=["context", "consultation"], condition=Q(ends__isnull=True), name="one_live_link_per_pair"
            )
        ]

    @property
    def subject(self) -> str:
        """How the trail calls it: of neither record, so that it stands on the page of neither for who reads one alone."""
        return f"context-link:{self.uuid}"


class AdultNamed(models.Model):
    """That one person said of a name in exactly these words for a context: it is an adult’s who works here.

    A child of a link bears the same name, so that this is seen with the link, and opens these words alone.
    """

    link = models.ForeignKey(ContextLink, models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    # The fingerprint of the words, which stand where they were written.
    words = models.CharField(max_length=64)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["link", "name", "words", "by"], name="said_of_a_name_once"),
        ]


class ContextConcern(models.Model):
    """One thing that was noticed in a context: when, how it is known, exact words apart from what they were taken for."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    context = models.ForeignKey(Context, models.CASCADE, related_name="concerns")
    happened_on = models.DateField()
    source = models.CharField(max_length=60)
    source_words = models.CharField(max_length=200, blank=True)
    what = models.TextField()
    exact_words = models.TextField(blank=True)
    interpretation = models.TextField(blank=True)
    young_words = models.TextField(blank=True)
    written_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    once_key = models.CharField(max_length=60, unique=True)

    source_chosen = ""

    class Meta:
        ordering = ["happened_on", "pk"]

    @property
    def known_from(self) -> str:
        """How it is known: what was chosen, and who told it."""
        return ", ".join(part for part in (self.source_chosen, self.source_words) if part)


class ContextPartner(models.Model):
    """One who has reach into a context: a school, a landlord, a youth club, a platform’s reporting route."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    context = models.ForeignKey(Context, models.CASCADE, related_name="partners")
    name = models.CharField(max_length=160)
    agency = models.ForeignKey("people.Agency", models.PROTECT, null=True, related_name="+")
    can_do = models.TextField()
    contact = models.CharField(max_length=300, blank=True)
    added_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    once_key = models.CharField(max_length=60, unique=True)

    class Meta:
        ordering = ["name", "pk"]


class ContextAssessment(Decision):
    """One version of the assessment of a context, kept as it was made. `reason` is the analysis, apart from the facts."""

    context = models.ForeignKey(Context, models.CASCADE, related_name="assessments")
    happens = models.TextField()
    to_whom = models.TextField()
    responsible = models.TextField()
    protects = models.TextField(blank=True)
    guardians = models.TextField(blank=True)
    facts = models.TextField()
    not_known = models.TextField()
    fits = models.TextField()
    young_words = models.TextField(blank=True)
    no_words_because = models.TextField(blank=True)
    changed_since = models.TextField(blank=True)
    once_key = models.CharField(max_length=60, unique=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(young_words="") | ~Q(no_words_because=""), name="young_peoples_words_or_why_not"
            ),
            models.UniqueConstraint(
                fields=["context"], condition=Q(replaces__isnull=True), name="one_first_assessment_per_context"
            ),
        ]


class SafetyGoal(models.Model):
    """One thing that is to become true of a place, and how everybody will know that it did. A later version ends it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    context = models.ForeignKey(Context, models.CASCADE, related_name="goals")
    set_by = models.ForeignKey(ContextAssessment, models.PROTECT, related_name="goals_set")
    ended_by = models.ForeignKey(ContextAssessment, models.PROTECT, null=True, related_name="goals_ended")
    order = models.PositiveSmallIntegerField()
    text = models.TextField()
    how_known = models.TextField()

    class Meta:
        ordering = ["order", "pk"]


class ContextReview(models.Model):
    """One look at a context on one day: what changed since the last, and when it is looked at again."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    context = models.ForeignKey(Context, models.CASCADE, related_name="reviews")
    on = models.DateField()
    changed = models.TextField()
    next_on = models.DateField()
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    once_key = models.CharField(max_length=60, unique=True)

    class Meta:
        ordering = ["on", "pk"]


class GoalReview(models.Model):
    """What one review says of one goal: what was seen, and whether the place is safer. Of the place, in words."""

    review = models.ForeignKey(ContextReview, models.CASCADE, related_name="goals")
    goal = models.ForeignKey(SafetyGoal, models.CASCADE, related_name="reviews")
    standing = models.CharField(max_length=12, choices=Standing)
    seen = models.TextField()

    class Meta:
        ordering = ["goal__order", "pk"]
        constraints = [models.UniqueConstraint(fields=["review", "goal"], name="one_word_per_goal_and_review")]


class Conference(models.Model):
    """One context conference as one person wrote it down: who was there, what was said and agreed. It names no child.

    It stays as it was written. What is put right is a new row that names the one it replaces, and says why.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    context = models.ForeignKey(Context, models.CASCADE, related_name="conferences")
    on = models.DateField()
    chair = models.CharField(max_length=160)
    others = models.TextField(blank=True)
    said = models.TextField()
    agreed = models.TextField()
    young_words = models.TextField(blank=True)
    no_words_because = models.TextField(blank=True)
    written_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    because = models.TextField(blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    once_key = models.CharField(max_length=60, unique=True)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(young_words="") | ~Q(no_words_because=""), name="words_at_a_conference_or_why_not"
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(because=""), name="what_is_put_right_says_why"
            ),
        ]

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("A conference is kept as it was written down; put it right by a new row.")
        super().save(*args, **kwargs)


class ConferenceSeat(models.Model):
    """That one person with an account was at a conference, for the agency that was theirs then."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="seats")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["conference", "person"], name="a_person_sat_once")]


class ContextAction(models.Model):
    """One thing of the plan of a context: what, who does it by when, which goal it serves, and what came of it.

    A conference agreed it, or whoever works there put it into the plan. One person with an account has it; where somebody
    without one does it (`outside`), that person sees to it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    context = models.ForeignKey(Context, models.CASCADE, related_name="actions")
    conference = models.ForeignKey(Conference, models.CASCADE, null=True, related_name="actions")
    goal = models.ForeignKey(SafetyGoal, models.PROTECT, null=True, related_name="actions")
    text = models.TextField()
    owner = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    outside = models.CharField(max_length=200, blank=True)
    due_on = models.DateField()
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    ended_as = models.CharField(max_length=12, choices=Ending, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    ended_words = models.TextField(blank=True)
    reminded_on = models.DateField(null=True)
    late_told_on = models.DateField(null=True)
    once_key = models.CharField(max_length=60, unique=True)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["owner", "due_on"], condition=Q(ended_as=""), name="context_actions_to_do")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_as="", ended_at__isnull=True)
                | (~Q(ended_as="") & Q(ended_at__isnull=False) & (~Q(ended_as=Ending.DROPPED) | ~Q(ended_words=""))),
                name="what_ends_in_a_context_says_how",
            )
        ]

    @property
    def is_done(self) -> bool:
        return self.ended_as == Ending.DONE

    @property
    def was_left(self) -> bool:
        """True for what ended and was not done, so that it can be put into the plan again."""
        return self.ended_as in (Ending.DROPPED, Ending.CLOSED)


class ConferenceDissent(models.Model):
    """That one who was there sees what was agreed differently, in their words."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="dissents")
    who = models.CharField(max_length=160)
    words = models.TextField()
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    once_key = models.CharField(max_length=60, unique=True)

    class Meta:
        ordering = ["recorded_at", "pk"]


class MapNode(models.Model):
    """One person, group, place or online space in the map of one consultation or one context. Seen by `sees_node`.

    Of a person who is not open to social care it holds a first name or a description, and there is no room for more.
    Where it stands for the other side of a link (`of_link`), it is there only for who sees that link.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    of_consultation = models.ForeignKey("concerns.Consultation", models.CASCADE, null=True, related_name="+")
    of_context = models.ForeignKey(Context, models.CASCADE, null=True, related_name="nodes")
    # The child, or the context itself: made with the first node, so that ties can begin there.
    centre = models.BooleanField(default=False)
    of_link = models.ForeignKey(ContextLink, models.PROTECT, null=True, related_name="nodes")
    kind = models.CharField(max_length=8, choices=NodeKind)
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    withdrawn_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(blank=True)
    once_key = models.CharField(max_length=60, unique=True)

    # How it was called on the day that is asked for, put there by the query that reads the map.
    label = ""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(of_consultation__isnull=False, of_context__isnull=True)
                | Q(of_consultation__isnull=True, of_context__isnull=False),
                name="a_node_is_of_one_map",
            ),
            models.UniqueConstraint(
                fields=["of_consultation"], condition=Q(centre=True), name="one_centre_per_consultation"
            ),
            models.UniqueConstraint(fields=["of_context"], condition=Q(centre=True), name="one_centre_per_context"),
        ]


class NodeName(models.Model):
    """How one node is called, from a moment on. A new name is a new row, so that an earlier day shows the earlier name."""

    node = models.ForeignKey(MapNode, models.CASCADE, related_name="names")
    label = models.CharField(max_length=80)
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["recorded_at", "pk"]


class MapTie(models.Model):
    """What goes on between two nodes of a map, as one person recorded it. It is put right, or ended, by a new row."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    one = models.ForeignKey(MapNode, models.CASCADE, related_name="ties_from")
    other = models.ForeignKey(MapNode, models.CASCADE, related_name="ties_to")
    does = models.CharField(max_length=8, choices=Does)
    words = models.TextField()
    certainty = models.CharField(max_length=60)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    because = models.TextField(blank=True)
    withdrawn = models.BooleanField(default=False)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    once_key = models.CharField(max_length=60, unique=True)

    certainty_chosen = ""

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(one=models.F("other")), name="a_tie_is_between_two"),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="a_tie_ends_after_it_begins",
            ),
        ]

    def save(self, *args, **kwargs):
        if self.pk is not None and not self._state.adding:
            raise TypeError("A tie is kept as it was recorded; put it right by a new row.")
        super().save(*args, **kwargs)
