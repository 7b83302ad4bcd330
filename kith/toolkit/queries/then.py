"""What a page said on a past day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery

from ..models import Edition, Hiding, Piece
from ..rules import layers_of
from ..words import Change, Since
from .layers import _shown
from .process import _day


@dataclass(frozen=True)
class Then:
    """One page as it stood at a moment, and what became of it since: a word of `Since`."""

    edition: Edition
    since: Since

    @property
    def layer(self) -> str:
        return self.edition.piece.layer


def pieces_then(person, step: str, at: datetime, limit: int = 3) -> list[Then]:
    """What `pieces_for_step` gave at a moment, each in the edition that was current then."""
    local, regional, national = layers_of(person)
    last = Edition.objects.filter(piece=OuterRef("pk"), at__lte=at).order_by("-number")
    newest = Piece.objects.filter(local | regional | national).annotate(then=Subquery(last.values("pk")[:1]))
    hidden = set(
        Hiding.objects.filter(
            Q(ended_at__isnull=True) | Q(ended_at__gt=at), authority_id=person.authority_id, at__lte=at
        )
        .values_list("slug", flat=True)
        .order_by("slug")
    )
    day = _day(at).isoformat()
    nearest: dict[str, Any] = {}
    rows = Edition.objects.filter(pk__in=newest.values("then")).exclude(change=Change.RETIRED)
    for row in rows.order_by(
        F("piece__authority_id").desc(nulls_last=True), F("piece__region_id").desc(nulls_last=True), "pk"
    ).values(
        "pk",
        "piece__slug",
        "piece__authority_id",
        "content__kind",
        "content__title",
        "content__shelves__step",
        "content__valid_from",
        "content__valid_to",
    ):
        valid = (row["content__valid_from"] or "") <= day < (row["content__valid_to"] or "9999")
        seen = row["piece__authority_id"] is not None or row["piece__slug"] not in hidden
        if valid and seen:
            nearest.setdefault(row["piece__slug"], row)
    shown = [row for row in nearest.values() if step in (row["content__shelves__step"] or [])]
    shown.sort(key=lambda row: (row["piece__authority_id"] is None, row["content__kind"], row["content__title"]))
    editions = Edition.objects.select_related("piece").in_bulk([row["pk"] for row in shown[:limit]])
    now = dict(_shown(person).filter(slug__in=[row["piece__slug"] for row in shown[:limit]]).values_list("slug", "pk"))
    return [Then(edition, _since(edition, now)) for edition in (editions[row["pk"]] for row in shown[:limit])]


def _since(edition: Edition, now: dict[str, int]) -> Since:
    piece = edition.piece
    if piece.retired:
        return Since.RETIRED
    if now.get(piece.slug) != piece.pk:
        return Since.REPLACED if piece.slug in now else Since.HIDDEN
    return Since.CHANGED if piece.editions.filter(number__gt=edition.number).exists() else Since.SAME


def editions_of(piece: Piece):
    """Every edition of a page, the newest first."""
    return piece.editions.select_related("written_by", "approved_by").order_by("-number")


def edition_on(piece: Piece, day: date) -> Edition | None:
    """What the page said at the end of a day, or None where it was not published then."""
    found = editions_of(piece).filter(at__date__lte=day).first()
    return None if found is None or found.change == Change.RETIRED else found


def edition_beneath_on(person, piece: Piece, day: date) -> Edition | None:
    """What readers of this person’s layers were shown at the page’s address at the end of a day before it was there."""
    local, regional, national = layers_of(person)
    rows = Piece.objects.filter(local | regional | national, slug=piece.slug).exclude(pk=piece.pk)
    nearest = rows.order_by(F("authority_id").desc(nulls_last=True), F("region_id").desc(nulls_last=True))
    return next((edition for row in nearest if (edition := edition_on(row, day)) is not None), None)
