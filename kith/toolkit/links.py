"""Where pages lead: to pages that are not there, found in the database; and outside, tried only when an operator says so.

An address outside is looked up first, and each machine behind it must stand on the open internet; the connection then
goes to the very number that was looked at, so that a name which changes its answer leads nowhere else. A redirect is
another address and is looked at in the same way (security.md, 1.3.6: no private, link-local or metadata addresses).
"""

import http.client
import re
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import quote, urljoin, urlsplit

from kith.bounds.outside import AS_WRITTEN, PORTS, WHOLE, NotOutside, Pinned, numbers_of

from .models import OutsideLink, Piece
from .rules import in_force, shown_in
from .words import LinkState

HREF = re.compile(r'href="([^"]*)"')
PAGE = "/toolkit/page/"
LONGEST_ADDRESS = 600
REDIRECTS = 5
SECONDS = 10.0
FEW = 200
GONE = (404, 410)


@dataclass(frozen=True)
class Dead:
    """A page that leads to one that its reader does not find; `where` is the heading, `why` a few words."""

    piece: Piece
    where: str
    slug: str
    why: str


@dataclass(frozen=True)
class Tried:
    """What an address answered; `status` is the answer’s number, where there was one."""

    state: LinkState
    status: int | None = None


def inside(piece: Piece) -> Iterator[tuple[str, str]]:
    """(heading, slug) of every page of the toolkit that this one leads to; what goes with it has no heading."""
    for part in piece.sections:
        for href in HREF.findall(part["text"]):
            path = urlsplit(unescape(href)).path
            if not urlsplit(unescape(href)).netloc and path.startswith(PAGE):
                yield part["heading"], path.removeprefix(PAGE).split("/")[0]
    for slug in piece.related:
        yield "", slug


def outside(piece: Piece) -> list[str]:
    """Every address outside Kith that the page names, each once, in its order."""
    found = [str(link.get("url", "")) for link in piece.links] + [str(piece.more.get("link", ""))]
    for part in piece.sections:
        found += [unescape(href) for href in HREF.findall(part["text"])]
    return list(dict.fromkeys(url for url in found if url.startswith(("https://", "http://"))))


def dead_in(authority) -> list[Dead]:
    """Every link of a page that this authority shows to a page that it does not, by title. Asks the database three times."""
    shown = list(Piece.objects.filter(shown_in(authority)).order_by("title", "pk"))
    there = {piece.slug for piece in shown}
    wanted = {slug for piece in shown for _, slug in inside(piece)} - there
    known = dict(Piece.objects.filter(slug__in=wanted).filter(in_force()).values_list("slug", "pk"))
    retired = set(Piece.objects.filter(slug__in=wanted, retired=True).values_list("slug", flat=True))

    def why(slug: str) -> str:
        # A page that is in force and not shown is hidden here, or is another layer’s; retired ones are still readable.
        return "it is not shown here" if slug in known else "it was retired" if slug in retired else "there is none"

    dead = [Dead(piece, where, slug, why(slug)) for piece in shown for where, slug in dict.fromkeys(inside(piece))]
    return [row for row in dead if row.slug not in there]


def all_pages() -> list[Piece]:
    """Every page in force, of every layer, by name; for the operator’s command alone."""
    return list(Piece.objects.filter(in_force()).order_by("slug", "pk"))


def addresses_of(pieces: Iterable[Piece]) -> dict[str, list[Piece]]:
    """Every address outside Kith with the pages that name it."""
    found: dict[str, list[Piece]] = {}
    for piece in pieces:
        for url in outside(piece):
            found.setdefault(url, []).append(piece)
    return found


def last_tried(urls: Iterable[str]) -> dict[str, OutsideLink]:
    """What each of these addresses answered when it was last tried."""
    wanted = list(urls)
    if len(wanted) > FEW:  # more than a database takes in one question
        known = {row.url: row for row in OutsideLink.objects.all()}
        return {url: known[url] for url in wanted if url in known}
    return {row.url: row for row in OutsideLink.objects.filter(url__in=wanted)}


def _ask(method: str, url: str, seconds: float, also: frozenset[tuple[str, int]]) -> tuple[int, str]:
    """(status, where it leads on). Of what is answered only the head is read. Raises NotOutside, OSError."""
    parts = urlsplit(url)
    try:
        port = parts.port or PORTS[parts.scheme]
    except (KeyError, ValueError) as fault:
        raise NotOutside from fault
    host = parts.hostname or ""
    if not host or parts.username is not None or (port not in PORTS.values() and port not in {p for _, p in also}):
        raise NotOutside
    numbers = numbers_of(host, port, also=also)
    connection = Pinned(host, port, numbers, seconds, parts.scheme == "https")
    # Each word that comes begins the waiting anew: an answer that drips is cut off as a whole.
    end = threading.Timer(seconds * WHOLE, connection.cut)
    end.start()
    try:
        path = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=AS_WRITTEN)
        connection.request(method, path, headers={"User-Agent": "Kith link check", "Accept": "*/*"})
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location") or ""
    finally:
        end.cancel()
        connection.close()


def try_outside(url: str, *, seconds: float = SECONDS, also: frozenset[tuple[str, int]] = frozenset()) -> Tried:
    """What the address answers: asked for its head, and where that is refused for the page, of which nothing is read.

    `also` are numbers and ports beside the open internet: none but in tests.
    """
    try:
        for _ in range(REDIRECTS + 1):
            status, on = _ask("HEAD", url, seconds, also)
            if status >= 400:
                status, on = _ask("GET", url, seconds, also)
            if status in (301, 302, 303, 307, 308) and on:
                url = urljoin(url, on)
                continue
            state = LinkState.GONE if status in GONE else LinkState.REFUSED if status >= 400 else LinkState.ANSWERS
            return Tried(state, status)
        return Tried(LinkState.SILENT)
    except NotOutside:
        return Tried(LinkState.CLOSED)
    # An address that is not written as one (UnicodeError, ValueError), a name that nobody knows, a certificate that is
    # not trusted, a machine that waits too long or speaks otherwise.
    except (OSError, http.client.HTTPException, ValueError):
        return Tried(LinkState.SILENT)
