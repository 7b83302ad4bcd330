"""Plans in editions, their outcomes, actions and reviews; sessions of direct work. Read through this room’s rules alone."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from kith.concerns.words import ContextKind
from kith.design import references

from .words import Agrees, Came, Ending, Party, Target, Way, Whose

PERSON = settings.AUTH_USER_MODEL


def new_plan_reference() -> str:
    """KP- and eight characters drawn at random: what a page, a paper and a file’s name show. In no calendar."""
    return references.drawn(references.Kind.PLAN)


def new_session_reference() -> str:
    """KS- and eight characters drawn at random: what a calendar shows, which leads to no child."""
    return references.drawn(references.Kind.SESSION)


class Plan(models.Model):
    """One plan for one child, of one consultation, in editions. One runs at a time. Seen by `sees_plan`.

    What is agreed stands in the newest edition that was agreed; the owner sees to all of it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(max_length=12, unique=True, default=new_plan_reference, editable=False)
    authority = models.ForeignKey("people.Authority", models.PROTECT, related_name="+")
    consultation = models.ForeignKey("concerns.Consultation", models.PROTECT, related_name="+")
    owner = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    begun_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)
    once_key = models.CharField(max_length=100, unique=True)
    # The day of the next review, and up to which stage who owns the plan was told of it.
    review_on = models.DateField(null=True)
    review_told = models.CharField(max_length=8, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    ended_because = models.TextField(blank=True)
    has_it_now = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["owner", "review_on"], condition=Q(ended_at__isnull=True), name="plans_to_review"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation"], condition=Q(ended_at__isnull=True), name="one_running_plan_of_a_matter"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | (~Q(ended_because="") & ~Q(has_it_now="")),
                name="a_plan_that_ends_says_why_and_who_has_it",
            ),
        ]

    @property
    def subject(self) -> str:
        """How the trail calls it."""
        return f"plan:{self.uuid}"

    @property
    def runs(self) -> bool:
        return self.ended_at is None


class Edition(models.Model):
    """One edition of a plan. While it is being written it changes; once agreed it stands as it was agreed, for ever."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="editions")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveIntegerField()
    begun_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    # Keys of the authority’s lists: what such a plan is called there, and who leads it.
    kind = models.CharField(max_length=60)
    lead = models.CharField(max_length=60)
    safety_signs = models.TextField(blank=True)
    safety_do = models.TextField(blank=True)
    safety_ring = models.TextField(blank=True)
    safety_own_words = models.TextField(blank=True)
    safety_staff = models.TextField(blank=True)

    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    once_key = models.CharField(max_length=100, unique=True, null=True)
    because = models.TextField(blank=True)
    no_context_because = models.TextField(blank=True)

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="an_edition_has_its_number"),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(agreed_at__isnull=True), name="one_edition_being_written"
            ),
        ]

    def save(self, *args, **kwargs):
        if not self._state.adding and Edition.objects.filter(pk=self.pk, agreed_at__isnull=False).exists():
            raise TypeError("An edition that was agreed stays as it is; begin a new one.")
        super().save(*args, **kwargs)


class Part(models.Model):
    """What stands in a plan from one edition on, and until another: it never changes, another takes its place."""

    MAY_CHANGE: frozenset[str] = frozenset({"until"})

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    since = models.ForeignKey(Edition, models.CASCADE, related_name="+")
    until = models.ForeignKey(Edition, models.SET_NULL, null=True, related_name="+")
    replaces = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    # Whether it stands in the paper that the family is given.
    family_reads = models.BooleanField()
    once_key = models.CharField(max_length=100, unique=True)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding and not set(kwargs.get("update_fields") or ("*",)) <= self.MAY_CHANGE:
            raise TypeError("What stands in a plan is never changed; write what takes its place.")
        super().save(*args, **kwargs)


class Outcome(Part):
    """What should be better, in somebody’s own words, and why it matters."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="outcomes")
    words = models.TextField()
    whose = models.CharField(max_length=8, choices=Whose)
    who = models.CharField(max_length=120, blank=True)
    said_on = models.DateField()
    matters_because = models.TextField()

    class Meta:
        ordering = ["pk"]


class Action(Part):
    """One action of a plan: what, for whom, who does it, by when, and what came of it.

    One person of casework owns it, or a partner does it and the owner of the plan sees to it. Where the place or group is
    a context of its own (`of_context`), who reads that too is led there; the words say it to everybody else.
    """

    MAY_CHANGE = frozenset(
        {"until", "owner", "told", "ended_as", "ended_on", "ended_at", "ended_by", "ended_words"},
    )

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="actions")
    text = models.TextField()
    target = models.CharField(max_length=8, choices=Target)
    context_kind = models.CharField(max_length=16, choices=ContextKind, blank=True)
    context_words = models.TextField(blank=True)
    of_context = models.ForeignKey("contexts.Context", models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    # Who had it when it was agreed; it may have been handed on since.
    agreed_owner = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    partner = models.ForeignKey("people.Agency", models.PROTECT, null=True, related_name="+")
    partner_words = models.CharField(max_length=200, blank=True)
    due_on = models.DateField()
    told = models.CharField(max_length=8, blank=True)

    ended_as = models.CharField(max_length=12, choices=Ending, blank=True)
    ended_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    ended_words = models.TextField(blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["owner", "due_on"], condition=Q(ended_as=""), name="plan_actions_to_do"),
            models.Index(fields=["due_on"], condition=Q(ended_as=""), name="plan_actions_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=False, partner__isnull=True, partner_words="")
                | (Q(owner__isnull=True) & (Q(partner__isnull=False) | ~Q(partner_words=""))),
                name="an_action_is_a_persons_or_a_partners",
            ),
            models.CheckConstraint(
                condition=(Q(target=Target.CONTEXT) & ~Q(context_kind="") & ~Q(context_words=""))
                | (~Q(target=Target.CONTEXT) & Q(context_kind="", context_words="")),
                name="an_action_for_a_context_says_which",
            ),
            models.CheckConstraint(
                condition=Q(ended_as="", ended_at__isnull=True, ended_by__isnull=True)
                | (~Q(ended_as="") & ~Q(ended_words="") & Q(ended_at__isnull=False, ended_on__isnull=False)),
                name="an_action_that_ends_says_how",
            ),
        ]

    # The context’s name and where it stands, for a reader who sees it; put there by who asks.
    context_shown = None

    @property
    def is_done(self) -> bool:
        return self.ended_as == Ending.DONE

    @property
    def sees_to_it(self):
        """Who sees to it now."""
        return self.owner if self.owner is not None else self.plan.owner

    @property
    def who(self) -> str:
        """Who does it, as one reads it."""
        if self.owner is not None:
            return self.owner.name
        if self.partner is not None:
            return f"{self.partner.name}{', ' if self.partner_words else ''}{self.partner_words}"
        return self.partner_words

    @property
    def for_words(self) -> str:
        """For whom, with the kind of place or group where it is one."""
        if self.target == Target.CONTEXT:
            return f"{self.get_context_kind_display()}: {self.context_words}"
        return self.get_target_display()


class Agreement(models.Model):
    """What one person said to an edition: who, how they were asked and when, or why they were not. It stays as written."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="agreements")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    party = models.CharField(max_length=8, choices=Party)
    who = models.CharField(max_length=120)
    answer = models.CharField(max_length=12, choices=Agrees)
    how = models.CharField(max_length=60, blank=True)
    on = models.DateField(null=True)
    words = models.TextField(blank=True)
    not_asked_because = models.TextField(blank=True)
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    once_key = models.CharField(max_length=100, unique=True)

    class Meta:
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(answer=Agrees.NOT_ASKED) & ~Q(not_asked_because=""))
                | (~Q(answer=Agrees.NOT_ASKED) & Q(on__isnull=False) & ~Q(how="")),
                name="an_answer_says_how_and_when_or_why_none",
            ),
            models.CheckConstraint(
                condition=~Q(answer__in=[Agrees.NO, Agrees.PARTLY]) | ~Q(words=""),
                name="who_does_not_agree_is_heard",
            ),
        ]


class Review(models.Model):
    """One review of a plan, as one person wrote it: who was there, what changed for the child and in the setting.

    It stays as it was written. What is put right is a new one that names the one it replaces.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="reviews")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    held_on = models.DateField()
    there = models.TextField()
    for_the_child = models.TextField()
    in_the_setting = models.TextField()
    childs_words = models.TextField(blank=True)
    no_words_because = models.TextField(blank=True)
    next_on = models.DateField(null=True)
    no_next_because = models.TextField(blank=True)
    written_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    once_key = models.CharField(max_length=100, unique=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(childs_words="") | ~Q(no_words_because=""), name="a_review_has_the_childs_words_or_why_not"
            ),
            models.CheckConstraint(
                condition=Q(next_on__isnull=False) | ~Q(no_next_because=""), name="a_review_names_the_next_or_why_none"
            ),
        ]

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("A review is kept as it was written; write a new one that replaces it.")
        super().save(*args, **kwargs)


class Session(models.Model):
    """One session of direct work with the young person of one consultation, at an instant. Seen by `sees_session`.

    What came of it stands in `SessionAccount`; without one it is still to come, or waits to be written up.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(max_length=12, unique=True, default=new_session_reference, editable=False)
    authority = models.ForeignKey("people.Authority", models.PROTECT, related_name="+")
    consultation = models.ForeignKey("concerns.Consultation", models.PROTECT, related_name="+")
    worker = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    # The team to whose time it counts: that of the worker when it was planned.
    team = models.ForeignKey("people.Team", models.PROTECT, null=True, related_name="+")
    planned_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(default=timezone.now)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    way = models.CharField(max_length=12, choices=Way)
    place = models.TextField(blank=True)
    with_whom = models.TextField(blank=True)
    what = models.TextField(blank=True)
    # Written down after it was held, without having been planned; it is written with its account, and never missed.
    unplanned = models.BooleanField(default=False, db_default=False)
    version = models.PositiveIntegerField(default=1)
    once_key = models.CharField(max_length=100, unique=True)

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["consultation", "starts_at"]),
            models.Index(fields=["worker", "starts_at"]),
            models.Index(fields=["team", "starts_at"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(unplanned=True) | ~Q(what=""), name="a_planned_session_says_what"),
        ]

    @property
    def subject(self) -> str:
        """How the trail calls it."""
        return f"session:{self.uuid}"

    @property
    def minutes(self) -> int:
        """How long it was planned to take: the time that passes, whatever the clock on the wall does meanwhile."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= timezone.now()


class SessionMove(models.Model):
    """One change of the time of a session: when it would have been, why it moved, and who moved it."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="moves")
    was_starts_at = models.DateTimeField()
    was_ends_at = models.DateTimeField()
    because = models.TextField()
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]


class SessionAccount(models.Model):
    """What came of one session, as one person wrote it: held, with the young person’s own words, or not held, and why.

    It stays as it was written. What is put right is a new account that names the one it replaces.
    """

    session = models.ForeignKey(Session, models.CASCADE, related_name="accounts")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    came = models.CharField(max_length=8, choices=Came)
    minutes = models.PositiveIntegerField(null=True)
    tried = models.TextField(blank=True)
    # Slugs of conversation guides of the toolkit.
    guides = models.JSONField(default=list)
    childs_words = models.TextField(blank=True)
    no_words_because = models.TextField(blank=True)
    missed_why = models.CharField(max_length=60, blank=True)
    missed_words = models.TextField(blank=True)
    what_next = models.TextField()
    written_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    once_key = models.CharField(max_length=100, unique=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")

    class Meta:
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(came=Came.HELD, minutes__gt=0, missed_why="")
                    & ~Q(tried="")
                    & (~Q(childs_words="") | ~Q(no_words_because=""))
                )
                | (Q(came=Came.MISSED, minutes__isnull=True) & ~Q(missed_why="") & ~Q(missed_words="")),
                name="a_session_was_held_or_says_why_not",
            )
        ]

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("An account is kept as it was written; write a new one that replaces it.")
        super().save(*args, **kwargs)


class TimeNote(models.Model):
    """What a manager noted of one team’s time with young people in one month: what would mend it. It stays as written."""

    team = models.ForeignKey("people.Team", models.CASCADE, related_name="+")
    month = models.DateField()
    text = models.TextField()
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    once_key = models.CharField(max_length=100, unique=True)

    class Meta:
        ordering = ["-month", "at", "pk"]
        indexes = [models.Index(fields=["team", "month"])]
