"""Adding and changing services, undoing, marking them public, retiring them."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from kith.access.rules import own_key, require
from kith.audit.actions import record
from kith.people.queries import locked_person

from .. import content as contents
from ..events import (
    OrganisationChanged,
    ServiceAdded,
    ServiceAssured,
    ServiceBroughtBack,
    ServiceChanged,
    ServiceMadePrivate,
    ServiceMadePublic,
    ServiceRetired,
)
from ..models import Opening, Organisation, Service, Tag, Version
from ..queries import organisation_for, organisation_named, said_of, version_of
from ..rules import may_keep, may_keep_service
from ..words import How, Shelf

SHELVES = {"kinds": Shelf.KIND, "areas": Shelf.AREA, "languages": Shelf.LANGUAGE}
# Columns of the same name as the field, but for numbers and lists.
PLAIN = tuple(
    name
    for name in contents.FIELDS
    if name not in ("organisation", "latitude", "longitude") and name not in contents.LISTS
)


class Overtaken(Exception):
    """Somebody else changed it since the form was opened; nothing was written. `version` is theirs."""

    def __init__(self, version: Version):
        super().__init__("changed in between")
        self.version = version


class SameName(ValueError):
    """An organisation of that name is on the list already, and more was said of it. The message is a sentence."""


@dataclass(frozen=True)
class NewOrganisation:
    """An organisation that is not on the list yet, as it was typed."""

    name: str
    about: str = ""
    website: str = ""

    @property
    def said(self) -> dict:
        """What its first version says."""
        return {"name": self.name, "about": self.about, "website": self.website}


def columns_of(content: dict) -> dict:
    """What a service says, as the columns of its row, without who runs it."""
    columns = {name: content.get(name) for name in PLAIN}
    for name in ("latitude", "longitude"):
        columns[name] = Decimal(content[name]) if content.get(name) else None
    return columns


def beside(service: Service, content: dict) -> tuple[list[Tag], list[Opening]]:
    """The rows of what a service has several of, not yet written."""
    tags = [
        Tag(service=service, shelf=shelf, word=word)
        for name, shelf in SHELVES.items()
        for word in content.get(name, [])
    ]
    openings = [
        Opening(service=service, day=day, opens=_clock(opens), closes=_clock(closes))
        for day, opens, closes in contents.openings(content.get("hours", []))
    ]
    return tags, openings


def _clock(text: str) -> datetime.time:
    return datetime.time.fromisoformat(text)


def put(service: Service, content: dict, *, by, how: str, at: datetime.datetime) -> bool:
    """The service says this from now on, as a new version. False where it said so already, and nothing was written."""
    before = said_of(service)
    if before == content:
        return False
    service.version += 1
    columns = columns_of(content)
    for name, value in columns.items():
        setattr(service, name, value)
    service.organisation = Organisation.objects.get(authority_id=service.authority_id, uuid=content["organisation"])
    if any(before.get(name) != content[name] for name in contents.FIELDS if name not in contents.INTERNAL):
        service.changed_at = at
    service.save(update_fields=[*columns, "organisation", "version", "changed_at"])
    Version.objects.create(service=service, number=service.version, at=at, by=by, how=how, content=content)
    tags, openings = beside(service, content)
    service.tags.all().delete()
    service.openings.all().delete()
    Tag.objects.bulk_create(tags)
    Opening.objects.bulk_create(openings)
    return True


def _organisation(by, content: dict, new: NewOrganisation | None) -> Organisation:
    if new is None:
        return organisation_for(by, content["organisation"])
    known = organisation_named(by, new.name)
    if known is not None:
        if (new.about or new.website) and (new.about, new.website) != (known.about, known.website):
            raise SameName(f"“{known.name}” is on the list already. Choose it there")
        return known
    row = Organisation.objects.create(authority=by.authority, **new.said)
    Version.objects.create(organisation=row, number=1, by=by, how=How.ADDED, content=new.said)
    return row


def _locked(service: Service) -> Service:
    return Service.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=service.pk)


@transaction.atomic
def add_service(by, *, content: dict, once_key: str, new: NewOrganisation | None = None) -> Service:
    """A service stands in the authority’s directory, checked today and not public. Sending twice makes one.

    Raises SameName where a new organisation is not new.
    """
    require(may_keep(by))
    locked_person(by)
    key = own_key(by, once_key)
    if known := Service.objects.filter(once_key=key).first():
        return known
    organisation = _organisation(by, content, new)
    said = {**content, "organisation": str(organisation.uuid)}
    service = Service(
        authority=by.authority,
        organisation=organisation,
        once_key=key,
        assured_on=timezone.localdate(),
        assured_by=by,
        **columns_of(said),
    )
    service.save()
    Version.objects.create(service=service, number=1, at=service.changed_at, by=by, how=How.ADDED, content=said)
    tags, openings = beside(service, said)
    Tag.objects.bulk_create(tags)
    Opening.objects.bulk_create(openings)
    record(ServiceAdded(subject=service.subject), by=by)
    return service


@transaction.atomic
def change_service(by, *, service: Service, content: dict, version: int, new: NewOrganisation | None = None) -> Service:
    """The service says this from now on; what it said stays in its history. `version` is the one that the form showed.

    Raises Overtaken where another version came in between, and SameName where a new organisation is not new.
    """
    service = _locked(service)
    require(may_keep_service(by, service) and service.retired_at is None)
    if service.version != version:
        raise Overtaken(version_of(by, service, service.version))
    said = {**content, "organisation": str(_organisation(by, content, new).uuid)}
    before = said_of(service)
    if put(service, said, by=by, how=How.CHANGED, at=timezone.now()):
        changed = tuple(name for name in contents.FIELDS if before.get(name) != said[name])
        record(
            ServiceChanged(subject=service.subject, version=service.version, how=How.CHANGED, changed=changed), by=by
        )
    return service


@transaction.atomic
def put_back(by, *, service: Service, number: int) -> Service:
    """The service says what it said in that version, as a new version. Where it says so already nothing changes."""
    service = _locked(service)
    require(may_keep_service(by, service) and service.retired_at is None)
    said = {**dict.fromkeys(contents.FIELDS, ""), **version_of(by, service, number).content}
    if put(service, said, by=by, how=How.BACK, at=timezone.now()):
        record(ServiceChanged(subject=service.subject, version=service.version, how=How.BACK), by=by)
    return service


@transaction.atomic
def assure_service(by, *, service: Service) -> None:
    """Somebody looked today, and the details are right. A second time on one day changes nothing."""
    service = _locked(service)
    require(may_keep_service(by, service) and service.retired_at is None)
    today = timezone.localdate()
    if (service.assured_on, service.assured_by_id) == (today, by.pk):
        return
    if service.assured_on != today:
        service.changed_at = timezone.now()
    service.assured_on, service.assured_by = today, by
    service.save(update_fields=["assured_on", "assured_by", "changed_at"])
    record(ServiceAssured(subject=service.subject), by=by)


@transaction.atomic
def make_public(by, *, service: Service) -> None:
    """Everybody may read what is public of the service, from now on. A second time changes nothing."""
    service = _locked(service)
    require(may_keep_service(by, service) and service.retired_at is None)
    if service.is_public:
        return
    service.public_at = service.changed_at = timezone.now()
    service.public_by = by
    service.save(update_fields=["public_at", "public_by", "changed_at"])
    record(ServiceMadePublic(subject=service.subject), by=by)


@transaction.atomic
def make_private(by, *, service: Service) -> None:
    """The public directory no longer shows the service. A second time changes nothing."""
    service = _locked(service)
    require(may_keep_service(by, service))
    if not service.is_public:
        return
    service.public_at = service.public_by = None
    service.save(update_fields=["public_at", "public_by"])
    record(ServiceMadePrivate(subject=service.subject), by=by)


@transaction.atomic
def retire_service(by, *, service: Service, why: str) -> None:
    """No list shows the service, nor the public directory; its page says why, and its history stays."""
    service = _locked(service)
    require(may_keep_service(by, service))
    if service.retired_at is not None:
        return
    service.retired_at, service.retired_by, service.retired_because = timezone.now(), by, why
    service.public_at = service.public_by = None
    service.save(update_fields=["retired_at", "retired_by", "retired_because", "public_at", "public_by"])
    record(ServiceRetired(subject=service.subject), by=by)


@transaction.atomic
def bring_back(by, *, service: Service) -> None:
    """A retired service stands in the directory again. It is not public until somebody marks it."""
    service = _locked(service)
    require(may_keep_service(by, service))
    if service.retired_at is None:
        return
    service.retired_at = service.retired_by = service.gone_at = None
    service.retired_because = ""
    service.save(update_fields=["retired_at", "retired_by", "retired_because", "gone_at"])
    record(ServiceBroughtBack(subject=service.subject), by=by)


@transaction.atomic
def change_organisation(by, *, organisation: Organisation, said: NewOrganisation, version: int) -> Organisation:
    """This is said of the organisation from now on, beside each of its services. Raises Overtaken, SameName."""
    row = Organisation.objects.select_for_update().get(pk=organisation.pk)
    require(may_keep_service(by, row))
    if row.version != version:
        raise Overtaken(row.versions.select_related("by").get(number=row.version))
    other = organisation_named(by, said.name)
    if other is not None and other.pk != row.pk:
        raise SameName(f"Another organisation is called “{other.name}”")
    if said_of(row) != said.said:
        say_of_organisation(row, said, by=by, how=How.CHANGED)
        record(OrganisationChanged(subject=row.subject, version=row.version, how=How.CHANGED), by=by)
    return row


def say_of_organisation(row: Organisation, said: NewOrganisation, *, by, how: str) -> None:
    """The organisation’s next version says this. Part of an act that asks its rule and records it."""
    now = timezone.now()
    row.name, row.about, row.website = said.name, said.about, said.website
    row.version += 1
    row.save(update_fields=["name", "about", "website", "version"])
    Version.objects.create(organisation=row, number=row.version, at=now, by=by, how=how, content=said.said)
    row.services.update(changed_at=now)
