"""Records of assessments of children. Each is seen with the consultation it belongs to (`sees_assessment`)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from kith.decisions.models import CitedWords, Cites, Decision

from .words import RUNNING, Answer, State

PERSON = settings.AUTH_USER_MODEL


class Assessment(models.Model):
    """One assessment of one child, begun from one consultation, with one lead. Seen by `sees_assessment`.

    `starts_on` is day 0 of its clock: the day on which the referral came. `due_on` is kept as it was counted then, or
    when day 0 was corrected (`DayCorrected`).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    consultation = models.ForeignKey("concerns.Consultation", models.PROTECT, related_name="assessments")
    lead = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State, default=State.WRITING)
    begun_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)
    starts_on = models.DateField()
    due_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    stopped_because = models.TextField(blank=True)
    stopped_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["lead", "due_on"], condition=Q(state__in=RUNNING), name="assessments_mine")]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation"], condition=Q(state__in=RUNNING), name="one_running_assessment"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.STOPPED) | ~Q(stopped_because=""), name="stopping_says_why"
            ),
            models.CheckConstraint(
                condition=Q(state__in=RUNNING, ended_at__isnull=True)
                | (~Q(state__in=RUNNING) & Q(ended_at__isnull=False)),
                name="what_ended_has_a_time",
            ),
        ]

    @property
    def subject(self) -> str:
        """How the drafts call it; the trail speaks of the consultation."""
        return f"assessment:{self.uuid}"

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING


class Written(models.Model):
    """What stands under one heading of one assessment, and what the record said when it was last compared with it.

    The heading is kept as it was when the assessment began, so that a list changed later changes no assessment.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="written")
    key = models.SlugField(max_length=60)
    part = models.SlugField(max_length=30)
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    hint = models.TextField(blank=True)
    needed = models.BooleanField(default=False)
    for_family = models.BooleanField(default=False)
    # Whether its writer lets the family read the text; None until somebody chose, and then it is in no paper of theirs.
    family_reads = models.BooleanField(null=True)
    text = models.TextField(blank=True)
    recorded = models.TextField(blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["assessment", "key"], name="one_text_per_heading")]


class Checkpoint(models.Model):
    """One day on which a manager looks at a running assessment, and what they said when they did."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="checkpoints")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=160)
    due_on = models.DateField()
    words = models.TextField(blank=True)
    done_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_on", "pk"]


class Conclusion(Cites, Decision):
    """What one assessment comes to, and what is needed now. A returned one is replaced by the next, and stays readable."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="conclusions")
    needed = models.TextField()
    childs_view = models.TextField(blank=True)
    family_reads_child = models.BooleanField(null=True)
    no_childs_view_because = models.TextField(blank=True)
    familys_view = models.TextField(blank=True)
    not_shown_because = models.TextField(blank=True)
    both_because = models.TextField(blank=True)
    once_key = models.CharField(max_length=60, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(childs_view="") | ~Q(no_childs_view_because=""), name="the_childs_view_or_why_not"
            ),
            models.CheckConstraint(
                condition=~Q(familys_view="") | ~Q(not_shown_because=""), name="the_familys_view_or_why_not"
            ),
        ]


class ConclusionOutcome(models.Model):
    """One outcome of one conclusion, in the words of the authority’s list on that day."""

    conclusion = models.ForeignKey(Conclusion, models.CASCADE, related_name="outcomes")
    key = models.CharField(max_length=60)
    label = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]


class CitedStatement(CitedWords):
    """One statement of the threshold document on which one conclusion relies. Seen with its assessment."""

    conclusion = models.ForeignKey(Conclusion, models.CASCADE, related_name="cited")

    class Meta(CitedWords.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["conclusion", "statement"], name="conclusion_cites_once")]


class ConclusionAnswer(models.Model):
    """What a manager answered to one conclusion: agreed, or returned with a reason. Never changed."""

    conclusion = models.OneToOneField(Conclusion, models.CASCADE, related_name="answer")
    answer = models.CharField(max_length=12, choices=Answer)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(answer=Answer.AGREED) | ~Q(reason=""), name="returning_says_why")
        ]


class DayCorrected(models.Model):
    """One correction of the day from which an assessment counts: from which day to which, by whom and why. Never changed."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="days_corrected")
    was = models.DateField()
    now = models.DateField()
    was_due_on = models.DateField(null=True)
    because = models.TextField()
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(because=""), name="correcting_day_0_says_why"),
            models.CheckConstraint(condition=~Q(was=F("now")), name="a_corrected_day_is_another"),
        ]


class FamilyWords(models.Model):
    """What stands in the paper for the family in place of one text of a finished assessment. The file keeps its own words.

    `where` is the key of a heading, or the name of what the conclusion says. No text leaves that part out. The newest
    holds, before what was chosen when the text was written.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="family_words")
    where = models.SlugField(max_length=60)
    text = models.TextField(blank=True)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]


class Reminded(models.Model):
    """That one day of one assessment was told of at one stage, so that it is told once."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="+")
    about = models.CharField(max_length=80)
    stage = models.CharField(max_length=40)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "about", "stage"], name="assessment_told_once")]
