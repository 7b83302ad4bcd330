"""Checking a password takes memory and time on purpose; so few are checked at once that it cannot be used against us."""

import threading
from contextlib import contextmanager

# For each process. Argon2 as Django sets it takes about 100 MB and a tenth of a second.
AT_ONCE = 2
PATIENCE = 3.0
_places = threading.BoundedSemaphore(AT_ONCE)


class Busy(Exception):
    """Nobody’s password was looked at: too many wait."""


@contextmanager
def one_of_few():
    """At most a few at once do what stands within. Raises Busy after a few seconds of waiting."""
    if not _places.acquire(timeout=PATIENCE):
        raise Busy
    try:
        yield
    finally:
        _places.release()
