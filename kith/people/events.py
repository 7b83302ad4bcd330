"""What can happen to people's accounts."""

from dataclasses import dataclass
from typing import ClassVar

from kith.audit.events import Event


@dataclass(frozen=True, kw_only=True)
class SignedIn(Event):
    verb: ClassVar[str] = "person.signed-in"
    sentence: ClassVar[str] = "signed in"


@dataclass(frozen=True, kw_only=True)
class SignedInAfresh(Event):
    verb: ClassVar[str] = "person.signed-in-afresh"
    sentence: ClassVar[str] = "gave their password again"


@dataclass(frozen=True, kw_only=True)
class SignInFailed(Event):
    verb: ClassVar[str] = "person.sign-in-failed"
    sentence: ClassVar[str] = "failed to sign in"


@dataclass(frozen=True, kw_only=True)
class SignedOut(Event):
    verb: ClassVar[str] = "person.signed-out"
    sentence: ClassVar[str] = "signed out"


@dataclass(frozen=True, kw_only=True)
class ScreenLocked(Event):
    verb: ClassVar[str] = "person.locked"
    sentence: ClassVar[str] = "locked the screen"


@dataclass(frozen=True, kw_only=True)
class PersonAdded(Event):
    verb: ClassVar[str] = "person.added"
    sentence: ClassVar[str] = "added a person"
    role: str


@dataclass(frozen=True, kw_only=True)
class MailSwitched(Event):
    verb: ClassVar[str] = "person.mail-switched"
    sentence: ClassVar[str] = "switched e-mail from Kith on or off"
    wanted: bool


@dataclass(frozen=True, kw_only=True)
class TokenMade(Event):
    verb: ClassVar[str] = "token.made"
    sentence: ClassVar[str] = "made an API token"
    token: str


@dataclass(frozen=True, kw_only=True)
class TokenWithdrawn(Event):
    verb: ClassVar[str] = "token.withdrawn"
    sentence: ClassVar[str] = "withdrew an API token"
    token: str


@dataclass(frozen=True, kw_only=True)
class SessionsEnded(Event):
    verb: ClassVar[str] = "person.sessions-ended"
    sentence: ClassVar[str] = "ended sessions and tokens"


@dataclass(frozen=True, kw_only=True)
class AuthoritySetUp(Event):
    verb: ClassVar[str] = "authority.set-up"
    sentence: ClassVar[str] = "set up an authority"


@dataclass(frozen=True, kw_only=True)
class TeamAdded(Event):
    verb: ClassVar[str] = "team.added"
    sentence: ClassVar[str] = "added a team"


@dataclass(frozen=True, kw_only=True)
class PersonEnded(Event):
    verb: ClassVar[str] = "person.ended"
    sentence: ClassVar[str] = "ended an account"


@dataclass(frozen=True, kw_only=True)
class ContactsKept(Event):
    verb: ClassVar[str] = "contacts.kept"
    sentence: ClassVar[str] = "changed the authority’s points of contact"
    contacts: int
