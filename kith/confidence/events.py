"""What can happen with a self-rating. No event carries a number, a theme or an item."""

from dataclasses import dataclass
from typing import ClassVar

from kith.audit.events import Event


@dataclass(frozen=True, kw_only=True)
class ItemsLoaded(Event):
    verb: ClassVar[str] = "confidence.items-loaded"
    sentence: ClassVar[str] = "loaded items of the self-rating that are new or were changed"
    number: int


@dataclass(frozen=True, kw_only=True)
class Rated(Event):
    verb: ClassVar[str] = "confidence.rated"
    sentence: ClassVar[str] = "rated how sure they are, for themselves"


@dataclass(frozen=True, kw_only=True)
class RatingPutOff(Event):
    verb: ClassVar[str] = "confidence.put-off"
    sentence: ClassVar[str] = "put off rating how sure they are"


@dataclass(frozen=True, kw_only=True)
class ThemesChosen(Event):
    verb: ClassVar[str] = "confidence.themes-chosen"
    sentence: ClassVar[str] = "chose themes to work on"


@dataclass(frozen=True, kw_only=True)
class RatingsTakenOut(Event):
    verb: ClassVar[str] = "confidence.taken-out"
    sentence: ClassVar[str] = "took out their own self-ratings"


@dataclass(frozen=True, kw_only=True)
class RatingsDeleted(Event):
    verb: ClassVar[str] = "confidence.deleted"
    sentence: ClassVar[str] = "deleted their own self-ratings"


@dataclass(frozen=True, kw_only=True)
class RatingDue(Event):
    verb: ClassVar[str] = "confidence.due"
    sentence: ClassVar[str] = "was asked whether they want to rate how sure they are"
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class HalfYearKept(Event):
    verb: ClassVar[str] = "confidence.half-year-kept"
    sentence: ClassVar[str] = "kept the figures of a half year, of groups of five or more"
