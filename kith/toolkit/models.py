"""Data that guidance made and guidance moves: none of it is about a child."""

from django.db import models
from django.db.models import Q

from .words import STATUS_WORDS, ClockUnit, PieceKind


class Sourced(models.Model):
    """What every piece of process data carries: where it comes from, and until when it may be trusted."""

    authority = models.ForeignKey("people.Authority", models.CASCADE, null=True, blank=True, related_name="+")
    source = models.CharField(max_length=400)
    source_date = models.CharField(max_length=60, blank=True)
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
        constraints = [
            models.UniqueConstraint(fields=["authority", "key", "valid_from"], nulls_distinct=False, name="one_clock")
        ]


class Pathway(Sourced):
    """One local pathway: what happens after an outcome, in named steps."""

    outcome = models.SlugField(max_length=40)
    title = models.CharField(max_length=160)
    short = models.CharField(max_length=400)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "outcome"], nulls_distinct=False, name="one_pathway")
        ]


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
    """One page of the toolkit: guidance, a conversation guide, a parallel or a practice example."""

    slug = models.SlugField(max_length=80)
    kind = models.CharField(max_length=30, choices=PieceKind)
    title = models.CharField(max_length=160)
    body = models.TextField()
    steps = models.JSONField(default=list)
    audience = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "slug"], nulls_distinct=False, name="one_piece")]


class Indicator(Sourced):
    """One published sign that may matter, always with what else it may be. Never faith or lawful opinion."""

    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=160)
    seen = models.TextField()
    may_matter = models.TextField()
    may_also_be = models.TextField()
    ask = models.TextField()
    contexts = models.JSONField(default=list)
    audience = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "slug"], nulls_distinct=False, name="one_indicator"),
            models.CheckConstraint(condition=~Q(may_also_be=""), name="indicator_has_innocent_explanation"),
        ]


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
        constraints = [models.UniqueConstraint(fields=["authority", "key"], nulls_distinct=False, name="one_heading")]


class Category(Sourced):
    """One entry of a list that guidance may change: kinds of online space, sources, census groups."""

    list = models.SlugField(max_length=40)
    key = models.CharField(max_length=60)
    label = models.CharField(max_length=200)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "list", "key"], nulls_distinct=False, name="one_category")
        ]
