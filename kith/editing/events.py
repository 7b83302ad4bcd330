"""What can happen while the toolkit is written. Publishing and retiring are events of the toolkit itself.

`subject` is the page as `ToolkitPage.subject` calls it: what was never published has no address in the trail.
"""

from dataclasses import dataclass
from typing import ClassVar

from kith.audit.events import Event


@dataclass(frozen=True, kw_only=True)
class PageBegun(Event):
    """`began_from` is “blank”, “national”, “proposal” or “answer”."""

    verb: ClassVar[str] = "editing.begun"
    sentence: ClassVar[str] = "began a page of the toolkit"
    began_from: str
    layer: str


@dataclass(frozen=True, kw_only=True)
class PageSubmitted(Event):
    """`to` names everybody who may answer it."""

    verb: ClassVar[str] = "editing.submitted"
    sentence: ClassVar[str] = "asked for a page of the toolkit to be approved"
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PageApproved(Event):
    """`to` wrote it; the page is shown from now on, or from the day that it names."""

    verb: ClassVar[str] = "editing.approved"
    sentence: ClassVar[str] = "approved a colleague’s page of the toolkit"
    to: str


@dataclass(frozen=True, kw_only=True)
class PageSentBack(Event):
    """`to` wrote it; the comment stands with the page."""

    verb: ClassVar[str] = "editing.sent-back"
    sentence: ClassVar[str] = "sent a colleague’s page of the toolkit back with a comment"
    to: str


@dataclass(frozen=True, kw_only=True)
class PageUnscheduled(Event):
    verb: ClassVar[str] = "editing.unscheduled"
    sentence: ClassVar[str] = "took back the day on which a page of the toolkit was to be shown"


@dataclass(frozen=True, kw_only=True)
class PageNotShown(Event):
    """Its day came, and it could not be shown; `to` wrote it."""

    verb: ClassVar[str] = "editing.not-shown"
    sentence: ClassVar[str] = "could not show a page of the toolkit on its day"
    to: str


@dataclass(frozen=True, kw_only=True)
class PageHandedOver(Event):
    verb: ClassVar[str] = "editing.handed-over"
    sentence: ClassVar[str] = "saw a page of the toolkit go to another writer"
    to: str
