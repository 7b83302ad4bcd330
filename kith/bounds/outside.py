"""Asking another machine, by an address that somebody wrote: only on the open internet, and only within bounds.

Every number behind a name must be of the open internet; the connection then goes to the very number that was looked at,
so that a name which changes its answer leads nowhere else (security.md, 1.3.6).
"""

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
from urllib.parse import quote, urlsplit

NUMBERS = 3
WHOLE = 3  # times as long as for one word
AS_WRITTEN = "/%:=&?~#+!$,;'@()*[]"
PORTS = {"https": 443, "http": 80}
PIECE = 64 * 1024
# Written out, since what Python calls global differs from one of its versions to the next, and some of it leads to
# another machine than it names. Of the long numbers only 2000::/3 is given out; what is wrapped in one (6to4, Teredo)
# or stands for a net of one’s own (fec0::/10, ::/96, 64:ff9b::/96) is no address of the open internet.
GIVEN_OUT = ipaddress.ip_network("2000::/3")
CLOSED = tuple(
    ipaddress.ip_network(text)
    for text in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16"),
        *("192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        *("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"),
    )
)


class NotOutside(Exception):
    """The address leads to no machine on the open internet, or is not written as one."""


def is_open_internet(text: str) -> bool:
    """True for the number of a machine on the open internet: of no private, shared, reserved or wrapped range."""
    try:
        number = ipaddress.ip_address(text)
    except ValueError:
        return False
    if isinstance(number, ipaddress.IPv6Address) and number.ipv4_mapped is not None and not number.scope_id:
        number = number.ipv4_mapped
    if isinstance(number, ipaddress.IPv6Address) and (number not in GIVEN_OUT or number.scope_id):
        return False
    return number.is_global and not any(number in net for net in CLOSED if net.version == number.version)


def numbers_of(host: str, port: int, *, also: frozenset[tuple[str, int]] = frozenset()) -> list[str]:
    """The numbers behind a name, when every one is on the open internet (or in `also`, for tests). Raises NotOutside.

    Raises OSError where the name is not known.
    """
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    numbers = list(dict.fromkeys(str(row[4][0]) for row in rows))
    if not numbers or not all(is_open_internet(number) or (number, port) in also for number in numbers):
        raise NotOutside
    return numbers


class Pinned(http.client.HTTPConnection):
    """A connection to one of the numbers that were looked at, under the name that was asked for."""

    def __init__(self, host: str, port: int, numbers: list[str], seconds: float, secure: bool):
        super().__init__(host, port, timeout=seconds)
        self.numbers, self.secure = numbers, secure
        self.line: socket.socket | None = None

    def connect(self):
        *others, last = self.numbers[:NUMBERS]
        for number in others:
            try:
                self.sock = socket.create_connection((number, self.port), self.timeout)
                break
            except OSError:
                continue  # the next number may answer, and the last one’s fault is told
        else:
            self.sock = socket.create_connection((last, self.port), self.timeout)
        if self.secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
        # The answer is read from it still when the connection has let go of it.
        self.line = self.sock

    def cut(self) -> None:
        """Nothing more comes over the connection."""
        if self.line is not None:
            with contextlib.suppress(OSError):
                self.line.shutdown(socket.SHUT_RDWR)


class Refused(Exception):
    """Nothing was taken. The message is a sentence for a person: what the other machine did, or that it is closed to us.

    `status` is the number with which it answered, where it did.
    """

    def __init__(self, sentence: str, status: int | None = None):
        super().__init__(sentence)
        self.status = status


def fetch(url: str, *, kind: str, most: int, seconds: float, also: frozenset[tuple[str, int]] = frozenset()) -> bytes:
    """What the address answers, when it is of the kind that was asked for and no larger than `most` bytes.

    Over https alone; an address that leads on to another is refused. `kind` may name several, with “, ” between them.
    `also` are numbers and ports beside the open internet, asked without https: none but in tests. Raises Refused.
    """
    return _asked(url, "GET", None, {"Accept": kind}, lambda answer: _taken(answer, kind, most), seconds, also)


def send(
    url: str,
    *,
    body: bytes,
    headers: dict[str, str],
    kind: str,
    most: int,
    seconds: float,
    also: frozenset[tuple[str, int]] = frozenset(),
) -> bytes:
    """What the address answers to what is sent there, within the bounds of `fetch`; with no `kind`, that it was taken.

    Raises Refused.
    """

    def taken(answer: http.client.HTTPResponse) -> bytes:
        if kind:
            return _taken(answer, kind, most)
        if not 200 <= answer.status < 300:
            _refuse_status(answer.status)
        return b""

    return _asked(url, "POST", body, {"Accept": kind or "*/*", **headers}, taken, seconds, also)


def _asked(url, method, body, headers, taken, seconds, also) -> bytes:
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError as fault:
        raise Refused("The address is not written as one.") from fault
    host = parts.hostname or ""
    here = (host, port) in also
    if not host or parts.username is not None or parts.fragment:
        raise Refused("The address is not written as one.")
    if not here and (parts.scheme != "https" or port != PORTS["https"]):
        raise Refused("Only an address that begins with https:// is fetched.")
    try:
        numbers = numbers_of(host, port, also=also)
        connection = Pinned(host, port, numbers, seconds, parts.scheme == "https")
        # Each word that comes begins the waiting anew: an answer that drips is cut off as a whole.
        end = threading.Timer(seconds * WHOLE, connection.cut)
        end.start()
        try:
            path = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=AS_WRITTEN)
            connection.request(method, path, body, {"User-Agent": "Kith", **headers})
            return taken(connection.getresponse())
        finally:
            end.cancel()
            connection.close()
    except NotOutside as fault:
        raise Refused("The address leads to no machine on the open internet.") from fault
    # A name that nobody knows, a certificate that is not trusted, a machine that waits too long or speaks otherwise.
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise Refused("The other machine did not answer as it should, or not in time.") from fault


def _refuse_status(status: int) -> None:
    if 300 <= status < 400:
        raise Refused("The address leads on to another, which is not followed.", status)
    if status != 200:
        raise Refused(f"The other machine answered with {status}.", status)


def _taken(answer: http.client.HTTPResponse, kind: str, most: int) -> bytes:
    _refuse_status(answer.status)
    told = (answer.getheader("Content-Type") or "").split(";")[0].strip().lower()
    if told not in kind.split(", "):
        raise Refused(f"The answer is not {kind}.")
    if answer.getheader("Content-Encoding", "identity").lower() != "identity":
        raise Refused("The answer is packed, which was not asked for.")
    found = bytearray()
    while piece := answer.read(PIECE):
        found += piece
        if len(found) > most:
            raise Refused(f"The answer is larger than {most // 1024} kB.")
    # What was cut off by the clock ends early, and says so by its length.
    if answer.length:
        raise Refused("The answer broke off.")
    return bytes(found)
