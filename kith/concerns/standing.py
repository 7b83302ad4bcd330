"""What a floor above knows about a concern: what is decided, and what was answered. It gives its answers here."""

from collections.abc import Callable
from typing import Any

_ANSWERS: dict[str, Callable[..., Any]] = {}


def answers(question: Callable[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Registers `f(consultation)` as the answer to one of the questions below."""

    def register(answer: Callable[..., Any]) -> Callable[..., Any]:
        _ANSWERS[question.__name__] = answer
        return answer

    return register


def referral_is_decided(consultation) -> bool:
    """Yes while a decision to refer to Prevent stands, signed off where that is asked. No where nobody can say so."""
    answer = _ANSWERS.get("referral_is_decided")
    return answer is not None and bool(answer(consultation))


def people_to_tell(consultation) -> list:
    """Who answers for the decision: the manager, and who has the screening."""
    answer = _ANSWERS.get("people_to_tell")
    return list(answer(consultation)) if answer is not None else []


def questions_answered(consultation) -> list[tuple]:
    """What was asked and answered, oldest first: the question, its day, the answer, its day, and who gave it."""
    answer = _ANSWERS.get("questions_answered")
    return list(answer(consultation)) if answer is not None else []
