"""The data of an authority’s process: lists, clocks, holidays, pathways, headings, the route for ‘what do I do now’."""

from datetime import date, datetime, timedelta
from functools import cache

from django.utils import timezone

from ..models import AssessmentHeading, BankHoliday, Category, Clock, Pathway, ReferralHeading, Route
from ..words import ClockUnit
from ..working_days import BeyondTheCalendar, add_months, add_working_days, is_working_day, working_days_between
from .layers import _in_force, _local_first


def categories(authority_id: int, list_key: str) -> list[tuple[str, str]]:
    """The entries of one list, as choices, in the list's order."""
    return list(lists_of_categories(authority_id, list_key)[0].items())


def lists_of_categories(authority_id: int, *list_keys: str) -> list[dict[str, str]]:
    """The entries of several lists, each by key, in the order in which they were asked for; one question for all."""
    rows = Category.objects.filter(_in_force(authority_id), list__in=list_keys).order_by("order", "label")
    chosen = _local_first(rows, lambda row: (row.list, row.key))
    return [{row.key: row.label for row in chosen if row.list == list_key} for list_key in list_keys]


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


def working_days_from(start: date | datetime, end: date | datetime) -> int:
    """How many working days lie after the day of `start`, up to and including that of `end`: as the clocks count."""
    return working_days_between(_day(start), _day(end), holidays())


def stage_of(due: date, today: date) -> str:
    """Which telling of a day this is: soon, due, or late; late anew with each week, so that it is never told once and forgotten.

    The stage stands before the first dash, and the whole is another for each telling.
    """
    if due > today:
        return f"soon-{due}"
    if due == today:
        return f"due-{due}"
    return f"late-{due}-{(today - due).days // 7}"


def pathway_of(authority_id: int, outcome: str) -> Pathway | None:
    """The local pathway of one outcome with its steps, else the one as delivered."""
    rows = Pathway.objects.filter(_in_force(authority_id), outcome=outcome).prefetch_related("steps")
    chosen = _local_first(rows, lambda row: row.outcome)
    return chosen[0] if chosen else None


def pathways_of(authority_id: int) -> list[Pathway]:
    """Every local pathway with its steps, by title: outcomes are of equal standing."""
    rows = Pathway.objects.filter(_in_force(authority_id)).order_by("title", "pk").prefetch_related("steps")
    return sorted(_local_first(rows, lambda row: row.outcome), key=lambda row: row.title)


def step_choices(authority_id: int) -> list[tuple[str, str]]:
    """The steps of an authority’s pathways, each once by its key, as choices by title."""
    found = {step.key: step.title for pathway in pathways_of(authority_id) for step in pathway.steps.all()}
    return sorted(found.items(), key=lambda one: one[1])


def headings_of(authority_id: int) -> list[ReferralHeading]:
    """The headings of the Prevent referral form: the authority's own, all of them, in its order; else as delivered."""
    rows = list(ReferralHeading.objects.filter(_in_force(authority_id)).order_by("order", "pk"))
    return [row for row in rows if row.authority_id is not None] or rows


def assessment_headings_of(authority_id: int) -> list[AssessmentHeading]:
    """The headings of an assessment of a child: the authority's own, all of them, in its order; else as delivered."""
    rows = list(AssessmentHeading.objects.filter(_in_force(authority_id)).order_by("order", "pk"))
    return [row for row in rows if row.authority_id is not None] or rows


def route_of(authority_id: int) -> Route | None:
    """The questions and answers of *what do I do now*."""
    chosen = _local_first(Route.objects.filter(_in_force(authority_id)), lambda row: 1)
    return chosen[0] if chosen else None
