"""Handling conditions, and what is written under them. What every action of this room begins with."""

from dataclasses import dataclass, field
from datetime import date

from kith.access.rules import require
from kith.people.queries import VettingLevel

from .. import rules
from ..models import Disclosure, InformationRequest, NamedReader, Version
from ..words import USES, Extent, Marking


class AboveMarking(ValueError):
    """Something above OFFICIAL-SENSITIVE was offered. Nothing of it was kept."""


@dataclass(frozen=True)
class Conditions:
    """The handling conditions that an originator sets on one version."""

    marking: str = Marking.SENSITIVE
    floor: VettingLevel | None = None
    named: tuple = ()
    named_only: bool = False
    may_quote: bool = False
    may_tell_family: bool = False
    may_pass_on: bool = False
    until: date | None = None


@dataclass(frozen=True)
class Written:
    """One version as its originator wrote it."""

    extent: int
    text: str
    conditions: Conditions = field(default_factory=Conditions)


def _matter(request: InformationRequest) -> str:
    return request.consultation.subject if request.consultation else ""


def _locked(request: InformationRequest) -> InformationRequest:
    rows = InformationRequest.objects.select_for_update(of=("self",))
    return rows.select_related("consultation", "to_agency", "from_agency", "asked_by").get(pk=request.pk)


def _locked_version(version: Version) -> Version:
    rows = Version.objects.select_for_update(of=("self",))
    joined = ("disclosure__request", "disclosure__answer", "disclosure__originator", "floor")
    return rows.select_related(*joined).get(pk=version.pk)


def _check(by, versions) -> None:
    """Raises AboveMarking, or NotFound, where a version asks for what may not be kept or what its writer has not."""
    if any(one.conditions.marking not in Marking.values for one in versions):
        raise AboveMarking
    for one in versions:
        require(rules.may_set_floor(by, one.conditions.floor))


def _version(by, disclosure: Disclosure, one: Written, now) -> Version:
    conditions = one.conditions
    row = Version.objects.create(
        disclosure=disclosure,
        extent=one.extent,
        text=one.text,
        marking=conditions.marking,
        floor=conditions.floor,
        named_only=conditions.named_only,
        may_quote=conditions.may_quote,
        may_tell_family=conditions.may_tell_family,
        may_pass_on=conditions.may_pass_on,
        until=conditions.until,
        written_by=by,
        released_by=by if one.extent == Extent.FULL else None,
        released_at=now if one.extent == Extent.FULL else None,
    )
    NamedReader.objects.bulk_create(NamedReader(version=row, person=person) for person in conditions.named)
    return row


def _holds(disclosure: Disclosure, versions: tuple[Written, ...], tells_of_more: bool) -> bool:
    """True where these versions, under these conditions, are what was passed on, and none of them was taken back."""
    if disclosure.tells_of_more != tells_of_more or disclosure.versions.filter(withdrawn_at__isnull=False).exists():
        return False
    rows = Version.objects.filter(disclosure=disclosure).order_by("pk").prefetch_related("named")
    kept = [
        (row.extent, row.text, row.marking, row.floor_id, _first_named(row), row.until)
        + tuple(getattr(row, use) for use in USES)
        for row in rows
    ]
    meant = [
        (
            one.extent,
            one.text,
            said.marking,
            said.floor.pk if said.floor else None,
            {p.pk for p in said.named},
            said.until,
        )
        + tuple(getattr(said, use) for use in USES)
        for one, said in ((one, one.conditions) for one in versions)
    ]
    return kept == meant


def _first_named(version: Version) -> set[int]:
    """Who was named when it was written, without those whom a later yes named."""
    return {one.person_id for one in version.named.all() if one.passing_id is None}


def _second_people(by, version: Version) -> list:
    """Who of the originator may release what this person wrote."""
    people = rules.people_of_side(version.disclosure.request, by.agency_id)
    return [person for person in people if rules.may_release(person, version)]


def _keepers(version: Version) -> list:
    """Who of the originator keeps the version: whom a question about it goes to."""
    people = rules.people_of_side(version.disclosure.request, version.disclosure.originator_id)
    return [person for person in people if rules.may_narrow(person, version)]
