"""Tiers as they hold, their history, and the standards beside them."""

from dataclasses import dataclass

from django.utils import timezone

from kith.access.rules import NotFound

from ..models import Standard, Tier
from ..words import NEEDED_BY, Track


def tiers_of(authority_id: int, *, all: bool = False) -> list[Tier]:
    """The tiers of an authority in their order: its own newest editions, else as delivered; those in use, or all."""
    newest: dict[str, Tier] = {}
    rows = Tier.objects.filter(authority=None) | Tier.objects.filter(authority_id=authority_id)
    for row in rows.select_related("by").order_by("number"):
        known = newest.get(row.key)
        if known is None or row.authority_id is not None or known.authority_id is None:
            newest[row.key] = row
    found = sorted(newest.values(), key=lambda row: (row.order, row.key))
    return [row for row in found if all or row.in_use]


def tier_for(person, key: str) -> Tier:
    """One tier of the person’s authority, in use or not. Raises NotFound."""
    found = next((row for row in tiers_of(person.authority_id, all=True) if row.key == key), None)
    if found is None:
        raise NotFound
    return found


def editions_of(person, key: str) -> list[Tier]:
    """What the tier said before, the newest first: the authority’s own editions, and at the end what was delivered."""
    own = list(Tier.objects.filter(authority_id=person.authority_id, key=key).select_related("by").order_by("-number"))
    return own + list(Tier.objects.filter(authority=None, key=key))


def titles_of(authority_id: int) -> dict[str, str]:
    """What each tier is called, those out of use too."""
    return {row.key: row.title for row in tiers_of(authority_id, all=True)}


def needed_by_words(tier: Tier) -> list[str]:
    """By which roles it is needed, as one reads it."""
    return [label for key, label in NEEDED_BY if key in tier.needs]


@dataclass(frozen=True)
class TrackStandards:
    """The standards of one track: those that hold today, and those that will."""

    track: str
    now: list[Standard]
    later: list[Standard]


def standards_beside(tier: Tier) -> list[TrackStandards]:
    """The professional standards that a tier serves, as of today."""
    today = timezone.localdate()
    rows = list(Standard.objects.filter(track__in=tier.tracks).order_by("valid_from", "key"))
    found = []
    for track in Track:
        if track.value not in tier.tracks:
            continue
        own = [row for row in rows if row.track == track.value]
        now = [row for row in own if (not row.valid_from or row.valid_from <= today)]
        now = [row for row in now if not row.valid_to or row.valid_to >= today]
        later = [row for row in own if row.valid_from and row.valid_from > today]
        found.append(TrackStandards(track.label, now, later))
    return found
