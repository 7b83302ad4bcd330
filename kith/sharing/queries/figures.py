"""What asking and answering adds up to between the agencies of one authority, for the twelve months that are over."""

from collections import Counter, defaultdict
from datetime import date, datetime
from functools import cache

from django.db.models import Count, DateField, Exists, OuterRef, Q
from django.db.models.functions import TruncDate, TruncMonth
from django.utils import timezone

from kith.design.small_numbers import months_over
from kith.people.queries import agencies_of
from kith.people.words import AgencyKind
from kith.toolkit.queries import lists_of_categories, working_days_from

from ..figures import Pair, Tally, pair_of
from ..models import Answer, InformationRequest
from ..words import REASONS, AnswerKind


def pairs_of(person) -> list[tuple]:
    """Every agency of the person’s authority with every other, by name: the same tables for whoever asks."""
    agencies = [agency for agency, _ in agencies_of(person) if agency.kind != AgencyKind.REGION]
    return [(one, other) for one in agencies for other in agencies if one.pk != other.pk]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))


PAIR = ("from_agency_id", "to_agency_id")


def _days(rows, end: str):
    """How often each pair of days comes, the day of asking and another: as many lines as there are different ones."""
    rows = rows.annotate(began=TruncDate("asked_at"), ended=TruncDate(end))
    return rows.order_by().values_list(*PAIR, "unasked", "began", "ended").annotate(times=Count("pk"))


def _first_answers(since: datetime, until: datetime, person):
    """How often each kind of first answer comes, with its reason, by the month in which it was asked."""
    earlier = Answer.objects.filter(request=OuterRef("request")).filter(
        Q(made_at__lt=OuterRef("made_at")) | Q(made_at=OuterRef("made_at"), pk__lt=OuterRef("pk"))
    )
    rows = Answer.objects.filter(
        ~Exists(earlier),
        request__authority_id=person.authority_id,
        request__unasked=False,
        request__asked_at__gte=since,
        request__asked_at__lt=until,
    ).annotate(month=TruncMonth("request__asked_at", output_field=DateField()))
    pair = [f"request__{name}" for name in PAIR]
    return rows.order_by().values_list(*pair, "month", "kind", "because").annotate(times=Count("pk"))


def _tallies(person, since: date, until: date) -> dict[tuple[int, int], Tally]:
    """What the database counted, for each pair of agencies: no row of a request is read.

    Three questions, each grouped by what it needs: one alone would have a line for every mixture of days and kinds, which
    are about as many as the requests.
    """
    first, last = _midnight(since), _midnight(until)
    asked = InformationRequest.objects.filter(authority_id=person.authority_id, asked_at__gte=first, asked_at__lt=last)
    working_days = cache(working_days_from)
    tallies: dict[tuple[int, int], Tally] = defaultdict(Tally)

    def noted(by_month: dict[date, Counter[int]], began: date, ended: date | None, times: int) -> None:
        if ended is not None:
            by_month.setdefault(began.replace(day=1), Counter())[working_days(began, ended)] += times

    for one, other, unasked, began, ended, times in _days(asked, "acknowledged_at"):
        tally = tallies[one, other]
        if not unasked:
            tally.asked[began.replace(day=1)] += times
            noted(tally.acknowledged, began, ended, times)
            continue
        tally.told += times
        if ended is not None:
            tally.told_acknowledged[working_days(began, ended)] += times
    answered = asked.filter(unasked=False, answered_at__isnull=False)
    for one, other, _, began, ended, times in _days(answered, "answered_at"):
        noted(tallies[one, other].answered, began, ended, times)
    for one, other, month, kind, why, times in _first_answers(first, last, person):
        tally = tallies[one, other]
        tally.went(month, kind, times)
        if why and kind != AnswerKind.FULL:
            tally.short[why] += times
    return tallies


def figures_for(person) -> list[Pair]:
    """The figures of each pair of agencies, small numbers hidden, in a number of questions that does not grow."""
    months = months_over(timezone.localdate())
    tallies = _tallies(person, months[0], timezone.localdate().replace(day=1))
    reasons = lists_of_categories(person.authority_id, REASONS)[0]
    return [
        pair_of(one.name, other.name, tallies.get((one.pk, other.pk), Tally()), months, reasons)
        for one, other in pairs_of(person)
    ]
