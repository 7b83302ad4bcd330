"""One line of the access table: who comes to a route's door or runs a command, and which rule stands behind it."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

ANYONE = "anyone"
SIGNED_IN = "signed in"
TOKEN = "token"  # noqa: S105 (a word of the table)


@dataclass(frozen=True)
class Door:
    """`who`: ANYONE, SIGNED_IN, TOKEN or a tuple of roles; `rule`: the rule that chooses the record, in words.

    `keep` lets a browser keep the page to read without a line: never where a child stands behind it. `feed` lets a
    token in that was made for a feed reader and may be seen by others: never where a child stands behind it either.
    `file` says that a file is saved from it: the browser stays on the page before. `learning` opens it to a session
    that a learning platform began, which opens nothing else: never where a child stands behind it.
    """

    who: str | tuple[str, ...]
    rule: str
    fresh: bool = False
    child: bool = False
    open_when_locked: bool = False
    keep: bool = False
    feed: bool = False
    file: bool = False
    learning: bool = False

    def __post_init__(self):
        if self.feed and (self.child or self.who != TOKEN):
            raise ValueError("What a feed reader’s token opens is a machine’s door, and about no child.")
        if self.learning and (self.child or self.fresh or self.file or self.who not in (ANYONE, SIGNED_IN)):
            raise ValueError("What a learning platform’s session opens is for everybody, about no child, and no file.")
        if self.keep and (self.child or self.fresh or self.who not in (ANYONE, SIGNED_IN)):
            raise ValueError(
                "A page that may be kept is about no child, asks for no fresh sign-in and is for everybody."
            )


@dataclass(frozen=True)
class Command:
    """`who` runs it, `rule` chooses what it touches, `shows` what it prints or writes; all three in words."""

    who: str
    rule: str
    shows: str
    child: bool = False


def door_of(view_name: str) -> Door | None:
    """The declared door of a route, or None, which means that nobody gets in."""
    return import_string(settings.KITH_ACCESS_TABLE).get(view_name)
