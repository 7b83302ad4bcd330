"""Consultations that may be about one child."""

from django.db.models import Q

from ..models import (
    Child,
    Consultation,
    SameChild,
)
from ..referral_texts import put_words_of_lists
from ..words import State
from .chronology import _happened
from .consultations import consultations_seen_by


def likely_same_child(consultation: Consultation) -> list[tuple[Consultation, str]]:
    """Other submitted consultations of the same authority that may be about the same child, oldest first.

    By case reference, or by name and date of birth; never by anything else about the child. Without a person's
    filter: only screening asks, and decides whom to tell.
    """
    child = consultation.child
    if child is None:
        return []
    same = Q(pk__in=[])
    if child.case_reference:
        same |= Q(case_reference__iexact=child.case_reference)
    if child.search_name and child.birth_date:
        same |= Q(search_name=child.search_name, birth_date=child.birth_date)
    children = Child.objects.filter(same, authority_id=consultation.authority_id).exclude(pk=child.pk)
    rows = (
        Consultation.objects.filter(child__in=children)
        .exclude(state=State.DRAFT)
        .select_related("child", "owner", "raised_by")
        .order_by("submitted_at")
    )
    return [
        (
            row,
            "reference"
            if child.case_reference and row.child.case_reference.casefold() == child.case_reference.casefold()
            else "name and birth date",
        )
        for row in rows
    ]


def answers_about_same_child(consultation: Consultation) -> dict[int, SameChild]:
    """What people answered about this consultation's likely matches, by the other's key."""
    rows = SameChild.objects.filter(Q(one=consultation) | Q(other=consultation), undone_at__isnull=True)
    return {(row.other_id if row.one_id == consultation.pk else row.one_id): row for row in rows}


def confirmed_same_among(person, consultations) -> dict[int, set[int]]:
    """The same for several records at once, by their keys: of each, the others that the reader may read."""
    keys = [row.pk for row in consultations]
    pairs = SameChild.objects.filter(Q(one__in=keys) | Q(other__in=keys), undone_at__isnull=True, same=True)
    found = list(pairs.values_list("one_id", "other_id"))
    others = {key for pair in found for key in pair}
    seen = consultations_seen_by(person).filter(pk__in=others).exclude(state=State.DRAFT) if others else None
    read = set(seen.values_list("pk", flat=True)) if seen is not None else set()
    return {key: {one for pair in found if key in pair for one in pair} & read - {key} for key in keys}


def confirmed_same(person, consultation: Consultation) -> list[Consultation]:
    """Other records that a person confirmed as about the same child and that the reader may read, oldest first."""
    pairs = SameChild.objects.filter(Q(one=consultation) | Q(other=consultation), undone_at__isnull=True, same=True)
    keys = {key for pair in pairs.values_list("one_id", "other_id") for key in pair} - {consultation.pk}
    if not keys:
        return []
    rows = list(
        consultations_seen_by(person)
        .filter(pk__in=keys)
        .exclude(state=State.DRAFT)
        .prefetch_related(*_happened())
        .order_by("submitted_at")
    )
    put_words_of_lists(rows, person.authority_id)
    return rows
