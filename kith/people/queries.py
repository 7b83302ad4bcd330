"""Reading people, teams and contacts."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from .diary import diary_of as diary_of
from .models import (
    Absence,
    Agency,
    Authority,
    Carried,
    Membership,
    Person,
    PointOfContact,
    Region,
    RoleHeld,
    Setting,
    Team,
    Token,
    Vetting,
    VettingLevel,
    now_within,
)
from .rules import live_vetting
from .standing import pathway_steps
from .words import CASEWORK_ROLES, DESIGNATED, NO_POST, ContactSubject, Role

# As delivered; an authority overrides each by a Setting with its own source (promise 10).
DELIVERED: dict[str, Any] = {
    # Which decisions a manager signs off, and one closing in how many is read by a second person.
    "sign-off": {"outcomes": ["strategy-discussion", "prevent-referral"], "closing_sample": 5},
    "marking": "OFFICIAL-SENSITIVE",
    # After how many days whom an agency has named is checked again; how long before that its people are reminded, and
    # how often after it; how far ahead a gap is told to both sides.
    "contact-checks": {"days": 90, "remind_before": [14, 3], "remind_every": 7, "gaps_ahead": 28},
    # How many days before somebody’s last day they and their manager are reminded of what nobody has taken over.
    "handover": {"remind_before": [28, 14, 7, 2]},
    "work-names": {"plan": "child in need plan", "lead": "social worker"},
    # How many words in a row a paper for the family may share with what a partner gave in confidence, before it is asked why.
    "family-paper": {"words": 6},
    # Services that can help: from which directories they may be taken in, after how many days details are asked to be
    # checked again, and the shared mailbox that the public directory names for them.
    "services": {"directories": [], "assured_days": 180, "assurer_email": ""},
    # Training: how many days before a due day, and how often after it, a person is reminded; how long before it stands
    # as due soon; and from how many days on being away is a long leave, which puts training off.
    "training": {"remind_before": [28, 7], "remind_every": 28, "soon": 56, "long_leave": 28},
    # The terms for which learning is planned, by name: the first day of each, as day and month.
    "learning": {"terms": {"autumn term": "01-09", "spring term": "01-01", "summer term": "15-04"}},
    # Coaching: the days and numbers as delivered stand in content/process/coaching.yaml; an authority names its own.
    "coaching": {},
}


def setting_of(authority: Authority, key: str):
    """The authority's own choice, or the value as delivered. Raises KeyError for an unknown key."""
    row = Setting.objects.filter(authority=authority, key=key).values_list("value", flat=True).first()
    return DELIVERED[key] if row is None else row


def own_settings(key: str) -> dict[int, dict]:
    """What each authority that chose for itself chose, by the authority’s key of the database."""
    return dict(Setting.objects.filter(key=key).values_list("authority_id", "value"))


def setting_row(authority: Authority, key: str) -> Setting | None:
    """The authority's own row, with its source and dates, or None where the delivered value holds."""
    return Setting.objects.filter(authority=authority, key=key).first()


def contacts_of(person: Person, subjects=None):
    """The points of contact of the person's own authority, in its order."""
    rows = PointOfContact.objects.filter(authority_id=person.authority_id, step="")
    rows = rows.select_related("person", "deputy").prefetch_related("absences__cover")
    if subjects is not None:
        rows = rows.filter(subject__in=list(subjects))
    return rows.order_by("order", "subject", "name", "pk")


def screening_team(authority: Authority) -> Team | None:
    """The team whose specialists answer this authority's consultations."""
    return Team.objects.filter(agency__authority=authority, screens=True).order_by("pk").first()


def colleagues_who(person: Person, *roles: str):
    """Active people of the person's own authority who hold one of these roles now, by name."""
    return people_with_role(person.authority_id, *roles)


def people_with_role(authority_id: int, *roles: str):
    """Active people of an authority who hold one of these roles now, by name."""
    holders = RoleHeld.objects.filter(now_within(), role__in=roles).values("person_id")
    return Person.objects.filter(authority_id=authority_id, is_active=True, pk__in=holders).order_by("name", "pk")


def people_of_region(region_key: str, *roles: str):
    """Active people of any authority of a region who hold one of these roles now, by name."""
    holders = RoleHeld.objects.filter(now_within(), role__in=roles).values("person_id")
    rows = Person.objects.filter(authority__region__key=region_key, is_active=True, pk__in=holders)
    return rows.order_by("name", "pk")


def casework_colleagues(person: Person):
    """Who may own a matter in the person's authority: practitioners, specialists and managers of social care."""
    return colleagues_who(person, *CASEWORK_ROLES).filter(agency__kind="social-care")


def team_of(person: Person) -> Team | None:
    """The team that a practitioner works in (the first, where there are several)."""
    row = Membership.objects.filter(now_within(), person=person).select_related("team").order_by("begins", "pk").first()
    return row.team if row else None


def manager_of(person: Person, without=()) -> Person | None:
    """The manager to whom a matter of this person goes: of their team, else any manager of social care, by name.

    Never the person themselves, nor anybody whose key is among `without`.
    """
    managers = (
        people_with_role(person.authority_id, Role.MANAGER)
        .filter(agency__kind="social-care")
        .exclude(pk__in={person.pk, *without})
    )
    team = team_of(person)
    if team:
        rows = Membership.objects.filter(now_within(), team=team, manages=True, person__in=managers)
        row = rows.select_related("person").order_by("begins", "pk").first()
        if row:
            return row.person
    return managers.first()


def managers_first(person: Person) -> list[Person]:
    """Who answers for this person’s work, the best first: in social care their manager, elsewhere who manages a team there."""
    if person.in_social_care:
        manager = manager_of(person)
        return [manager] if manager is not None else []
    managing = Membership.objects.filter(now_within(), team__agency=person.agency_id, manages=True)
    rows = Person.objects.filter(is_active=True, agency_id=person.agency_id, pk__in=managing.values("person_id"))
    return list(rows.exclude(pk=person.pk).select_related("agency", "authority").order_by("name", "pk"))


def to_ring(person: Person, *subjects: str) -> str:
    """Whom this person rings for the first of these subjects that has a contact, as one reads it; else nothing."""
    rows: dict[str, PointOfContact] = {}
    for found in contacts_of(person, subjects):
        rows.setdefault(found.subject, found)
    row = next((rows[subject] for subject in subjects if subject in rows), None)
    return f"{row.name}, {row.telephone}" if row else ""


def teams_managed_by(person: Person):
    """The teams that this person manages now, by name."""
    return Team.objects.filter(pk__in=person.managed_team_ids).order_by("name", "pk")


def members_of(teams, managers_only: bool = False):
    """Active people who are in one of these teams now."""
    rows = Membership.objects.filter(now_within(), team__in=list(teams))
    if managers_only:
        rows = rows.filter(manages=True)
    return Person.objects.filter(pk__in=rows.values("person_id"), is_active=True).order_by("name", "pk")


def person_by_key(key: int) -> Person:
    """The person with this key of the database; for rows that name somebody by it."""
    return Person.objects.get(pk=key)


def person_by_email(email: str) -> Person | None:
    """The active person with this address, whatever its case."""
    return Person.objects.filter(email=email.strip().lower(), is_active=True).first()


def tokens_of(person: Person):
    """A person's own tokens, newest first."""
    return Token.objects.filter(person=person).order_by("-created", "-pk")


def live_token(digest: str) -> Token | None:
    """The token with this digest, while it is neither expired nor withdrawn and its person is active."""
    return (
        Token.objects.filter(digest=digest, withdrawn__isnull=True, expires__gt=timezone.now(), person__is_active=True)
        .select_related("person__authority", "person__agency")
        .first()
    )


def roles_in_words(person: Person) -> list[str]:
    """The roles held now, as people say them."""
    return [Role(role).label for role in sorted(person.roles)]


def person_named(text: str) -> Person | None:
    """The person whom an event names (`words.named`), with their agency; None where it names a system, or nobody known."""
    key = text.removeprefix("person:")
    return people_by_uuid([key]).get(key)


def people_by_uuid(uuids) -> dict[str, Person]:
    """People by the text of their uuid, with their agency; texts that are none are left out."""
    known = []
    for text in uuids:
        try:
            known.append(uuid.UUID(text))
        except ValueError:
            continue
    return {str(person.uuid): person for person in Person.objects.filter(uuid__in=known).select_related("agency")}


def is_demo_database() -> bool:
    """True where the database holds the demonstration: known passwords, fictional people."""
    return Region.objects.filter(is_demo=True).exists()


def has_real_authority() -> bool:
    """True where an authority is held here that is not part of a demonstration."""
    return Authority.objects.filter(region__is_demo=False).exists()


def authority_by_key(key: str) -> Authority | None:
    """The authority with this key, or None."""
    return Authority.objects.filter(key=key).first()


def authority_by_pk(key: int) -> Authority:
    """The authority with this key of the database; for scheduled work."""
    return Authority.objects.get(pk=key)


def teams_of(authority: Authority):
    """The teams of the authority's own social care service, by name."""
    return Team.objects.filter(agency__authority=authority, agency__kind="social-care").order_by("name")


def authorities():
    """Every authority held here, by name; for the operator's check alone."""
    return Authority.objects.order_by("name")


def has_contacts(authority: Authority) -> bool:
    """True where the authority has somebody to ring."""
    return PointOfContact.objects.filter(authority=authority).exists()


def agencies_that_receive(person: Person):
    """The other agencies of the person's authority that have designated somebody for requests, by name."""
    return (
        Agency.objects.filter(authority_id=person.authority_id, contacts__subject=ContactSubject.INFORMATION)
        .exclude(pk=person.agency_id)
        .order_by("name")
    )


def contact_of_agency(
    agency: Agency, subject: str = ContactSubject.INFORMATION, step: str = ""
) -> PointOfContact | None:
    """The point of contact that the agency designated for this subject, and for this step of a pathway alone."""
    rows = PointOfContact.objects.filter(agency=agency, subject=subject, step=step)
    return rows.select_related("person", "deputy").prefetch_related("absences__cover").first()


def who_receives(agency: Agency, *, on) -> list[Person]:
    """Who receives requests for the agency on this day; an empty list is a gap that both sides must see."""
    contact = contact_of_agency(agency)
    return receiving(contact, on=on) if contact is not None else []


def receiving(contact: PointOfContact, *, on) -> list[Person]:
    """The designated person, or who covers while they are away on this day; and the deputy.

    Only people of the agency whose accounts are active.
    """
    away = next((one for one in contact.absences.all() if one.first_day <= on <= one.last_day), None)
    found = [(away.cover or contact.deputy) if away else contact.person, contact.deputy]
    people = {p.pk: p for p in found if p is not None and p.is_active and p.agency_id == contact.agency_id}
    return list(people.values())


def locked_person(person: Person) -> Person:
    """The person’s row, held until the transaction ends: of several sendings at once, the first makes it and others find it."""
    return Person.objects.select_for_update(of=("self",)).get(pk=person.pk)


def vetting_levels() -> list[VettingLevel]:
    """The levels of vetting, from the lowest."""
    return list(VettingLevel.objects.order_by("order"))


def vetting_levels_of(person: Person) -> list[VettingLevel]:
    """The levels of vetting that this person has now, from the lowest: the highest includes those before it."""
    has = Vetting.objects.filter(live_vetting(), person=person, level__order__gte=OuterRef("order"))
    return list(VettingLevel.objects.filter(Exists(has)).order_by("order"))


def is_vetted_for(person: Person, level: VettingLevel | None) -> bool:
    """Yes where no vetting is asked for, or the person has at least this level now."""
    return level is None or level in vetting_levels_of(person)


def people_by_pk(keys):
    """Active people with these keys of the database, by name; for rows that name somebody by it."""
    return Person.objects.filter(pk__in=list(keys), is_active=True).select_related("agency").order_by("name", "pk")


def colleagues_of(person: Person) -> list[Person]:
    """The other active people of the person’s own agency, by name."""
    rows = Person.objects.filter(agency_id=person.agency_id, is_active=True).exclude(pk=person.pk)
    return list(rows.order_by("name", "pk"))


def vettings_in(person: Person):
    """The vettings that stand or wait in the person’s authority, by whose they are; not those withdrawn."""
    rows = Vetting.objects.filter(person__authority_id=person.authority_id, withdrawn_at=None)
    return rows.select_related("person__agency", "level", "entered_by", "confirmed_by").order_by(
        "person__name", "-last_day"
    )


def vetting_for(person: Person, uuid) -> Vetting | None:
    """One vetting in the person’s authority, or None. One that was withdrawn is found by those who saw to it."""
    rows = Vetting.objects.filter(person__authority_id=person.authority_id, uuid=uuid)
    theirs = Q(withdrawn_at=None) | Q(withdrawn_by=person) | Q(confirmed_by=person)
    return rows.filter(theirs).select_related("person__agency", "level", "entered_by", "confirmed_by").first()


def colleagues_of_authority(person: Person) -> list[Person]:
    """The other active people of the person’s authority, of every agency, by name."""
    return list(everybody_in(person).exclude(pk=person.pk))


def everybody_in(person: Person):
    """Everybody with an account in the person's authority, partners too, by name."""
    return people_of_authority(person.authority_id)


def person_in(person: Person, key) -> Person | None:
    """Somebody with an account in the person's authority, or None."""
    return everybody_in(person).filter(uuid=key).first()


def people_of_authority(authority_id: int):
    """The active people of an authority, of every agency, by name."""
    rows = Person.objects.filter(authority_id=authority_id, is_active=True)
    return rows.select_related("agency", "authority").order_by("name", "pk")


def ever_in(teams):
    """The keys of whoever is or was in one of these teams: of who has left, their manager knows what they left."""
    return Membership.objects.filter(team__in=list(teams)).values("person_id")


def agencies_of(person: Person) -> list[tuple[Agency, PointOfContact | None]]:
    """The agencies of the person’s authority, each with who receives requests for it, where somebody does."""
    rows = PointOfContact.objects.filter(
        subject=ContactSubject.INFORMATION, step="", agency__authority_id=person.authority_id
    )
    contacts = {
        row.agency_id: row
        for row in rows.select_related("person", "deputy").prefetch_related("absences__cover").order_by("pk")
    }
    agencies = Agency.objects.filter(authority_id=person.authority_id).order_by("name")
    return [(agency, contacts.get(agency.pk)) for agency in agencies]


def agency_of(person: Person, key: str) -> Agency | None:
    """The agency of the person’s authority with this key, or None."""
    return Agency.objects.filter(authority_id=person.authority_id, key=key).first()


def people_of_agency(agency: Agency) -> list[Person]:
    """The active people of an agency, by name."""
    rows = Person.objects.filter(agency=agency, is_active=True).select_related("agency", "authority")
    return list(rows.order_by("name", "pk"))


def designated_in(person: Person) -> dict[int, list[PointOfContact]]:
    """Every point of contact that an agency of the person’s authority designated, by agency; requests first."""
    rows = PointOfContact.objects.filter(agency__authority_id=person.authority_id, agency__isnull=False)
    found: dict[int, list[PointOfContact]] = {}
    for row in _with_people(rows).order_by("order", "subject", "step", "pk"):
        found.setdefault(row.agency_id, []).append(row)
    first = ContactSubject.INFORMATION
    return {key: sorted(rows, key=lambda row: (row.subject != first, row.order)) for key, rows in found.items()}


def _with_people(rows):
    rows = rows.select_related("agency__authority", "person", "deputy", "assured_by")
    return rows.prefetch_related("absences__cover")


def designated() -> list[PointOfContact]:
    """Every point of contact that an agency designated; for the worker alone."""
    return list(_with_people(PointOfContact.objects.filter(agency__isnull=False)).order_by("pk"))


def step_words(contact: PointOfContact) -> str:
    """The step of a pathway for which somebody is named, as its pathway calls it; nothing for every step."""
    if not contact.step:
        return ""
    return dict(pathway_steps(contact.authority_id)).get(contact.step, contact.step)


@dataclass(frozen=True)
class ForStep:
    """Whom one agency named for one step of a pathway, and who of them is there today."""

    contact: PointOfContact
    today: list[Person]


def named_for_steps(person: Person, steps) -> dict[str, list[ForStep]]:
    """Whom the agencies of the person’s authority named for these steps of a pathway alone, by the key of the step."""
    rows = PointOfContact.objects.filter(agency__authority_id=person.authority_id, step__in=set(steps) - {""})
    today, found = timezone.localdate(), {}  # type: ignore[var-annotated]
    for row in _with_people(rows).order_by("agency__name", "pk"):
        found.setdefault(row.step, []).append(ForStep(row, receiving(row, on=today)))
    return found


def checks_of(authority: Authority) -> dict:
    """After how many days a contact is checked, and when people are reminded and told of gaps."""
    return {**DELIVERED["contact-checks"], **setting_of(authority, "contact-checks")}


@dataclass(frozen=True)
class Gap:
    """One time in which nobody, or only one person, would be there: which kind, from which day, in words for both sides."""

    kind: str
    day: date
    words: str


def gaps_in(contact: PointOfContact, *, today: date, ahead: int) -> list[Gap]:
    """The gaps of a point of contact from today and so many days ahead, the nearest first.

    The people, absences and cover of the contact are loaded with it; whether a cover is away themselves is not known
    here but where they are named themselves for the same agency.
    """
    until = today + timedelta(days=ahead)
    found = []
    if contact.person is None or not contact.person.is_active:
        found.append(Gap("nobody", today, "Nobody is named any more."))
    if contact.deputy is None or not contact.deputy.is_active:
        found.append(Gap("no-deputy", today, "There is no deputy: one person alone."))
    for who, person in (("person", contact.person), ("deputy", contact.deputy)):
        if person is not None and person.is_active and person.leaves_on and person.leaves_on <= until:
            after = max(person.leaves_on + timedelta(days=1), today)
            words = f"{person.name} leaves {_said(person.leaves_on)}; nobody is named {'in their place' if who == 'person' else 'as deputy'} yet."
            found.append(Gap(f"{who}-leaves", after, words))
    for away in contact.absences.all():
        if away.last_day < today or away.first_day > until:
            continue
        day = max(away.first_day, today)
        if not receiving(contact, on=day):
            found.append(Gap("uncovered", day, f"Away from {_said(away.first_day)}, and nobody covers."))
        elif away.cover is not None and away.cover.leaves_on and away.cover.leaves_on < away.last_day:
            words = f"{away.cover.name} covers, and leaves {_said(away.cover.leaves_on)}."
            found.append(Gap("cover-leaves", max(away.cover.leaves_on + timedelta(days=1), today), words))
    if contact.is_late(today) or contact.last_checked is None:
        since = f"since {_said(contact.last_checked)}" if contact.last_checked else "yet"
        found.append(Gap("unassured", today, f"Not checked {since}."))
    return sorted(found, key=lambda gap: gap.day)


@dataclass(frozen=True)
class Standing:
    """How a point of contact stands on a day: who is there, until when somebody is away, and the gaps ahead."""

    contact: PointOfContact
    today: list[Person]
    away: Absence | None
    gaps: list[Gap]
    late: bool

    @property
    def step(self) -> str:
        return step_words(self.contact)


def standing_of(contact: PointOfContact, *, today: date, ahead: int) -> Standing:
    """How a designated point of contact stands; its people, absences and cover are loaded with it."""
    away = next((one for one in contact.absences.all() if one.first_day <= today <= one.last_day), None)
    gaps = gaps_in(contact, today=today, ahead=ahead)
    return Standing(contact, receiving(contact, on=today), away, gaps, contact.is_late(today))


def gaps_ahead_for(person: Person) -> int:
    """How many days ahead the person’s authority looks for gaps; asked once per request."""
    known = getattr(person, "_gaps_ahead", None)
    if known is None:
        known = person._gaps_ahead = checks_of(person.authority)["gaps_ahead"]  # type: ignore[attr-defined]
    return known


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def who_is_told_of(contact: PointOfContact) -> tuple[list[Person], list[Person]]:
    """Of a designated contact: those of its agency who can put it right, and those of the other side who rely on it."""
    ours = {p.pk: p for p in (contact.person, contact.deputy) if p is not None and p.is_active}
    agency = people_of_agency(contact.agency)  # type: ignore[arg-type]
    ours.update({p.pk: p for p in agency if p.managed_team_ids})
    if not ours:
        ours = {p.pk: p for p in agency}
    theirs = people_with_role(contact.authority_id, Role.ADMINISTRATOR, Role.SPECIALIST, Role.MANAGER)
    return list(ours.values()), [p for p in theirs.exclude(agency_id=contact.agency_id)]


def named_in(person: Person) -> list[tuple[PointOfContact, str, date | None]]:
    """Where the person is an agency’s point of contact or its deputy, or covers an absence that is not over."""
    rows = PointOfContact.objects.filter(agency__isnull=False).select_related("agency", "person", "deputy")
    named = [(row, "person", None) for row in rows.filter(person=person).order_by("pk")]
    named += [(row, "deputy", None) for row in rows.filter(deputy=person).order_by("pk")]
    covers = Absence.objects.filter(cover=person, last_day__gte=timezone.localdate(), contact__agency__isnull=False)
    covers = covers.select_related("contact__agency", "contact__person", "contact__deputy").order_by("first_day", "pk")
    return [*named, *((row.contact, "cover", row.first_day) for row in covers)]


def carried_by(person: Person, kind: str) -> list[str]:
    """The keys of what of this kind the person sees to in place of whoever the record names."""
    return list(Carried.objects.filter(holder=person, kind=kind).order_by("at", "pk").values_list("key", flat=True))


def carried_among(kind: str, keys) -> dict[str, int]:
    """Of these, those that somebody sees to in place of whoever the record names, with that person’s key."""
    return dict(Carried.objects.filter(kind=kind, key__in=list(keys)).values_list("key", "holder_id"))


def carrier_of(kind: str, key: str) -> Person | None:
    """Who sees to it in place of whoever the record names."""
    row = Carried.objects.filter(kind=kind, key=key, holder__is_active=True).select_related("holder").first()
    return row.holder if row else None


def agency_in(key: str) -> str:
    """The agency of a post or a team, as its key says it."""
    return key.split("|")[0]


def people_of_agency_by_key(person: Person, key: str) -> list[Person]:
    """The active people of one agency of the person’s authority, by name."""
    agency = agency_of(person, key)
    return people_of_agency(agency) if agency is not None else []


def _holders(role: str, **where):
    holders = RoleHeld.objects.filter(now_within(), role=role, person__is_active=True, **where)
    return holders.values_list("person_id", flat=True).distinct()


def posts_alone(person: Person) -> list[tuple[str, str]]:
    """The roles that the person holds and nobody else of their agency does, each with its key; not what is a vacancy."""
    held = RoleHeld.objects.filter(now_within(), person=person).exclude(role__in=NO_POST)
    roles = sorted(set(held.values_list("role", flat=True)))
    others = set(
        RoleHeld.objects.filter(
            now_within(), role__in=roles, person__is_active=True, person__agency_id=person.agency_id
        )
        .exclude(person=person)
        .values_list("role", flat=True)
    )
    keyed = [(f"{person.agency.key}|{role}|{person.uuid}", role) for role in roles if role not in others]
    seen_to = carried_among("post", [key for key, _ in keyed])
    return [(key, role) for key, role in keyed if key not in seen_to]


def vacant_posts(person: Person) -> list[tuple[str, str]]:
    """The vacancies that the person sees to and that are still open: nobody of that agency holds the role now."""
    found = []
    for key in carried_by(person, "post"):
        agency, role, _ = key.split("|")
        if not _holders(role, person__agency__key=agency, person__authority_id=person.authority_id).exists():
            found.append((key, role))
    return found


def _managed(team: Team):
    return Membership.objects.filter(now_within(), team=team, manages=True, person__is_active=True)


def teams_alone(person: Person) -> list[tuple[str, Team]]:
    """The teams that the person manages and nobody else does, each with its key; not what is a vacancy."""
    rows = Membership.objects.filter(now_within(), person=person, manages=True).select_related("team__agency")
    # A team in which nobody else is left needs nobody to manage it.
    others = Membership.objects.filter(now_within(), person__is_active=True).exclude(person=person)
    manned = set(others.values_list("team_id", flat=True))
    managed = set(others.filter(manages=True).values_list("team_id", flat=True))
    alone = [row.team for row in rows.order_by("team__name") if row.team_id in manned - managed]
    keyed = [(f"{team.agency.key}|{team.key}|{person.uuid}", team) for team in alone]
    seen_to = carried_among("team", [key for key, _ in keyed])
    return [(key, team) for key, team in keyed if key not in seen_to]


def vacant_teams(person: Person) -> list[tuple[str, Team]]:
    """The teams without a manager that the person sees to."""
    found = []
    for key in carried_by(person, "team"):
        team = team_by_key(person, key)
        if team is not None and not _managed(team).exists():
            found.append((key, team))
    return found


def team_by_key(person: Person, key: str) -> Team | None:
    """The team of the person’s authority that the key of a held thing names."""
    agency, name, _ = key.split("|")
    return Team.objects.filter(agency__authority_id=person.authority_id, agency__key=agency, key=name).first()


def team_id_by_key(person: Person, key: str) -> int | None:
    """The key of the database of a team of the person’s agency; for reactions, to which the trail says its name."""
    return Team.objects.filter(agency_id=person.agency_id, key=key).values_list("pk", flat=True).first()


def roles_begun_before(person: Person, moment) -> list[str]:
    """The roles that the person holds and held before this moment."""
    rows = RoleHeld.objects.filter(now_within(), person=person, begins__lt=moment)
    return sorted(set(rows.values_list("role", flat=True)))


def memberships_begun_before(person: Person, moment) -> list[Team]:
    """The teams that the person is in and was in before this moment."""
    rows = Membership.objects.filter(now_within(), person=person, begins__lt=moment)
    return [row.team for row in rows.select_related("team").order_by("pk")]


def vettings_seen_to_by(person: Person) -> list[Vetting]:
    """Vettings that wait for a second person and that this person entered, or sees to in the place of who did."""
    waits = Vetting.objects.filter(confirmed_at=None, withdrawn_at=None).select_related("person")
    entered = list(waits.filter(entered_by=person).order_by("entered_at", "pk"))
    seen_to = carried_among("vetting", [str(row.uuid) for row in entered])
    mine = [row for row in entered if seen_to.get(str(row.uuid), person.pk) == person.pk]
    keys = carried_by(person, "vetting")
    return mine + [row for row in waits.filter(uuid__in=keys).order_by("entered_at", "pk") if row not in mine]


@dataclass(frozen=True)
class HeldAlone:
    """One post that one person alone holds, or that nobody holds: in words, and until when where that is known."""

    words: str
    person: Person | None
    until: date | None = None


def held_alone_in(person: Person) -> list[HeldAlone]:
    """The posts of the person’s authority that one person alone holds, by agency and role.

    A role, a team’s management, and a point of contact without a deputy. What one person holds alone, their absence
    leaves with nobody: it says so of the post, and nothing of the person, who is named to their own agency and to the
    administrator alone.
    """
    administers = person.holds(Role.ADMINISTRATOR)

    def post(words: str, holder: Person) -> HeldAlone:
        known = administers or holder.agency_id == person.agency_id
        return HeldAlone(words, holder if known else None, holder.leaves_on if known else None)

    people = Person.objects.filter(authority_id=person.authority_id, is_active=True)
    rows = RoleHeld.objects.filter(now_within(), person__in=people).exclude(role__in=NO_POST)
    by_post: dict[tuple, dict[int, Person]] = {}
    for row in rows.select_related("person__agency").order_by("person__agency__name", "role"):
        by_post.setdefault((row.person.agency.name, row.role), {})[row.person_id] = row.person
    found = [
        post(f"{where}: {Role(role).label}", next(iter(holders.values())))
        for (where, role), holders in by_post.items()
        if len(holders) == 1
    ]
    managed: dict[int, list[Membership]] = {}
    memberships = Membership.objects.filter(now_within(), manages=True, person__in=people)
    for member in memberships.select_related("team__agency", "person").order_by("team__agency__name", "team__name"):
        managed.setdefault(member.team_id, []).append(member)
    found += [
        post(f"{rows[0].team.agency.name}: manager of {rows[0].team.name}", rows[0].person)
        for rows in managed.values()
        if len(rows) == 1
    ]
    contacts = PointOfContact.objects.filter(agency__authority_id=person.authority_id, deputy=None, person__in=people)
    found += [
        post(f"{row.agency.name}: {row.get_subject_display().lower()}, without a deputy", row.person)  # type: ignore[union-attr, arg-type]
        for row in contacts.select_related("agency", "person").order_by("agency__name", "subject", "step")
    ]
    return found


def designated_for(person: Person, subjects, steps=()) -> list[PointOfContact]:
    """Whom agencies of the person’s authority designated for these subjects or these steps, by agency."""
    rows = PointOfContact.objects.filter(agency__authority_id=person.authority_id, agency__isnull=False)
    rows = rows.filter(Q(subject__in=list(subjects), step="") | Q(step__in=[key for key in steps if key]))
    return list(_with_people(rows).order_by("agency__name", "subject", "step"))


def leaving_in(person: Person) -> list[Person]:
    """The people of the person’s authority who have a last day, by day."""
    rows = Person.objects.filter(authority_id=person.authority_id, is_active=True, leaves_on__isnull=False)
    return list(rows.select_related("agency").order_by("leaves_on", "name"))


def subjects_to_designate() -> list[tuple[str, str]]:
    """The subjects for which an agency names people with an account, as choices."""
    return [(subject.value, subject.label) for subject in DESIGNATED]


def roles_since(people) -> dict[int, dict[str, date]]:
    """The roles that these people hold now, by person, each with the first day of it."""
    found: dict[int, dict[str, date]] = {}
    for row in RoleHeld.objects.filter(now_within(), person__in=people).values_list("person_id", "role", "begins"):
        day = timezone.localdate(row[2])
        known = found.setdefault(row[0], {})
        known[row[1]] = min(known.get(row[1], day), day)
    return found


def memberships_since(people) -> dict[int, list[tuple[Team, bool, date]]]:
    """The teams that these people are in now, by person: the first one first, whether they manage it, and since which day."""
    found: dict[int, list[tuple[Team, bool, date]]] = {}
    rows = Membership.objects.filter(now_within(), person__in=people).select_related("team__agency")
    for row in rows.order_by("begins", "pk"):
        found.setdefault(row.person_id, []).append((row.team, row.manages, timezone.localdate(row.begins)))
    return found


def absences_of(people) -> dict[int, list[tuple[date, date]]]:
    """When these people are away, as the points of contact where they are named say it: first and last day, by person."""
    rows = Absence.objects.filter(contact__person__in=people).order_by("first_day", "pk")
    found: dict[int, list[tuple[date, date]]] = {}
    for person, first, last in rows.values_list("contact__person_id", "first_day", "last_day"):
        found.setdefault(person, []).append((first, last))
    return found


def people_by_email_in(authority_id: int) -> dict[str, tuple[int, uuid.UUID]]:
    """The active people of an authority by their address in small letters: the key of the database, and the uuid."""
    rows = Person.objects.filter(authority_id=authority_id, is_active=True).values_list("email", "pk", "uuid")
    return {email.lower(): (key, name) for email, key, name in rows}


def all_teams_of(authority_id: int):
    """The teams of every agency of an authority, by agency and name."""
    return (
        Team.objects.filter(agency__authority_id=authority_id)
        .select_related("agency")
        .order_by("agency__name", "name", "pk")
    )


def every_agency_of(authority_id: int):
    """The agencies that work with an authority, its own service too, by name."""
    return Agency.objects.filter(authority_id=authority_id).order_by("name", "pk")


def _away(on: date):
    """Absences of this day, of people whom a point of contact names."""
    rows = Absence.objects.filter(first_day__lte=on, last_day__gte=on, contact__person__isnull=False)
    return rows.select_related("contact", "cover", "contact__deputy")


def stood_in_for_by(person: Person) -> list[int]:
    """For whom the person stands in today, by their keys: who is away as a point of contact and named them as the cover;
    without a cover, as the deputy.
    """
    rows = _away(timezone.localdate()).filter(
        Q(cover=person) | Q(cover=None, contact__deputy=person), contact__authority_id=person.authority_id
    )
    return [row.contact.person_id for row in rows]


def standing_in_for(people) -> dict[int, list[Person]]:
    """Of these people those who are away today as points of contact, by their keys, each with who stands in for them."""
    found: dict[int, list[Person]] = {}
    for row in _away(timezone.localdate()).filter(contact__person__in=[one.pk for one in people]):
        other = row.cover or row.contact.deputy
        there = found.setdefault(row.contact.person_id, [])
        if other is not None and other.is_active and other not in there:
            there.append(other)
    return found
