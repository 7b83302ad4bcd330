"""Tiers, who completed what by which evidence, sessions with their registers, and files from learning systems.

None of these records knows a child, and none says how well somebody did.
"""

import datetime
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from .words import DayOrder, How, Said, State, Track

PERSON = settings.AUTH_USER_MODEL


class Standard(models.Model):
    """One set of professional standards, for practitioners, supervisors or leaders, from a day until another. Delivered."""

    key = models.SlugField(max_length=60, unique=True)
    track = models.CharField(max_length=20, choices=Track)
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    source_date = models.CharField(max_length=160, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    last_checked = models.DateField()
    next_review = models.DateField()


class Tier(models.Model):
    """What one tier of training says from a moment on: as delivered (no authority), or as an authority has it.

    An authority’s words are never changed: the next edition has the next number, and the newest holds.
    """

    authority = models.ForeignKey("people.Authority", models.CASCADE, null=True, related_name="+")
    key = models.SlugField(max_length=60)
    number = models.PositiveIntegerField(default=1)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    who = models.CharField(max_length=400)
    holds = models.CharField(max_length=800)
    evidence = models.CharField(max_length=400)
    gives_back = models.CharField(max_length=400, blank=True)
    # For how many months a completion holds, for good where empty; within how many somebody new has it.
    fresh = models.PositiveSmallIntegerField(null=True)
    within = models.PositiveSmallIntegerField()
    # How many sessions a person of this tier runs for others, in how many months.
    runs = models.PositiveSmallIntegerField(default=0)
    runs_months = models.PositiveSmallIntegerField(default=0)
    # {"practitioner": "2026-11-27"}: who needs it, and since when they do.
    needs = models.JSONField(default=dict)
    courses = models.JSONField(default=list)
    tracks = models.JSONField(default=list)
    # True where what is counted of a session is attendance by agency, too.
    by_agency = models.BooleanField(default=False)
    in_use = models.BooleanField(default=True)
    source = models.CharField(max_length=300)
    source_date = models.CharField(max_length=160, blank=True)
    last_checked = models.DateField()
    next_review = models.DateField()
    owner = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "key", "number"], name="editions_of_a_tier_in_order"),
            models.UniqueConstraint(fields=["key"], condition=Q(authority=None), name="one_delivered_tier_per_key"),
        ]

    def is_late(self, today) -> bool:
        """True where it is past its review."""
        return self.next_review < today


class Chosen(models.Model):
    """One person for whom a tier is meant beside what their roles ask, from a day until it is ended."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    tier = models.SlugField(max_length=60)
    since = models.DateField()
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "tier"], condition=Q(ended_at=None), name="chosen_once_for_a_tier"
            )
        ]


class Leave(models.Model):
    """One long leave of one person, both days included; without a last day until somebody enters it. Never why."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    entered_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "first_day"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day=None) | Q(last_day__gte=F("first_day")), name="leave_ends_after_it_begins"
            )
        ]


class LearningSystem(models.Model):
    """One place from which an authority brings files of completions, with what was said of its files the last time."""

    authority = models.ForeignKey("people.Authority", models.CASCADE, related_name="+")
    key = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    # {"email": "User e-mail", …}
    columns = models.JSONField(default=dict)
    day_order = models.CharField(max_length=12, choices=DayOrder, blank=True)
    done_words = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "key"], name="one_learning_system_per_key")]


class CourseTier(models.Model):
    """What a course of a learning system counts for; no tier where it counts for none."""

    system = models.ForeignKey(LearningSystem, models.CASCADE, related_name="courses")
    course = models.CharField(max_length=200)
    tier = models.SlugField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["system", "course"], name="one_tier_of_a_course")]


class StaffNumber(models.Model):
    """The number by which an authority’s systems know somebody, learnt from a file that had their address beside it."""

    authority = models.ForeignKey("people.Authority", models.CASCADE, related_name="+")
    person = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    number = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "number"], name="one_person_per_staff_number"),
            models.UniqueConstraint(fields=["person"], name="one_staff_number_per_person"),
        ]


class Import(models.Model):
    """One file of completions, from the choosing of it to what became of it; nothing of it counts before it is taken in."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("people.Authority", models.CASCADE, related_name="+")
    system = models.ForeignKey(LearningSystem, models.CASCADE, related_name="+")
    place = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=State)
    begun_at = models.DateTimeField(default=timezone.now)
    begun_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    headings = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    day_order = models.CharField(max_length=12, choices=DayOrder, blank=True)
    done_words = models.CharField(max_length=200, blank=True)
    # Courses of the file that nobody has said a tier for yet.
    courses = models.JSONField(default=list)
    # {"new": 1, "known": 0, "not_done": 0, "no_tier": 0, "wrong": 2}
    counts = models.JSONField(default=dict)
    once_key = models.CharField(max_length=60, unique=True)

    class Meta:
        indexes = [models.Index(fields=["authority", "-begun_at"], name="training_files_by_day")]

    @property
    def subject(self) -> str:
        """How the trail calls it."""
        return f"training-file:{self.uuid}"


class ImportPiece(models.Model):
    """Some rows of a file as they came, in the order of the file: a list of [row, [cell, …], what is wrong as a whole]."""

    batch = models.ForeignKey(Import, models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()
    rows = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="pieces_of_a_file_in_order")]


class ImportFault(models.Model):
    """One cell that cannot be kept: its row as a spreadsheet counts, its column, what stands there, and why."""

    batch = models.ForeignKey(Import, models.CASCADE, related_name="faults")
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=100, blank=True)
    stands = models.CharField(max_length=200, blank=True)
    why = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["batch", "row"])]


class Completion(models.Model):
    """One time that one person completed what counts for a tier, with where that is known from. `key` is its name there.

    What the same source names by the same key is the same completion, however often it is brought.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("people.Authority", models.CASCADE, related_name="+")
    person = models.ForeignKey(PERSON, models.CASCADE, related_name="completions")
    tier = models.SlugField(max_length=60)
    day = models.DateField()
    how = models.CharField(max_length=12, choices=How)
    source = models.CharField(max_length=80)
    key = models.CharField(max_length=320)
    course = models.CharField(max_length=200)
    reference = models.CharField(max_length=80, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    batch = models.ForeignKey(Import, models.PROTECT, null=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    taken_back_because = models.CharField(max_length=400, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "tier", "day"])]
        constraints = [
            models.UniqueConstraint(fields=["authority", "source", "key"], name="a_completion_is_brought_once")
        ]

    @property
    def module(self) -> str:
        """The address of the short module that was gone through, where it was one."""
        return self.key.split(":")[1] if self.how == How.MODULE and self.key.count(":") == 3 else ""


class Certificate(models.Model):
    """What one person says they completed elsewhere, with the number of the certificate, and what a manager says to it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    tier = models.SlugField(max_length=60)
    course = models.CharField(max_length=200)
    day = models.DateField()
    reference = models.CharField(max_length=80)
    said_at = models.DateTimeField(default=timezone.now)
    said = models.CharField(max_length=10, choices=Said, default=Said.WAITING)
    answered_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True)
    once_key = models.CharField(max_length=60, unique=True)

    class Meta:
        indexes = [models.Index(fields=["person", "said"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("person")),
                name="nobody_confirms_their_own_certificate",
            )
        ]

    @property
    def subject(self) -> str:
        """How the trail calls it."""
        return f"certificate:{self.uuid}"


class TrainingSession(models.Model):
    """One session in which a trainer teaches what counts for a tier, planned, held or called off. Seen by `sees_session`."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("people.Authority", models.CASCADE, related_name="+")
    tier = models.SlugField(max_length=60)
    title = models.CharField(max_length=160)
    trainer = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    # True where a person of a tier that gives back runs it for a team.
    for_team = models.BooleanField(default=False)
    planned_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    sequence = models.PositiveIntegerField(default=0)
    # While it is open, people sign in by the code, which nothing else opens.
    code = models.CharField(max_length=12, blank=True)
    code_until = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    called_off_at = models.DateTimeField(null=True)
    once_key = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["authority", "starts_at"], name="training_sessions_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["trainer", "once_key"], name="training_session_planned_once"),
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="one_register_per_code"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="training_session_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(held_at=None) | Q(called_off_at=None), name="training_session_held_or_called_off"
            ),
        ]

    @property
    def subject(self) -> str:
        """How the trail calls it."""
        return f"training-session:{self.uuid}"

    @property
    def is_over(self) -> bool:
        """True once its register is closed, or it was called off."""
        return self.held_at is not None or self.called_off_at is not None

    @property
    def opens_at(self) -> datetime.datetime:
        """From when its register may be opened: an hour before it begins."""
        return self.starts_at - datetime.timedelta(hours=1)

    @property
    def may_open(self) -> bool:
        """True once its register may be opened."""
        return timezone.now() >= self.opens_at

    @property
    def takes_code(self) -> bool:
        """True while people sign in by the code."""
        return bool(self.code) and self.code_until is not None and self.code_until > timezone.now() and not self.is_over


class Invited(models.Model):
    """One person for whom a training session is meant."""

    session = models.ForeignKey(TrainingSession, models.CASCADE, related_name="invited")
    person = models.ForeignKey(PERSON, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="invited_once")]


class Attended(models.Model):
    """One person who was there, by the code on their phone or ticked by the trainer."""

    session = models.ForeignKey(TrainingSession, models.CASCADE, related_name="attended")
    person = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    how = models.CharField(max_length=10)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="attended_once")]


class AgencyCount(models.Model):
    """How many people of one agency without an account were there: a number, and nobody’s name."""

    session = models.ForeignKey(TrainingSession, models.CASCADE, related_name="agency_counts")
    agency = models.ForeignKey("people.Agency", models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "agency"], name="one_count_of_an_agency")]


class Reminded(models.Model):
    """That somebody was reminded of a tier, for which due day and at which distance from it."""

    person = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    tier = models.SlugField(max_length=60)
    due_on = models.DateField()
    days = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "tier", "due_on", "days"], name="reminded_of_training_once")
        ]
