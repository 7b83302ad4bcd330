"""People and where they belong. None of these records knows a child."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property

from .words import AgencyKind, ContactSubject, Role, TokenScope


def now_within(prefix: str = "", at=None) -> Q:
    """Rows whose `begins`/`ends` hold at this moment (a right that ended is no right)."""
    at = at or timezone.now()
    return Q(**{f"{prefix}begins__lte": at}) & (Q(**{f"{prefix}ends__isnull": True}) | Q(**{f"{prefix}ends__gt": at}))


class Region(models.Model):
    """One region of England (or, in a demo, a made-up one, whose mark keeps the database off the network)."""

    key = models.SlugField(unique=True)
    name = models.CharField(max_length=80)
    is_demo = models.BooleanField(default=False)

    def __str__(self):
        return self.name


class Authority(models.Model):
    """One upper-tier authority with a children's services department. The tenant: every case row names one."""

    key = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="authorities")
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    def __str__(self):
        return self.name


class Setting(models.Model):
    """One choice that an authority made for itself, with where it comes from. Read by `queries.setting_of`."""

    authority = models.ForeignKey(Authority, models.CASCADE, related_name="settings")
    key = models.SlugField(max_length=60)
    value = models.JSONField()
    source = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    last_checked = models.DateField(null=True, blank=True)
    next_review = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "key"], name="one_value_per_setting")]


class Agency(models.Model):
    """One organisation that works with an authority, or the authority's own social care service."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="agencies")
    key = models.SlugField()
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=AgencyKind)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "key"], name="one_agency_per_key")]

    def __str__(self):
        return self.name


class Team(models.Model):
    """One team of an agency. `screens` marks the team whose specialists answer consultations."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="teams")
    key = models.SlugField()
    name = models.CharField(max_length=120)
    screens = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "key"], name="one_team_per_key")]

    def __str__(self):
        return self.name


class PersonManager(BaseUserManager["Person"]):
    def create_person(self, email: str, password: str | None = None, **fields) -> "Person":
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save()
        return person

    def get_by_natural_key(self, email):
        return self.get(email=(email or "").lower())


class Person(AbstractBaseUser, PermissionsMixin):
    """One member of staff of an authority or agency, with one account in one authority. Never a child or parent.

    Groups and permissions serve the toolkit’s editor alone and follow from roles (`editing.actions.keep_groups`);
    nobody is ever a superuser, and no rule of Kith asks for a permission.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    job_title = models.CharField(max_length=120, blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="people")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="people")
    is_active = models.BooleanField(default=True)
    wants_mail = models.BooleanField(default=True)
    # True while the password is one that an operator handed out: nothing opens until the person has made their own.
    must_change = models.BooleanField(default=False)
    # The last day in the present post, once a handover names one: what they are named for is a gap after it.
    leaves_on = models.DateField(null=True, blank=True)

    objects = PersonManager()
    USERNAME_FIELD = "email"

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(is_superuser=False), name="nobody_is_a_superuser")]

    def __str__(self):
        return self.name

    @property
    def in_social_care(self) -> bool:
        """True for whoever works in an authority’s own children’s social care, as their agency says."""
        return self.agency.kind == AgencyKind.SOCIAL_CARE

    @property
    def works_in_social_care(self) -> bool:
        """The same of somebody whose account is open."""
        return self.is_active and self.in_social_care

    @property
    def name_and_title(self) -> str:
        """The name and what the person does, as one chooses among colleagues."""
        return f"{self.name}, {self.job_title}" if self.job_title else self.name

    def get_full_name(self) -> str:
        """The name, as Wagtail asks for it."""
        return self.name

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles held at this moment; asked once per request, since the person is loaded anew for each."""
        return frozenset(RoleHeld.objects.filter(now_within(), person=self).values_list("role", flat=True))

    def roles_now(self) -> frozenset[str]:
        """The roles held at this moment, asked anew: for acts that come after an ending in the same request."""
        self.__dict__.pop("roles", None)
        return self.roles

    @cached_property
    def team_ids(self) -> tuple[int, ...]:
        """The teams that this person belongs to at this moment."""
        return tuple(row[0] for row in self._memberships)

    @cached_property
    def managed_team_ids(self) -> tuple[int, ...]:
        """The teams that this person manages at this moment."""
        return tuple(team for team, manages in self._memberships if manages)

    @cached_property
    def _memberships(self):
        return tuple(
            Membership.objects.filter(now_within(), person=self).order_by("team_id").values_list("team_id", "manages")
        )

    def holds(self, *roles: str) -> bool:
        """True where the person holds any of these roles now."""
        return self.is_active and not self.roles.isdisjoint(roles)


class RoleHeld(models.Model):
    """One role of one person, from a moment until another."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="roles_held")
    role = models.CharField(max_length=20, choices=Role)
    begins = models.DateTimeField(default=timezone.now)
    ends = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="role_is_known"),
        ]


class Membership(models.Model):
    """One person in one team, from a moment until another; `manages` where they are its manager."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    manages = models.BooleanField(default=False)
    begins = models.DateTimeField(default=timezone.now)
    ends = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "team"])]


class PointOfContact(models.Model):
    """One named way in that an agency designates for a subject, with its cover. Data, checked by a date."""

    authority = models.ForeignKey(Authority, models.CASCADE, related_name="contacts")
    subject = models.CharField(max_length=30, choices=ContactSubject)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=160, blank=True)
    agency_name = models.CharField(max_length=120, blank=True)
    telephone = models.CharField(max_length=60)
    hours = models.CharField(max_length=160)
    cover = models.CharField(max_length=300, blank=True)
    out_of_hours = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300, blank=True)
    last_checked = models.DateField(null=True, blank=True)
    next_review = models.DateField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    # Where an agency whose people have accounts designates somebody: who receives what comes in, and who stands in.
    agency = models.ForeignKey(Agency, models.CASCADE, null=True, blank=True, related_name="contacts")
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    deputy = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    # For one step of a pathway alone, by its key; empty for every step.
    step = models.SlugField(max_length=60, blank=True)
    assured_by = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    # The day on which its people were last reminded of the check; and of which gaps both sides were told.
    chased_on = models.DateField(null=True, blank=True)
    told_of = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "subject", "step"], name="one_contact_per_agency_subject_step"),
            models.CheckConstraint(
                condition=Q(agency__isnull=False) | Q(person__isnull=True, deputy__isnull=True),
                name="who_receives_belongs_to_an_agency",
            ),
        ]

    def is_late(self, today) -> bool:
        """True where the details are past their review date."""
        return self.next_review is not None and self.next_review < today


class Absence(models.Model):
    """One time in which a point of contact is away, both days included, and who covers: a person, else the deputy."""

    contact = models.ForeignKey(PointOfContact, models.CASCADE, related_name="absences")
    first_day = models.DateField()
    last_day = models.DateField()
    cover = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=models.F("first_day")), name="absence_ends_after_it_begins"
            )
        ]


class Carried(models.Model):
    """Who sees to one thing of a room whose record keeps another name: who asked, who entered, whose post is vacant.

    `kind` and `key` are those of `people.standing`; the room says what is still open of it.
    """

    kind = models.SlugField(max_length=30)
    key = models.CharField(max_length=160)
    holder = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["holder", "kind"])]
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_holder_of_what_is_carried")]


class VettingLevel(models.Model):
    """One level of vetting, as data: `order` says which levels a higher one includes, and serves for nothing else.

    Levels as named in the standards folder (November 2026); how national and police vetting compare is for each
    originator to say, and nobody has checked the order as delivered against a source yet.
    """

    key = models.SlugField(unique=True)
    name = models.CharField(max_length=80)
    order = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300)
    last_checked = models.DateField()
    next_review = models.DateField()

    class Meta:
        ordering = ["order"]

    def __str__(self):
        return self.name


class Vetting(models.Model):
    """One vetting of one person, as their employer says: level, issuer, last day. No content of it is ever kept here.

    It counts once a second person has confirmed it, until its last day is over or it is withdrawn (`live_vetting`).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="vettings")
    level = models.ForeignKey(VettingLevel, models.PROTECT, related_name="+")
    issuer = models.CharField(max_length=120)
    last_day = models.DateField()
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "last_day"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | (~Q(confirmed_by=models.F("entered_by")) & ~Q(confirmed_by=models.F("person"))),
                name="vetting_is_confirmed_by_another",
            ),
            models.CheckConstraint(condition=~Q(entered_by=models.F("person")), name="nobody_vets_themselves"),
        ]


class SignInAttempt(models.Model):
    """One failed sign-in, by keyed hashes of the account and of its address or known device; forgotten after an hour."""

    account = models.CharField(max_length=64)
    address = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["account", "address", "at"]), models.Index(fields=["address", "at"])]


class Token(models.Model):
    """One secret for the API, of one person; only its hash is kept. Expires, and can be withdrawn.

    It opens what its person may read, and of that no more than its scope says.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    scope = models.CharField(max_length=12, choices=TokenScope, default=TokenScope.EVERYTHING)
    digest = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField()
    withdrawn = models.DateTimeField(null=True, blank=True)
    last_used = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(scope__in=TokenScope.values), name="token_scope_is_known"),
        ]

    @property
    def is_for_feed(self) -> bool:
        """True for a token that opens the toolkit’s changes alone."""
        return self.scope == TokenScope.FEED

    @property
    def mark(self) -> str:
        """What the trail and an address call this token: the beginning of its hash, from which nothing is learnt."""
        return self.digest[:16]

    @property
    def is_live(self) -> bool:
        """True while it opens something, as long as its person may."""
        return self.withdrawn is None and self.expires > timezone.now()
