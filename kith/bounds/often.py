"""What anybody may ask for is answered so often and no more, so that one asker does not stand in the way of the others."""

import threading
import time


class Often:
    """So many answers for each asker in so many seconds, counted in this process; `most` is said with each question.

    The seconds run from the first question after the last ones were over, for all askers together.
    """

    KEPT = 10_000

    def __init__(self, seconds: int):
        self.seconds = seconds
        self._lock = threading.Lock()
        self._counts: dict[str, int] = {}
        self._until = 0.0

    def wait(self, asker: str, *, most: int, now: float | None = None) -> int:
        """0 where this one may be answered, which is counted; else in how many seconds to ask again."""
        now = time.time() if now is None else now
        with self._lock:
            # A clock that was set back would else keep everybody waiting until it has come round again. The second more is
            # for a sum of times that is not exact.
            if not 0 < self._until - now <= self.seconds + 1:
                self._until, self._counts = now + self.seconds, {}
            count = self._counts.get(asker, 0)
            if count >= most or (asker not in self._counts and len(self._counts) >= self.KEPT):
                return max(1, round(self._until - now))
            self._counts[asker] = count + 1
        return 0

    def forget(self) -> None:
        """As if nobody had asked yet."""
        with self._lock:
            self._until, self._counts = 0.0, {}
