"""What can happen at the desk."""

from dataclasses import dataclass
from typing import ClassVar

from kith.audit.events import Event


@dataclass(frozen=True, kw_only=True)
class Searched(Event):
    verb: ClassVar[str] = "desk.searched"
    sentence: ClassVar[str] = "searched"
    found: int
    shown: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MailSent(Event):
    verb: ClassVar[str] = "mail.sent"
    sentence: ClassVar[str] = "sent an e-mail that says only that something waits"


@dataclass(frozen=True, kw_only=True)
class ChangesMailed(Event):
    """`subject` is who was sent them, `pages` how many were named."""

    verb: ClassVar[str] = "mail.changes-sent"
    sentence: ClassVar[str] = "sent an e-mail that names pages of the toolkit that changed"
    pages: int


@dataclass(frozen=True, kw_only=True)
class AuthorityExported(Event):
    verb: ClassVar[str] = "authority.exported"
    sentence: ClassVar[str] = "exported everything that an authority holds"
