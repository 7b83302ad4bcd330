"""Vignettes, rounds and answers. None of these records knows a child."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

PERSON = settings.AUTH_USER_MODEL


class Vignette(models.Model):
    """One short invented text to be judged, as `content/vignettes/` has it. Nobody in it exists."""

    key = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=160)
    text = models.TextField()
    harm = models.CharField(max_length=60)
    # The same circumstances with another child; empty where there is none.
    pair = models.SlugField(max_length=80, blank=True)
    source = models.CharField(max_length=400)
    source_date = models.CharField(max_length=160, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    last_checked = models.DateField()
    next_review = models.DateField()
    owner = models.CharField(max_length=120)
    retired = models.BooleanField(default=False)


class Round(models.Model):
    """One asking of several teams to judge several vignettes, each by themselves, until a day. Seen by `sees_round`."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("people.Authority", models.CASCADE, related_name="+")
    document = models.ForeignKey("thresholds.Document", models.PROTECT, related_name="+")
    opened_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    last_day = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    once_key = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["authority", "-opened_at"], name="rounds_by_day")]
        constraints = [models.UniqueConstraint(fields=["opened_by", "once_key"], name="round_opened_once")]

    @property
    def subject(self) -> str:
        """How the trail calls it."""
        return f"round:{self.uuid}"

    @property
    def is_over(self) -> bool:
        """True once it was closed, or its last day has passed: from then on no answer is changed, and all are shown."""
        return self.closed_at is not None or self.last_day < timezone.localdate()

    @property
    def open_until(self):
        """The last day on which somebody could answer."""
        return timezone.localdate(self.closed_at) if self.closed_at else self.last_day


class RoundTeam(models.Model):
    """One team that a round asks."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="teams")
    team = models.ForeignKey("people.Team", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "team"], name="team_asked_once")]


class RoundVignette(models.Model):
    """One vignette of one round, in the words that it had when the round was opened."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="vignettes")
    vignette = models.ForeignKey(Vignette, models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    text = models.TextField()
    harm = models.CharField(max_length=60)
    harm_words = models.CharField(max_length=200)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["round", "vignette"], name="vignette_once_in_a_round")]


class Asked(models.Model):
    """One person whom one round asks, with the team by which they are asked."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="asked")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    team = models.ForeignKey("people.Team", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="person_asked_once")]
        indexes = [models.Index(fields=["person", "round"])]


class VignetteAnswer(models.Model):
    """What one person answers of one vignette. Until the round is over it is read by nobody else, and by nobody's name ever."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    vignette = models.ForeignKey(RoundVignette, models.CASCADE, related_name="answers")
    asked = models.ForeignKey(Asked, models.CASCADE, related_name="answers")
    level = models.ForeignKey("thresholds.Level", models.PROTECT, related_name="+")
    level_words = models.CharField(max_length=200)
    concern = models.CharField(max_length=60)
    concern_words = models.CharField(max_length=200)
    first_step = models.CharField(max_length=60)
    first_step_words = models.CharField(max_length=200)
    reason = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vignette", "asked"], name="one_answer_each")]


class Discussion(models.Model):
    """What people said together about a round that is over, and what they agreed."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="discussions")
    discussed = models.TextField()
    agreed = models.TextField(blank=True)
    written_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    once_key = models.CharField(max_length=60)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["written_by", "once_key"], name="discussion_written_once")]


class AgreedLevel(models.Model):
    """The level that those who discussed a round agreed on for one of its vignettes; no row where they agreed on none."""

    discussion = models.ForeignKey(Discussion, models.CASCADE, related_name="levels")
    vignette = models.ForeignKey(RoundVignette, models.CASCADE, related_name="agreed_levels")
    level = models.ForeignKey("thresholds.Level", models.PROTECT, related_name="+")
    level_words = models.CharField(max_length=200)

    class Meta:
        ordering = ["vignette__order", "pk"]
        constraints = [models.UniqueConstraint(fields=["discussion", "vignette"], name="one_level_agreed_each")]


class DiscussionPresent(models.Model):
    """One person who was there when a round was discussed."""

    discussion = models.ForeignKey(Discussion, models.CASCADE, related_name="present")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["discussion", "person"], name="present_once")]
