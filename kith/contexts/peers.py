"""Of a person in a map Kith keeps a first name or a description, and nothing by which they could be looked up."""

import re

LOOKS_LIKE_MORE = re.compile(
    r"\d{1,2}\s*[./-]\s*\d{1,2}\s*[./-]\s*\d{2,4}"  # a date
    r"|\b(19|20)\d{2}\b"  # a year
    r"|\d[\d ]{5,}"  # a telephone number
    r"|\b[A-Za-z]{1,2}\d[\dA-Za-z]?\s*\d[A-Za-z]{2}\b"  # a postcode
    r"|\b\d+[a-z]?\s+\w+(\s+\w+)?\s+(street|road|lane|close|avenue|drive|way|court|place|terrace|gardens|crescent)\b"
    r"|@",
    re.IGNORECASE,
)
# A word before a name that says who somebody is, and makes it no full name.
CALLED = {
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "pc",
    "uncle",
    "aunt",
    "auntie",
    "nan",
    "gran",
    "coach",
    "sir",
    "imam",
    "father",
}
# What stands before a family name in many languages, written small, and makes it no description.
BEFORE_A_NAME = set("bin bint ibn al el abu da das de del della den der di do dos du la le ten ter van von".split())
JOINED_TO_A_NAME = re.compile(r"^(al|el|ibn|bin|d|o)[-’'](?=\w)")


def is_more_than_a_first_name(label: str) -> bool:
    """True for “Jay Smith”, “Ali bin Omar”, a date, an address or a number; not for “friend from netball” or “Uncle Tom”."""
    words = [JOINED_TO_A_NAME.sub("", word) for word in label.split() if word not in BEFORE_A_NAME]
    full = len(words) > 1 and all(word[:1].isupper() for word in words)
    return bool(LOOKS_LIKE_MORE.search(label)) or (full and words[0].strip(".").casefold() not in CALLED)


class TooMuch(ValueError):
    """A person of a map was to be called by more than a first name or a description. Nothing was kept."""
