"""What is wrong with the files in `content/`: read in CI, so that no page ships without its source or its dates."""

import re
from html import escape
from pathlib import Path

import yaml

from .content import BadContent, Content
from .loading import CONTENT, PIECES, read_piece, read_retired
from .markdown import UNCHECKED, plain
from .passages import BLOCK, asked_of_model, cut, delivered_meanings, digest_of
from .queries import as_shown
from .scenes import as_pairs
from .words import Kind, Shelf

SENTENCE = re.compile(r"(?<=[.!?])\s+")
TOKEN = re.compile(r"[a-z0-9%]+")
VOWELS = re.compile(r"[aeiouy]+")
OLDEST = 16  # years of schooling and a little: above it a page is too hard for a tired reader
PAGE = "/toolkit/page/"
# What is no page, and a page may lead to all the same.
BESIDE = {"/toolkit/clocks"}
SUBJECTS = {"emergency", "screening", "front-door", "police-prevent", "out-of-hours", "early-help"}


def sentences(text: str) -> list[str]:
    """The sentences of a piece of HTML; every list entry and heading ends one."""
    return [s for block in BLOCK.split(text) for s in SENTENCE.split(plain(block)) if s]


def _read(folder: Path) -> tuple[list[Content], list[str]]:
    pieces, faults = [], []
    for path in sorted(path for kind in PIECES for path in (folder / kind).glob("*.md")):
        try:
            pieces.append(read_piece(path))
        except BadContent as fault:
            faults.append(str(fault))
    return pieces, faults


def faults_in(folder: Path = CONTENT) -> list[str]:
    """A sentence for each thing to mend: what a page lacks, a dead link within, an unverified fact told as certain."""
    pieces, faults = _read(folder)
    slugs = [piece.slug for piece in pieces]
    faults += [f"{slug}: two pages have this slug." for slug in sorted({s for s in slugs if slugs.count(s) > 1})]
    unverified = yaml.safe_load((folder / "unverified.yaml").read_text(encoding="utf-8"))["items"]
    for slug, said in read_retired(folder).items():
        if slug in slugs or said["instead"] not in slugs or not said["why"]:
            faults.append(f"retired.yaml: {slug} must be no page, say why it went, and lead to one that is.")
    for piece in pieces:
        faults += [f"{piece.slug}: {fault}" for fault in _faults_of(piece, set(slugs), unverified)]
    return faults


def _faults_of(piece: Content, slugs: set[str], unverified: list[dict]) -> list[str]:
    found = [f"it leads to “{slug}”, which is no page." for slug in piece.related if slug not in slugs]
    found += [f"it names no known contact: {subject}." for subject in piece.contacts if subject not in SUBJECTS]
    if not piece.summary:
        found.append("it has no summary.")
    if not piece.shelves.get(Shelf.DOING) and not piece.shelves.get(Shelf.THEME):
        found.append("it stands on no shelf, so nobody finds it by browsing.")
    for link in piece.links:
        if not str(link.get("url", "")).startswith("https://") or not link.get("title"):
            found.append(f"a link has no title or no https address: {link}.")
    for text in _texts(piece):
        for href in re.findall(r'href="([^"]*)"', text):
            inside = href.removeprefix(PAGE)
            if href.startswith("/") and href not in BESIDE and (inside == href or inside not in slugs):
                found.append(f"a link in the text leads nowhere: {href}.")
        if not piece.unverified:
            found += [
                f"it states as certain what nobody has read in a source ({item['fact']}): “{sentence}”"
                for sentence in sentences(text)
                for item in unverified
                if _states(sentence, item["words"]) and UNCHECKED not in sentence
            ]
    age = reading_age(piece)
    if age > OLDEST:
        found.append(f"it reads too hard: an age of {age:.0f}. Shorter sentences and plainer words help.")
    if delivered_meanings():
        missing = [
            part
            for part in cut(as_shown(piece))
            if digest_of(asked_of_model(piece.title, part)) not in delivered_meanings()
        ]
        if missing:
            found.append("its meaning is out of date. Run `kith toolkit meanings`.")
    return found


def _texts(piece: Content) -> list[str]:
    """Everything that a page tells, as HTML: its sections, and the scenes of a short module."""
    scenes = as_pairs(piece.more) if piece.kind == Kind.MODULE else []
    return [text for _, text in piece.sections] + [f"<p>{escape(text)}</p>" for _, text in scenes]


def _states(sentence: str, words: list[str]) -> bool:
    said = set(TOKEN.findall(sentence.lower()))
    return all(str(word).lower() in said for word in words)


def reading_age(piece: Content) -> float:
    """The age at which a reader follows the page: the Flesch-Kincaid grade of its sentences, and five years."""
    said = [s for text in _texts(piece) for s in sentences(text)]
    words = [word for s in said for word in re.findall(r"[A-Za-z’]+", s)]
    if not words:
        return 0.0
    syllables = sum(max(1, len(VOWELS.findall(word.lower().removesuffix("e")))) for word in words)
    return 0.39 * len(words) / len(said) + 11.8 * syllables / len(words) - 15.59 + 5


def reading_ages(folder: Path = CONTENT) -> dict[str, float]:
    """The reading age of every page, by slug."""
    return {piece.slug: reading_age(piece) for piece in _read(folder)[0]}
