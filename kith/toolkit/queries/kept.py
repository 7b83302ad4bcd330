"""What a device that keeps the toolkit needs to know: which of its pages would be drawn otherwise now."""

from collections.abc import Iterable
from hashlib import sha256

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from kith.people.queries import contacts_of

from ..models import LocalNote, PageDocument, SignedOff
from ..rules import layers_of
from .layers import _shown
from .process import clocks_of, pathways_of, route_of


def _mark(parts: Iterable[object]) -> str:
    return sha256(repr(list(parts)).encode()).hexdigest()[:16]


def _values(row) -> list:
    return [getattr(row, field.attname) for field in row._meta.concrete_fields]


def kept_marks(person) -> tuple[str, dict[str, str]]:
    """A mark for pages that list others, and one for each page by its slug. A mark is another as soon as what the page
    shows is: its edition, its review, what stands beside it, or any number to ring, which stand on all of them.
    """
    today = timezone.localdate()
    authority = person.authority_id
    route = route_of(authority)
    pathways = pathways_of(authority)
    everywhere = _mark(
        [
            settings.KITH_VERSION,
            [[*_values(row), row.is_late(today)] for row in contacts_of(person)],
            [*_values(route), route.is_late(today)] if route else "",
            [[*_values(row), [_values(step) for step in row.steps.all()]] for row in pathways],
            [[*_values(row), row.is_late(today)] for row in clocks_of(authority)],
        ]
    )
    local, regional, _ = layers_of(person)
    beside: dict[str, list] = {}
    for slug, key in LocalNote.objects.filter(authority_id=authority, ended_at=None).values_list("slug", "pk"):
        beside.setdefault(slug, []).append(f"note {key}")
    documents = PageDocument.objects.filter(local | regional, approved_at__isnull=False, ended_at=None)
    for slug, key in documents.values_list("slug", "pk"):
        beside.setdefault(slug, []).append(f"document {key}")
    for slug, key in SignedOff.objects.filter(authority_id=authority).values_list("edition__piece__slug", "pk"):
        beside.setdefault(slug, []).append(f"signed {key}")
    pieces = _shown(person).annotate(edition=Max("editions__number")).order_by("slug")
    titles = {row.slug: row.title for row in pieces}
    marks = {
        row.slug: _mark(
            [
                everywhere,
                (row.pk, row.edition, row.digest, row.last_checked, row.next_review, row.is_late(today)),
                sorted(beside.get(row.slug, [])),
                [titles.get(other, "") for other in row.related],
            ]
        )
        for row in pieces
    }
    return _mark([everywhere, *sorted(marks.items())]), marks
