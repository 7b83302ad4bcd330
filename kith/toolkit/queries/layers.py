"""What stands in force for an authority, and which layer’s row comes first."""

from datetime import date

from django.db.models import Q

from ..models import Piece
from ..rules import sees_piece, valid_on


def _in_force(authority_id: int, at: date | None = None) -> Q:
    """Rows of the authority or as delivered, valid on the day."""
    return (Q(authority_id=authority_id) | Q(authority__isnull=True)) & valid_on(at)


def _local_first(rows, key):
    """One row for each key: the authority's where it has one."""
    chosen: dict = {}
    for row in rows:
        known = chosen.get(key(row))
        if known is None or (known.authority_id is None and row.authority_id is not None):
            chosen[key(row)] = row
    return list(chosen.values())


def _shown(person):
    return Piece.objects.filter(sees_piece(person))
