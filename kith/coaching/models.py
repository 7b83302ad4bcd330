"""Questions, slots, joint work, reflections, the specialist’s log, and who has experience. None of these rows holds a child.

A question and joint work may lead to a consultation: the link is seen by who may read that consultation, and by nobody else.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from kith.toolkit.words import About

from .words import LINE, For, How, Leads, Of, Stands

PERSON = settings.AUTH_USER_MODEL
CONSULTATION = "concerns.Consultation"


def _person(null: bool = False, **how):
    return models.ForeignKey(PERSON, models.PROTECT, null=null, blank=null, related_name="+", **how)


def _authority():
    return models.ForeignKey("people.Authority", models.CASCADE, related_name="+")


class Convention(models.Model):
    """One thing that coaching goes by, as `content/process/coaching.yaml` has it: days, numbers, or sentences in order."""

    key = models.SlugField(max_length=60, unique=True)
    value = models.JSONField()
    source = models.CharField(max_length=300)
    source_date = models.CharField(max_length=160, blank=True)
    last_checked = models.DateField()
    next_review = models.DateField()
    owner = models.CharField(max_length=120)


class Question(models.Model):
    """One question to the specialists of an authority, or to one of them. Seen by `sees_question`."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = _authority()
    asked_by = _person()
    asked_at = models.DateTimeField(default=timezone.now)
    theme = models.CharField(max_length=30, choices=About)
    text = models.TextField()
    # The page of the toolkit from which it was asked.
    page = models.SlugField(max_length=80, blank=True)
    consultation = models.ForeignKey(CONSULTATION, models.SET_NULL, null=True, blank=True, related_name="+")
    # The specialist whom the asker wants; empty for whoever is there.
    chosen = _person(null=True)
    # The colleague of the experience register with whom the asker would like to be brought together.
    colleague = _person(null=True)
    # The question whose answer it asks back about; the same person asked it.
    after = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="asked_on")
    state = models.CharField(max_length=12, choices=Stands, default=Stands.ASKED)
    due_on = models.DateField(null=True, blank=True)
    # Set once nobody answered in time: from then on the others see it.
    late_since = models.DateField(null=True, blank=True)
    taken_by = _person(null=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    came_of = models.CharField(max_length=300, blank=True)
    once_key = models.CharField(max_length=60)

    class Meta:
        indexes = [
            models.Index(fields=["authority", "state", "due_on"], name="questions_waiting"),
            models.Index(fields=["asked_by", "-asked_at"], name="questions_of_asker"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["asked_by", "once_key"], name="question_asked_once"),
            models.CheckConstraint(condition=Q(state__in=Stands.values), name="coaching_state_is_known"),
        ]

    @property
    def subject(self) -> str:
        """How the trail calls it."""
        return f"coaching:{self.uuid}"

    @property
    def is_late(self) -> bool:
        """True while it waits for an answer after its day."""
        waits = self.state in (Stands.ASKED, Stands.TAKEN)
        return waits and self.due_on is not None and self.due_on < timezone.localdate()


class Answer(models.Model):
    """What a specialist answered, in writing. It stays as it was given; another may follow."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    by = _person()
    at = models.DateTimeField(default=timezone.now)
    text = models.TextField()
    once_key = models.CharField(max_length=60)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["by", "once_key"], name="coaching_answer_given_once")]


class Making(models.Model):
    """One page of the toolkit made of one question and its answer: the words without names, and the asker’s agreement.

    `uses_words` where the page keeps the asker’s own words: then nothing is begun before the asker agreed.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    question = models.OneToOneField(Question, models.CASCADE, related_name="making")
    by = _person()
    at = models.DateTimeField(default=timezone.now)
    title = models.CharField(max_length=160)
    asked = models.CharField(max_length=200)
    first = models.TextField()
    why = models.TextField()
    uses_words = models.BooleanField(default=False)
    agreed_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    # The page in the toolkit’s editor, once it was begun; and its address, once it was shown.
    page = models.UUIDField(null=True, blank=True)
    shown_as = models.SlugField(max_length=80, blank=True)

    @property
    def waits_for_asker(self) -> bool:
        """True while the asker has said neither yes nor no to their own words."""
        return self.uses_words and self.agreed_at is None and self.refused_at is None


class Slot(models.Model):
    """One time that a specialist offers, at a place or on a line. Seen by everybody of the authority while it is free."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = _authority()
    specialist = _person()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=LINE)
    # For this question alone, where the specialist offered it as the answer.
    kept_for = models.ForeignKey(Question, models.SET_NULL, null=True, blank=True, related_name="slots_kept")
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    once_key = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["authority", "starts_at"], name="slots_by_time")]
        constraints = [
            models.UniqueConstraint(fields=["specialist", "once_key"], name="slot_offered_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="slot_ends_after_it_begins"),
        ]

    @property
    def subject(self) -> str:
        return f"coaching-slot:{self.uuid}"


class Joint(models.Model):
    """Joint working of one worker and one specialist on one case, which stays the worker’s. It gives nobody a part in it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = _authority()
    consultation = models.ForeignKey(CONSULTATION, models.CASCADE, related_name="+")
    worker = _person()
    specialist = _person()
    aim = models.CharField(max_length=300)
    leads = models.CharField(max_length=12, choices=Leads)
    leads_words = models.CharField(max_length=300, blank=True)
    agreed_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    closing = models.CharField(max_length=300, blank=True)
    once_key = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["worker", "once_key"], name="joint_work_agreed_once"),
            models.UniqueConstraint(
                fields=["consultation", "specialist"],
                condition=Q(ended_at__isnull=True),
                name="one_joint_work_with_a_specialist",
            ),
        ]

    @property
    def subject(self) -> str:
        return f"coaching-joint:{self.uuid}"


class Booking(models.Model):
    """One booking of one slot. At most one of a slot stands; what was cancelled stays, with who did and a word."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slot = models.ForeignKey(Slot, models.CASCADE, related_name="bookings")
    by = _person()
    at = models.DateTimeField(default=timezone.now)
    what_for = models.CharField(max_length=12, choices=For, default=For.TALK)
    question = models.ForeignKey(Question, models.SET_NULL, null=True, blank=True, related_name="bookings")
    joint = models.ForeignKey(Joint, models.SET_NULL, null=True, blank=True, related_name="bookings")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = _person(null=True)
    cancelled_word = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["slot"], condition=Q(cancelled_at__isnull=True), name="one_booking_of_a_slot"
            )
        ]


class Reflection(models.Model):
    """One group reflection: a day, who presents, so many places. It names no child, and is seen by the authority."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = _authority()
    title = models.CharField(max_length=160)
    theme = models.CharField(max_length=30, choices=About)
    set_up_by = _person()
    presenter = _person()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=LINE)
    places = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)
    called_off_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    learnt = models.TextField(blank=True)
    once_key = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["authority", "starts_at"], name="reflections_by_time")]
        constraints = [
            models.UniqueConstraint(fields=["set_up_by", "once_key"], name="reflection_set_up_once"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")), name="reflection_ends_after_it_begins"
            ),
        ]

    @property
    def subject(self) -> str:
        return f"reflection:{self.uuid}"

    @property
    def is_over(self) -> bool:
        """True once it was held or called off."""
        return self.held_at is not None or self.called_off_at is not None


class ReflectionPlace(models.Model):
    """One person who takes part in a group reflection; `came` once that is known."""

    reflection = models.ForeignKey(Reflection, models.CASCADE, related_name="taken")
    person = _person()
    at = models.DateTimeField(default=timezone.now)
    came = models.BooleanField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reflection", "person"], name="one_place_in_a_reflection")]


class ReflectionTheme(models.Model):
    """One theme that people learnt about in a group reflection."""

    reflection = models.ForeignKey(Reflection, models.CASCADE, related_name="themes")
    theme = models.CharField(max_length=30, choices=About)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reflection", "theme"], name="theme_once_in_a_reflection")]


class LogEntry(models.Model):
    """One thing that a specialist coached, in their own log: themes, minutes, one next step, what came of it; never a child.

    Read by its specialist alone; a colleague who takes over reads the questions, and not the log.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    specialist = _person()
    authority = _authority()
    day = models.DateField()
    # Whom it was with; nobody where it was several people.
    person = _person(null=True)
    question = models.ForeignKey(Question, models.SET_NULL, null=True, blank=True, related_name="+")
    booking = models.ForeignKey(Booking, models.SET_NULL, null=True, blank=True, related_name="+")
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    next_step = models.CharField(max_length=300, blank=True)
    came_of = models.CharField(max_length=300, blank=True)
    once_key = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["specialist", "-day"], name="log_by_day")]
        constraints = [models.UniqueConstraint(fields=["specialist", "once_key"], name="log_written_once")]


class LogTheme(models.Model):
    """One theme of one entry in a log."""

    entry = models.ForeignKey(LogEntry, models.CASCADE, related_name="themes")
    theme = models.CharField(max_length=30, choices=About)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "theme"], name="theme_once_in_a_log_entry")]


class Feedback(models.Model):
    """What asker and specialist say to each other of one question: two optional answers and a line, read by these two."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    question = models.ForeignKey(Question, models.CASCADE, related_name="feedback")
    by = _person()
    to = _person()
    useful = models.PositiveSmallIntegerField(null=True, blank=True)
    heard = models.PositiveSmallIntegerField(null=True, blank=True)
    line = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "by"], name="one_feedback_each")]


class Experience(models.Model):
    """What one person says they have worked with, and how they may be asked; theirs to withdraw at once. Never a case."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.OneToOneField(PERSON, models.CASCADE, related_name="+")
    line = models.CharField(max_length=LINE, blank=True)
    how = models.CharField(max_length=8, choices=How, default=How.HERE)
    region_too = models.BooleanField(default=False)
    since = models.DateTimeField(default=timezone.now)
    confirmed_on = models.DateField()
    reminded_on = models.DateField(null=True, blank=True)


class ExperienceOf(models.Model):
    """One theme or kind of harm that one person has worked with."""

    experience = models.ForeignKey(Experience, models.CASCADE, related_name="of")
    kind = models.CharField(max_length=8, choices=Of)
    key = models.SlugField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["experience", "kind", "key"], name="experience_said_once")]
        indexes = [models.Index(fields=["kind", "key"], name="experience_by_theme")]
