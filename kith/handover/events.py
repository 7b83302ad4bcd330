"""What can happen in a handover. `subject` is the handover; `to` names whom to tell."""

from dataclasses import dataclass
from typing import ClassVar

from kith.audit.events import Event


@dataclass(frozen=True, kw_only=True)
class HandoverBegun(Event):
    verb: ClassVar[str] = "handover.begun"
    sentence: ClassVar[str] = "began a handover"
    of: str
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class HandoverChanged(Event):
    verb: ClassVar[str] = "handover.changed"
    sentence: ClassVar[str] = "changed the last day of a handover, or what ends on it"
    of: str


@dataclass(frozen=True, kw_only=True)
class HandoverCalledOff(Event):
    verb: ClassVar[str] = "handover.called-off"
    sentence: ClassVar[str] = "called off a handover: the person stays"
    of: str


@dataclass(frozen=True, kw_only=True)
class ItemOffered(Event):
    """`kind` is of what; what it is stands in the room that it belongs to."""

    verb: ClassVar[str] = "handover.offered"
    sentence: ClassVar[str] = "offered something to a colleague to take over"
    kind: str
    to: str


@dataclass(frozen=True, kw_only=True)
class ItemTaken(Event):
    verb: ClassVar[str] = "handover.taken"
    sentence: ClassVar[str] = "took something over"
    kind: str
    of: str
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ItemDeclined(Event):
    verb: ClassVar[str] = "handover.declined"
    sentence: ClassVar[str] = "declined to take something over, with a reason"
    kind: str
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class WordsWritten(Event):
    verb: ClassVar[str] = "handover.words"
    sentence: ClassVar[str] = "wrote what a successor should know"
    kind: str


@dataclass(frozen=True, kw_only=True)
class WordsRead(Event):
    """`subject` is the matter in which the words stand."""

    verb: ClassVar[str] = "handover.words-read"
    sentence: ClassVar[str] = "read what was written for whoever takes it over"
    about_child: ClassVar[bool] = True
    is_read: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class ItemDefaulted(Event):
    """Rights ended at once; somebody whom nobody asked has it until it is taken over."""

    verb: ClassVar[str] = "handover.defaulted"
    sentence: ClassVar[str] = "gave something to who has it by default"
    kind: str
    of: str
    to: str


@dataclass(frozen=True, kw_only=True)
class NobodyForIt(Event):
    """Rights ended at once, and nobody may have this: it is told to who can name or add somebody."""

    verb: ClassVar[str] = "handover.nobody"
    sentence: ClassVar[str] = "found nobody who may have something"
    kind: str
    of: str
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class EndedAtOnce(Event):
    verb: ClassVar[str] = "handover.at-once"
    sentence: ClassVar[str] = "ended somebody’s rights at once"
    of: str


@dataclass(frozen=True, kw_only=True)
class HandoverDue(Event):
    """`when` is `soon` before the last day and `late` after it, while something is left."""

    verb: ClassVar[str] = "handover.due"
    sentence: ClassVar[str] = "reminded people of what nobody has taken over yet"
    when: str
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class HandoverFinished(Event):
    verb: ClassVar[str] = "handover.finished"
    sentence: ClassVar[str] = "ended what the person held in their post, after all was taken over"
    of: str
    to: tuple[str, ...]
