"""What the page frame needs to know."""

import time

from django.conf import settings
from django.contrib.auth.models import AnonymousUser

# So long before a session’s longest time is over, pages say so.
ENDING = 10 * 60


def seconds_left(request) -> int | None:
    """How long this session can still last, however busy it is; None where nobody signed in."""
    started = request.session.get("started_at") if hasattr(request, "session") else None
    return None if started is None else max(0, int(started + settings.KITH_ABSOLUTE_SECONDS - time.time()))


def frame(request) -> dict:
    """Navigation (set by a higher room as `request.nav`), version and the demo's mark for the page frame."""
    left = seconds_left(request)
    # A locked screen says neither who works here nor what they may open, whichever page is looked at.
    locked = hasattr(request, "session") and request.session.get("locked")
    nobody = {"user": AnonymousUser()} if locked else {}
    return nobody | {
        # A page that is kept to be read without a line: nothing in its frame is about what waits for the reader.
        # Who came from a learning platform has training alone before them.
        "learning": bool(hasattr(request, "session") and request.session.get("via")),
        "keeping": getattr(request, "keeping", False),
        "nav": getattr(request, "nav", []),
        # Which version this is helps a colleague who reports a fault, and nobody who is not signed in.
        "kith_version": settings.KITH_VERSION
        if not locked and hasattr(request, "user") and request.user.is_authenticated
        else "",
        "demo": settings.DEMO,
        "idle_seconds": settings.KITH_IDLE_SECONDS,
        "seconds_left": left,
        "session_ends": left is not None and left <= ENDING,
    }
