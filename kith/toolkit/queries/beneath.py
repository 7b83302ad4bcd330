"""Local words and what moved beneath them, side by side."""

import re
from collections import Counter
from difflib import SequenceMatcher

from django.db.models import F, OuterRef, Subquery
from django.utils.html import escape

from kith.access.rules import find, require

from .. import scenes
from ..markdown import plain
from ..models import Edition, Left, Piece
from ..rules import layers_of, may_publish
from ..words import Evidence, Kind
from .then import editions_of

MOST_COMPARED = 1_000_000


def _beneath(person, **which):
    """Published pages of the layers below the authority’s, with the moment and number of their newest edition."""
    _, regional, national = layers_of(person)
    last = Edition.objects.filter(piece=OuterRef("pk")).order_by("-number")
    return (
        Piece.objects.filter(regional | national, retired=False, **which)
        .annotate(last_at=Subquery(last.values("at")[:1]), last_edition=Subquery(last.values("pk")[:1]))
        .order_by("slug", F("region_id").desc(nulls_last=True))
    )


def moved_beneath(person) -> list[tuple[Piece, Piece]]:
    """The authority’s pages whose page beneath has another edition since, unread: (ours, what is beneath)."""
    last = Edition.objects.filter(piece=OuterRef("pk")).order_by("-number")
    ours = {
        row.slug: row
        for row in Piece.objects.filter(layers_of(person)[0], retired=False).annotate(
            last_at=Subquery(last.values("at")[:1])
        )
    }
    left = set(Left.objects.filter(authority_id=person.authority_id).values_list("edition_id", flat=True))
    found: dict[str, tuple[Piece, Piece]] = {}
    for row in _beneath(person, slug__in=ours):
        if row.slug not in found and row.last_at > ours[row.slug].last_at and row.last_edition not in left:
            found[row.slug] = (ours[row.slug], row)
    return list(found.values())


def beneath_ours(person, slug: str) -> tuple[Piece, Piece]:
    """A page of the authority and the one beneath it. Raises NotFound."""
    require(may_publish(person, "local"))
    ours = find(Piece.objects.filter(layers_of(person)[0], slug=slug, retired=False))
    return ours, find(_beneath(person, slug=slug))


def moved_words(ours: Piece, beneath: Piece) -> list[tuple[str, list[tuple[str, str]]]]:
    """By heading, what the page beneath says now against what it said when ours was published."""
    since = ours.editions.order_by("-number").values_list("at", flat=True).first()
    before = editions_of(beneath).filter(at__lte=since).first() if since else None
    return differences(before.content["sections"] if before else [], as_pairs(beneath))


def as_pairs(piece: Piece) -> list[tuple[str, str]]:
    """A page’s sections as (heading, text)."""
    return [(part["heading"], part["text"]) for part in piece.sections]


def scenes_of(piece: Piece) -> list[tuple[str, str]]:
    """The scenes of a short module, as (heading, text); nothing for other kinds."""
    return scenes.as_pairs(piece.more) if piece.kind == Kind.MODULE else []


def said_in(piece: Piece) -> list[tuple[str, str]]:
    """Everything that a page says of itself, as (heading, text): its title and sections, and where they come from."""
    return [
        ("Title", escape(piece.title)),
        ("Address", piece.slug),
        ("Summary", escape(piece.summary)),
        *((heading, escape(text)) for heading, text in scenes_of(piece)),
        *as_pairs(piece),
        ("Source", escape(f"{piece.source} {piece.source_date}".strip())),
        ("Owner", escape(piece.owner)),
        ("For", escape(piece.audience)),
        ("Last checked", f"{piece.last_checked:%-d %B %Y}"),
        ("Next review", f"{piece.next_review:%-d %B %Y}"),
        ("Ways of asking", escape("; ".join(piece.asked))),
        ("Evidence", escape(dict(Evidence.choices).get(piece.more.get("evidence"), ""))),
        ("Where it was seen", escape(piece.more.get("seen_where", ""))),
    ]


def differences(before, after) -> list[tuple[str, list[tuple[str, str]]]]:
    """By heading, where the words of two lists of (heading, text) differ, as (how, words).

    `how` is “same”, “in” or “out”. Where a link leads is compared with its words. Sections of thousands of words are
    given whole, since comparing them word by word could keep the server.
    """
    then, now = _by_heading(before), _by_heading(after)
    found = []
    for key in dict.fromkeys([*then, *now]):
        old, new = then.get(key, []), now.get(key, [])
        if old == new:
            continue
        parts: list[tuple[str, str]] = []
        if len(old) * len(new) > MOST_COMPARED:
            parts = [("out", " ".join(old)), ("in", " ".join(new))]
        else:
            for how, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
                if how == "equal":
                    parts.append(("same", " ".join(old[i1:i2])))
                    continue
                if i1 < i2:
                    parts.append(("out", " ".join(old[i1:i2])))
                if j1 < j2:
                    parts.append(("in", " ".join(new[j1:j2])))
        found.append((key[0], parts))
    return found


def _by_heading(sections) -> dict[tuple[str, int], list[str]]:
    """The words of each section by its heading and which one of that name it is."""
    times: Counter[str] = Counter()
    said = {}
    for heading, text in sections:
        times[heading] += 1
        with_links = re.sub(r'<a\b[^>]*href="([^"]*)"[^>]*>(.*?)</a>', r"\2 (\1)", text, flags=re.DOTALL)
        said[heading, times[heading]] = plain(with_links).split()
    return said
