"""Visits, meetings and the question before a visible step. No row here is read but through the rules of this room."""

import hashlib
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from kith.access.models import Part
from kith.decisions.models import Decision
from kith.design import references

from .words import Attendance, Change, Cut, Kind, Reply

PERSON = settings.AUTH_USER_MODEL


def new_reference() -> str:
    """KC- and eight characters drawn at random: what a calendar shows, which leads to no child and counts nothing."""
    return references.drawn(references.Kind.MEETING)


def digest_of(secret: str) -> str:
    """The only form in which the secret of a calendar’s address is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Meeting(models.Model):
    """One joint visit, strategy discussion or professionals' meeting about one consultation. Seen by `sees_meeting`.

    Who is invited reads what stands here and nothing of the consultation. The time is an instant, so that it holds
    across the change of the clock; `sequence` grows with each change that a calendar must learn of.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    authority = models.ForeignKey("people.Authority", models.PROTECT, related_name="+")
    consultation = models.ForeignKey("concerns.Consultation", models.PROTECT, related_name="+")
    # The step of a pathway from which it was called, for who reads the matter alone.
    of_step = models.ForeignKey("screening.Step", models.SET_NULL, null=True, related_name="+")
    agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind)
    called_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    called_at = models.DateTimeField(default=timezone.now)
    lead = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    once_key = models.CharField(max_length=100, unique=True)

    purpose = models.TextField()
    place = models.TextField(blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    language = models.TextField(blank=True)
    faith = models.TextField(blank=True)
    who_is_there = models.TextField(blank=True)
    other_needs = models.TextField(blank=True)
    safety = models.TextField(blank=True)

    version = models.PositiveIntegerField(default=1)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["consultation", "starts_at"]),
            models.Index(fields=["authority", "starts_at"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_it_begins")
        ]

    @property
    def subject(self) -> str:
        """How the trail calls it."""
        return f"meeting:{self.uuid}"

    @property
    def is_visit(self) -> bool:
        return self.kind == Kind.VISIT

    @property
    def title(self) -> str:
        """What it is called wherever nothing else may be said."""
        return f"{self.get_kind_display()} {self.reference}"

    @property
    def is_over(self) -> bool:
        return self.cancelled_at is not None or self.ends_at < timezone.now()


class MeetingChange(models.Model):
    """One change of a meeting: moved, changed or cancelled, by whom, why, and when it would have been."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="changes")
    what = models.CharField(max_length=12, choices=Change)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    because = models.TextField()
    was_starts_at = models.DateTimeField(null=True)
    was_ends_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "pk"]


class Seat(models.Model):
    """One who is invited to one meeting, for an agency: a person with an account, or an office in words.

    While it lasts it lets its person read the meeting, as long as they are of the agency that it is for.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="seats")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey("people.Agency", models.PROTECT, null=True, related_name="+")
    office = models.CharField(max_length=200, blank=True)
    given_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    begins = models.DateTimeField(default=timezone.now)
    ends = models.DateTimeField(null=True)

    reply = models.CharField(max_length=12, choices=Reply, default=Reply.WAITING)
    replied_at = models.DateTimeField(null=True)
    reply_words = models.TextField(blank=True)
    will_say = models.TextField(blank=True)
    will_not_say = models.TextField(blank=True)
    attendance = models.CharField(max_length=12, choices=Attendance, blank=True)
    view = models.TextField(blank=True)
    view_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    view_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["begins", "pk"]
        indexes = [models.Index(fields=["person", "meeting"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, agency__isnull=False, office="")
                | (Q(person__isnull=True, agency__isnull=True) & ~Q(office="")),
                name="a_seat_is_a_person_or_an_office",
            ),
            models.UniqueConstraint(
                fields=["meeting", "person"], condition=Q(ends__isnull=True), name="one_live_seat_per_person"
            ),
        ]

    @property
    def who(self) -> str:
        """Who sits there, as everybody at the meeting reads it."""
        if self.person is None or self.agency is None:
            return self.office
        return f"{self.person.name}, {self.agency.name}"


class TimeOffered(models.Model):
    """Another time that somebody offered for a meeting; it holds once whoever arranges the meeting has taken it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="times")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    offered_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    offered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "starts_at", "ends_at"], name="a_time_is_offered_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_time_ends_after_it_begins"),
        ]


class TimeSuits(models.Model):
    """That an offered time suits one of those invited."""

    time = models.ForeignKey(TimeOffered, models.CASCADE, related_name="suits")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="suits")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["time", "seat"], name="a_time_suits_once")]


class Account(models.Model):
    """What was seen, heard and agreed at one meeting, as one person wrote it; the child's own words apart.

    It stays as it was written. What is put right is a new account that names the one it replaces.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="accounts")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    written_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    seen = models.TextField(blank=True)
    heard = models.TextField()
    agreed = models.TextField(blank=True)
    childs_words = models.TextField(blank=True)
    no_words_because = models.TextField(blank=True)
    once_key = models.CharField(max_length=100, unique=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(childs_words="") | ~Q(no_words_because=""), name="the_childs_words_or_why_not"
            )
        ]

    def save(self, *args, **kwargs):
        if self.pk is not None and not self._state.adding:
            raise TypeError("An account is kept as it was written; write a new one that replaces it.")
        super().save(*args, **kwargs)


class MeetingDecision(Decision):
    """One decision of one meeting, kept as it was made. A change is a new row that names the one it replaces."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="decisions")
    text = models.TextField()
    once_key = models.CharField(max_length=100, unique=True)

    class Meta:
        ordering = ["made_at", "pk"]


class Dissent(models.Model):
    """That one of those invited sees a decision differently, by name, in their words."""

    decision = models.ForeignKey(MeetingDecision, models.CASCADE, related_name="dissents")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    words = models.TextField()
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    once_key = models.CharField(max_length=100, unique=True)

    class Meta:
        ordering = ["recorded_at", "pk"]


class MeetingAction(models.Model):
    """One action that a meeting agreed: what, one owner with an account, by when, and what came of it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="actions")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    text = models.TextField()
    owner = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    due_on = models.DateField()
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    once_key = models.CharField(max_length=100, unique=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)
    reminded_on = models.DateField(null=True)
    late_told_on = models.DateField(null=True)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["owner", "due_on"], condition=Q(done_at__isnull=True), name="meeting_actions_to_do"),
            models.Index(fields=["due_on"], condition=Q(done_at__isnull=True), name="meeting_actions_due"),
        ]


class StepQuestion(models.Model):
    """One question before one visible step: would it cut across anything? Seen by `sees_question`.

    It holds what the worker is about to do, and never why it is asked of this agency; what the agency knows or holds
    has no place here.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("people.Authority", models.PROTECT, related_name="+")
    consultation = models.ForeignKey("concerns.Consultation", models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="questions")
    # The step of a pathway from which it was asked, for who reads the matter alone.
    of_step = models.ForeignKey("screening.Step", models.SET_NULL, null=True, related_name="+")
    from_agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")
    to_agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    once_key = models.CharField(max_length=100, unique=True)

    step = models.CharField(max_length=60)
    about = models.TextField()
    what = models.TextField()
    place = models.TextField()
    who_goes = models.TextField()
    planned_for = models.DateTimeField()
    answer_by = models.DateField()
    # When the time of the step changed last: an answer from before it does not stand any more.
    moved_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["to_agency", "answer_by"]),
            models.Index(fields=["consultation", "asked_at"]),
            models.Index(fields=["from_agency", "asked_at"]),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(from_agency=F("to_agency")), name="nobody_asks_their_own_agency_first")
        ]

    @property
    def subject(self) -> str:
        """How the trail calls it."""
        return f"before-step:{self.uuid}"


class StepPart(Part):
    """Why a person of the agency that is asked may read one question: they received it, or a colleague let them in."""

    matter = models.ForeignKey(StepQuestion, models.CASCADE, related_name="parts")

    class Meta(Part.Meta):
        abstract = False
        indexes = [models.Index(fields=["person", "matter"]), models.Index(fields=["team", "matter"])]


class StepAnswer(models.Model):
    """One answer: go ahead, wait until a day, or speak to me; or that the answer before is taken back. The newest holds.

    There is no box for words: nobody can write why.
    """

    question = models.ForeignKey(StepQuestion, models.CASCADE, related_name="answers")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=8, choices=Cut)
    wait_until = models.DateField(null=True)
    made_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    once_key = models.CharField(max_length=100, unique=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=Cut.WAIT, wait_until__isnull=False) | (~Q(kind=Cut.WAIT) & Q(wait_until__isnull=True)),
                name="wait_says_until_when",
            )
        ]


class StepTaken(models.Model):
    """Why a worker took a visible step while no answer to go ahead stood: about a question, a visit, or both."""

    question = models.ForeignKey(StepQuestion, models.CASCADE, null=True, related_name="taken")
    meeting = models.ForeignKey(Meeting, models.CASCADE, null=True, related_name="taken")
    because = models.TextField()
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    once_key = models.CharField(max_length=100, unique=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(question__isnull=False) | Q(meeting__isnull=False), name="a_step_taken_is_about_something"
            )
        ]


class StepEscalation(models.Model):
    """One step in which Kith told people that an answer is late: once when it is, once when there is still none.

    `due_on` is the day that had passed: an answer that is taken back has a new one.
    """

    question = models.ForeignKey(StepQuestion, models.CASCADE, related_name="escalations")
    step = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "step", "due_on"], name="one_step_escalation_per_step_and_day")
        ]


class Calendar(models.Model):
    """One private calendar of one person for one device. Of its address only a hash is kept; it can be withdrawn."""

    person = models.ForeignKey(PERSON, models.CASCADE, related_name="calendars")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    last_read_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
