"""What can happen while the toolkit is written. Publishing and retiring are events of the toolkit itself."""

from dataclasses import dataclass
from typing import ClassVar

from kith.audit.events import Event


@dataclass(frozen=True, kw_only=True)
class PageBegun(Event):
    """`subject` is the page; `began_from` is “blank”, “national” or “proposal”."""

    verb: ClassVar[str] = "editing.begun"
    sentence: ClassVar[str] = "began a page of the toolkit"
    began_from: str
    layer: str
