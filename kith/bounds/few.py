"""What takes much memory and time is done by few at once, so that it cannot be used against us."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Busy(Exception):
    """Nothing was begun: too many wait."""


class Few:
    """A place for at most so many at once in each process; whoever finds none free waits `patience` seconds for one."""

    def __init__(self, at_once: int, patience: float):
        self.at_once, self.patience = at_once, patience
        self._places = threading.BoundedSemaphore(at_once)

    @contextmanager
    def place(self) -> Iterator[None]:
        """One of them does what stands within. Raises Busy where none became free."""
        if not self._places.acquire(timeout=self.patience):
            raise Busy
        try:
            yield
        finally:
            self._places.release()
