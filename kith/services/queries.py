"""Reading the directory. Lists begin from the rule of who sees a service, and are ordered by name."""

import uuid as uuids
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from kith.access.rules import find
from kith.decisions.queries import DRAFT_DAYS
from kith.people.queries import setting_of
from kith.toolkit.queries import categories

from . import content
from .models import ColumnNames, Import, ImportRow, Organisation, Service, Tag, Version
from .rules import is_allowed, may_keep, sees_service
from .words import KINDS, Origin, Shelf, State

PAGE = 20
OPEN = (State.WAITING, State.FETCHING)


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; an empty answer asks nothing."""

    kind: str = ""
    area: str = ""
    language: str = ""
    cost: str = ""
    age: int | None = None
    words: str = ""

    def __bool__(self) -> bool:
        return any((self.kind, self.area, self.language, self.cost, self.words)) or self.age is not None


def kinds_of(authority_id: int) -> list[tuple[str, str]]:
    """The kinds of help, as choices, in the list’s order."""
    return categories(authority_id, KINDS)


def _shown(person) -> QuerySet[Service]:
    return Service.objects.filter(sees_service(person), retired_at__isnull=True)


def directory(person, wanted: Wanted) -> QuerySet[Service]:
    """The services of the person’s authority that fit, by name. What says nothing of an age or an area fits each."""
    rows = _shown(person)
    for shelf, word in ((Shelf.KIND, wanted.kind), (Shelf.LANGUAGE, wanted.language)):
        if word:
            rows = rows.filter(Exists(Tag.objects.filter(service=OuterRef("pk"), shelf=shelf, word=word)))
    if wanted.area:
        areas = Tag.objects.filter(service=OuterRef("pk"), shelf=Shelf.AREA)
        rows = rows.filter(Exists(areas.filter(word=wanted.area)) | ~Exists(areas))
    if wanted.cost:
        rows = rows.filter(cost=wanted.cost)
    if wanted.age is not None:
        rows = rows.filter(
            Q(minimum_age__isnull=True) | Q(minimum_age__lte=wanted.age),
            Q(maximum_age__isnull=True) | Q(maximum_age__gte=wanted.age),
        )
    for word in wanted.words.split()[:10]:
        places = ("name", "about", "eligibility", "how_to_refer", "local_notes", "organisation__name", "place_name")
        anywhere = Q(Exists(Tag.objects.filter(service=OuterRef("pk"), word__icontains=word)))
        for place in places:
            anywhere |= Q(**{f"{place}__icontains": word})
        rows = rows.filter(anywhere)
    return rows.select_related("organisation").prefetch_related("tags").order_by("name", "pk")


def words_in_use(person) -> dict[str, list[str]]:
    """The areas and languages that the authority’s services name, each by its shelf, in order of the alphabet."""
    rows = Tag.objects.filter(service__in=_shown(person), shelf__in=(Shelf.AREA, Shelf.LANGUAGE))
    found: dict[str, list[str]] = {Shelf.AREA: [], Shelf.LANGUAGE: []}
    for shelf, word in rows.order_by("word").values_list("shelf", "word").distinct():
        found[shelf].append(word)
    return found


def service_for(person, uuid) -> Service:
    """One service of the person’s authority, retired or not. Raises NotFound."""
    rows = Service.objects.filter(sees_service(person), uuid=uuid)
    people = ("assured_by", "public_by", "retired_by")
    return find(rows.select_related("organisation", "authority", *people).prefetch_related("tags", "openings"))


def said_of(row: Service | Organisation, number: int | None = None) -> dict:
    """What the service or organisation says now, or said in one of its versions, as a form takes it. Raises NotFound."""
    return find(row.versions.filter(number=row.version if number is None else number)).content


def version_of(person, service: Service, number: int) -> Version:
    """One version of a service. Raises NotFound."""
    return find(Version.objects.filter(service=service, number=number).select_related("by"))


def versions_of(person, row: Service | Organisation) -> QuerySet[Version]:
    """Every version, the newest first."""
    return row.versions.select_related("by").order_by("-number")


def organisations_of(person) -> list[Organisation]:
    """The organisations of the person’s authority, by name."""
    return list(Organisation.objects.filter(authority_id=person.authority_id).order_by("name"))


def organisation_for(person, uuid) -> Organisation:
    """One organisation of the person’s authority. Raises NotFound."""
    return find(Organisation.objects.filter(authority_id=person.authority_id, uuid=uuid))


def organisation_named(person, name: str) -> Organisation | None:
    """The organisation of that name, however it is capitalised."""
    return Organisation.objects.filter(authority_id=person.authority_id, name__iexact=name).first()


def names_of_organisations(person, keys) -> dict[str, str]:
    """The names of organisations by the text of their uuid."""
    known = []
    for key in keys:
        try:
            known.append(uuids.UUID(str(key)))
        except ValueError:
            continue
    rows = Organisation.objects.filter(authority_id=person.authority_id, uuid__in=known)
    return {str(row.uuid): row.name for row in rows}


def late_before(person):
    """The day before which a check of details counts as late."""
    return timezone.localdate() - timedelta(days=setting_of(person.authority, "services")["assured_days"])


def to_check(person) -> QuerySet[Service]:
    """Services that nobody checked, or not for too long, the longest wait first."""
    late = Q(assured_on__isnull=True) | Q(assured_on__lt=late_before(person))
    return _shown(person).filter(late).order_by("assured_on", "name")


def gone(person) -> QuerySet[Service]:
    """Services that the directory from which they came no longer names, by name."""
    return _shown(person).filter(gone_at__isnull=False).order_by("name")


def retired(person) -> QuerySet[Service]:
    """Services that were retired, the last one first."""
    rows = Service.objects.filter(sees_service(person), retired_at__isnull=False)
    return rows.select_related("retired_by").order_by("-retired_at")


def counts_of(person) -> tuple[int, int]:
    """How many services the directory has, and how many of them are public."""
    rows = _shown(person)
    return rows.count(), rows.filter(public_at__isnull=False).count()


def directories_of(authority) -> list[str]:
    """The addresses of other directories that the authority’s settings name."""
    return list(setting_of(authority, "services")["directories"])


def is_named(authority, address: str) -> bool:
    """True for a directory that the authority’s settings name."""
    return is_allowed(address, directories_of(authority))


def imports_of(person) -> QuerySet[Import]:
    """What was taken in, or is, the newest first. Only to those who keep the directory."""
    rows = Import.objects.filter(authority_id=person.authority_id) if may_keep(person) else Import.objects.none()
    return rows.select_related("begun_by").order_by("-begun_at", "-pk")


def import_for(person, uuid) -> Import:
    """One import of the person’s authority, to those who keep the directory. Raises NotFound."""
    return find(imports_of(person).filter(uuid=uuid))


def open_import(authority, address: str) -> Import | None:
    """The fetching of this directory that is not at its end."""
    rows = Import.objects.filter(authority=authority, origin=Origin.DIRECTORY, place=address, state__in=OPEN)
    return rows.order_by("-begun_at").first()


def waiting_imports() -> list[Import]:
    """Fetchings that are not at their end, the oldest first."""
    return list(Import.objects.filter(state__in=OPEN).select_related("authority", "begun_by").order_by("begun_at"))


def kept_until(batch: Import) -> date | None:
    """The last day of what was read of it, where it waits for a person to load, leave or mend it; else None."""
    since = {State.COLUMNS: batch.begun_at, State.CHECKED: batch.begun_at, State.LOADED: batch.ended_at}.get(
        batch.state
    )
    return timezone.localdate(since) + timedelta(days=DRAFT_DAYS) if since else None


def remembered_columns(person, digest: str) -> dict:
    """Which column was which in the last file with the same headings."""
    row = ColumnNames.objects.filter(authority_id=person.authority_id, digest=digest).first()
    return row.columns if row else {}


def wrong_rows(person, batch: Import) -> QuerySet[ImportRow]:
    """The rows that cannot be kept, in the order of the file."""
    return batch.rows.exclude(faults=[]).order_by("number")


def good_rows(person, batch: Import) -> QuerySet[ImportRow]:
    """The rows that can be loaded, in the order of the file."""
    return batch.rows.filter(content__isnull=False).order_by("number")


def differences(before: dict, after: dict, names: dict[str, str], kinds: dict[str, str]) -> list[dict]:
    """What changed from one version to the next: the field’s label, what stood there, what stands there.

    `names` are those of organisations by uuid, `kinds` the kinds of help by key.
    """
    return [
        {
            "label": content.LABELS[name],
            "before": in_words(name, before.get(name), names, kinds),
            "after": in_words(name, after.get(name), names, kinds),
        }
        for name in content.FIELDS
        if before.get(name) != after.get(name)
    ]


def in_words(name: str, value, names: dict[str, str], kinds: dict[str, str]) -> str:
    """One field of a version as a person reads it."""
    if value is None or value == "" or value == []:
        return ""
    if name == "organisation":
        return names.get(value, "")
    if name == "kinds":
        return ", ".join(kinds.get(key, key) for key in value)
    if name == "hours":
        return "\n".join(content.hours_in_words(line) for line in value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if name in content.CHOICES:
        return dict(content.CHOICES[name]).get(value, value)
    return "\n".join(value) if isinstance(value, list) else str(value)
