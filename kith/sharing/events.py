"""What can happen to a request and to what came back. Of references and choices alone: never what is held."""

from dataclasses import dataclass
from typing import ClassVar

from kith.audit.events import Event


@dataclass(frozen=True, kw_only=True)
class RequestSent(Event):
    """`to` names who received it; `matter` the consultation, where there is one."""

    verb: ClassVar[str] = "request.sent"
    sentence: ClassVar[str] = "asked another agency for information"
    about_child: ClassVar[bool] = True
    to: tuple[str, ...]
    matter: str = ""


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
