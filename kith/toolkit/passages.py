"""Pages cut into passages that can answer a question, kept with their words and their meaning."""

import hashlib
import re
import uuid
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection

from . import embedding
from .markdown import plain
from .models import Passage, Piece, ToolkitState
from .stems import stems
from .words import Kind

LONGEST = 90  # words; about what a page shows of an answer, and less than the model reads
BLOCK = re.compile(r"</(?:p|li|h3|h4|tr|blockquote)>")
# Where a line of a passage begins or ends, and how one that is an entry of a list begins.
PART = re.compile(r"(<(?:ol|ul|li)>|</(?:p|li|h3|h4|tr|blockquote|ol|ul)>)")
ENTRY = re.compile(r"^(?:•|(\d{1,3})\.) ")
MEANINGS = Path(settings.BASE_DIR) / "content" / "meanings.npz"


@dataclass(frozen=True)
class Cut:
    """A passage before it is kept; a question is a way of asking for the page, and is never shown.

    Each paragraph and each entry of a list is a line of the text; an entry begins with “• ” or its number.
    """

    heading: str
    text: str
    is_question: bool = False


def cut(piece) -> list[Cut]:
    """The page’s passages in order: a few sentences each, none across a heading; then the ways of asking for it.

    A short module has none: it is gone through, and is no answer to a question of today.
    """
    if piece.kind == Kind.MODULE:
        return []
    found: list[Cut] = []
    if piece.summary:
        found.append(Cut("", piece.summary))
    for part in piece.sections:
        held: list[str] = []
        for line in lines_of(part["text"]):
            if held and len(in_one_line([*held, line]).split()) > LONGEST:
                found.append(Cut(part["heading"], "\n".join(held)))
                held = []
            held.append(line)
        if held:
            found.append(Cut(part["heading"], "\n".join(held)))
    return found + [Cut("", line, True) for line in piece.asked]


def lines_of(text: str) -> list[str]:
    """The paragraphs and entries of lists in a piece of HTML, each in one line; an entry says that it is one."""
    found: list[str] = []
    lists: list[int | None] = []  # for each list that is open here its last number, or None where it has none
    mark, held = "", ""
    for part in [*PART.split(text), "</p>"]:
        if not part.startswith("<") or not PART.fullmatch(part):
            held += part
            continue
        if words := plain(held):
            found.append(mark + words)
            mark = ""
        held = ""
        if part in ("<ol>", "<ul>"):
            lists.append(0 if part == "<ol>" else None)
        elif part in ("</ol>", "</ul>") and lists:
            lists.pop()
        elif part == "<li>":
            number = lists[-1] if lists else None
            if number is not None:
                lists[-1] = number = number + 1
            mark = "• " if number is None else f"{number}. "
    return found


def in_one_line(lines: list[str]) -> str:
    """The same words for who reads sentences and no lists: each line ends with a stop, and none begins with a mark."""
    return " ".join(_ended(ENTRY.sub("", line)) for line in lines)


def _ended(words: str) -> str:
    """The words with a full stop, so that entries of a list do not run into one another."""
    return words if words[-1:] in ".!?:;’" else f"{words}."


def asked_of_model(title: str, part) -> str:
    """What the model reads of a passage: under which title and heading it stands, and its words; a question alone."""
    if part.is_question:
        return part.text
    return ". ".join(words for words in (title, part.heading, in_one_line(part.text.split("\n"))) if words)


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def delivered_meanings() -> dict[str, bytes]:
    """The meanings that came with Kith, by digest, so that loading the national content needs no model."""
    if not MEANINGS.exists():
        return {}
    import numpy as np

    with np.load(MEANINGS, allow_pickle=False) as file:
        return {digest: row.tobytes() for digest, row in zip(file["digests"].tolist(), file["meanings"], strict=True)}


def meanings_of(texts: list[str], held: dict[str, bytes] | None = None) -> list[bytes | None]:
    """The meaning of each text: as delivered or `held` already, else worked out now, else none where no model is
    installed.
    """
    known = {**(held or {}), **delivered_meanings()}
    found: list[bytes | None] = [known.get(digest_of(text)) for text in texts]
    wanting = [place for place, meaning in enumerate(found) if meaning is None]
    if wanting and embedding.available():
        rows = embedding.packed(embedding.embed([texts[place] for place in wanting]))
        for place, row in zip(wanting, rows, strict=True):
            found[place] = row.tobytes()
    return found


def index(piece: Piece) -> None:
    """Search finds the page by what it says now. Inside the transaction of the act that changed it."""
    before = Passage.objects.filter(piece=piece, meaning__isnull=False)
    held = {digest: bytes(meaning or b"") for digest, meaning in before.values_list("digest", "meaning")}
    unindex(piece)
    parts = cut(piece)
    texts = [asked_of_model(piece.title, part) for part in parts]
    rows = Passage.objects.bulk_create(
        Passage(
            piece=piece,
            order=order,
            heading=part.heading,
            text=part.text,
            is_question=part.is_question,
            digest=digest_of(text),
            meaning=meaning,
        )
        for order, (part, text, meaning) in enumerate(zip(parts, texts, meanings_of(texts, held), strict=True))
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            INSERT[connection.vendor],
            [(row.pk, " ".join(stems(asked_of_model(piece.title, row)))) for row in rows],
        )


def index_anew() -> int:
    """Every page is found by passages as they are cut today, one that an earlier Kith cut too. Returns how many were not."""
    kept: dict[int, list[tuple[str, str]]] = {}
    for key, *part in Passage.objects.order_by("piece_id", "order").values_list("piece_id", "heading", "text"):
        kept.setdefault(key, []).append((part[0], part[1]))
    old = [
        piece
        for piece in Piece.objects.filter(retired=False).order_by("pk")
        if [(part.heading, part.text) for part in cut(piece)] != kept.get(piece.pk, [])
    ]
    for piece in old:
        index(piece)
    return len(old)


def unindex(piece: Piece) -> None:
    """Search finds the page no longer."""
    keys = list(Passage.objects.filter(piece=piece).values_list("pk", flat=True))
    if keys:
        marks = ", ".join(["%s"] * len(keys))
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM toolkit_words WHERE rowid IN ({marks})", keys)  # noqa: S608 (only marks)
        Passage.objects.filter(pk__in=keys).delete()
    mark_changed()


def mark_changed() -> None:
    """Every process reads the toolkit anew at its next search."""
    ToolkitState.objects.update_or_create(pk=1, defaults={"mark": uuid.uuid4().hex})


INSERT = {
    "sqlite": "INSERT OR REPLACE INTO toolkit_words (rowid, stems) VALUES (%s, %s)",
    "postgresql": (
        "INSERT INTO toolkit_words (rowid, stems) VALUES (%s, %s) "
        "ON CONFLICT (rowid) DO UPDATE SET stems = excluded.stems"
    ),
}


def write_meanings(pieces, others: list[str]) -> int:
    """`content/meanings.npz` holds the meaning of every passage of these pages and of the other sentences.

    Returns how many (a maintainer's act).
    """
    import numpy as np

    texts = sorted(
        {*others, *(asked_of_model(piece.title, part) for piece in pieces for part in cut(piece))}, key=digest_of
    )
    np.savez_compressed(
        MEANINGS,
        digests=np.array([digest_of(text) for text in texts]),
        meanings=embedding.packed(embedding.embed(texts)),
    )
    delivered_meanings.cache_clear()
    return len(texts)
