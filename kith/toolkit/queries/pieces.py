"""The pages themselves: on a shelf, at a step, by name, and what stands beside them."""

from django.db.models import Case, Count, F, IntegerField, Q, When

from kith.access.rules import NOTHING, find

from ..content import Content
from ..models import Filed, Hiding, LocalNote, Piece, SignedOff
from ..rules import layers_of
from ..words import Kind, Shelf
from .layers import _shown
from .proposals import _title_of


def pieces_for_step(person, step: str, limit: int = 3) -> list[Piece]:
    """The two or three pages that fit a step of the work, the nearest layer’s first. The step alone decides."""
    rows = _shown(person).filter(filed__shelf=Shelf.STEP, filed__key=step)
    return list(rows.order_by(F("authority_id").desc(nulls_last=True), "kind", "title")[:limit])


def pieces_of(person, *, shelf: str = "", on: str = "", kind: str = ""):
    """Pages that this person is shown, by title: all, those of one kind, or those on one shelf, by kind first.

    On a shelf what to do stands before what to read: the kinds come in the order in which they are written down.
    """
    rows = _shown(person).order_by("title", "pk")
    if kind:
        rows = rows.filter(kind=kind)
    if shelf:
        whens = [When(kind=value, then=place) for place, value in enumerate(Kind.values)]
        rows = rows.filter(filed__shelf=shelf, filed__key=on).order_by(
            Case(*whens, output_field=IntegerField()), "title", "pk"
        )
    return rows


def piece_for(person, slug: str, layer: str = "") -> Piece:
    """One page, of the nearest layer; a retired one where nothing took its place. Raises NotFound.

    With a layer, the page of that one, whatever stands in its place or hides it now: for what was read once.
    """
    if layer:
        known = dict(zip(("local", "regional", "national"), layers_of(person), strict=True))
        return find(Piece.objects.filter(known.get(layer, NOTHING), slug=slug))
    shown = _shown(person).filter(slug=slug).first()
    if shown is not None:
        return shown
    local, regional, national = layers_of(person)
    return find(
        Piece.objects.filter(local | regional | national, slug=slug, retired=True).order_by(
            F("authority_id").desc(nulls_last=True), F("region_id").desc(nulls_last=True)
        )
    )


def indicators_for(person) -> list[Piece]:
    """The published signs, each with its innocent explanations, by title."""
    return list(pieces_of(person, kind=Kind.INDICATOR))


def how_many(person) -> dict[str, dict[str, int]]:
    """How many pages stand on each shelf and are of each kind, for the ways in."""
    rows = (
        Filed.objects.filter(piece__in=_shown(person), shelf__in=[Shelf.DOING, Shelf.THEME])
        .values_list("shelf", "key")
        .annotate(count=Count("pk"))
    )
    counts: dict[str, dict[str, int]] = {Shelf.DOING: {}, Shelf.THEME: {}}
    for shelf, key, count in rows:
        counts[shelf][key] = count
    counts["kind"] = dict(_shown(person).order_by().values_list("kind").annotate(count=Count("pk")))
    return counts


def piece_of_layer(slug: str, *, authority_id: int | None, region_id: int | None) -> Piece | None:
    """The page of exactly this layer, whether it is shown or not; for those who write it."""
    layer = Q(authority_id=authority_id) if authority_id else Q(authority__isnull=True)
    layer &= Q(region_id=region_id) if region_id else Q(region__isnull=True)
    return Piece.objects.filter(layer, slug=slug).first()


def shown_at(person, slug: str) -> Piece | None:
    """The page that this person is shown at this address, or none."""
    return _shown(person).filter(slug=slug).first()


def as_shown(content: Content) -> Piece:
    """A page that is kept nowhere, to be looked at before it is published."""
    return Piece(
        slug=content.slug,
        kind=content.kind,
        title=content.title or "No title yet",
        summary=content.summary,
        sections=[{"heading": heading, "text": text} for heading, text in content.sections],
        source=content.source,
        source_date=content.source_date,
        owner=content.owner,
        audience=content.audience,
        asked=content.asked,
        last_checked=content.last_checked,
        next_review=content.next_review,
        needs_local_sign_off=content.needs_local_sign_off,
        more=content.more,
    )


def related_to(person, piece: Piece) -> list[Piece]:
    """The pages that go with this one and that the person is shown, in the page’s own order."""
    rows = {row.slug: row for row in _shown(person).filter(slug__in=piece.related)}
    return [rows[slug] for slug in piece.related if slug in rows]


def instead_of(person, piece: Piece) -> Piece | None:
    """The page to read in place of a retired one, where it was named and the person is shown it."""
    return shown_at(person, piece.more["instead"]) if piece.retired and piece.more.get("instead") else None


def notes_on(person, piece: Piece):
    """What the person’s authority adds to a page that is not its own, oldest first."""
    return (
        LocalNote.objects.filter(authority_id=person.authority_id, slug=piece.slug, ended_at__isnull=True)
        .select_related("by", "authority")
        .order_by("at", "pk")
    )


def sign_off_of(person, piece: Piece) -> SignedOff | None:
    """The authority’s word on the page as it stands now, or None."""
    last = piece.editions.order_by("-number").values("pk")[:1]
    return SignedOff.objects.filter(authority_id=person.authority_id, edition__in=last).select_related("by").first()


def hidden_by(person):
    """What the person’s authority does not show, by page."""
    return (
        Hiding.objects.filter(authority_id=person.authority_id, ended_at__isnull=True)
        .select_related("by")
        .annotate(title=_title_of(person, "slug"))
        .order_by("slug")
    )
