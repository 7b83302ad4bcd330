"""Facts of the request that the trail notes, kept for the length of one request."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Facts:
    request_id: str = ""
    session: str = ""


current: ContextVar[Facts] = ContextVar("kith_request_facts", default=Facts())  # noqa: B039 (frozen)
