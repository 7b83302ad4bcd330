"""What can happen to a request and to what came back. Of references and choices alone: never what is held."""

from dataclasses import dataclass
from typing import ClassVar

from kith.audit.events import Event


@dataclass(frozen=True, kw_only=True)
class RequestSent(Event):
    """`to` names who received it, `to_agency` is their agency’s key; `matter` the consultation, where there is one."""

    verb: ClassVar[str] = "request.sent"
    sentence: ClassVar[str] = "asked another agency for information"
    about_child: ClassVar[bool] = True
    to: tuple[str, ...]
    to_agency: str = ""
    matter: str = ""


@dataclass(frozen=True, kw_only=True)
class UnaskedSent(Event):
    """`to` names who received it and may read something of it now; `to_agency` is their agency’s key."""

    verb: ClassVar[str] = "unasked.sent"
    sentence: ClassVar[str] = "passed on information without being asked"
    about_child: ClassVar[bool] = True
    to: tuple[str, ...]
    to_agency: str
    matter: str = ""


@dataclass(frozen=True, kw_only=True)
class UnaskedAcknowledged(Event):
    verb: ClassVar[str] = "unasked.acknowledged"
    sentence: ClassVar[str] = "acknowledged information that came without being asked for"
    about_child: ClassVar[bool] = True
    to: tuple[str, ...]
    matter: str = ""


@dataclass(frozen=True, kw_only=True)
class RequestLinked(Event):
    """`matter` is the consultation of the agency that received it, and `to` its owner; the other agency learns of neither."""

    verb: ClassVar[str] = "request.linked"
    sentence: ClassVar[str] = "said to which matter a request for information belongs"
    about_child: ClassVar[bool] = True
    to: tuple[str, ...]
    matter: str


@dataclass(frozen=True, kw_only=True)
class RequestUnlinked(Event):
    verb: ClassVar[str] = "request.unlinked"
    sentence: ClassVar[str] = "said that a request for information does not belong to a matter"
    about_child: ClassVar[bool] = True
    matter: str


@dataclass(frozen=True, kw_only=True)
class RequestAcknowledged(Event):
    verb: ClassVar[str] = "request.acknowledged"
    sentence: ClassVar[str] = "acknowledged a request for information"
    about_child: ClassVar[bool] = True
    to: tuple[str, ...]
    matter: str = ""


@dataclass(frozen=True, kw_only=True)
class RequestAnswered(Event):
    """`to` names those of the asking side who may read something of the answer, and nobody else."""

    verb: ClassVar[str] = "request.answered"
    sentence: ClassVar[str] = "answered a request for information"
    about_child: ClassVar[bool] = True
    kind: str
    because: str = ""
    to: tuple[str, ...]
    matter: str = ""


@dataclass(frozen=True, kw_only=True)
class RequestWithdrawn(Event):
    verb: ClassVar[str] = "request.withdrawn"
    sentence: ClassVar[str] = "withdrew a request for information"
    about_child: ClassVar[bool] = True
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RequestRead(Event):
    verb: ClassVar[str] = "request.read"
    sentence: ClassVar[str] = "read a request for information"
    about_child: ClassVar[bool] = True
    is_read: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class RequestPartGiven(Event):
    verb: ClassVar[str] = "request.part-given"
    sentence: ClassVar[str] = "let a colleague work on a request for information"
    about_child: ClassVar[bool] = True
    to: str


@dataclass(frozen=True, kw_only=True)
class RequestLate(Event):
    """`to` names who was told: step 1 the acknowledgement, 2 the answer, 3 still nothing after that."""

    verb: ClassVar[str] = "request.late"
    sentence: ClassVar[str] = "told people that a request for information is late"
    about_child: ClassVar[bool] = True
    step: int
    to: tuple[str, ...]
    matter: str = ""


@dataclass(frozen=True, kw_only=True)
class DisclosureGiven(Event):
    verb: ClassVar[str] = "disclosure.given"
    sentence: ClassVar[str] = "passed on information under conditions"
    about_child: ClassVar[bool] = True
    versions: int


@dataclass(frozen=True, kw_only=True)
class GistWaits(Event):
    """`to` names the second people who may release it."""

    verb: ClassVar[str] = "gist.waits"
    sentence: ClassVar[str] = "wrote a gist that a second person must release"
    about_child: ClassVar[bool] = True
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class GistReleased(Event):
    verb: ClassVar[str] = "gist.released"
    sentence: ClassVar[str] = "released a gist as the second person"
    about_child: ClassVar[bool] = True
    to: tuple[str, ...]
    unasked: bool = False
    matter: str = ""


@dataclass(frozen=True, kw_only=True)
class VersionRead(Event):
    verb: ClassVar[str] = "disclosure.read"
    sentence: ClassVar[str] = "read information that a partner shared"
    about_child: ClassVar[bool] = True
    is_read: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class VersionNarrowed(Event):
    """`changed` names the conditions that changed."""

    verb: ClassVar[str] = "disclosure.narrowed"
    sentence: ClassVar[str] = "narrowed the conditions of what was shared"
    about_child: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class VersionWithdrawn(Event):
    verb: ClassVar[str] = "disclosure.withdrawn"
    sentence: ClassVar[str] = "withdrew information that was shared"
    about_child: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class PassingAsked(Event):
    """`to` names who of the originator is asked, or, where the conditions allow it `beforehand`, is told."""

    verb: ClassVar[str] = "passing.asked"
    sentence: ClassVar[str] = "asked whether shared information may be passed on"
    about_child: ClassVar[bool] = True
    to: tuple[str, ...]
    beforehand: bool


@dataclass(frozen=True, kw_only=True)
class VersionPassedOn(Event):
    """`to` names the new readers who may read it now, `asker` who had asked."""

    verb: ClassVar[str] = "passing.allowed"
    sentence: ClassVar[str] = "allowed that shared information was passed on"
    about_child: ClassVar[bool] = True
    to: tuple[str, ...]
    asker: str


@dataclass(frozen=True, kw_only=True)
class PassingRefused(Event):
    verb: ClassVar[str] = "passing.refused"
    sentence: ClassVar[str] = "did not allow that shared information was passed on"
    about_child: ClassVar[bool] = True
    asker: str


@dataclass(frozen=True, kw_only=True)
class PassingEnded(Event):
    verb: ClassVar[str] = "passing.ended"
    sentence: ClassVar[str] = "ended that shared information was passed on"
    about_child: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class PassingRead(Event):
    verb: ClassVar[str] = "passing.read"
    sentence: ClassVar[str] = "read a question about passing on, or what was passed on"
    about_child: ClassVar[bool] = True
    is_read: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class FamilyMarkSet(Event):
    """`to` names the people of the other agency who are told; `changed` is set where only the day moved."""

    verb: ClassVar[str] = "family-mark.set"
    sentence: ClassVar[str] = "asked that a family is not told"
    about_child: ClassVar[bool] = True
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FamilyMarkLifted(Event):
    verb: ClassVar[str] = "family-mark.lifted"
    sentence: ClassVar[str] = "lifted the mark that a family is not told"
    about_child: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class FamilyMarkDue(Event):
    """`to` names those who may lift it or give it another day."""

    verb: ClassVar[str] = "family-mark.due"
    sentence: ClassVar[str] = "reminded an agency to look again at the mark that a family is not told"
    about_child: ClassVar[bool] = True
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RequestTaken(Event):
    verb: ClassVar[str] = "request.taken-out"
    sentence: ClassVar[str] = "took a request for information out as a document"
    about_child: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class FiguresTaken(Event):
    verb: ClassVar[str] = "sharing-figures.taken"
    sentence: ClassVar[str] = "took out the figures of how requests are answered"
