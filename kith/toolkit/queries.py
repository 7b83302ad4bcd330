"""Reading the toolkit. The authority's own words stand before the national ones; nothing about a child decides."""

from datetime import date, datetime, timedelta
from functools import cache

from django.db.models import Q
from django.utils import timezone

from kith.access.rules import find

from .models import BankHoliday, Category, Clock, Indicator, Pathway, Piece, ReferralHeading, Route
from .words import ClockUnit
from .working_days import BeyondTheCalendar, add_months, add_working_days, is_working_day


def _in_force(authority_id: int, at: date | None = None) -> Q:
    """Rows of the authority or as delivered, valid on the day."""
    at = at or timezone.localdate()
    return (
        (Q(authority_id=authority_id) | Q(authority__isnull=True))
        & (Q(valid_from__isnull=True) | Q(valid_from__lte=at))
        & (Q(valid_to__isnull=True) | Q(valid_to__gt=at))
    )


def _local_first(rows, key):
    """One row for each key: the authority's where it has one."""
    chosen: dict = {}
    for row in rows:
        known = chosen.get(key(row))
        if known is None or (known.authority_id is None and row.authority_id is not None):
            chosen[key(row)] = row
    return list(chosen.values())


def pieces_for_step(person, step: str, limit: int = 3) -> list[Piece]:
    """The two or three pieces that fit a step of the work, local words first. The step alone decides."""
    rows = Piece.objects.filter(_in_force(person.authority_id)).order_by("title")
    fitting = [piece for piece in _local_first(rows, lambda piece: piece.slug) if step in piece.steps]
    return fitting[:limit]


def pieces_of(person) -> list[Piece]:
    """Every page of the toolkit that this person's authority shows, by title."""
    rows = Piece.objects.filter(_in_force(person.authority_id)).order_by("title")
    return _local_first(rows, lambda piece: piece.slug)


def piece_for(person, slug: str) -> Piece:
    """One page, the authority's own before the national one. Raises NotFound."""
    return find(Piece.objects.filter(_in_force(person.authority_id), slug=slug).order_by("authority__key"))


def indicators_for(person) -> list[Indicator]:
    """The published signs, each with its innocent explanations, by title."""
    rows = Indicator.objects.filter(_in_force(person.authority_id)).order_by("title")
    return _local_first(rows, lambda row: row.slug)


def categories(authority_id: int, list_key: str) -> list[tuple[str, str]]:
    """The entries of one list, as choices, in the list's order."""
    rows = Category.objects.filter(_in_force(authority_id), list=list_key).order_by("order", "label")
    return [(row.key, row.label) for row in _local_first(rows, lambda row: row.key)]


def clock_of(authority_id: int, key: str, at: date | None = None) -> Clock | None:
    """The clock in force on a day: the authority's own, else as delivered; None where there is none."""
    rows = Clock.objects.filter(_in_force(authority_id, at), key=key).order_by("-valid_from")
    chosen = _local_first(rows, lambda row: row.key)
    return chosen[0] if chosen else None


def clocks_of(authority_id: int) -> list[Clock]:
    """Every clock in force, by title."""
    rows = Clock.objects.filter(_in_force(authority_id)).order_by("title")
    return _local_first(rows, lambda row: row.key)


@cache
def _holidays() -> tuple[frozenset[date], int]:
    days = frozenset(BankHoliday.objects.values_list("date", flat=True))
    return days, max((day.year for day in days), default=0)


def forget_holidays() -> None:
    """The next question reads the bank holidays anew (after loading them)."""
    _holidays.cache_clear()


def holidays() -> frozenset[date]:
    """The bank holidays that are loaded."""
    return _holidays()[0]


def _day(start: date | datetime) -> date:
    return timezone.localtime(start).date() if isinstance(start, datetime) else start


def due_on(authority_id: int, key: str, start: date | datetime) -> date | None:
    """The day by which a clock runs out, or None where the authority has it switched off or it has no limit.

    Raises BeyondTheCalendar where that year's bank holidays are not loaded.
    """
    day = _day(start)
    clock = clock_of(authority_id, key, day)
    if clock is None or not clock.on:
        return None
    if clock.unit == ClockUnit.NOW:
        return day
    if clock.limit is None:
        return None
    if clock.unit == ClockUnit.WORKING_DAYS:
        known, last_year = _holidays()
        return add_working_days(day, clock.limit, known, last_year)
    if clock.unit == ClockUnit.MONTHS:
        return add_months(day, clock.limit)
    if clock.unit == ClockUnit.CALENDAR_DAYS:
        return day + timedelta(days=clock.limit)
    return day + timedelta(hours=clock.limit)


def due_on_at_the_latest(authority_id: int, key: str, start: date | datetime) -> date | None:
    """As `due_on`; where that year's bank holidays are not loaded, the day that comes without any, which is earlier.

    Work never stops for want of a calendar, and an earlier day is the safe side. `kith check` tells the operator.
    """
    try:
        return due_on(authority_id, key, start)
    except BeyondTheCalendar:
        clock = clock_of(authority_id, key, _day(start))
        limit = clock.limit if clock else None
        return add_working_days(_day(start), limit or 0, frozenset())


def next_working_day(day: date) -> date:
    """The day itself if it is a working day, else the next one."""
    while not is_working_day(day, holidays()):
        day += timedelta(days=1)
    return day


def pathway_of(authority_id: int, outcome: str) -> Pathway | None:
    """The local pathway of one outcome with its steps, else the one as delivered."""
    rows = Pathway.objects.filter(_in_force(authority_id), outcome=outcome).prefetch_related("steps")
    chosen = _local_first(rows, lambda row: row.outcome)
    return chosen[0] if chosen else None


def headings_of(authority_id: int) -> list[ReferralHeading]:
    """The headings of the Prevent referral form, in the authority's order."""
    rows = ReferralHeading.objects.filter(_in_force(authority_id)).order_by("order")
    return sorted(_local_first(rows, lambda row: row.key), key=lambda row: row.order)


def route_of(authority_id: int) -> Route | None:
    """The questions and answers of *what do I do now*."""
    chosen = _local_first(Route.objects.filter(_in_force(authority_id)), lambda row: 1)
    return chosen[0] if chosen else None
