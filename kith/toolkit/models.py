"""Data that guidance made and guidance moves: none of it is about a child."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from .markdown import plain
from .words import STATUS_WORDS, Change, ClockUnit, FileKind, Kind, LinkState, ProposalState, Settled, Shelf, When


def one_in_each_layer(name: str, *fields: str) -> list[models.BaseConstraint]:
    """One row in the national layer and one in each authority's. Two constraints, since SQLite knows no other way."""
    return [
        models.UniqueConstraint(fields=["authority", *fields], name=name),
        models.UniqueConstraint(fields=fields, condition=Q(authority__isnull=True), name=f"{name}_national"),
    ]


class Sourced(models.Model):
    """What every piece of process data carries: where it comes from, and until when it may be trusted."""

    authority = models.ForeignKey("people.Authority", models.CASCADE, null=True, blank=True, related_name="+")
    source = models.CharField(max_length=400)
    source_date = models.CharField(max_length=160, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    last_checked = models.DateField()
    next_review = models.DateField()
    owner = models.CharField(max_length=120)
    needs_local_sign_off = models.BooleanField(default=True)
    unverified = models.BooleanField(default=False)

    class Meta:
        abstract = True

    def is_late(self, today) -> bool:
        """True where the review date has passed: still readable, and says so."""
        return self.next_review < today


class BankHoliday(models.Model):
    """One bank holiday of England and Wales, from a dated file."""

    date = models.DateField(unique=True)
    name = models.CharField(max_length=80)
    source = models.CharField(max_length=200)


class Clock(Sourced):
    """One limit of time: what starts it, how long it runs, and who says so. No authority means as delivered."""

    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=160)
    starts = models.CharField(max_length=200)
    limit = models.PositiveSmallIntegerField(null=True, blank=True)
    unit = models.CharField(max_length=20, choices=ClockUnit)
    status = models.CharField(max_length=40)
    on = models.BooleanField(default=True)
    basis = models.CharField(max_length=400, blank=True)

    @property
    def words(self) -> str:
        """The limit as a person says it: “1 working day after the consultation is submitted”."""
        start = self.starts[:1].lower() + self.starts[1:]
        if self.unit == ClockUnit.NOW:
            return f"At once, {start}"
        if self.limit is None:
            return f"No limit is set, {start}"
        unit = ClockUnit(self.unit).label
        if self.limit == 1:
            unit = unit.removesuffix("s")
        return f"{self.limit} {unit} {start if start.startswith('before ') else f'after {start}'}"

    @property
    def said_by(self) -> str:
        """Who says so, in words: the law, guidance, a local procedure, or Kith alone."""
        if self.status == "default" and self.source.startswith("Kith design"):
            # Where the basis says it already, once is enough.
            return "" if self.basis.startswith("Kith’s") else "Kith’s own default."
        if self.status == "default":
            return f"Kith’s own default, after: {self.source}."
        return f"{STATUS_WORDS.get(self.status, self.status.capitalize())}: {self.source}."

    class Meta:
        constraints = one_in_each_layer("one_clock", "key", "valid_from")


class Pathway(Sourced):
    """One local pathway: what happens after an outcome, in named steps."""

    outcome = models.SlugField(max_length=40)
    title = models.CharField(max_length=160)
    short = models.CharField(max_length=400)

    class Meta:
        constraints = one_in_each_layer("one_pathway", "outcome")


class PathwayStep(models.Model):
    """One step of a pathway: who takes it and which clock runs."""

    pathway = models.ForeignKey(Pathway, models.CASCADE, related_name="steps")
    key = models.SlugField(max_length=60)
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    who = models.CharField(max_length=20)
    clock = models.SlugField(max_length=60, blank=True)
    guidance = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pathway", "key"], name="one_step_per_key")]
        ordering = ["order", "pk"]


class Piece(Sourced):
    """One page of the toolkit as one layer shows it now: national (neither authority nor region), regional or local.

    Pages of several layers may have the same slug; the nearest layer stands in place of the others
    (`queries.shown_to`). An indicator is never without what else it may mean.
    """

    region = models.ForeignKey("people.Region", models.CASCADE, null=True, blank=True, related_name="+")
    slug = models.SlugField(max_length=80)
    kind = models.CharField(max_length=30, choices=Kind)
    title = models.CharField(max_length=160)
    summary = models.CharField(max_length=300, blank=True)
    # [{"heading": "Why", "text": "<p>…</p>"}], the text cleaned on writing and again on reading.
    sections = models.JSONField(default=list)
    innocent = models.TextField(blank=True)
    audience = models.CharField(max_length=160, blank=True)
    asked = models.JSONField(default=list)
    related = models.JSONField(default=list)
    contacts = models.JSONField(default=list)
    links = models.JSONField(default=list)
    # What only some kinds have: publisher, link, link_checked, resource_kind, exploitation, seen_where, evidence.
    more = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    retired = models.BooleanField(default=False)
    retired_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "slug"], name="one_piece_local"),
            models.UniqueConstraint(fields=["region", "slug"], name="one_piece_regional"),
            models.UniqueConstraint(
                fields=["slug"], condition=Q(authority__isnull=True, region__isnull=True), name="one_piece_national"
            ),
            models.CheckConstraint(
                condition=Q(authority__isnull=True) | Q(region__isnull=True), name="piece_has_one_layer"
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.INDICATOR) | ~Q(innocent=""), name="indicator_has_innocent_explanation"
            ),
        ]
        indexes = [models.Index(fields=["slug"]), models.Index(fields=["kind", "title"])]

    def text_of(self, heading: str) -> str:
        """The text under a heading, or nothing where the page has no such heading."""
        return next((part["text"] for part in self.sections if part["heading"] == heading), "")

    @property
    def innocent_words(self) -> str:
        """What else a sign may mean, in one plain line."""
        return plain(self.innocent)

    @property
    def layer(self) -> str:
        """“national”, “regional” or “local”."""
        return "local" if self.authority_id else "regional" if self.region_id else "national"


class Filed(models.Model):
    """One shelf on which a page stands: a step, a theme, what one is doing, a finding or a context."""

    piece = models.ForeignKey(Piece, models.CASCADE, related_name="filed")
    shelf = models.CharField(max_length=10, choices=Shelf)
    key = models.SlugField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["piece", "shelf", "key"], name="once_on_a_shelf")]
        indexes = [models.Index(fields=["shelf", "key", "piece"])]


class Edition(models.Model):
    """What a page said from one moment on, word for word. Never changed; the next edition follows it."""

    piece = models.ForeignKey(Piece, models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)
    change = models.CharField(max_length=10, choices=Change)
    why = models.CharField(max_length=400, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    content = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["piece", "number"], name="editions_in_order"),
            models.CheckConstraint(
                condition=Q(written_by__isnull=True) | Q(approved_by__isnull=True) | ~Q(written_by=F("approved_by")),
                name="edition_approved_by_another",
            ),
        ]
        indexes = [models.Index(fields=["piece", "-at"]), models.Index(fields=["-at"])]


class Passage(models.Model):
    """One part of a page that can answer a question: a few sentences under one heading, or one way of asking for it."""

    piece = models.ForeignKey(Piece, models.CASCADE, related_name="passages")
    order = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=200)
    text = models.TextField()
    is_question = models.BooleanField(default=False)
    digest = models.CharField(max_length=64)
    # The meaning as 384 signed bytes (embedding.py), or none where no model is installed.
    meaning = models.BinaryField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["piece", "order"], name="passages_in_order")]


class ToolkitState(models.Model):
    """The one row whose mark is another after every change of what search finds, so that each process reads it anew."""

    mark = models.CharField(max_length=32, default="")


class Synonym(models.Model):
    """Words that mean the same in a worker’s language: national, a region’s or an authority’s own. Kept by editors.

    Where they are slang, the first says what the others mean.
    """

    authority = models.ForeignKey("people.Authority", models.CASCADE, null=True, blank=True, related_name="+")
    region = models.ForeignKey("people.Region", models.CASCADE, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=80)
    words = models.JSONField(default=list)
    is_slang = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "title"], name="one_synonym_group"),
            models.UniqueConstraint(fields=["region", "title"], name="one_synonym_group_regional"),
            models.UniqueConstraint(
                fields=["title"],
                condition=Q(authority__isnull=True, region__isnull=True),
                name="one_synonym_group_national",
            ),
            models.CheckConstraint(
                condition=Q(authority__isnull=True) | Q(region__isnull=True), name="synonym_group_has_one_layer"
            ),
        ]


class SynonymChange(models.Model):
    """What an editor did to one group of synonyms: its words before and after. None before: added; none after: removed."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("people.Authority", models.CASCADE, null=True, related_name="+")
    region = models.ForeignKey("people.Region", models.CASCADE, null=True, related_name="+")
    title = models.CharField(max_length=80)
    before = models.JSONField(default=list)
    after = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["authority", "-at"]), models.Index(fields=["region", "-at"])]


class Elsewhere(models.Model):
    """One thing that people ask the toolkit and that it does not answer, and who does: so that search can say so."""

    title = models.CharField(max_length=120, unique=True)
    ask = models.CharField(max_length=300)
    asked = models.JSONField(default=list)
    # One meaning for each line of `asked`, one after another; none where no model was installed.
    meanings = models.BinaryField(null=True)


class SearchCount(models.Model):
    """How many searches one authority made on one day, and how many found nothing. Never who."""

    authority = models.ForeignKey("people.Authority", models.CASCADE, related_name="+")
    day = models.DateField()
    asked = models.PositiveIntegerField(default=0)
    empty = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "day"], name="one_count_per_day")]


class EmptySearch(models.Model):
    """Words that found nothing, for the editors: only words that the toolkit knows, so that no name is among them.

    `answered` takes it from their list; `settled` and `slug` say how: a page answers it, or it is not for the toolkit.
    """

    authority = models.ForeignKey("people.Authority", models.CASCADE, related_name="+")
    words = models.CharField(max_length=200)
    times = models.PositiveIntegerField(default=1)
    last_day = models.DateField()
    answered = models.BooleanField(default=False)
    settled = models.CharField(max_length=10, choices=Settled, blank=True)
    slug = models.SlugField(max_length=80, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "words"], name="one_empty_search")]


class LastLook(models.Model):
    """When one person last said that they had seen what changed in the toolkit."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()


class ChangesByMail(models.Model):
    """One person’s wish to be sent what changed in the toolkit, at most once a week; `until` is what was told last."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    until = models.DateTimeField()


class ReviewReminder(models.Model):
    """That those who answer for a page in one layer were told of one review of it: that it is near, or that it is late."""

    piece = models.ForeignKey(Piece, models.CASCADE, related_name="+")
    review = models.DateField()
    when = models.CharField(max_length=10, choices=When)
    # “authority:thornmere” or “region:midvale”: whose editors.
    told = models.CharField(max_length=80)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["piece", "review", "when", "told"], name="reminded_once_of_a_review")
        ]


class OutsideLink(models.Model):
    """What one address outside Kith answered when it was last tried. A page’s own “checked” is a person’s word."""

    url = models.CharField(max_length=600, unique=True)
    state = models.CharField(max_length=12, choices=LinkState)
    status = models.PositiveSmallIntegerField(null=True)
    tried_at = models.DateTimeField(default=timezone.now)


class Hiding(models.Model):
    """One page that an authority does not show, with the reason, until it is shown again."""

    authority = models.ForeignKey("people.Authority", models.CASCADE, related_name="+")
    slug = models.SlugField(max_length=80)
    why = models.CharField(max_length=400)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "slug"], condition=Q(ended_at__isnull=True), name="hidden_once"
            )
        ]


class LocalNote(models.Model):
    """What an authority adds at the top of a page that is not its own, until it is taken away."""

    authority = models.ForeignKey("people.Authority", models.CASCADE, related_name="+")
    slug = models.SlugField(max_length=80)
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["authority", "slug"], condition=Q(ended_at__isnull=True), name="notes_now")]


class PageDocument(models.Model):
    """One document that a layer attached to a page: a file that Kith wrote anew, without its makers.

    Readers of the layer are shown it from a second person’s approval until it is taken out (`rules.sees_document`). One
    that was sent back was never shown, and its file is not kept.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("people.Authority", models.CASCADE, null=True, blank=True, related_name="+")
    region = models.ForeignKey("people.Region", models.CASCADE, null=True, blank=True, related_name="+")
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=FileKind)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    # The document of the same page in whose place it stands once it is approved.
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=400, blank=True)
    once_key = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "once_key"], name="document_attached_once"),
            models.CheckConstraint(
                condition=Q(authority__isnull=True, region__isnull=False)
                | Q(authority__isnull=False, region__isnull=True),
                name="document_of_one_layer",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("by")), name="document_approved_by_another"
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="document_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_because=""),
                name="document_ended_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["slug"], condition=Q(ended_at__isnull=True), name="documents_now")]

    @property
    def layer(self) -> str:
        """“local” or “regional”."""
        return "local" if self.authority_id else "regional"

    @property
    def waits(self) -> bool:
        """True while nobody has answered it."""
        return self.approved_at is None and self.ended_at is None

    @property
    def is_shown(self) -> bool:
        """True from its approval until it is taken out."""
        return self.approved_at is not None and self.ended_at is None


class Proposal(models.Model):
    """What a practitioner proposes for the toolkit: a change to a page, or a sign that has no page yet. Names no child."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("people.Authority", models.CASCADE, related_name="+")
    # The page that it is about; empty for a new sign.
    about = models.SlugField(max_length=80, blank=True)
    title = models.CharField(max_length=160, blank=True)
    text = models.TextField(blank=True)
    seen = models.TextField(blank=True)
    may_matter = models.TextField(blank=True)
    may_also_be = models.TextField(blank=True)
    ask = models.TextField(blank=True)
    where = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.NEW)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    why = models.TextField(blank=True)
    # The draft in which it is written, as `editing` calls it: its address may change until it is shown.
    draft = models.UUIDField(null=True, blank=True)
    # The page that came of it.
    slug = models.SlugField(max_length=80, blank=True)
    once_key = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "once_key"], name="proposed_once"),
            models.CheckConstraint(
                condition=~Q(about="") | ~Q(may_also_be=""), name="proposed_sign_has_innocent_explanation"
            ),
        ]

    @staticmethod
    def written_as(slug: str, draft=None) -> Q:
        """Those that are written in one draft, whatever its address is by now; older rows know the address alone."""
        return Q(draft=draft) | Q(draft=None, slug=slug) if draft else Q(slug=slug)

    def as_said(self) -> list[tuple[str, str]]:
        """What was said of a sign that has no page yet, under the headings of such a page."""
        said = (
            ("Called", self.title),
            ("Seen", self.seen),
            ("May matter because", self.may_matter),
            ("May also be", self.may_also_be),
            ("Ask", self.ask),
            ("Where it was seen", self.where),
        )
        return [(name, words) for name, words in said if words]


class Left(models.Model):
    """An authority’s word that it has read an edition beneath its own page, and leaves its own as it is."""

    authority = models.ForeignKey("people.Authority", models.CASCADE, related_name="+")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "edition"], name="left_once")]


class Useful(models.Model):
    """How often one page was said to be useful, or not, in one authority and month. Never by whom."""

    authority = models.ForeignKey("people.Authority", models.CASCADE, related_name="+")
    slug = models.SlugField(max_length=80)
    month = models.DateField()
    yes = models.PositiveIntegerField(default=0)
    no = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "slug", "month"], name="useful_per_month")]


class SignedOff(models.Model):
    """An authority's word that one edition of a page may be used there as it stands."""

    authority = models.ForeignKey("people.Authority", models.CASCADE, related_name="+")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="signed_off")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "edition"], name="signed_off_once")]


class Route(Sourced):
    """The questions and answers of *what do I do now*: nothing in them is about a child."""

    questions = models.JSONField(default=list)
    answers = models.JSONField(default=list)


class ReferralHeading(Sourced):
    """One heading of the Prevent referral form, in an order and with hints that an authority can change."""

    key = models.SlugField(max_length=60)
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    hint = models.TextField(blank=True)
    basis = models.CharField(max_length=120, blank=True)
    filled_from = models.JSONField(default=list)

    class Meta:
        constraints = one_in_each_layer("one_heading", "key")


class AssessmentHeading(Sourced):
    """One heading of an assessment of a child: its part, order and hint are an authority’s to change.

    `filled_from` names what the record already holds under it; `for_family` whether its words go into the family’s paper.
    """

    key = models.SlugField(max_length=60)
    part = models.SlugField(max_length=30)
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    hint = models.TextField(blank=True)
    filled_from = models.JSONField(default=list)
    needed = models.BooleanField(default=False)
    for_family = models.BooleanField(default=False)

    class Meta:
        constraints = one_in_each_layer("one_assessment_heading", "key")


class Category(Sourced):
    """One entry of a list that guidance may change: kinds of online space, sources, census groups."""

    list = models.SlugField(max_length=40)
    key = models.CharField(max_length=60)
    label = models.CharField(max_length=200)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = one_in_each_layer("one_category", "list", "key")
