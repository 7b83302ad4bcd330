"""Who has a part, who is kept away, and what was read."""

from dataclasses import dataclass

from kith.access.rules import find, live
from kith.audit.queries import entries_about
from kith.people.queries import casework_colleagues, members_of, roles_in_words
from kith.people.words import Role

from ..events import SameChildAnswered
from ..models import (
    Consultation,
    ConsultationBar,
    ConsultationEmergency,
    ConsultationPart,
)
from ..rules import has_part_in, people_who_see, sees_consultation
from ..words import PartReason, State
from .consultations import visible_references


def parts_in(consultation: Consultation) -> list[ConsultationPart]:
    """The live parts, oldest first: who may read this, and why; a team's with its people who may."""
    parts = list(
        ConsultationPart.objects.filter(live(), matter=consultation)
        .select_related("person", "person__agency", "team")
        .order_by("begins", "pk")
    )
    readers = {person.pk for person in people_who_see(consultation)}
    for part in parts:
        members = members_of([part.team], managers_only=part.managers_only) if part.team else [part.person]
        part.readers = [person for person in members if person.pk in readers]
    return parts


def bars_in(consultation: Consultation):
    """The live conflicts of interest, oldest first; for the manager, who must know why somebody may not read it."""
    return ConsultationBar.objects.filter(live(), matter=consultation).select_related("person").order_by("begins", "pk")


def lost_with_team(person, team_id: int, *, managed: bool, among) -> list[Consultation]:
    """For a reaction: of these matters, by their keys, those that the person read by the part of a team that they left, or
    manage no more (`managed`), and in which they have no part now.
    """
    parts = ConsultationPart.objects.filter(live(), team=team_id, matter__in=list(among))
    parts = parts if managed else parts.filter(managers_only=False)
    rows = Consultation.objects.filter(~has_part_in(person, "pk"), pk__in=parts.values("matter_id"))
    return list(rows.select_related("authority", "raised_by", "child").order_by("pk"))


def has_handed_over(person, consultation: Consultation) -> bool:
    """Yes for whoever handed the matter to its present owner and may still read it."""
    last = consultation.owner_changes.order_by("-at", "-pk").first()
    return last is not None and last.by_id == person.pk and bool(seen_among(person, [consultation]))


def colleagues_for(person, consultation: Consultation):
    """Who in the person's authority may be named in this matter, by name; nobody with a conflict of interest."""
    return casework_colleagues(person).exclude(pk__in=bars_in(consultation).values("person_id"))


def colleagues_to_let_in(person, consultation: Consultation) -> list:
    """Who may be named in this matter and cannot read it yet, by name."""
    readers = {reader.pk for reader in people_who_see(consultation)}
    return [colleague for colleague in colleagues_for(person, consultation) if colleague.pk not in readers]


def given_to(person):
    """What others gave this person to read and is still open, newest first, with the matter's child."""
    rows = ConsultationPart.objects.filter(
        live(), sees_consultation(person, to="matter_id"), person=person, reason=PartReason.GIVEN
    ).exclude(matter__state=State.CLOSED)
    return rows.select_related("matter__child").order_by("-begins", "-pk")


def bars_known_to(person):
    """Live conflicts of interest: of the authority for information governance, else of what a manager may read."""
    rows = ConsultationBar.objects.filter(live(), matter__authority_id=person.authority_id)
    rows = rows.select_related("person", "matter__child").order_by("begins", "pk")
    if person.holds(Role.GOVERNANCE):
        return rows
    return rows.filter(sees_consultation(person, to="matter_id")) if person.holds(Role.MANAGER) else rows.none()


def live_bars():
    """Every live conflict of interest, oldest first; for the worker alone."""
    return ConsultationBar.objects.filter(live()).select_related("person", "matter").order_by("begins", "pk")


def emergencies_in(consultation: Consultation):
    """Every emergency opening of this record, newest first."""
    return ConsultationEmergency.objects.filter(matter=consultation).select_related("person").order_by("-begins", "-pk")


def seen_among(person, consultations) -> set[int]:
    """Which of these the person may read."""
    keys = [row.pk for row in consultations]
    return set(Consultation.objects.filter(sees_consultation(person), pk__in=keys).values_list("pk", flat=True))


def barred_among(person, consultations) -> set[int]:
    """From which of these a conflict of interest keeps the person."""
    keys = [row.pk for row in consultations]
    rows = ConsultationBar.objects.filter(live(), person=person, matter__in=keys)
    return set(rows.values_list("matter_id", flat=True))


def entries_for(person, consultation: Consultation, limit: int = 200) -> list:
    """What was done in this record, newest first, but for what would tell of another that the person may not read."""
    entries = list(entries_about(consultation.subject)[:limit])
    others = {entry.seq: _other(entry) for entry in entries if entry.verb == SameChildAnswered.verb}
    visible = visible_references(person, others.values()) if others else set()
    return [entry for entry in entries if entry.seq not in others or others[entry.seq] in visible]


def _other(entry) -> str:
    return entry.details["other"].removeprefix("consultation:")


def emergency_for_review(person, uuid) -> ConsultationEmergency:
    """One emergency opening that waits for this person's review. Raises NotFound."""
    return find(unreviewed_emergencies(person).filter(uuid=uuid))


def unreviewed_emergencies(person):
    """Emergency openings in the person's authority that nobody has looked at, oldest first."""
    return (
        ConsultationEmergency.objects.filter(reviewed_at__isnull=True, matter__authority_id=person.authority_id)
        .exclude(person=person)
        .select_related("person", "matter")
        .order_by("begins")
    )


def emergencies_left(day) -> list[ConsultationEmergency]:
    """Emergency openings of before this day that nobody has looked at, oldest first; for the worker alone."""
    rows = ConsultationEmergency.objects.filter(reviewed_at__isnull=True, begins__date__lt=day)
    return list(rows.select_related("matter").order_by("begins", "pk")[:1000])


def named_for(person, other) -> str:
    """How this reader may know somebody: a colleague by name, somebody of another agency by agency and role."""
    if other.agency_id == person.agency_id:
        return other.name
    return ", ".join([other.agency.name, other.job_title or " and ".join(roles_in_words(other)).lower()])


@dataclass(frozen=True)
class Reader:
    """One person or team who may read a record now, named as its reader may know them, and why: their live parts."""

    who: str
    team: object
    managers_only: bool
    people: list
    parts: list[ConsultationPart]


def readers_named(person, consultation: Consultation) -> list[Reader]:
    """Who may read this now, each once with all their reasons, in the order in which they came to it."""
    readers: dict[tuple, Reader] = {}
    for part in parts_in(consultation):
        if not part.team_id and not part.readers:
            continue
        key = (part.person_id, part.team_id, part.managers_only)
        if key not in readers:
            who = named_for(person, part.person) if part.person else ""
            readers[key] = Reader(who, part.team, part.managers_only, part.readers, [])
        readers[key].parts.append(part)
    return list(readers.values())


def emergencies_named(person, consultation: Consultation) -> list[ConsultationEmergency]:
    """Every emergency opening, newest first; `who` is their person as this reader may know them."""
    rows = list(emergencies_in(consultation).select_related("person__agency"))
    for row in rows:
        row.who = named_for(person, row.person)
    return rows
