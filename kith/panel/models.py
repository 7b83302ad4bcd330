"""Panels, their cases and meetings. A case is read by `sees_case` alone; no row grades a child."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from kith.access.models import Bar, Part
from kith.decisions.models import Decision
from kith.design import references

from .words import BEFORE_PANEL, Consent, Outcome, Paper, PartReason, Seat, State, There

PERSON = settings.AUTH_USER_MODEL


def new_reference() -> str:
    """P- and eight characters drawn at random: a number in order would tell how many there are."""
    return references.drawn(references.Kind.PANEL_CASE)


class Panel(models.Model):
    """One panel of an authority and a kind (`panel-kind` in content/process). Seen by `sees_panel`.

    Which agencies its quorum needs is data of the kind; how many people besides is its own, with where that is written.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("people.Authority", models.PROTECT, related_name="+")
    kind = models.SlugField(max_length=30)
    name = models.CharField(max_length=160)
    at_least = models.PositiveSmallIntegerField(default=0)
    at_least_source = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "kind"], name="one_panel_of_a_kind"),
            models.CheckConstraint(condition=Q(at_least=0) | ~Q(at_least_source=""), name="a_number_has_its_source"),
        ]

    @property
    def subject(self) -> str:
        """How the trail calls it."""
        return f"panel:{self.uuid}"


class Member(models.Model):
    """One person in one seat of a panel, from a moment until another, for their agency."""

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="members")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    seat = models.CharField(max_length=12, choices=Seat)
    role = models.CharField(max_length=160, blank=True)
    named_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    begins = models.DateTimeField(default=timezone.now)
    ends = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "panel"])]
        constraints = [
            models.UniqueConstraint(fields=["panel", "person"], condition=Q(ends__isnull=True), name="one_seat_each")
        ]


class Case(models.Model):
    """What is before one panel about one child, as the panel knows it. Seen by `sees_case`.

    It opens no consultation: a member knows what stands here, and of the consultation what their own part in it shows.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    authority = models.ForeignKey("people.Authority", models.PROTECT, related_name="+")
    panel = models.ForeignKey(Panel, models.PROTECT, related_name="cases")
    consultation = models.ForeignKey("concerns.Consultation", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    entered_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)
    once_key = models.CharField(max_length=60, unique=True)

    name = models.CharField(max_length=200)
    about = models.TextField(blank=True)
    summary = models.TextField()
    childs_words = models.TextField(blank=True)
    not_spoken_because = models.TextField(blank=True)
    referred_by = models.CharField(max_length=60)
    referred_on = models.DateField()
    referred_words = models.TextField(blank=True)

    social_worker = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    no_social_worker_because = models.TextField(blank=True)
    # Since when the social worker has no part in the child’s matter any more, and somebody must name another.
    social_worker_left_at = models.DateTimeField(null=True)
    next_review_on = models.DateField(null=True)
    reassess_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    exit_reason = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["panel", "state", "entered_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "consultation"], condition=Q(state__in=BEFORE_PANEL), name="one_case_before_the_panel"
            ),
            models.CheckConstraint(
                condition=Q(social_worker__isnull=False) | ~Q(no_social_worker_because=""),
                name="a_case_names_the_social_worker",
            ),
            models.CheckConstraint(
                condition=~Q(childs_words="") | ~Q(not_spoken_because=""), name="the_child_is_heard_or_a_reason_given"
            ),
        ]

    @property
    def subject(self) -> str:
        """How the trail calls it."""
        return f"panel-case:{self.uuid}"


class CasePart(Part):
    """Why a person who has no seat may read one case: its social worker, or who has something to do."""

    matter = models.ForeignKey(Case, models.CASCADE, related_name="parts")

    class Meta(Part.Meta):
        abstract = False
        indexes = [models.Index(fields=["person", "matter"])]

    def reason_words(self) -> str:
        return PartReason(self.reason).label


class CaseBar(Bar):
    """A conflict of interest between one person and one case."""

    matter = models.ForeignKey(Case, models.CASCADE, related_name="bars")


class ConsentAsked(models.Model):
    """That one person’s consent to support was asked for: by whom, when, how, and whether support waits for it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="consents")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    of = models.CharField(max_length=60)
    who = models.CharField(max_length=200, blank=True)
    needed = models.BooleanField()
    why = models.TextField(blank=True)
    asked_by = models.CharField(max_length=200)
    asked_on = models.DateField()
    how = models.CharField(max_length=60)
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    once_key = models.CharField(max_length=60, unique=True)

    # The words of the authority’s lists, put there by the query that reads the case.
    of_words = how_words = ""

    class Meta:
        ordering = ["recorded_at", "pk"]

    @property
    def latest(self) -> "ConsentAnswer | None":
        """The answer that stands: the one given last, whenever it was written down. What was answered before stays readable."""
        answers = list(self.answers.all())
        return answers[-1] if answers else None


class ConsentAnswer(models.Model):
    """One answer to one asking for consent, kept as it was recorded; a further one is a new row, in order of its day."""

    asked = models.ForeignKey(ConsentAsked, models.CASCADE, related_name="answers")
    answer = models.CharField(max_length=10, choices=Consent)
    on = models.DateField()
    words = models.TextField(blank=True)
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    once_key = models.CharField(max_length=60, unique=True)

    class Meta:
        ordering = ["on", "recorded_at", "pk"]

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("An answer about consent is kept as it was recorded; record another.")
        super().save(*args, **kwargs)


class Meeting(models.Model):
    """One meeting of a panel: planned, perhaps moved, and later held or called off. Seen by `sees_meeting`.

    The day and the hours are those of the wall in London; `sequence` grows with each change that a calendar must learn of.
    """

    panel = models.ForeignKey(Panel, models.PROTECT, related_name="meetings")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    on = models.DateField()
    at = models.TimeField()
    until = models.TimeField(null=True)
    place = models.CharField(max_length=200, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)
    planned_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(default=timezone.now)
    held_at = models.DateTimeField(null=True)
    held_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    called_off_at = models.DateTimeField(null=True)
    called_off_because = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["panel", "on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "on"], condition=Q(called_off_at__isnull=True), name="one_meeting_of_a_panel_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("at")), name="a_panel_meeting_ends_after_it_begins"
            ),
        ]

    @property
    def subject(self) -> str:
        """How the trail calls it."""
        return f"panel-meeting:{self.uuid}"

    @property
    def starts_at(self) -> datetime:
        """The instant at which it begins."""
        return timezone.make_aware(datetime.combine(self.on, self.at))

    @property
    def ends_at(self) -> datetime | None:
        """The instant at which it ends, where that was said."""
        return timezone.make_aware(datetime.combine(self.on, self.until)) if self.until is not None else None


class AgendaItem(models.Model):
    """One case at one meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    case = models.ForeignKey(Case, models.PROTECT, related_name="items")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    added_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "case"], name="a_case_once_at_a_meeting")]


class Attendance(models.Model):
    """Whether one person came to one meeting, for their agency; with `item`, the child’s social worker for that case."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    item = models.ForeignKey(AgendaItem, models.CASCADE, null=True, related_name="attendances")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")
    how = models.CharField(max_length=10, choices=There)
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"], condition=Q(item__isnull=True), name="one_attendance_of_a_member"
            ),
            models.UniqueConstraint(
                fields=["item"], condition=Q(item__isnull=False), name="one_attendance_of_a_social_worker"
            ),
        ]


class AgencyView(models.Model):
    """What one agency said about one case at one meeting, under its name; a further view is a new row."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="views")
    agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")
    text = models.TextField()
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    once_key = models.CharField(max_length=60, unique=True)

    class Meta:
        ordering = ["recorded_at", "pk"]


class PanelDecision(Decision):
    """What a panel decided on one case at one meeting, who was there, and whether that was its quorum. Immutable."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=12, choices=Outcome)
    to_whom = models.TextField(blank=True)
    childs_voice = models.TextField(blank=True)
    quorate = models.BooleanField()
    there = models.TextField()
    missing = models.TextField(blank=True)
    without_quorum_because = models.TextField(blank=True)
    next_review_on = models.DateField(null=True)
    reassess_on = models.DateField(null=True)
    exit_reason = models.CharField(max_length=60, blank=True)
    once_key = models.CharField(max_length=60, unique=True)

    # The words of the authority’s list, put there by the query that reads the case.
    exit_words = ""

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome__in=[Outcome.NOT, Outcome.ELSEWHERE]) | ~Q(to_whom=""),
                name="who_has_it_where_the_panel_has_not",
            ),
            models.CheckConstraint(
                condition=Q(quorate=True) | ~Q(without_quorum_because=""), name="without_a_quorum_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=[Outcome.ADOPT, Outcome.GO_ON]) | Q(next_review_on__isnull=False),
                name="support_has_a_review",
            ),
            models.CheckConstraint(condition=~Q(outcome=Outcome.END) | ~Q(exit_reason=""), name="an_end_says_why"),
        ]


class Dissent(models.Model):
    """That one agency saw a decision differently, in its words, beside the decision for good."""

    decision = models.ForeignKey(PanelDecision, models.CASCADE, related_name="dissents")
    agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")
    text = models.TextField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["decision", "agency"], name="one_dissent_of_an_agency")]


class PlanAction(models.Model):
    """One thing that somebody does by a day. `is_support` marks what waits for consent and stops where it is gone."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="actions")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    text = models.TextField()
    owner = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    due_on = models.DateField()
    is_support = models.BooleanField(default=False)
    made_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    done_words = models.TextField(blank=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_because = models.TextField(blank=True)
    once_key = models.CharField(max_length=60, unique=True)

    # Who has it today, put there by the query that reads it (`queries.whose_today`).
    today = None

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(done_at__isnull=True, stopped_at__isnull=True), name="panel_actions_open"
            )
        ]

    @property
    def is_open(self) -> bool:
        return self.done_at is None and self.stopped_at is None


class Support(models.Model):
    """Help by one intervention provider for one child, while consent stands."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="supports")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    provider = models.CharField(max_length=200)
    what = models.TextField()
    begins_on = models.DateField()
    made_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    once_key = models.CharField(max_length=60, unique=True)

    class Meta:
        ordering = ["begins_on", "pk"]


class Session(models.Model):
    """One session of support: planned for a day, and whether it was held."""

    support = models.ForeignKey(Support, models.CASCADE, related_name="sessions")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    planned_on = models.DateField()
    held = models.BooleanField(null=True)
    words = models.TextField(blank=True)
    planned_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    said_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["planned_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["support", "planned_on"], name="one_session_a_day"),
            models.CheckConstraint(condition=~Q(held=False) | ~Q(words=""), name="a_session_not_held_says_why"),
        ]


class Look(models.Model):
    """One look at a case after support has ended, on the day that the clock gives. Owned by a post, never by a name:

    who has it is found anew each day (`queries.whose_today`), so that it is not lost when people leave.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="looks")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clock = models.SlugField(max_length=60)
    title = models.CharField(max_length=160)
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    found = models.TextField(blank=True)
    childs_words = models.TextField(blank=True)
    not_spoken_because = models.TextField(blank=True)

    # Who has it today, and the last meeting before its day, put there by the query that reads it.
    today = before = None

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["due_on"], condition=Q(done_on__isnull=True), name="panel_looks_open")]
        constraints = [models.UniqueConstraint(fields=["case", "clock", "due_on"], name="one_look_of_a_clock")]


class Reminded(models.Model):
    """That Kith told people once of one thing that is due: which, and at which stage."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    about = models.CharField(max_length=80)
    stage = models.CharField(max_length=20)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "about", "stage"], name="told_once_at_a_stage")]


class PackOpening(models.Model):
    """That one person opened their pack for one meeting, and how; which cases it held stands in the trail."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="openings")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    how = models.CharField(max_length=6, choices=Paper)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["meeting", "person"])]
