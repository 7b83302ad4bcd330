"""What can happen with a learning platform. None of it is about a child; what somebody chose in a module is in none."""

from dataclasses import dataclass
from typing import ClassVar

from kith.audit.events import Event


@dataclass(frozen=True, kw_only=True)
class PlatformKept(Event):
    verb: ClassVar[str] = "lti.platform-kept"
    sentence: ClassVar[str] = "registered a learning platform, or changed how it is registered"


@dataclass(frozen=True, kw_only=True)
class PlatformEnded(Event):
    verb: ClassVar[str] = "lti.platform-ended"
    sentence: ClassVar[str] = "ended the use of a learning platform"


@dataclass(frozen=True, kw_only=True)
class KeyReplaced(Event):
    verb: ClassVar[str] = "lti.key-replaced"
    sentence: ClassVar[str] = "made a new key for signing to learning platforms"
    kid: str


@dataclass(frozen=True, kw_only=True)
class LaunchRefused(Event):
    verb: ClassVar[str] = "lti.launch-refused"
    sentence: ClassVar[str] = "refused to be opened from a learning platform"
    why: str


@dataclass(frozen=True, kw_only=True)
class LaunchEntered(Event):
    """`alone` where the session is one that opens training alone."""

    verb: ClassVar[str] = "lti.entered"
    sentence: ClassVar[str] = "came from a learning platform"
    alone: bool


@dataclass(frozen=True, kw_only=True)
class AccountLinked(Event):
    verb: ClassVar[str] = "lti.linked"
    sentence: ClassVar[str] = "linked their account of a learning platform"


@dataclass(frozen=True, kw_only=True)
class AccountUnlinked(Event):
    verb: ClassVar[str] = "lti.unlinked"
    sentence: ClassVar[str] = "ended the link with their account of a learning platform"


@dataclass(frozen=True, kw_only=True)
class ResultPassed(Event):
    verb: ClassVar[str] = "lti.result-passed"
    sentence: ClassVar[str] = "told a learning platform that a short module was completed"
    of: str


@dataclass(frozen=True, kw_only=True)
class ResultsTriedAgain(Event):
    verb: ClassVar[str] = "lti.results-again"
    sentence: ClassVar[str] = "had results for a learning platform tried again"
    number: int
