"""What can happen to a context, a link, a conference and a map. Of references and choices alone."""

from dataclasses import dataclass
from typing import ClassVar

from kith.audit.events import Event


@dataclass(frozen=True, kw_only=True)
class ContextOpened(Event):
    verb: ClassVar[str] = "context.opened"
    sentence: ClassVar[str] = "opened the context"
    kind: str


@dataclass(frozen=True, kw_only=True)
class ContextRead(Event):
    verb: ClassVar[str] = "context.read"
    sentence: ClassVar[str] = "read the context"
    is_read: ClassVar[bool] = True
    how: str = "page"


@dataclass(frozen=True, kw_only=True)
class ContextChanged(Event):
    verb: ClassVar[str] = "context.changed"
    sentence: ClassVar[str] = "changed what the context is called or what it is"


@dataclass(frozen=True, kw_only=True)
class ContextPartGiven(Event):
    """`to` names a person, or `team` a team by its key."""

    verb: ClassVar[str] = "context-part.given"
    sentence: ClassVar[str] = "let somebody read the context"
    to: str
    reason: str
    team: str = ""


@dataclass(frozen=True, kw_only=True)
class ContextPartEnded(Event):
    verb: ClassVar[str] = "context-part.ended"
    sentence: ClassVar[str] = "ended a part in the context"
    of: str


@dataclass(frozen=True, kw_only=True)
class ContextBarPlaced(Event):
    verb: ClassVar[str] = "context-bar.placed"
    sentence: ClassVar[str] = "recorded a conflict of interest about the context"
    of: str


@dataclass(frozen=True, kw_only=True)
class ContextOwnerChanged(Event):
    verb: ClassVar[str] = "context-owner.changed"
    sentence: ClassVar[str] = "changed who owns the context"
    to: str
    of: str


@dataclass(frozen=True, kw_only=True)
class ContextClosed(Event):
    """`to` names who owned it."""

    verb: ClassVar[str] = "context.closed"
    sentence: ClassVar[str] = "closed the context"
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ContextOpenedAgain(Event):
    """`to` names who owns it from now on."""

    verb: ClassVar[str] = "context.opened-again"
    sentence: ClassVar[str] = "opened the context again"
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ContextNoted(Event):
    """`to` names the owner."""

    verb: ClassVar[str] = "context.noted"
    sentence: ClassVar[str] = "wrote what was noticed there"
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ContextPartnerAdded(Event):
    verb: ClassVar[str] = "context-partner.added"
    sentence: ClassVar[str] = "added who has reach into the context"


@dataclass(frozen=True, kw_only=True)
class ContextPartnerEnded(Event):
    verb: ClassVar[str] = "context-partner.ended"
    sentence: ClassVar[str] = "took out who no longer has reach into the context"


@dataclass(frozen=True, kw_only=True)
class ContextAssessed(Event):
    verb: ClassVar[str] = "context.assessed"
    sentence: ClassVar[str] = "assessed the context"
    again: bool


@dataclass(frozen=True, kw_only=True)
class ContextReviewed(Event):
    """`to` names the owner."""

    verb: ClassVar[str] = "context.reviewed"
    sentence: ClassVar[str] = "reviewed the context"
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ContextReviewDue(Event):
    """`to` names the owner; `late` once it is past its day, when their manager is told too."""

    verb: ClassVar[str] = "context.review-due"
    sentence: ClassVar[str] = "reminded people of a review of the context"
    late: bool
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ConferenceHeld(Event):
    """`to` names the owner."""

    verb: ClassVar[str] = "context-conference.held"
    sentence: ClassVar[str] = "wrote down a conference about the context"
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ConferencePutRight(Event):
    """`to` names the owner."""

    verb: ClassVar[str] = "context-conference.put-right"
    sentence: ClassVar[str] = "put right what was written of a conference about the context"
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ConferenceDissented(Event):
    verb: ClassVar[str] = "context-conference.dissent"
    sentence: ClassVar[str] = "wrote down who sees it differently"


@dataclass(frozen=True, kw_only=True)
class ContextActionAgreed(Event):
    verb: ClassVar[str] = "context-action.agreed"
    sentence: ClassVar[str] = "put something into the plan of the context"
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ContextActionDone(Event):
    """`to` names who owns the context."""

    verb: ClassVar[str] = "context-action.done"
    sentence: ClassVar[str] = "said that something in the plan of the context is done"
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ContextActionDropped(Event):
    """`to` names who had it, and who owns the context."""

    verb: ClassVar[str] = "context-action.dropped"
    sentence: ClassVar[str] = "dropped something from the plan of the context"
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ContextActionAimed(Event):
    verb: ClassVar[str] = "context-action.aimed"
    sentence: ClassVar[str] = "said which goal something in the plan of the context serves"


@dataclass(frozen=True, kw_only=True)
class ContextActionHandedOver(Event):
    """`of` had it, `to` has it now."""

    verb: ClassVar[str] = "context-action.handed-over"
    sentence: ClassVar[str] = "handed over something of the plan of the context"
    of: str
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ContextActionDue(Event):
    """`to` names who has it to do; `late` once it is past its day, when the owner of the context is told too."""

    verb: ClassVar[str] = "context-action.due"
    sentence: ClassVar[str] = "reminded people of something in the plan of the context"
    late: bool
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ContextLinked(Event):
    """Its subject is the link: on the page of the context, and of the consultation, it stands for who sees both."""

    verb: ClassVar[str] = "context-link.made"
    sentence: ClassVar[str] = "linked a consultation and a context"
    about_child: ClassVar[bool] = True
    touches: str


@dataclass(frozen=True, kw_only=True)
class ContextLinkEnded(Event):
    verb: ClassVar[str] = "context-link.ended"
    sentence: ClassVar[str] = "ended a link between a consultation and a context"
    about_child: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class AdultWasNamed(Event):
    """Its subject is the link of the child who bears that name too; who does not see the link learns nothing of it."""

    verb: ClassVar[str] = "context-link.adult-named"
    sentence: ClassVar[str] = "said that a name in words for the context is that of an adult who works here"
    about_child: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class NodeAdded(Event):
    """Its subject is the map’s record; of a node that stands for the other side of a link, the link."""

    verb: ClassVar[str] = "map-node.added"
    sentence: ClassVar[str] = "added something to the map"
    about_child: ClassVar[bool] = True
    kind: str


@dataclass(frozen=True, kw_only=True)
class NodeRenamed(Event):
    verb: ClassVar[str] = "map-node.renamed"
    sentence: ClassVar[str] = "put right how something is called in the map"
    about_child: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class NodeWithdrawn(Event):
    verb: ClassVar[str] = "map-node.withdrawn"
    sentence: ClassVar[str] = "took something out of the map"
    about_child: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class TieRecorded(Event):
    verb: ClassVar[str] = "map-tie.recorded"
    sentence: ClassVar[str] = "recorded a tie in the map"
    about_child: ClassVar[bool] = True
    does: str
    again: bool


@dataclass(frozen=True, kw_only=True)
class TieEnded(Event):
    verb: ClassVar[str] = "map-tie.ended"
    sentence: ClassVar[str] = "recorded that a tie in the map has ended"
    about_child: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class TieWithdrawn(Event):
    verb: ClassVar[str] = "map-tie.withdrawn"
    sentence: ClassVar[str] = "took a tie out of the map"
    about_child: ClassVar[bool] = True
