"""What the public may read of the directory: a query set of its own, by its own list of columns (promise 6).

No row of a service is loaded here, only the columns named below, and each of them is public by its class
(config/field_classes.py). Notes, how to refer, whom to ask for, sources and who checked have no way out of this module.
"""

import datetime
import re
import uuid
from dataclasses import dataclass
from decimal import Decimal
from math import cos, radians

from django.db.models import Avg, Exists, F, FloatField, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from kith.people.queries import own_settings
from kith.toolkit.queries import categories

from .content import POSTCODE
from .models import Opening, Service, Tag
from .words import DAYS, KINDS, Cost, Shelf

COLUMNS = (
    *("uuid", "authority", "name", "about", "eligibility", "minimum_age", "maximum_age", "cost", "cost_words"),
    *("telephone", "email", "website", "hours_words", "place_name", "address", "town", "county", "postcode", "online"),
    *("latitude", "longitude", "status", "changed_at", "assured_on", "place_uuid"),
)
OF_ORGANISATION = ("uuid", "name", "about", "website")
OF_TAG = ("shelf", "word")
OF_OPENING = ("day", "opens", "closes")
# One name for what a key stands for, so that an id is the same in every answer.
NAMESPACE = uuid.UUID("5d2c3a58-7a9e-5c61-9b0a-5f2c6e0f7f11")
TAXONOMY = str(uuid.uuid5(NAMESPACE, KINDS))
TAXONOMY_NAME = "Kinds of help"
METRES_IN_DEGREE = 111_320
COUNTRY = "GB"


@dataclass(frozen=True)
class Asked:
    """The filters of one question, each well formed. All that are given hold together."""

    words: tuple[str, ...] = ()
    term: str = ""
    taxonomy: str = ""
    organisation: str = ""
    minimum_age: int | None = None
    maximum_age: int | None = None
    opens: datetime.time | None = None
    closes: datetime.time | None = None
    day: str = ""
    modified_after: datetime.datetime | None = None
    postcode: str = ""
    proximity: int | None = None


def public() -> QuerySet[Service]:
    """Services that an editor marked public and nobody retired, by name. The one beginning of all that leaves."""
    return Service.objects.filter(public_at__isnull=False, retired_at__isnull=True).order_by("name", "uuid")


def fitting(asked: Asked) -> QuerySet[Service]:
    """The public services that fit."""
    rows = public()
    for word in asked.words:
        rows = rows.filter(Q(name__icontains=word) | Q(about__icontains=word) | Q(organisation__name__icontains=word))
    if asked.term:
        key = next((key for key, _ in kinds() if term_id(key) == asked.term), None)
        rows = rows.filter(Exists(_tags(Shelf.KIND).filter(word=key)))
    if asked.taxonomy:
        rows = rows.filter(Exists(_tags(Shelf.KIND))) if asked.taxonomy == TAXONOMY else rows.none()
    if asked.organisation:
        rows = rows.filter(organisation__uuid=asked.organisation)
    # As the standard has it: a youngest age of at least this, an oldest of at most that.
    if asked.minimum_age is not None:
        rows = rows.filter(minimum_age__gte=asked.minimum_age)
    if asked.maximum_age is not None:
        rows = rows.filter(maximum_age__lte=asked.maximum_age)
    if asked.day or asked.opens or asked.closes:
        openings = Opening.objects.filter(service=OuterRef("pk"))
        if asked.day:
            openings = openings.filter(day=asked.day)
        if asked.opens:
            openings = openings.filter(opens__gte=asked.opens)
        if asked.closes:
            openings = openings.filter(closes__lte=asked.closes)
        rows = rows.filter(Exists(openings))
    if asked.modified_after:
        rows = rows.filter(changed_at__gte=asked.modified_after)
    return rows


def _tags(shelf: str) -> QuerySet[Tag]:
    return Tag.objects.filter(service=OuterRef("pk"), shelf=shelf)


def with_place() -> Q:
    """Services that are somewhere: at an address, or online."""
    return ~Q(address="") | Q(online=True)


def places(asked: Asked) -> QuerySet[Service]:
    """The public services that fit and are somewhere; near a postcode where one is given."""
    rows = fitting(asked).filter(with_place())
    if not asked.postcode:
        return rows
    district = asked.postcode.split(" ")[0]
    here = Q(postcode__startswith=f"{district} ")
    if asked.proximity is None:
        return rows.filter(here)
    # Kith holds no map of postcodes: the middle of the public places of the postcode, or of its district, stands for it.
    known = public().order_by().filter(latitude__isnull=False)
    middle = known.filter(postcode=asked.postcode).aggregate(lat=Avg("latitude"), long=Avg("longitude"))
    if middle["lat"] is None:
        middle = known.filter(here).aggregate(lat=Avg("latitude"), long=Avg("longitude"))
    if middle["lat"] is None:
        return rows.filter(here)
    lat, long = float(middle["lat"]), float(middle["long"])
    wide = METRES_IN_DEGREE * cos(radians(lat))
    north = (Cast(F("latitude"), FloatField()) - lat) * METRES_IN_DEGREE
    east = (Cast(F("longitude"), FloatField()) - long) * wide
    near = rows.filter(latitude__isnull=False).annotate(away=north * north + east * east)
    return near.filter(away__lte=float(asked.proximity) ** 2)


def kinds() -> list[tuple[str, str]]:
    """The kinds of help as delivered, and their labels."""
    return categories(NOBODY, KINDS)


NOBODY = 0  # the key of no authority: what is asked with it is as delivered


def term_id(key: str) -> str:
    """The id of a kind of help."""
    return str(uuid.uuid5(NAMESPACE, f"{KINDS}:{key}"))


def taxonomy() -> dict:
    """The one taxonomy of the feed."""
    return {
        "id": TAXONOMY,
        "name": TAXONOMY_NAME,
        "description": "What a service for children, young people and families offers.",
    }


def terms() -> list[dict]:
    """Every term of the taxonomy, in its order."""
    return [_term(key, label) for key, label in kinds()]


def _term(key: str, label: str) -> dict:
    return {
        "id": term_id(key),
        "name": label,
        "description": label,
        "taxonomy": TAXONOMY_NAME,
        "taxonomy_id": TAXONOMY,
    }


def told(said: dict) -> dict:
    """The same without what has no value: a field is left out, never null, empty text or an empty list."""
    return {name: value for name, value in said.items() if value is not None and value != "" and value != []}


def _ids(row: dict, *parts: str) -> str:
    return str(uuid.uuid5(row["uuid"], ":".join(parts)))


def rows_of(services: QuerySet[Service]) -> list[dict]:
    """The public columns of these services, with those of who runs each, under “organisation__…”."""
    return list(services.values(*COLUMNS, "authority__name", *(f"organisation__{name}" for name in OF_ORGANISATION)))


def thin(row: dict, boxes: dict[int, str]) -> dict:
    """A service as it stands in a list."""
    free = row["cost"] == Cost.FREE
    return told(
        {
            "id": str(row["uuid"]),
            "organization_id": str(row["organisation__uuid"]),
            "name": row["name"],
            "description": _described(row),
            "url": row["website"],
            "email": row["email"],
            "status": row["status"],
            "fees": row["cost_words"] or ("Free" if free else ""),
            "minimum_age": row["minimum_age"],
            "maximum_age": row["maximum_age"],
            "assured_date": row["assured_on"].isoformat() if row["assured_on"] else "",
            "assurer_email": boxes.get(row["authority"], ""),
            "last_modified": row["changed_at"].astimezone(datetime.UTC).isoformat(timespec="seconds"),
            "organization": told(
                {
                    "id": str(row["organisation__uuid"]),
                    "name": row["organisation__name"],
                    "description": row["organisation__about"] or row["organisation__name"],
                    "website": row["organisation__website"],
                }
            ),
        }
    )


def _described(row: dict) -> str:
    if not row["eligibility"]:
        return row["about"]
    return f"{row['about']}\n\nFor whom: {row['eligibility']}"


def mailboxes() -> dict[int, str]:
    """The shared mailbox that each authority’s settings name for the public directory."""
    return {key: value["assurer_email"] for key, value in own_settings("services").items()}


def whole(row: dict, boxes: dict[int, str]) -> dict:
    """A service with everything that is told of it. Asks the database three times."""
    of = Q(service__uuid=row["uuid"])
    tags = list(Tag.objects.filter(of).order_by("pk").values(*OF_TAG))
    openings = list(Opening.objects.filter(of).values(*OF_OPENING))
    openings.sort(key=lambda one: (list(DAYS).index(one["day"]), one["opens"]))
    by_shelf = {shelf: [tag["word"] for tag in tags if tag["shelf"] == shelf] for shelf in Shelf.values}
    labels = dict(kinds())
    areas = by_shelf[Shelf.AREA] or [row["authority__name"]]
    service = str(row["uuid"])
    place = location(row)
    times = [
        {
            "id": _ids(row, "schedule", one["day"], f"{one['opens']:%H%M}", f"{one['closes']:%H%M}"),
            "service_id": service,
            "freq": "WEEKLY",
            "byday": one["day"],
            "opens_at": f"{one['opens']:%H:%M}",
            "closes_at": f"{one['closes']:%H:%M}",
        }
        for one in openings
    ]
    if row["hours_words"]:
        times.append({"id": _ids(row, "schedule", "words"), "service_id": service, "description": row["hours_words"]})
    free = row["cost"] == Cost.FREE
    return told(
        {
            **thin(row, boxes),
            "schedules": times,
            "service_areas": [{"id": _ids(row, "area", area), "service_id": service, "name": area} for area in areas],
            "service_at_locations": [
                {
                    "id": str(row["place_uuid"]),
                    "service_id": service,
                    "location_id": place["id"],
                    "location": place,
                }
            ]
            if place
            else [],
            "languages": [
                {"id": _ids(row, "language", word), "service_id": service, "name": word}
                for word in by_shelf[Shelf.LANGUAGE]
            ],
            "cost_options": [{"id": _ids(row, "cost"), "service_id": service, "option": "Free", "amount": 0}]
            if free
            else [],
            "contacts": [
                {
                    "id": _ids(row, "contact"),
                    "service_id": service,
                    "phones": [
                        {
                            "id": _ids(row, "phone"),
                            "contact_id": _ids(row, "contact"),
                            "number": row["telephone"],
                        }
                    ],
                }
            ]
            if row["telephone"]
            else [],
            "attributes": [
                {
                    "id": _ids(row, "attribute", key),
                    "link_id": service,
                    "link_type": "service",
                    "taxonomy_term_id": term_id(key),
                    "taxonomy_term": _term(key, labels[key]),
                }
                for key in by_shelf[Shelf.KIND]
                if key in labels
            ],
        }
    )


def location(row: dict) -> dict | None:
    """Where the service is: at its address, or online; None where nobody said."""
    if row["address"]:
        key = str(uuid.uuid5(row["place_uuid"], "location"))
        return told(
            {
                "id": key,
                "location_type": "physical",
                "name": row["place_name"],
                "latitude": _number(row["latitude"]),
                "longitude": _number(row["longitude"]),
                "addresses": [
                    {
                        "id": str(uuid.uuid5(row["place_uuid"], "address")),
                        "location_id": key,
                        "address_1": row["address"],
                        "city": row["town"],
                        "state_province": row["county"] or row["authority__name"],
                        "postal_code": row["postcode"],
                        "country": COUNTRY,
                        "address_type": "physical",
                    }
                ],
            }
        )
    if row["online"]:
        return {"id": str(uuid.uuid5(row["place_uuid"], "location")), "location_type": "virtual"}
    return None


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def at_location(row: dict, boxes: dict[int, str], *, nested: bool) -> dict:
    """A service at its place: thin as in a list, or with everything."""
    place = location(row)
    service = whole(row, boxes) if nested else thin(row, boxes)
    service.pop("service_at_locations", None)
    if place and not nested:
        place = {name: value for name, value in place.items() if name != "addresses"}
    return told(
        {
            "id": str(row["place_uuid"]),
            "service_id": str(row["uuid"]),
            "location_id": place["id"] if place else "",
            "location": place,
            "service": service,
        }
    )


def postcode_of(text: str) -> str | None:
    """A whole postcode as it is kept, or None."""
    found = POSTCODE.fullmatch(re.sub(r"\s+", " ", text.strip().upper()))
    return f"{found[1]} {found[2]}" if found else None
