"""What editors look after: reviews, links that lead nowhere, what was useful."""

from datetime import date, timedelta

from django.db.models import OuterRef, Q, Subquery, Sum

from ..links import addresses_of, dead_in, last_tried, outside
from ..models import Edition, Piece, SignedOff, Useful
from ..rules import in_force, layers_of, may_publish, shown_in
from ..words import BROKEN_LINKS, When
from .layers import _shown

# How long before a review its editors are told; the board shows it as long before.
SOON = timedelta(days=30)


def review_board_of(person, *, until: date):
    """Pages of the layers that reach this person whose review comes by a day, the soonest first."""
    return _shown(person).filter(next_review__lte=until).order_by("next_review", "title")


def reviews_to_tell(today: date) -> list[tuple[Piece, str, str]]:
    """Pages whose review is near or late, with which of both and whose editors are told; for the worker alone.

    A page is its own layer’s to review. One of another layer is the business of an authority that signed it off: its
    word stands on the page as it is.
    """
    due = Piece.objects.filter(in_force(today), next_review__lte=today + SOON)

    def told(piece: Piece, whose: str) -> tuple[Piece, str, str]:
        return piece, When.LATE if piece.is_late(today) else When.SOON, whose

    own = due.exclude(authority__isnull=True, region__isnull=True).select_related("authority", "region")
    found = [
        told(piece, f"{layer}:{home.key}")
        for piece in own.order_by("pk")
        for layer, home in (("authority", piece.authority), ("region", piece.region))
        if home is not None
    ]
    newest = Edition.objects.filter(piece=OuterRef("edition__piece")).order_by("-number").values("pk")[:1]
    words = SignedOff.objects.filter(edition__piece__in=due, edition=Subquery(newest)).select_related("authority")
    signed: dict = {}
    for word in words.order_by("authority_id"):
        signed.setdefault(word.authority, set()).add(word.edition_id)
    for authority, editions in signed.items():
        rows = due.filter(shown_in(authority), authority__isnull=True, editions__in=editions)
        found += [told(piece, f"authority:{authority.key}") for piece in rows.order_by("pk")]
    return found


def useful_of(person, *, since: date) -> list[dict]:
    """How often pages were said to be useful or not since a day, by title: in the person’s authority, and for who writes
    for a region the region’s pages in all of its authorities. Figures about pages; whoever said it is kept nowhere.
    """
    which = Q(authority_id=person.authority_id) if may_publish(person, "local") else Q(pk__in=[])
    region = person.authority.region_id
    if may_publish(person, "regional") and region:
        which |= Q(authority__region_id=region, slug__in=Piece.objects.filter(region_id=region).values("slug"))
    rows = Useful.objects.filter(which, month__gte=since.replace(day=1)).values("slug")
    counts = {row["slug"]: row for row in rows.annotate(yes=Sum("yes"), no=Sum("no")).order_by("slug")}
    local, regional, national = layers_of(person)
    reached = Piece.objects.filter(local | regional | national, slug__in=counts).order_by("pk")
    titles = dict(reached.values_list("slug", "title"))
    titles |= dict(_shown(person).filter(slug__in=counts).values_list("slug", "title"))
    return sorted(({**row, "title": titles.get(slug, slug)} for slug, row in counts.items()), key=lambda r: r["title"])


def dead_links_of(person) -> list:
    """Links of pages that the person’s authority shows to pages that it does not; those of pages of its own first."""
    return sorted(dead_in(person.authority), key=lambda row: row.piece.layer == "national")


def broken_in(piece: Piece) -> set[str]:
    """Addresses of this page that led nowhere when they were last tried."""
    return {url for url, row in last_tried(outside(piece)).items() if row.state in BROKEN_LINKS}


def outside_links_of(person) -> list[dict]:
    """Addresses outside Kith that pages shown to this person name: what they answered when last tried, broken ones first.

    `checked` is the day on which a person looked, as the page says it; empty where nobody did.
    """
    found = addresses_of(_shown(person).order_by("title", "pk"))
    tried = last_tried(found)
    rows = []
    for url, pieces in found.items():
        checked = [str(link.get("checked") or "") for piece in pieces for link in piece.links if link.get("url") == url]
        checked += [str(p.more.get("link_checked") or "") for p in pieces if p.more.get("link") == url]
        row = tried.get(url)
        broken = row is not None and row.state in BROKEN_LINKS
        rows.append({"url": url, "pieces": pieces, "tried": row, "broken": broken, "checked": max(checked, default="")})
    return sorted(rows, key=lambda row: (not row["broken"], row["pieces"][0].title))
