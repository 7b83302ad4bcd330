"""Practice examples, found by the words of a worker’s own search: which hold them, and which words those are."""

from dataclasses import dataclass

from ..markdown import plain
from ..models import Piece
from ..stems import STOP, _stem, stems, words
from ..words import Kind
from .pieces import pieces_of

MOST_WORDS = 20


@dataclass(frozen=True)
class FoundExample:
    """One practice example, and the words asked for that stand in it."""

    piece: Piece
    words: list[str]


def as_compared(text: str) -> str:
    """A text as searches of this kind compare it: its words without endings, each once, between spaces."""
    return f" {' '.join(dict.fromkeys(stems(text)))} "


def asked_stems(asked: str) -> dict[str, str]:
    """The words that were asked for, as typed, by what is compared of them; those that answer nothing left out."""
    found: dict[str, str] = {}
    for word in words(asked):
        if word not in STOP:
            found.setdefault(_stem(word), word)
    return dict(list(found.items())[:MOST_WORDS])


def examples_holding(person, asked: str) -> list[FoundExample]:
    """The practice examples that this person is shown and that hold any of these words, by title."""
    wanted = asked_stems(asked)
    found = []
    for piece in pieces_of(person, kind=Kind.PRACTICE_EXAMPLE) if wanted else ():
        text = " ".join([piece.title, piece.summary, *(plain(part["text"]) for part in piece.sections)])
        known = as_compared(text)
        if held := [word for stem, word in wanted.items() if f" {stem} " in known]:
            found.append(FoundExample(piece, held))
    return found
