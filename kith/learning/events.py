"""What can happen to the plan of a term. No event carries a figure or a text."""

from dataclasses import dataclass
from typing import ClassVar

from kith.audit.events import Event


@dataclass(frozen=True, kw_only=True)
class LearningPlanBegun(Event):
    verb: ClassVar[str] = "learning-plan.begun"
    sentence: ClassVar[str] = "began the learning plan of a term"


@dataclass(frozen=True, kw_only=True)
class AimAdded(Event):
    """`to` names who sees to it."""

    verb: ClassVar[str] = "aim.added"
    sentence: ClassVar[str] = "put an aim into the learning plan"
    aim: str
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AimChanged(Event):
    """`to` names who sees to it from now on, where that is somebody else."""

    verb: ClassVar[str] = "aim.changed"
    sentence: ClassVar[str] = "changed an aim of the learning plan"
    aim: str
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AimEnded(Event):
    verb: ClassVar[str] = "aim.ended"
    sentence: ClassVar[str] = "said what became of an aim of the learning plan"
    aim: str
    ended_as: str
