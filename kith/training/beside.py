"""What stands on one’s own page of training and is known to a room above alone: what fits the themes that one works on."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class WorkedOn:
    """What fits the themes that a person chose for themselves: shelves of the toolkit, and short modules. For them alone."""

    shelves: list[tuple[str, str]] = field(default_factory=list)
    modules: list = field(default_factory=list)


_ANSWER: list[Callable[..., WorkedOn]] = []


def answers_worked_on(answer: Callable[..., WorkedOn]) -> Callable[..., WorkedOn]:
    """Registers the answer of the room above: `f(person)`, which begins with its own rule."""
    _ANSWER[:] = [answer]
    return answer


def worked_on_by(person) -> WorkedOn:
    """What fits what the person works on; nothing where no room above answers, or they chose nothing."""
    return _ANSWER[0](person) if _ANSWER else WorkedOn()
