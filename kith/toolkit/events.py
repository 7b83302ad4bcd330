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


@dataclass(frozen=True, kw_only=True)
class ProposalMade(Event):
    """`subject` is the proposal; `about` the page, empty for a new sign."""

    verb: ClassVar[str] = "toolkit.proposed"
    sentence: ClassVar[str] = "proposed something for the toolkit"
    about: str
    authority_key: str


@dataclass(frozen=True, kw_only=True)
class ProposalAnswered(Event):
    """`state` is what became of it; `proposer` who proposed it."""

    verb: ClassVar[str] = "toolkit.proposal-answered"
    sentence: ClassVar[str] = "answered a proposal for the toolkit"
    state: str
    proposer: str


@dataclass(frozen=True, kw_only=True)
class PieceHidden(Event):
    verb: ClassVar[str] = "toolkit.hidden"
    sentence: ClassVar[str] = "hid a page of the toolkit, or showed it again"
    hidden: bool


@dataclass(frozen=True, kw_only=True)
class NoteKept(Event):
    verb: ClassVar[str] = "toolkit.note"
    sentence: ClassVar[str] = "added a local note to a page of the toolkit, or took it away"
    kept: bool


@dataclass(frozen=True, kw_only=True)
class PieceSignedOff(Event):
    verb: ClassVar[str] = "toolkit.signed-off"
    sentence: ClassVar[str] = "signed a page of the toolkit off for the authority"
    edition: int


@dataclass(frozen=True, kw_only=True)
class ChangesAsked(Event):
    """`subject` is the person; `wanted` whether they are sent what changed."""

    verb: ClassVar[str] = "toolkit.changes-asked"
    sentence: ClassVar[str] = "asked for the toolkit’s changes by e-mail, or stopped them"
    wanted: bool


@dataclass(frozen=True, kw_only=True)
class PageReviewDue(Event):
    """`when` is “soon” or “late”; `told` whose editors: “authority:thornmere” or “region:midvale”."""

    verb: ClassVar[str] = "toolkit.review-due"
    sentence: ClassVar[str] = "reminded of the review of a page of the toolkit"
    when: str
    told: str


@dataclass(frozen=True, kw_only=True)
class SynonymsKept(Event):
    """`subject` is the change; `how` is “added”, “changed”, “removed” or “undone”."""

    verb: ClassVar[str] = "toolkit.synonyms"
    sentence: ClassVar[str] = "changed words that mean the same"
    layer: str
    how: str


@dataclass(frozen=True, kw_only=True)
class SearchSettled(Event):
    """`settled` is “page” or “not-ours”; `about` the page that answers, empty where none does."""

    verb: ClassVar[str] = "toolkit.search-settled"
    sentence: ClassVar[str] = "said what becomes of words that found nothing"
    settled: str
    about: str


@dataclass(frozen=True, kw_only=True)
class LinksTried(Event):
    verb: ClassVar[str] = "toolkit.links-tried"
    sentence: ClassVar[str] = "tried the addresses outside Kith that pages name"
    tried: int
    broken: int


@dataclass(frozen=True, kw_only=True)
class LocalProcessKept(Event):
    """`kept` says which of an authority's own clocks, pathways and headings are new, changed or gone, by their keys."""

    verb: ClassVar[str] = "toolkit.local-process-kept"
    sentence: ClassVar[str] = "changed the authority’s own clocks, pathways or referral headings"
    kept: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DocumentAttached(Event):
    """`subject` is the document, `page` where it is attached; `to` names everybody who may answer it."""

    verb: ClassVar[str] = "toolkit.document-attached"
    sentence: ClassVar[str] = "attached a document to a page of the toolkit"
    page: str
    layer: str
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DocumentApproved(Event):
    """`to` attached it; `replaces` is the document in whose place it stands, empty where there was none."""

    verb: ClassVar[str] = "toolkit.document-approved"
    sentence: ClassVar[str] = "approved a document that a colleague attached to a page of the toolkit"
    page: str
    to: str
    replaces: str


@dataclass(frozen=True, kw_only=True)
class DocumentSentBack(Event):
    """`to` attached it; the reason stands with the document, and its file is no longer kept."""

    verb: ClassVar[str] = "toolkit.document-sent-back"
    sentence: ClassVar[str] = "sent a document for a page of the toolkit back"
    page: str
    to: str


@dataclass(frozen=True, kw_only=True)
class DocumentTakenOut(Event):
    verb: ClassVar[str] = "toolkit.document-taken-out"
    sentence: ClassVar[str] = "took a document out of a page of the toolkit"
    page: str
    to: str
