"""What can happen between Kith and a learning system. Who completed what stands in the events of training."""

from dataclasses import dataclass
from typing import ClassVar

from kith.audit.events import Event


@dataclass(frozen=True, kw_only=True)
class SystemRegistered(Event):
    verb: ClassVar[str] = "learning-system.registered"
    sentence: ClassVar[str] = "connected a learning system"


@dataclass(frozen=True, kw_only=True)
class SystemEnded(Event):
    verb: ClassVar[str] = "learning-system.ended"
    sentence: ClassVar[str] = "ended the link with a learning system"


@dataclass(frozen=True, kw_only=True)
class KeyMade(Event):
    verb: ClassVar[str] = "learning-system.key-made"
    sentence: ClassVar[str] = "made a key for a learning system"
    key: str


@dataclass(frozen=True, kw_only=True)
class KeyWithdrawn(Event):
    verb: ClassVar[str] = "learning-system.key-withdrawn"
    sentence: ClassVar[str] = "withdrew a key of a learning system"
    key: str


@dataclass(frozen=True, kw_only=True)
class ActivitiesNamed(Event):
    verb: ClassVar[str] = "learning-system.activities-named"
    sentence: ClassVar[str] = "said what activities of a learning system count for"
    number: int


@dataclass(frozen=True, kw_only=True)
class StatementsTaken(Event):
    verb: ClassVar[str] = "learning-system.told"
    sentence: ClassVar[str] = "told what was completed in a learning system"
    new: int
    counted: int
    voided: int


@dataclass(frozen=True, kw_only=True)
class StatementsForgotten(Event):
    verb: ClassVar[str] = "learning-system.forgotten"
    sentence: ClassVar[str] = "forgot what learning systems had told that counts for nobody"
    number: int
