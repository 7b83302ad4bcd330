"""What a page says, apart from where it is kept: the shape that files, the editor and editions share."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import date

from . import scenes
from .markdown import clean, plain, seen
from .words import HEADINGS, INNOCENT, Doing, Evidence, Kind, Shelf, Theme

KNOWN: dict[str, set[str]] = {Shelf.DOING: set(Doing.values), Shelf.THEME: set(Theme.values)}

# The trail names a page as “toolkit:” and its address, in eighty letters.
LONGEST_SLUG = 70


class BadContent(Exception):
    """A page cannot be published as it is; the sentences say which and why.

    `faults` are the parts of the page that they are about, each by its name in `Content` with its own sentence.
    """

    def __init__(self, said: str, faults: Iterable[tuple[str, str]] = ()):
        super().__init__(said)
        self.faults = list(faults)


@dataclass(frozen=True)
class Content:
    """One page: `sections` are (heading, HTML) in order, `shelves` the keys by shelf, dates as dates.

    `asked` are ways in which people ask for the page, in their words; search reads them and no page shows them.
    """

    slug: str
    kind: str
    title: str
    summary: str
    sections: tuple[tuple[str, str], ...]
    source: str
    owner: str
    last_checked: date
    next_review: date
    source_date: str = ""
    audience: str = ""
    shelves: dict[str, list[str]] = field(default_factory=dict)
    related: list[str] = field(default_factory=list)
    contacts: list[str] = field(default_factory=list)
    links: list[dict] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    more: dict = field(default_factory=dict)
    valid_from: date | None = None
    valid_to: date | None = None
    needs_local_sign_off: bool = True
    unverified: bool = False

    def cleaned(self) -> "Content":
        """The same page with every text inert. Raises BadContent where the page lacks what its kind must have."""
        sections = tuple((plain(heading), clean(text)) for heading, text in self.sections)
        asked = [words for words in (plain(line)[:200] for line in self.asked) if words]
        page = replace(
            self,
            title=plain(self.title),
            summary=plain(self.summary),
            sections=sections,
            asked=asked,
            source=seen(self.source),
            source_date=seen(self.source_date),
            owner=seen(self.owner),
            audience=seen(self.audience),
            more=self._more(),
        )
        page.must_be_whole()
        return page

    def _more(self) -> dict:
        """What only some kinds have; the scenes of a module in the shape in which they are kept."""
        if self.kind == Kind.MODULE:
            return scenes.as_kept(self.more)
        return {key: seen(value) if isinstance(value, str) else value for key, value in self.more.items()}

    def must_be_whole(self) -> None:
        """Raises BadContent with a sentence for everything that is missing, so that nobody meets one after another."""
        faults = list(self._faults())
        if faults:
            raise BadContent(" ".join(words for _, words in faults), faults)

    def _faults(self) -> Iterator[tuple[str, str]]:
        where = f"“{self.title or self.slug}”"
        if not self.title:
            yield "title", f"The page {self.slug} has no title."
        if not re.fullmatch(r"[-a-zA-Z0-9_]+", self.slug):
            yield (
                "slug",
                f"The address of {where} has a sign that no address can hold: use letters without accents, figures and hyphens.",
            )
        if len(self.slug) > LONGEST_SLUG:
            yield "slug", f"The address of {where} is too long: use at most {LONGEST_SLUG} letters."
        if self.kind not in Kind.values:
            yield "kind", f"{where} is of no known kind: {self.kind}."
        missing = [heading for heading in HEADINGS.get(self.kind, ()) if not plain(self.text_of(heading))]
        if missing:
            *others, last = [f"“{heading}”" for heading in missing]
            yield "sections", f"{where} has nothing under {', '.join(others)}{' and ' if others else ''}{last}."
        for name, words in (("source", self.source), ("owner", self.owner), ("audience", self.audience)):
            if not words:
                yield name, f"{where} has no {name}."
        for url in (self.more.get("link"), *(link.get("url") for link in self.links)):
            if url and not str(url).startswith("https://"):
                yield "links", f"{where} names an address that does not begin with https://: {str(url)[:80]}."
        if self.next_review <= self.last_checked:
            yield "next_review", f"{where} must have its next review after its last check."
        for name, called, words, most in (
            ("title", "title", self.title, 160),
            ("summary", "summary", self.summary, 300),
            ("source", "source", self.source, 400),
            ("source_date", "date of its source", self.source_date, 160),
            ("audience", "audience", self.audience, 160),
            ("owner", "owner", self.owner, 120),
        ):
            if len(words) > most:
                yield name, f"{where}: the {called} has {len(words)} characters, and {most} fit."
        for shelf, known in KNOWN.items():
            strange = set(self.shelves.get(shelf, [])) - known
            if strange:
                yield "shelves", f"{where} stands on no known shelf: {min(strange)}."
        if self.kind == Kind.INDICATOR and self.more.get("evidence") not in Evidence.values:
            yield "evidence", f"{where} does not say how sound its evidence is."

        if self.kind == Kind.MODULE:
            yield from scenes.faults_in(scenes.as_kept(self.more), where)

    def text_of(self, heading: str) -> str:
        return next((text for name, text in self.sections if name == heading), "")

    @property
    def innocent(self) -> str:
        """What else a sign may mean; nothing for other kinds."""
        return self.text_of(INNOCENT) if self.kind == Kind.INDICATOR else ""

    def as_kept(self) -> dict:
        """The page as an edition keeps it."""
        return json.loads(json.dumps(asdict(self), default=str))

    @property
    def digest(self) -> str:
        """Two pages with the same digest say the same."""
        written = json.dumps(self.as_kept(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(written.encode()).hexdigest()


def kept(row: dict) -> Content:
    """A page from what an edition kept."""
    days = {
        name: date.fromisoformat(row[name]) if row.get(name) else None
        for name in ("last_checked", "next_review", "valid_from", "valid_to")
    }
    return Content(**{**row, **days, "sections": tuple((heading, text) for heading, text in row["sections"])})
