"""What can happen to the toolkit. No event carries a text: the editions do."""

from dataclasses import dataclass
from typing import ClassVar

from kith.audit.events import Event


@dataclass(frozen=True, kw_only=True)
class StarterLoaded(Event):
    verb: ClassVar[str] = "toolkit.starter-loaded"
    sentence: ClassVar[str] = "loaded the toolkit’s national content"
    new: int
    changed_pages: int
    retired: int
    same: int


@dataclass(frozen=True, kw_only=True)
class PiecePublished(Event):
    """`subject` is the page, `layer` whose it is, `edition` the number of what it says from now on."""

    verb: ClassVar[str] = "toolkit.published"
    sentence: ClassVar[str] = "published a page of the toolkit"
    layer: str
    edition: int


@dataclass(frozen=True, kw_only=True)
class PieceRetired(Event):
    verb: ClassVar[str] = "toolkit.retired"
    sentence: ClassVar[str] = "retired a page of the toolkit"
    layer: str
    edition: int
