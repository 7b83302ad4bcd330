"""Records of screening. All are seen with the consultation they belong to."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from kith.concerns.words import ContextKind, Danger
from kith.decisions.models import CitedWords, Cites, Decision

from .words import (
    ACCOUNT_SAID,
    NO_LEVEL,
    OPEN,
    SIGN_OFF_SAID,
    SIGNED_OFF_BY,
    AccountSaid,
    AccountState,
    DisagreementAnswer,
    Finding,
    HarmSource,
    Outcome,
    SignOffAnswer,
    SignOffWhy,
    State,
)

PERSON = settings.AUTH_USER_MODEL


class Screening(models.Model):
    """The specialist's structured look at one consultation, with one named owner once claimed.

    While nobody has claimed it, `owner` is the team's duty holder, so that no screening is ownerless.
    """

    consultation = models.OneToOneField("concerns.Consultation", models.CASCADE, related_name="screening")
    authority = models.ForeignKey("people.Authority", models.PROTECT, related_name="+")
    team = models.ForeignKey("people.Team", models.PROTECT, related_name="+")
    raising_team = models.ForeignKey("people.Team", models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    received_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField()
    decided_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["team", "due_on", "received_at"], condition=Q(state__in=OPEN), name="screening_queue"),
            models.Index(fields=["owner", "due_on"], condition=Q(state__in=OPEN), name="screening_mine"),
            models.Index(
                fields=["raising_team", "due_on", "received_at"], condition=Q(state__in=OPEN), name="screening_of_team"
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def state_words(self) -> str:
        """The state as a list says it; the list's query brings along who put the last decision back, or signs it off."""
        if self.state == State.SIGN_OFF and (signs := getattr(self, "signs", None)):
            return SIGNED_OFF_BY.format(signs)
        if self.state == State.CLAIMED:
            if returned_by := getattr(self, "returned_by", None):
                return f"Returned by {returned_by}, with a reason"
            if reopened_by := getattr(self, "reopened_by", None):
                return f"Opened again by {reopened_by}, with a reason"
        return self.get_state_display()

    @property
    def danger_words(self) -> str:
        """A fact as it was told: that danger was named when the concern came in, and whom to ring. Else nothing."""
        if self.consultation.danger != Danger.YES:
            return ""
        return f"Danger was named at the start: ring {self.consultation.raised_by.name}"


class Question(models.Model):
    """One question of the specialist about one consultation, and its answer once given."""

    screening = models.ForeignKey(Screening, models.CASCADE, related_name="questions")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    asked_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    asked_of = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField()
    text = models.TextField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    once_key = models.CharField(max_length=60, null=True, blank=True, unique=True)
    reminded_at = models.DateTimeField(null=True)

    asked_as = "question"

    class Meta:
        indexes = [
            models.Index(fields=["asked_of"], condition=Q(answered_at__isnull=True), name="questions_unanswered")
        ]


@dataclass(frozen=True)
class PutBack:
    """One putting back of a decision to the specialist: how, by whom, when and why."""

    how: str
    by: Any
    at: Any
    reason: str


class ScreeningDecision(Cites, Decision):
    """What was decided on one screening, with the reasoning. Immutable; a changed decision is a new row."""

    screening = models.ForeignKey(Screening, models.CASCADE, related_name="decisions")
    harm_source = models.CharField(max_length=12, choices=HarmSource)
    level = models.ForeignKey("thresholds.Level", models.PROTECT, null=True, blank=True, related_name="+")
    level_words = models.CharField(max_length=200, blank=True)
    passage = models.TextField(blank=True)
    applied_outside = models.TextField(blank=True)
    parents_can = models.TextField(blank=True)
    childs_voice = models.TextField(blank=True)
    family_told = models.TextField(blank=True)
    finding = models.CharField(max_length=12, choices=Finding, blank=True)
    next_owner = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    next_owner_words = models.CharField(max_length=300, blank=True)
    once_key = models.CharField(max_length=60, null=True, blank=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(next_owner__isnull=False) | ~Q(next_owner_words=""), name="decision_names_who_has_it_next"
            )
        ]

    @property
    def held(self) -> list[str]:
        """The outcomes whose steps wait until the decision is signed off, in words."""
        waits = any(row.why == SignOffWhy.OUTCOME and row.answered_at is None for row in self.sign_offs.all())
        return self.not_begun if waits else []

    @property
    def not_begun(self) -> list[str]:
        """The outcomes whose steps no manager has agreed to, in words: it still waits, or the decision was put back."""
        asked = [row for row in self.sign_offs.all() if row.why == SignOffWhy.OUTCOME]
        if not asked or any(row.answer == SignOffAnswer.AGREED for row in asked):
            return []
        begun = {row.outcome for row in self.pathways.all()}
        return [row.get_outcome_display() for row in self.outcomes.all() if row.outcome not in begun]

    @property
    def pathways_by_day(self) -> list:
        """Its pathways by the day of their next step; without a day, and stopped ones, last."""

        def order(pathway):
            days = [step.due_on for step in pathway.steps.all() if step.due_on and not step.done_at]
            return (pathway.stopped_at is not None, min(days, default=date.max), pathway.pk)

        return sorted(self.pathways.all(), key=order)

    @property
    def taken_back(self) -> PutBack | None:
        """Who put this decision back to the specialist, when and why; None while it stands or was only replaced."""
        rows = [
            PutBack("Returned", row.answered_by, row.answered_at, row.reason)
            for row in self.sign_offs.all()
            if row.answer == SignOffAnswer.RETURNED
        ]
        rows += [
            PutBack("Returned", row.answered_by, row.answered_at, row.answer)
            for row in self.disagreements.all()
            if row.outcome == DisagreementAnswer.RETURNED
        ]
        rows += [PutBack("Opened again", row.by, row.at, row.reason) for row in self.reopenings.all()]
        return min(rows, key=lambda row: row.at, default=None)


class Reopening(models.Model):
    """One opening again of a matter that was decided, with the reason. The decision stays readable."""

    decision = models.ForeignKey(ScreeningDecision, models.CASCADE, related_name="reopenings")
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reason = models.TextField()
    # Where the matter was closed: when, and who had it then. The record itself is open again and no longer says so.
    closed_at = models.DateTimeField(null=True)
    closed_owner = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="opening_again_says_why")]


class DecisionOutcome(models.Model):
    """One outcome of one decision."""

    decision = models.ForeignKey(ScreeningDecision, models.CASCADE, related_name="outcomes")
    outcome = models.CharField(max_length=30, choices=Outcome)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "outcome"], name="one_row_per_outcome")]


class CitedStatement(CitedWords):
    """One statement of the threshold document that one decision relies on. Seen with its decision."""

    decision = models.ForeignKey(ScreeningDecision, models.CASCADE, related_name="cited")

    class Meta(CitedWords.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["decision", "statement"], name="cited_once")]


class OpenMatch(models.Model):
    """One earlier worry of which it could not be told yet, when this was decided, whether it is the same child."""

    decision = models.ForeignKey(ScreeningDecision, models.CASCADE, related_name="open_matches")
    about = models.ForeignKey("concerns.Consultation", models.CASCADE, related_name="+")
    reason = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="an_open_match_says_why"),
            models.UniqueConstraint(fields=["decision", "about"], name="one_open_match_per_worry"),
        ]


class SignOff(models.Model):
    """One asking of a manager to read a decision, and the answer with its reason."""

    decision = models.ForeignKey(ScreeningDecision, models.CASCADE, related_name="sign_offs")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    why = models.CharField(max_length=14, choices=SignOffWhy)
    asked_of = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField()
    answer = models.CharField(max_length=10, choices=SignOffAnswer, blank=True)
    reason = models.TextField(blank=True)
    answered_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    asked_as = "sign-off"

    class Meta:
        indexes = [
            models.Index(fields=["asked_of", "due_on"], condition=Q(answered_at__isnull=True), name="sign_offs_open")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="") | Q(answer=SignOffAnswer.AGREED) | ~Q(reason=""), name="other_answers_say_why"
            )
        ]

    @property
    def asked_words(self) -> str:
        """What the manager is asked for, as a list says it."""
        return "Second reading of a closing" if self.why == SignOffWhy.SAMPLE else "Sign-off"

    @property
    def said_of(self):
        """Of whom `said` speaks: who answered, or who was asked where nobody needs to answer any more."""
        return self.asked_of if self.answer == SignOffAnswer.OVERTAKEN else self.answered_by

    @property
    def said(self) -> str:
        """What was done, to follow the name of `said_of`."""
        return SIGN_OFF_SAID.get(SignOffAnswer(self.answer), "") if self.answer else ""


class Disagreement(models.Model):
    """A professional disagreement with a decision: in words, to a manager by name, who answers with a reason.

    `outcome` says what the answer did; it is empty where the decision was overtaken before it was answered.
    """

    decision = models.ForeignKey(ScreeningDecision, models.CASCADE, related_name="disagreements")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    text = models.TextField()
    to = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    due_on = models.DateField()
    outcome = models.CharField(max_length=10, choices=DisagreementAnswer, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    once_key = models.CharField(max_length=60, null=True, blank=True, unique=True)
    reminded_at = models.DateTimeField(null=True)

    asked_as = "disagreement"

    class Meta:
        indexes = [
            models.Index(fields=["to", "due_on"], condition=Q(answered_at__isnull=True), name="disagreements_open")
        ]


class StartedPathway(models.Model):
    """One local pathway that a decision started, in the words it had that day."""

    decision = models.ForeignKey(ScreeningDecision, models.CASCADE, related_name="pathways")
    outcome = models.CharField(max_length=30, choices=Outcome)
    title = models.CharField(max_length=160)
    started_at = models.DateTimeField(default=timezone.now)
    stopped_at = models.DateTimeField(null=True)
    stopped_because = models.TextField(blank=True)


class Step(models.Model):
    """One step of a started pathway: one named owner, due by the clock it had that day, done or not, with a note."""

    pathway = models.ForeignKey(StartedPathway, models.CASCADE, related_name="steps")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    order = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    guidance = models.TextField(blank=True)
    owner = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    clock_words = models.CharField(max_length=200, blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    given_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["order", "pk"]
        indexes = [
            models.Index(fields=["owner", "due_on"], condition=Q(done_at__isnull=True), name="steps_to_do"),
        ]


class MatchNotice(models.Model):
    """A likely match with a record that this specialist may not see, told to that record's owner alone."""

    consultation = models.ForeignKey("concerns.Consultation", models.CASCADE, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    told = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    about = models.ForeignKey("concerns.Consultation", models.CASCADE, related_name="+")
    specialist = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "about", "specialist"], name="told_once_per_match_and_specialist"
            )
        ]


class ReasoningAccount(models.Model):
    """A de-identified account, written by hand, of how one decision was reasoned, for colleagues of the same authority.

    Released by a second person who works in the matter; until then, and which matter it is about at any time, is seen by
    who works there alone (`rules.sees_account`). Nobody outside the authority reads it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("people.Authority", models.CASCADE, related_name="+")
    # Where the decision is forgotten, the account stays, and nobody knows any more what it was about.
    decision = models.ForeignKey(ScreeningDecision, models.SET_NULL, null=True, related_name="accounts")
    decided_on = models.DateField()
    level = models.ForeignKey("thresholds.Level", models.PROTECT, null=True, related_name="+")
    level_words = models.CharField(max_length=200, blank=True)
    harm = models.CharField(max_length=60)
    harm_words = models.CharField(max_length=200)
    context = models.CharField(max_length=20, choices=ContextKind)
    circumstances = models.TextField()
    relied_on = models.TextField()
    reasons = models.TextField()
    set_aside = models.TextField()
    # The same words without endings, between spaces, as a search compares them.
    stems = models.TextField(blank=True, editable=False)
    state = models.CharField(max_length=12, choices=AccountState, default=AccountState.WAITS)
    written_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    WORDS = ("circumstances", "relied_on", "reasons", "set_aside")

    class Meta:
        indexes = [models.Index(fields=["authority", "state", "-decided_on"], name="accounts_by_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["decision"], condition=~Q(state=AccountState.WITHDRAWN), name="one_account_per_decision"
            )
        ]

    @property
    def level_title(self) -> str:
        """The level in the words of the document, or that none was chosen."""
        return self.level_words or NO_LEVEL


class AccountStatement(CitedWords):
    """One statement of the threshold document on which the decision of one account relied, as it read then."""

    account = models.ForeignKey(ReasoningAccount, models.CASCADE, related_name="statements")

    class Meta(CitedWords.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["account", "statement"], name="account_cites_once")]


class AccountAnswer(models.Model):
    """One release, return or withdrawal of an account: by whom, when and why."""

    account = models.ForeignKey(ReasoningAccount, models.CASCADE, related_name="answers")
    answer = models.CharField(max_length=12, choices=AccountSaid)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer=AccountSaid.RELEASED) | ~Q(reason=""), name="account_answers_say_why"
            )
        ]

    @property
    def said(self) -> str:
        """What was done, to follow the name of who did it."""
        return ACCOUNT_SAID[AccountSaid(self.answer)]
