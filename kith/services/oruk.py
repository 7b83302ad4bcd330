"""Reading another directory of Open Referral UK 3.0, strictly: what is not as the standard says is said, never guessed."""

import json
import re
import uuid
from decimal import Decimal

from .content import FREE
from .words import DAYS, Cost

KIND = "application/json"
VERSION = re.compile(r"HSDS-UK-3(\.[0-9]+)*")
TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
WEEKDAY = re.compile(r"[A-Z]{2}")
DEEPEST = 40


class NotOruk(ValueError):
    """What the other directory answered is not Open Referral UK 3.0; the message is a sentence."""


class Crooked(ValueError):
    """One field of one service is not as the standard says: its name, and why."""

    def __init__(self, field: str, why: str):
        super().__init__(why)
        self.field = field


def _object(data: bytes, what: str) -> dict:
    try:
        said = json.loads(data)
    # RecursionError: an answer of nothing but brackets.
    except (ValueError, RecursionError):
        raise NotOruk(f"{what} is not JSON.") from None
    if not isinstance(said, dict):
        raise NotOruk(f"{what} is not one object.")
    return said


def check_root(data: bytes) -> None:
    """Raises NotOruk where the directory does not say that it is Open Referral UK 3."""
    version = _object(data, "The first page").get("version")
    if not isinstance(version, str) or not VERSION.fullmatch(version):
        raise NotOruk("The directory does not say that it is Open Referral UK 3.0.")


def page_of(data: bytes, number: int) -> tuple[list[str], int]:
    """(the ids of the services on one page of the list, how many pages there are). Raises NotOruk."""
    said = _object(data, f"Page {number} of the list")
    contents, pages = said.get("contents"), said.get("total_pages")
    if not isinstance(contents, list) or type(pages) is not int or pages < 0:
        raise NotOruk(f"Page {number} of the list has no “contents” or no “total_pages”.")
    found = []
    for entry in contents:
        key = _uuid(entry.get("id")) if isinstance(entry, dict) else None
        if key is None:
            raise NotOruk(f"Page {number} of the list holds a service without a UUID.")
        found.append(key)
    return list(dict.fromkeys(found)), pages


def _uuid(said) -> str | None:
    if not isinstance(said, str) or len(said) != 36:
        return None
    try:
        return str(uuid.UUID(said))
    except ValueError:
        return None


def service_of(data: bytes, key: str) -> dict:
    """What the directory says of one service, as `content.cleaned` takes it. Raises NotOruk, Crooked."""
    said = _object(data, "The service")
    if _uuid(said.get("id")) != key:
        raise Crooked("id", "The answer is about another service")
    organisation = _part(said, "organization")
    places = [_part(one, "location") for one in _list(said, "service_at_locations")]
    place = next((one for one in places if _list(one, "addresses")), places[0] if places else {})
    address = next(iter(_list(place, "addresses")), {})
    hours, words = _times(said)
    cost, cost_words = _cost(said)
    return {
        "name": _text(said, "name"),
        "about": _text(said, "description"),
        "website": _text(said, "url"),
        "email": _text(said, "email"),
        "status": _text(said, "status"),
        "minimum_age": _age(said, "minimum_age"),
        "maximum_age": _age(said, "maximum_age"),
        "organisation": _text(organisation, "name"),
        "organisation_about": _text(organisation, "description"),
        "organisation_website": _text(organisation, "website"),
        "areas": [text for one in _list(said, "service_areas") if (text := _text(one, "name"))],
        "languages": [text for one in _list(said, "languages") if (text := _text(one, "name") or _text(one, "code"))],
        "kinds": [
            text
            for one in _list(said, "attributes")
            if (text := _text(_part(one, "taxonomy_term"), "name").replace(",", " "))
        ],
        "telephone": _telephone(said),
        "cost": cost,
        "cost_words": cost_words,
        "hours": hours,
        "hours_words": words,
        "place_name": _text(place, "name") if address else "",
        "address": _text(address, "address_1"),
        "town": _text(address, "city"),
        "county": _text(address, "state_province"),
        "postcode": _text(address, "postal_code"),
        "latitude": _number(place, "latitude") if address else "",
        "longitude": _number(place, "longitude") if address else "",
        "online": "yes" if any(_text(one, "location_type") == "virtual" for one in places) else "no",
    }


def _text(said: dict, name: str) -> str:
    value = said.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Crooked(name, "This is not text")
    return value


def _list(said: dict, name: str) -> list[dict]:
    value = said.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value) or len(value) > DEEPEST:
        raise Crooked(name, f"This is not a list of at most {DEEPEST} objects")
    return value


def _part(said: dict, name: str) -> dict:
    value = said.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Crooked(name, "This is not one object")
    return value


def _number(said: dict, name: str) -> str:
    value = said.get(name)
    if value is None:
        return ""
    if type(value) not in (int, float):
        raise Crooked(name, "This is not a number")
    return str(Decimal(str(value)))


def _age(said: dict, name: str) -> str:
    text = _number(said, name)
    return text.removesuffix(".0")


def _telephone(said: dict) -> str:
    for holder in (said, *_list(said, "contacts")):
        for phone in _list(holder, "phones"):
            if number := _text(phone, "number"):
                return number
    return ""


def _cost(said: dict) -> tuple[str, str]:
    """Free only where that is said; otherwise the words, and that there is a cost."""
    fees = _text(said, "fees").strip()
    if fees.lower() in FREE and fees:
        return Cost.FREE, ""
    words = [fees] if fees else []
    for one in _list(said, "cost_options"):
        amount = _number(one, "amount")
        price = f"£{Decimal(amount):.2f}" if amount else ""
        words.append(" ".join(part for part in (_text(one, "option"), price, _text(one, "amount_description")) if part))
    return (Cost.PAID, ". ".join(word for word in words if word)) if any(words) else (Cost.UNKNOWN, "")


def _times(said: dict) -> tuple[list[str], str]:
    """(lines of days and times, what is said of them in words)."""
    hours, words = [], []
    for one in _list(said, "schedules"):
        days = [day.strip() for day in _text(one, "byday").split(",") if day.strip()]
        opens, closes = (TIME.match(_text(one, name)) for name in ("opens_at", "closes_at"))
        weekly = _text(one, "freq") in ("WEEKLY", "") and all(day in DAYS for day in days)
        if days and weekly and opens and closes and opens[0] < closes[0]:
            hours.append(f"{' '.join(days)} {opens[0]} to {closes[0]}")
        words += [text for name in ("description", "notes") if (text := _text(one, name))]
    return hours, ". ".join(dict.fromkeys(words))
