"""What can happen in calibration. Nothing of it is about a child, and no answer stands in the trail."""

from dataclasses import dataclass
from typing import ClassVar

from kith.audit.events import Event


@dataclass(frozen=True, kw_only=True)
class RoundOpened(Event):
    verb: ClassVar[str] = "round.opened"
    sentence: ClassVar[str] = "opened a calibration round"
    people: int


@dataclass(frozen=True, kw_only=True)
class VignetteAnswered(Event):
    verb: ClassVar[str] = "round.answered"
    sentence: ClassVar[str] = "answered a vignette of a calibration round"


@dataclass(frozen=True, kw_only=True)
class RoundClosed(Event):
    verb: ClassVar[str] = "round.closed"
    sentence: ClassVar[str] = "closed a calibration round"


@dataclass(frozen=True, kw_only=True)
class RoundDiscussed(Event):
    verb: ClassVar[str] = "round.discussed"
    sentence: ClassVar[str] = "wrote down what was said about a calibration round"


@dataclass(frozen=True, kw_only=True)
class VignettesLoaded(Event):
    verb: ClassVar[str] = "vignettes.loaded"
    sentence: ClassVar[str] = "loaded vignettes that are new or were changed"
    number: int
