"""Facts of the request that the trail notes, kept for the length of one request."""

from contextvars import ContextVar
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Facts:
    request_id: str = ""
    session: str = ""


current: ContextVar[Facts] = ContextVar("kith_request_facts", default=Facts())  # noqa: B039 (frozen)


def by_token(mark: str) -> None:
    """What follows in this request is done with the token of this mark, which stands where a session would."""
    current.set(replace(current.get(), session=f"token:{mark}"))
