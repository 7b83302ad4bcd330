"""What stands in a person’s calendar, of every room: a kind, a reference and a time, and never a word of what it is about.

A room says which kinds it has and what of them a person has, by its own rule, in its own `diary.py`, imported when it is
loaded. The calendar asks every room anew at each fetch, so that what a person may no longer see is not there.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from kith.design.references import LETTERS, Kind

REFERENCE = re.compile(rf"K[A-Z]-[{LETTERS}]{{8}}")
# What no calendar may call anything: where it stands open on a phone, it would say of whom the meeting is.
NEVER = ("prevent", "channel", "police", "terror", "radical")


def drawn_from(kind: Kind, key: UUID) -> str:
    """A reference for calendars, of a thing that has no other: it leads to no child, and counts nothing.

    It is worked out from the thing’s uuid, which is drawn at random, and is therefore always the same.
    """
    number, letters = key.int, ""
    for _ in range(8):
        number, one = divmod(number, len(LETTERS))
        letters += LETTERS[one]
    return f"{kind}-{letters}"


@dataclass(frozen=True, kw_only=True)
class DiaryEntry:
    """One thing in one person’s calendar: from a moment (until another, where that is known), or on a whole day.

    `uid` never changes; `sequence` grows with each change that a calendar must learn of. `url` leads to the page, which
    asks its own rule. There is no place for a name or for words: a reference that is none is refused.
    """

    uid: str
    kind: str
    reference: str
    url: str
    changed_at: datetime
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    day: date | None = None
    sequence: int = 0
    cancelled: bool = False

    def __post_init__(self):
        if not REFERENCE.fullmatch(self.reference):
            raise ValueError("A calendar shows a reference of its own, such as KC-4J3T9X2B, and nothing else.")
        if (self.starts_at is None) == (self.day is None):
            raise ValueError("An entry begins at a moment, or it is of a whole day.")

    @property
    def title(self) -> str:
        """All that a calendar says of it."""
        return f"{self.kind} {self.reference}"

    @property
    def on(self) -> date:
        """The day on which it begins, as the wall shows it."""
        return self.day if self.day is not None else timezone.localdate(self.starts_at)


EntriesOf = Callable[..., Iterable[DiaryEntry]]
_ROOMS: dict[EntriesOf, frozenset[str]] = {}


def in_diary(*kinds: str) -> Callable[[EntriesOf], EntriesOf]:
    """Registers what a room puts into a person’s calendar, and what it calls it: `entries_of(person, since)`.

    `entries_of` begins with the room’s rule, and asks a fixed number of questions. Refused is a kind that says too much.
    """
    for kind in kinds:
        if any(word in kind.lower() for word in NEVER):
            raise ValueError(f"“{kind}” says in a calendar what it is about.")

    def register_entries(entries_of: EntriesOf) -> EntriesOf:
        _ROOMS[entries_of] = frozenset(kinds)
        return entries_of

    return register_entries


def diary_of(person, since: datetime) -> list[DiaryEntry]:
    """What the person’s calendar holds at this moment, by time: what is to come, and what ended or fell out since then."""
    found = []
    for entries_of, kinds in _ROOMS.items():
        for entry in entries_of(person, since):
            if entry.kind not in kinds:
                raise ValueError("A room puts into a calendar only the kinds that it registered.")
            found.append(entry)
    return sorted(found, key=lambda one: (one.on, one.day is None, one.uid))


def kinds_in_diary() -> list[str]:
    """What calendars call things, of every room; for the tests that look at each word."""
    return sorted(set().union(*_ROOMS.values()))
