"""Records of a concern. A consultation is the matter: parts, bars and emergency access hang from it."""

import unicodedata
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils import timezone

from kith.access.models import Bar, EmergencyAccess, Part
from kith.design import references
from kith.design.references import LETTERS

from .words import (
    MATTER_OPEN,
    BirthKind,
    ContextKind,
    Danger,
    Exploitation,
    PartReason,
    ReferralState,
    Sex,
    State,
    YesNo,
)

PERSON = settings.AUTH_USER_MODEL


def new_reference() -> str:
    """K- and eight characters drawn at random: a number in order would tell how many there are."""
    return references.drawn(references.Kind.CONSULTATION)


def as_reference(typed: str) -> str:
    """What a person meant by “k 9xf2 6jnj” or “9XF26JNJ”: K-9XF26JNJ; nothing where it can be no reference of ours."""
    letters = "".join(c for c in typed.upper() if c.isalnum())
    letters = letters.removeprefix("K") if len(letters) == 9 else letters
    return f"K-{letters}" if len(letters) == 8 and set(letters) <= set(LETTERS) else ""


def reference_beginning(typed: str) -> str:
    """The beginning of a reference, as “k-4j3” or “4J3”: K-4J3; nothing where it is a whole one, or can be none."""
    letters = "".join(c for c in typed.upper() if c.isalnum())
    if typed.strip().upper().startswith("K"):
        letters = letters.removeprefix("K")
    elif not any(c.isdigit() for c in letters):
        return ""  # a name, more likely
    return f"K-{letters}" if 3 <= len(letters) < 8 and set(letters) <= set(LETTERS) else ""


def searchable(name: str) -> str:
    """A name as it is compared: NFC, one case, single spaces. Never shown."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


class Child(models.Model):
    """The child that one consultation is about, as known there. Seen with the consultation (`sees_consultation`).

    Each consultation has its own row: two rows about one child are joined only by a person (`SameChild`).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("people.Authority", models.PROTECT, related_name="+")
    case_reference = models.CharField(max_length=60, blank=True)
    named = models.BooleanField(default=False)
    name = models.CharField(max_length=200, blank=True)
    search_name = models.CharField(max_length=200, blank=True, editable=False)
    known_as = models.CharField(max_length=120, blank=True)
    birth_kind = models.CharField(max_length=12, choices=BirthKind, default=BirthKind.UNKNOWN)
    birth_date = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=12, choices=Sex, blank=True)
    gender_words = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=200, blank=True)
    interpreter = models.CharField(max_length=12, choices=YesNo, blank=True)
    disability = models.TextField(blank=True)
    school = models.CharField(max_length=200, blank=True)
    responsibility = models.TextField(blank=True)
    responsible_know = models.CharField(max_length=12, choices=YesNo, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(models.F("authority"), Upper("case_reference"), name="child_case_reference"),
            models.Index(fields=["authority", "search_name", "birth_date"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(birth_kind=BirthKind.UNKNOWN, birth_date__isnull=True)
                | (~Q(birth_kind=BirthKind.UNKNOWN) & Q(birth_date__isnull=False)),
                name="birth_date_where_known",
            ),
            models.CheckConstraint(condition=Q(named=True) | Q(name=""), name="no_name_where_not_named"),
        ]

    def save(self, *args, **kwargs):
        self.search_name = searchable(self.name)
        super().save(*args, **kwargs)


class Consultation(models.Model):
    """A practitioner's request for a specialist's thinking on a concern. Seen by `sees_consultation`.

    While it is a draft it holds nothing but who writes it; what was typed is in their drafts.
    """

    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    authority = models.ForeignKey("people.Authority", models.PROTECT, related_name="+")
    raised_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    owner = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    created_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_owner = models.CharField(max_length=300, blank=True)
    # How a closing reads: 'unfounded' leads the record whenever it is opened (promise 5).
    closed_finding = models.CharField(max_length=12, blank=True)
    child = models.OneToOneField(Child, models.PROTECT, null=True, related_name="consultation")
    # What the case system's integration sent, so that calling twice makes one draft.
    caller_key = models.CharField(max_length=120, null=True, blank=True)
    caller = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")

    danger = models.CharField(max_length=8, choices=Danger, blank=True)
    danger_told = models.TextField(blank=True)
    voice_words = models.TextField(blank=True)
    voice_wishes = models.TextField(blank=True)
    not_spoken_because = models.TextField(blank=True)
    done = models.TextField(blank=True)
    question = models.TextField(blank=True)
    needs = models.TextField(blank=True)
    strengths = models.TextField(blank=True)
    parents_view = models.TextField(blank=True)
    family_told = models.CharField(max_length=12, choices=YesNo, blank=True)
    family_told_words = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["authority", "state", "submitted_at"]),
            models.Index(fields=["raised_by", "state"]),
            models.Index(fields=["owner", "state"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["caller", "caller_key"], name="one_draft_per_caller_key"),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT) | Q(submitted_at__isnull=False), name="submitted_has_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CLOSED) | ~Q(closed_owner=""), name="closing_names_who_has_it_now"
            ),
        ]

    @property
    def subject(self) -> str:
        """How the trail and the drafts call this record."""
        return f"consultation:{self.reference}"

    @property
    def is_open(self) -> bool:
        return self.state in MATTER_OPEN


class ConsultationPart(Part):
    """Why a person or team may read one consultation."""

    matter = models.ForeignKey(Consultation, models.CASCADE, related_name="parts")
    # Why a colleague was let in, in words; the other reasons say it themselves.
    because = models.TextField(blank=True, default="", db_default="")

    class Meta(Part.Meta):
        abstract = False
        indexes = [
            models.Index(fields=["person", "matter"]),
            models.Index(fields=["team", "matter"]),
        ]

    def reason_words(self) -> str:
        return PartReason(self.reason).label


class ConsultationBar(Bar):
    """A conflict of interest between one person and one consultation."""

    matter = models.ForeignKey(Consultation, models.CASCADE, related_name="bars")


class ConsultationEmergency(EmergencyAccess):
    """One emergency reading of one consultation."""

    matter = models.ForeignKey(Consultation, models.CASCADE, related_name="emergencies")


class OwnerChange(models.Model):
    """One change of who owns a consultation: from whom to whom, by whom (nobody where Kith itself did), and why."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="owner_changes")
    was = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    now = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]


class Noticed(models.Model):
    """One thing that was noticed: when, by whom it is known, exact words apart from what they were taken to mean."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="noticed")
    order = models.PositiveSmallIntegerField()
    happened_on = models.DateField(null=True, blank=True)
    happened_words = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=60)
    source_words = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=20, choices=ContextKind, blank=True)
    space = models.CharField(max_length=60, blank=True)
    what = models.TextField()
    exact_words = models.TextField(blank=True)
    interpretation = models.TextField(blank=True)
    assumption = models.TextField(blank=True)

    # The words of the authority's lists, put there by the query that reads the record.
    source_chosen = space_chosen = ""

    class Meta:
        ordering = ["order", "pk"]

    @property
    def known_from(self) -> str:
        """How it is known: what was chosen, and who told it."""
        return ", ".join(part for part in (self.source_chosen, self.source_words) if part)

    @property
    def where(self) -> str:
        """The kind of place, and online the kind of space."""
        place = self.get_place_display() if self.place else ""
        return ": ".join(part for part in (place, self.space_chosen) if part).lower()


class ContextNoted(models.Model):
    """What one context does in the child's life, as known to the practitioner: harm, protection, who has reach."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="contexts")
    kind = models.CharField(max_length=20, choices=ContextKind)
    harm = models.TextField(blank=True)
    protects = models.TextField(blank=True)
    reach = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consultation", "kind"], name="one_note_per_context")]


class SignConsidered(models.Model):
    """One published sign that the practitioner considered, with what else might explain it here. Never counted."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="signs")
    indicator = models.SlugField(max_length=80)
    title = models.CharField(max_length=160)
    may_also_be = models.TextField()
    here = models.TextField(blank=True)
    explanation = models.TextField(blank=True)


class ExploitationConsidered(models.Model):
    """One other form of exploitation that was considered, and what was thought."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="exploitation")
    kind = models.CharField(max_length=20, choices=Exploitation)
    thought = models.TextField(blank=True)


class EqualityAnswer(models.Model):
    """One equality-monitoring answer, or the reason for none. Kept apart: no case page, search or match reads it."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="equality_answers")
    about = models.CharField(max_length=30)
    answer = models.CharField(max_length=120, blank=True)
    own_words = models.CharField(max_length=200, blank=True)
    said_by = models.CharField(max_length=20, blank=True)
    no_answer_because = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consultation", "about"], name="one_equality_answer"),
            models.CheckConstraint(
                condition=~Q(answer="") | ~Q(own_words="") | ~Q(no_answer_because=""),
                name="equality_answer_or_reason",
            ),
        ]


class Note(models.Model):
    """Something that became known after the consultation was submitted: dated, in words, the child's own apart."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="notes")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    written_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    happened_on = models.DateField()
    text = models.TextField()
    childs_words = models.TextField(blank=True)
    once_key = models.CharField(max_length=60, null=True, blank=True, unique=True)

    class Meta:
        indexes = [models.Index(fields=["consultation", "happened_on"])]


class PassageExplained(models.Model):
    """Why words of one paper for the family come from elsewhere than from the disclosure that holds them too. Never changed.

    `paper` is how its room calls it (`assessment:…`, `plan:…`), `mark` which run of words it is (`standing.Repeated`).
    Read beside a run that its reader finds by their own rights, and nowhere else.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="+")
    paper = models.CharField(max_length=60)
    mark = models.CharField(max_length=24)
    words = models.TextField()
    because = models.TextField()
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["paper", "mark"], name="a_passage_is_explained_once"),
            models.CheckConstraint(condition=~Q(because=""), name="a_passage_is_explained_in_words"),
        ]


class SameChild(models.Model):
    """A person confirmed (or set aside) that two consultations are about one child. Can be undone; merges nothing."""

    one = models.ForeignKey(Consultation, models.CASCADE, related_name="same_as")
    other = models.ForeignKey(Consultation, models.CASCADE, related_name="same_from")
    same = models.BooleanField()
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(blank=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["one", "other"], condition=Q(undone_at__isnull=True), name="one_standing_answer_per_pair"
            )
        ]


class Referral(models.Model):
    """One referral to Prevent: prepared here, sent by a person elsewhere, and what came of it."""

    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="referrals")
    state = models.CharField(max_length=14, choices=ReferralState, default=ReferralState.PREPARING)
    started_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    marking = models.CharField(max_length=40, default="OFFICIAL-SENSITIVE")
    # Where there was no time for a decision: who said so, when, and why.
    urgent_because = models.TextField(blank=True)
    urgent_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    urgent_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    sent_to = models.CharField(max_length=300, blank=True)
    sent_how = models.CharField(max_length=120, blank=True)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.CharField(max_length=200, blank=True)
    outcome = models.TextField(blank=True)
    outcome_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation"], condition=~Q(state="answered"), name="one_standing_referral"
            ),
            models.CheckConstraint(
                condition=Q(urgent_at__isnull=True) | ~Q(urgent_because=""), name="no_time_for_a_decision_says_why"
            ),
        ]


class ReferralAnswer(models.Model):
    """What stands under one heading of a referral, and what the record said when it was last compared with it."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="answers")
    key = models.SlugField(max_length=60)
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    hint = models.TextField(blank=True)
    text = models.TextField(blank=True)
    # None for what was begun before this was kept: there is nothing to compare with.
    recorded = models.TextField(null=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["referral", "key"], name="one_answer_per_heading")]


class ReferralTemplate(models.Model):
    """An authority's own DOCX form, to be filled with a referral's answers. Holds no child."""

    authority = models.OneToOneField("people.Authority", models.CASCADE, related_name="+")
    content = models.BinaryField()
    uploaded_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
