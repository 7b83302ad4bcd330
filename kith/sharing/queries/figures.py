"""What asking and answering adds up to between the agencies of one authority, for the twelve months that are over."""

from datetime import date, datetime

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from kith.people.queries import agencies_of
from kith.people.words import AgencyKind
from kith.toolkit.queries import lists_of_categories, working_days_from

from ..figures import Fact, Pair, months_over, pair_of
from ..models import Answer, InformationRequest
from ..words import REASONS, AnswerKind


def pairs_of(person) -> list[tuple]:
    """Every agency of the person’s authority with every other, by name: the same tables for whoever asks."""
    agencies = [agency for agency, _ in agencies_of(person) if agency.kind != AgencyKind.REGION]
    return [(one, other) for one in agencies for other in agencies if one.pk != other.pk]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))


def _facts(person, since: date, until: date) -> dict[tuple[int, int], list[Fact]]:
    first = Answer.objects.filter(request=OuterRef("pk")).order_by("made_at", "pk")
    rows = (
        InformationRequest.objects.filter(authority_id=person.authority_id)
        .filter(asked_at__gte=_midnight(since), asked_at__lt=_midnight(until))
        .annotate(kind=Subquery(first.values("kind")[:1]), because=Subquery(first.values("because")[:1]))
        .values_list(
            "from_agency_id", "to_agency_id", "unasked", "asked_at", "acknowledged_at", "answered_at", "kind", "because"
        )
    )
    facts: dict[tuple[int, int], list[Fact]] = {}
    for one, other, unasked, asked, acknowledged, answered, kind, why in rows:
        fact = Fact(
            month=timezone.localdate(asked).replace(day=1),
            unasked=unasked,
            acknowledged_in=working_days_from(asked, acknowledged) if acknowledged else None,
            answered_in=working_days_from(asked, answered) if answered else None,
            kind=kind or "",
            because=why if why and kind != AnswerKind.FULL else "",
        )
        facts.setdefault((one, other), []).append(fact)
    return facts


def figures_for(person) -> list[Pair]:
    """The figures of each pair of agencies, small numbers hidden, in a number of questions that does not grow."""
    months = months_over(timezone.localdate())
    facts = _facts(person, months[0], timezone.localdate().replace(day=1))
    reasons = lists_of_categories(person.authority_id, REASONS)[0]
    return [
        pair_of(one.name, other.name, facts.get((one.pk, other.pk), []), months, reasons)
        for one, other in pairs_of(person)
    ]
