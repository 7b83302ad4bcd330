"""What anybody may ask for is answered so often and no more, so that one asker does not stand in the way of the others."""

import threading
import time


class Often:
    """So many answers for each asker in so many seconds, counted in this process; `most` is said with each question."""

    KEPT = 10_000

    def __init__(self, seconds: int):
        self.seconds = seconds
        self._lock = threading.Lock()
        self._counts: dict[str, int] = {}
        self._window = -1

    def wait(self, asker: str, *, most: int, now: float | None = None) -> int:
        """0 where this one may be answered, which is counted; else in how many seconds to ask again."""
        now = time.time() if now is None else now
        window = int(now // self.seconds)
        with self._lock:
            if window != self._window:
                self._window, self._counts = window, {}
            count = self._counts.get(asker, 0)
            if count >= most or (asker not in self._counts and len(self._counts) >= self.KEPT):
                return max(1, round((window + 1) * self.seconds - now))
            self._counts[asker] = count + 1
        return 0

    def forget(self) -> None:
        """As if nobody had asked yet."""
        with self._lock:
            self._counts = {}
