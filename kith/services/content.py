"""What is said of one service, whoever says it: a form, a row of a file, or another directory. Is it well formed?

`cleaned` takes what was typed and gives what may be kept, with a sentence for each field that may not.
"""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from kith.design.forms import visible

from .words import DAYS, OTHER_KIND, Cost, Status

# The fields in the order of pages and files, each with what a person calls it.
LABELS = {
    "name": "Name of the service",
    "organisation": "Who runs it",
    "organisation_about": "What they do",
    "organisation_website": "Their website",
    "kinds": "Kinds of help",
    "about": "What the service does",
    "eligibility": "For whom",
    "minimum_age": "Youngest age",
    "maximum_age": "Oldest age",
    "areas": "Areas",
    "cost": "Cost",
    "cost_words": "About the cost",
    "languages": "Languages",
    "telephone": "Telephone",
    "email": "E-mail address",
    "website": "Website",
    "contact": "Whom to ask for",
    "how_to_refer": "How to refer",
    "hours": "When it is open",
    "hours_words": "About the times",
    "place_name": "Name of the place",
    "address": "Street",
    "town": "Town",
    "county": "County",
    "postcode": "Postcode",
    "online": "Given online",
    "latitude": "Latitude",
    "longitude": "Longitude",
    "status": "Does it run",
    "source": "Where these details come from",
    "local_notes": "Notes for colleagues",
}
OF_ORGANISATION = ("organisation", "organisation_about", "organisation_website")
# What a version keeps; who runs it stands there by its uuid.
FIELDS = tuple(name for name in LABELS if name not in ("organisation_about", "organisation_website"))
# What nobody outside the authority reads (field_classes.py says the same), and no other directory overwrites.
INTERNAL = ("contact", "how_to_refer", "source", "local_notes")
OURS_ALONE = ("contact", "how_to_refer", "local_notes")
LISTS = ("kinds", "areas", "languages", "hours")
CHOICES = {"cost": Cost.choices, "status": Status.choices}
LONGEST = {
    **{"name": 160, "organisation": 160, "organisation_about": 2000, "organisation_website": 300, "about": 4000},
    **{"eligibility": 1000, "cost_words": 300, "telephone": 40, "email": 254, "website": 300, "contact": 200},
    **{"how_to_refer": 2000, "hours_words": 500, "place_name": 160, "address": 200, "town": 100, "county": 100},
    **{"source": 300, "local_notes": 4000},
}
NEEDED = {
    "name": "Write what the service is called",
    "about": "Write what the service does",
    "kinds": "Choose at least one kind of help",
    "source": "Write where these details come from",
}
MOST_LINES, LONGEST_LINE = 40, 100
OLDEST = 120
POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})")
TELEPHONE = re.compile(r"\+?[0-9][0-9 ()-]{2,29}")
TIME = re.compile(r"([01]?[0-9]|2[0-3])(?:[:.]([0-5][0-9]))? ?(am|pm)?")
BETWEEN = re.compile(r"\s*(?:-|–|—|\bto\b)\s*")
# The United Kingdom with its islands, roughly: the standard’s own examples lie outside the earth.
LATITUDES, LONGITUDES = (Decimal(49), Decimal(61)), (Decimal(-9), Decimal(3))
YES, NO = ("yes", "y", "true", "1", "on"), ("no", "n", "false", "0", "off", "")
FREE = ("free", "free of charge", "no cost", "none", "0", "£0", "0.00", "£0.00")


class Wrong(ValueError):
    """One field cannot be kept; the message is the sentence."""


def lines(said) -> list[str]:
    """The entries of a list, each once, whether they stand on lines of their own or between semicolons."""
    parts = re.split(r"[\n;]", said) if isinstance(said, str) else list(said or [])
    return list(dict.fromkeys(part for part in (" ".join(visible(str(part)).split()) for part in parts) if part))


def cleaned(said: dict, kinds: Iterable[tuple[str, str]], *, lenient: bool = False) -> tuple[dict, dict[str, str]]:
    """(what may be kept, a sentence for each field that may not). `kinds` are the known kinds of help, key and label.

    A lenient reading is for another directory: a kind that is not known here is “other help”.
    """
    kept: dict = {}
    wrong: dict[str, str] = {}
    for name in LABELS:
        try:
            kept[name] = _one(name, said.get(name), dict(kinds), lenient)
        except Wrong as fault:
            wrong[name] = str(fault)
    for name, sentence in NEEDED.items():
        if name not in wrong and not kept[name]:
            wrong[name] = sentence
    _together(kept, wrong)
    return kept, wrong


def _together(kept: dict, wrong: dict[str, str]) -> None:
    """What only two fields beside each other show."""
    youngest, oldest = kept.get("minimum_age"), kept.get("maximum_age")
    if youngest is not None and oldest is not None and youngest > oldest:
        wrong.setdefault("maximum_age", "The oldest age must not be below the youngest")
    place = [name for name in ("address", "town", "postcode") if kept.get(name)]
    for name in ("address", "town", "postcode"):
        if place and name not in place and name not in wrong:
            wrong[name] = f"An address needs a {LABELS[name].lower()} too; or leave the whole address empty"
    for one, other in (("latitude", "longitude"), ("longitude", "latitude")):
        if kept.get(one) and not kept.get(other) and other not in wrong:
            wrong[other] = "A place on the map needs latitude and longitude"


def _one(name: str, said, kinds: dict[str, str], lenient: bool):
    if name == "kinds":
        return _kinds(lines(said), kinds, lenient)
    if name == "hours":
        return _hours(lines(said))
    if name in LISTS:
        found = lines(said)
        if len(found) > MOST_LINES or any(len(line) > LONGEST_LINE for line in found):
            raise Wrong(f"Give at most {MOST_LINES} lines of at most {LONGEST_LINE} characters")
        return found
    text = visible("" if said is None else str(said))
    if len(text) > LONGEST.get(name, 4000):
        raise Wrong(f"“{LABELS[name]}” must be {LONGEST.get(name, 4000)} characters or fewer. You have {len(text)}")
    reader = READERS.get(name)
    return reader(text) if reader else text


def _kinds(found: list[str], kinds: dict[str, str], lenient: bool) -> list[str]:
    by_words = {words.lower(): key for key, label in kinds.items() for words in (key, label)}
    # Between commas too, since no label holds one.
    said = [part.strip() for line in found for part in line.split(",") if part.strip()]
    unknown = [words for words in said if words.lower() not in by_words]
    if unknown and not lenient:
        raise Wrong(f"“{unknown[0][:60]}” is no kind of help. Use {', '.join(kinds.values())}")
    keys = {by_words[words.lower()] for words in said if words.lower() in by_words}
    if lenient and not keys and OTHER_KIND in kinds:
        keys = {OTHER_KIND}
    return [key for key in kinds if key in keys]


def _age(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 3 and int(text) <= OLDEST):
        raise Wrong(f"An age is a whole number from 0 to {OLDEST}")
    return int(text)


def _cost(text: str) -> str:
    if text.lower() in FREE:
        return Cost.FREE.value
    if text.lower() in ("paid", Cost.PAID.label.lower()):
        return Cost.PAID.value
    if text.lower() in ("", Cost.UNKNOWN.label.lower()):
        return Cost.UNKNOWN.value
    raise Wrong("Say “free” or “paid”; a price belongs to the words about the cost")


def _telephone(text: str) -> str:
    if text and not TELEPHONE.fullmatch(text):
        raise Wrong("Write a telephone number in figures, such as 01632 960 001")
    return text


def _email(text: str) -> str:
    if text:
        try:
            validate_email(text)
        except ValidationError:
            raise Wrong("Write an e-mail address such as name@example.org") from None
    return text


def website_of(text: str) -> str:
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        host = ""
    plain = text.isascii() and text.isprintable() and " " not in text and not set(text) & set("<>\"'`\\{}|^")
    if not plain or "." not in host or parts.scheme not in ("https", "http") or parts.username is not None:
        raise Wrong("Write the whole address of the website, such as https://www.example.org")
    return text


def _postcode(text: str) -> str:
    if not text:
        return ""
    found = POSTCODE.fullmatch(" ".join(text.upper().split()))
    if not found:
        raise Wrong("Write a whole UK postcode, such as TH1 2AB")
    return f"{found[1]} {found[2]}"


def _between(least: Decimal, most: Decimal):
    def read(text: str) -> str:
        if not text:
            return ""
        try:
            number = Decimal(text)
            inside = least <= number <= most  # Decimal("NaN") is in no order, and says so by a fault
        except InvalidOperation:
            inside = False
        if not inside:
            raise Wrong(f"Write a number from {least} to {most}: a place in the United Kingdom")
        return str(number.quantize(Decimal("0.000001")))

    return read


def _yes(text: str) -> bool:
    if text.lower() in YES:
        return True
    if text.lower() in NO:
        return False
    raise Wrong("Say yes or no")


def _status(text: str) -> str:
    by_words = {words.lower(): value for value, label in Status.choices for words in (value, label)}
    if not text:
        return Status.ACTIVE.value
    if text.lower() not in by_words:
        raise Wrong(f"Say {', '.join(label.lower() for label in Status.labels)}")
    return by_words[text.lower()]


READERS = {
    "minimum_age": _age,
    "maximum_age": _age,
    "cost": _cost,
    "telephone": _telephone,
    "email": _email,
    "website": website_of,
    "organisation_website": website_of,
    "postcode": _postcode,
    "latitude": _between(*LATITUDES),
    "longitude": _between(*LONGITUDES),
    "online": _yes,
    "status": _status,
}


def _hours(found: list[str]) -> list[str]:
    """“Mon Wed 4pm to 6pm” as “MO,WE 16:00-18:00”, one line after another."""
    if len(found) > MOST_LINES:
        raise Wrong(f"Give at most {MOST_LINES} lines")
    return list(dict.fromkeys(_hours_line(line) for line in found))


def _hours_line(line: str) -> str:
    sentence = f"“{line[:60]}” is not understood. Write days and times, such as Mon Wed 16:00 to 18:00"
    spaced = re.sub(r"([A-Za-z])\s*[-–—]\s*([A-Za-z])", r"\1 to \2", line)
    words = [word.lower() for word in re.split(r"[\s,]+", spaced) if word]
    days: list[str] = []
    while words and (day := _day(words[0])):
        words.pop(0)
        if len(words) > 1 and words[0] == "to" and (last := _day(words[1])):
            order = list(DAYS)
            if order.index(last) < order.index(day):
                raise Wrong(sentence)
            days += order[order.index(day) : order.index(last) + 1]
            words = words[2:]
        else:
            days.append(day)
        if words and words[0] == "and":
            words.pop(0)
    times = BETWEEN.split(" ".join(words))
    if not days or len(times) != 2:
        raise Wrong(sentence)
    opens, closes = (_time(text) for text in times)
    if opens is None or closes is None:
        raise Wrong(sentence)
    if closes <= opens:
        raise Wrong(f"“{line[:60]}”: the time at which it closes must be after the one at which it opens")
    return f"{','.join(day for day in DAYS if day in days)} {opens}-{closes}"


def _day(word: str) -> str | None:
    word = word.rstrip(".")
    return next(
        (
            short
            for short, name in DAYS.items()
            if len(word) >= 2 and (name.lower().startswith(word) or word == f"{name.lower()}s")
        ),
        None,
    )


def _time(text: str) -> str | None:
    found = TIME.fullmatch(text.strip().lower())
    if not found or (found[2] is None and found[3] is None):
        return None
    hour, minute = int(found[1]), found[2] or "00"
    if found[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    return f"{hour:02}:{minute}"


def openings(hours: Iterable[str]) -> list[tuple[str, str, str]]:
    """(day, opens, closes) of each day of each line, by the week."""
    rows = []
    for line in hours:
        days, times = line.split(" ")
        opens, closes = times.split("-")
        rows += [(day, opens, closes) for day in days.split(",")]
    order = list(DAYS)
    return sorted(set(rows), key=lambda row: (order.index(row[0]), row[1], row[2]))


def hours_in_words(line: str) -> str:
    """“MO,WE 16:00-18:00” as a form shows it again: “Mon Wed 16:00 to 18:00”."""
    days, times = line.split(" ")
    return f"{' '.join(DAYS[day][:3] for day in days.split(','))} {times.replace('-', ' to ')}"


def merged(base: dict, mine: dict, theirs: dict) -> tuple[dict, list[str]]:
    """(mine, with what only they changed since the base; the fields that both changed to different words)."""
    together, both = dict(mine), []
    for name in theirs:
        if mine.get(name) == base.get(name):
            together[name] = theirs[name]
        elif theirs[name] not in (base.get(name), mine.get(name)):
            both.append(name)
    return together, both
