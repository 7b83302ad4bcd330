"""Reading people, teams and contacts."""

import uuid

from django.db.models import Exists, OuterRef
from django.utils import timezone

from .models import (
    Agency,
    Authority,
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
from .words import CASEWORK_ROLES, ContactSubject, Role

# As delivered; an authority overrides each by a Setting with its own source (promise 10).
DELIVERED = {
    # Which decisions a manager signs off, and one closing in how many is read by a second person.
    "sign-off": {"outcomes": ["strategy-discussion", "prevent-referral"], "closing_sample": 5},
    "marking": "OFFICIAL-SENSITIVE",
    "work-names": {"plan": "child in need plan", "lead": "social worker"},
    # Services that can help: from which directories they may be taken in, after how many days details are asked to be
    # checked again, and the shared mailbox that the public directory names for them.
    "services": {"directories": [], "assured_days": 180, "assurer_email": ""},
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
    rows = PointOfContact.objects.filter(authority_id=person.authority_id)
    if subjects is not None:
        rows = rows.filter(subject__in=list(subjects))
    return rows.order_by("order", "subject", "name")


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


def to_ring(person: Person, *subjects: str) -> str:
    """Whom this person rings for the first of these subjects that has a contact, as one reads it; else nothing."""
    rows = {row.subject: row for row in contacts_of(person, subjects)}
    row = next((rows[subject] for subject in subjects if subject in rows), None)
    return f"{row.name}, {row.telephone}" if row else ""


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


def contact_of_agency(agency: Agency, subject: str = ContactSubject.INFORMATION) -> PointOfContact | None:
    """The point of contact that the agency designated for this subject."""
    rows = PointOfContact.objects.filter(agency=agency, subject=subject)
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
    """One vetting in the person’s authority, or None."""
    return vettings_in(person).filter(uuid=uuid).first()


def colleagues_of_authority(person: Person) -> list[Person]:
    """The other active people of the person’s authority, of every agency, by name."""
    rows = Person.objects.filter(authority_id=person.authority_id, is_active=True).exclude(pk=person.pk)
    return list(rows.select_related("agency").order_by("name", "pk"))


def everybody_in(person: Person):
    """Everybody with an account in the person's authority, partners too, by name."""
    rows = Person.objects.filter(authority=person.authority_id, is_active=True)
    return rows.select_related("agency", "authority").order_by("name", "pk")


def person_in(person: Person, key) -> Person | None:
    """Somebody with an account in the person's authority, or None."""
    return everybody_in(person).filter(uuid=key).first()


def agencies_of(person: Person) -> list[tuple[Agency, PointOfContact | None]]:
    """The agencies of the person’s authority, each with who receives requests for it, where somebody does."""
    rows = PointOfContact.objects.filter(subject=ContactSubject.INFORMATION, agency__authority_id=person.authority_id)
    contacts = {
        row.agency_id: row for row in rows.select_related("person", "deputy").prefetch_related("absences__cover")
    }
    agencies = Agency.objects.filter(authority_id=person.authority_id).order_by("name")
    return [(agency, contacts.get(agency.pk)) for agency in agencies]


def agency_of(person: Person, key: str) -> Agency | None:
    """The agency of the person’s authority with this key, or None."""
    return Agency.objects.filter(authority_id=person.authority_id, key=key).first()


def people_of_agency(agency: Agency) -> list[Person]:
    """The active people of an agency, by name."""
    return list(Person.objects.filter(agency=agency, is_active=True).order_by("name", "pk"))
