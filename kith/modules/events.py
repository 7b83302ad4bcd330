"""What can happen with a short module. Which choice somebody made is in no event."""

from dataclasses import dataclass
from typing import ClassVar

from kith.audit.events import Event


@dataclass(frozen=True, kw_only=True)
class ModuleBegun(Event):
    verb: ClassVar[str] = "module.begun"
    sentence: ClassVar[str] = "began a short module"


@dataclass(frozen=True, kw_only=True)
class ModuleCompleted(Event):
    """`run` is the key of this going-through, by which who keeps training counts it once."""

    verb: ClassVar[str] = "module.completed"
    sentence: ClassVar[str] = "went through a short module to its end"
    run: str


@dataclass(frozen=True, kw_only=True)
class FollowUpAnswered(Event):
    verb: ClassVar[str] = "module.follow-up-answered"
    sentence: ClassVar[str] = "answered a question some time after a short module"


@dataclass(frozen=True, kw_only=True)
class FollowUpDue(Event):
    verb: ClassVar[str] = "module.follow-up-due"
    sentence: ClassVar[str] = "was asked a question some time after a short module"
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ModuleForgotten(Event):
    verb: ClassVar[str] = "module.forgotten"
    sentence: ClassVar[str] = "deleted what they had chosen in a short module"
