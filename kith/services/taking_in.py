"""What the worker and the command do about other directories: each at its turn, and one that fails stops no other."""

from .actions import fetch_directory
from .queries import waiting_imports


def fetch_waiting(by: str, *, also: frozenset[tuple[str, int]] = frozenset()) -> int:
    """Every directory that an editor asked for was read as far as there was time. Returns how many were at their end."""
    return sum(fetch_directory(by, batch=batch, also=also).ended_at is not None for batch in waiting_imports())
