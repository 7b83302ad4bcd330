"""What can happen to a threshold document."""

from dataclasses import dataclass
from typing import ClassVar

from kith.audit.events import Event


@dataclass(frozen=True, kw_only=True)
class ThresholdPublished(Event):
    verb: ClassVar[str] = "threshold.published"
    sentence: ClassVar[str] = "published a threshold document"
    levels: int
