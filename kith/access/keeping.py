"""What a browser may keep to read without a line, and for whom. Nothing may, unless the access table says so (ADR 11)."""

from django.http import HttpRequest

from kith.audit.seals import keyed_hash

from .table import ANYONE, door_of

# On a request: draw the page as it may be kept, with nothing about what waits for the reader.
ASKED = "X-Kith-Keep"
# On an answer: this may be kept, by the one whom the mark stands for.
MAY = "X-Kith-May-Keep"
# On every page: whose browser this is at this moment. A browser that kept for another forgets it.
WHOSE = "X-Kith-Whose"
ANYBODY = "anybody"
NOBODY = "nobody"


def keeper(request: HttpRequest) -> str:
    """A mark of who is here and of the layers they are shown, from which nothing is learnt.

    NOBODY where nobody is signed in, the screen is locked, or the password is still one that was handed out.
    """
    person = request.user
    if not person.is_authenticated or person.must_change or request.session.get("locked"):
        return NOBODY
    return keyed_hash(f"keeps:{person.uuid}:{person.authority_id}:{person.authority.region_id}")[:32]


def is_to_keep(request: HttpRequest) -> bool:
    """True where a page was asked for to be kept, and the access table lets pages of its route be kept."""
    door = door_of(request.resolver_match.view_name) if request.resolver_match else None
    return request.method == "GET" and ASKED in request.headers and door is not None and door.keep


def mark_for(request: HttpRequest, whose: str) -> str:
    """For whom the page that was asked for may be kept; nothing where it may not."""
    door = door_of(request.resolver_match.view_name) if request.resolver_match else None
    if door is not None and door.who == ANYONE:
        return ANYBODY
    return "" if whose == NOBODY else whose
