"""What other rooms do when something happened, in the same transaction and in the order of registration."""

from collections.abc import Callable

from .events import Event

_REACTIONS: dict[type[Event], list[Callable]] = {}


def when(*kinds: type[Event]):
    """Registers `f(event, by)` as a reaction. If it fails, nothing happened."""

    def register(reaction: Callable) -> Callable:
        for kind in kinds:
            known = _REACTIONS.setdefault(kind, [])
            if reaction not in known:
                known.append(reaction)
        return reaction

    return register


def reactions_to(event: Event) -> list[Callable]:
    return list(_REACTIONS.get(type(event), ()))
