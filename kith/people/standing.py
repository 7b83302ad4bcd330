"""What the rooms above say of a person, where people must ask: what they hold, and the steps of the pathways.

A room declares what a person can hold by a `Kind` in its own `holdings.py` and registers it when it is loaded
(docs/handover.md says how). Ending an account or a role asks every kind first; a handover lists them all.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

_KINDS: dict[str, "Kind"] = {}
_ANSWERS: dict[str, Callable[..., Any]] = {}


@dataclass(frozen=True)
class Held:
    """One thing that one person holds now: of which kind, which one, what it is in words that name no child.

    `reference` is that of the matter to which it belongs; `url` leads to it, and asks its own rule. `roles` are those
    by any of which it can be held, `team` the team whose members hold it; without them anybody with an account can.
    """

    kind: str
    key: str
    words: str
    url: str = ""
    reference: str = ""
    due_on: date | None = None
    roles: tuple[str, ...] = ()
    team: int | None = None


class Kind(ABC):
    """One kind of thing that a person can hold. `held` is always one of its own; `of` is who holds it.

    What it answers are the room’s own rules, and what it does are the room’s own actions.
    """

    key = ""
    # Of several, as a heading; and what is said to who may not offer them.
    title = ""
    offered_by = "the person who has it, or their manager"
    # Where the room’s record keeps the name of who did it, and nothing in it moves: who sees to it now stands in
    # `people.models.Carried`.
    carried = False

    @abstractmethod
    def held_by(self, person) -> list[Held]:
        """Everything of this kind that the person holds now, by due day."""

    def sees(self, person, held: Held, *, of) -> bool:
        """May this person know that it is there?"""
        return held.key in self.seen_among(person, [held], of=of)

    @abstractmethod
    def seen_among(self, person, things: list[Held], *, of) -> set[str]:
        """The keys of those of these of which the person may know, in a fixed number of queries."""

    def may_offer(self, person, held: Held, *, of) -> bool:
        """May this person offer it to somebody?"""
        return held.key in self.offered_among(person, [held], of=of)

    def offered_among(self, person, things: list[Held], *, of) -> set[str]:
        """The keys of those of these that the person may offer to somebody, in a fixed number of queries."""
        return {held.key for held in things} if person.pk == of.pk else set()

    @abstractmethod
    def may_take(self, person, held: Held, *, of) -> bool:
        """May this person have it: need to know, vetting, conflict of interest, role?"""

    def may_inherit(self, person, held: Held, *, of) -> bool:
        """May this person have it by default, until somebody takes it over?"""
        return self.may_take(person, held, of=of)

    def may_keep(self, person, held: Held) -> bool:
        """May this person, who has it by default, say that it is theirs? Not what they only see to for somebody else."""
        return not self.carried

    def takers(self, held: Held, *, of) -> list:
        """Who may be offered it, by name."""
        return [p for p in self.candidates(held, of=of) if p.pk != of.pk and self.may_take(p, held, of=of)]

    @abstractmethod
    def candidates(self, held: Held, *, of) -> Iterable:
        """Among whom `takers` are looked for."""

    def heirs(self, held: Held, *, of) -> list:
        """Who has it where nobody took it and its holder’s rights end at once: the best first."""
        return []

    @abstractmethod
    def hand(self, by, held: Held, *, of, to, reason: str) -> None:
        """It is `to`’s now. Raises NotTheirs where `of` does not hold it any more."""

    def default(self, by, held: Held, *, of, to) -> None:
        """It is with `to` until somebody takes it over: one of the `heirs`, whom nobody asked."""
        self.hand(by, held, of=of, to=to, reason="")


class KindOfRow(Kind):
    """A kind of which each thing is one row, called by its uuid."""

    @abstractmethod
    def rows(self) -> Any:
        """The rows that somebody can hold: those of which something is still to be done."""

    def among(self, things: list[Held]) -> Any:
        """The rows of these things that are not done by now."""
        return self.rows().filter(uuid__in=[held.key for held in things])

    def one(self, held: Held) -> Any:
        """The row of this thing, or None where it is done by now."""
        return self.rows().filter(uuid=held.key).first()

    def fits(self, person, row) -> bool:
        """May this person have it, as far as the row says?"""
        return True

    def may_take(self, person, held: Held, *, of) -> bool:
        row = self.one(held)
        return row is not None and person.pk != of.pk and self.fits(person, row)

    def hand(self, by, held: Held, *, of, to, reason: str) -> None:
        row = self.one(held)
        if row is None:
            raise NotTheirs
        self.move(by, row, of, to)

    @abstractmethod
    def move(self, by, row, of, to) -> None:
        """The row is `to`’s now. Raises NotTheirs where `of` does not have it any more."""


class NotTheirs(ValueError):
    """It is not with the person from whom it was to be taken: somebody was quicker, or it is done. Nothing was written."""


def register(kind: Kind) -> None:
    """Ending a role or an account, and a handover, ask this kind too."""
    _KINDS[kind.key] = kind


def kind_of(key: str) -> Kind:
    """The kind with this key. Raises KeyError."""
    return _KINDS[key]


def kinds() -> list[Kind]:
    """Every kind, in the order in which the rooms registered them."""
    return list(_KINDS.values())


def held_by(person) -> list[Held]:
    """Everything that the person holds now, of every room, by kind."""
    return [held for kind in kinds() for held in kind.held_by(person)]


def answers(question: Callable[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Registers the answer of a floor above to one of the questions below."""

    def register_answer(answer: Callable[..., Any]) -> Callable[..., Any]:
        _ANSWERS[question.__name__] = answer
        return answer

    return register_answer


def pathway_steps(authority_id: int) -> list[tuple[str, str]]:
    """The steps of an authority’s pathways, as choices: for which of them an agency may name somebody."""
    answer = _ANSWERS.get("pathway_steps")
    return list(answer(authority_id)) if answer is not None else []
