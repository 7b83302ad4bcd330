"""Rating oneself, choosing themes, taking one’s ratings out and deleting them; and what the worker freezes and asks."""

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from kith.access.rules import own_key, require
from kith.audit.actions import record
from kith.people.queries import authority_by_pk, locked_person
from kith.people.words import named
from kith.toolkit.actions import STARTER
from kith.toolkit.words import About

from . import queries, rules
from .events import (
    HalfYearKept,
    ItemsLoaded,
    Rated,
    RatingDue,
    RatingPutOff,
    RatingsDeleted,
    RatingsTakenOut,
    ThemesChosen,
)
from .models import HalfYear, Item, ReportedItem, SelfReport, Waits, WorkingOn
from .words import HALF_YEAR_DAYS, VALUES

FACTS = ("theme", "source", "source_date", "last_checked", "next_review", "owner")


@transaction.atomic
def keep_items(data: dict) -> int:
    """The items that come with Kith stand as in the file, and what left it is not asked any more. Returns how many there are.

    Raises ValueError where the words of an item changed: other words are another item, and need another key.
    """
    defaults, changed = data.get("defaults", {}), 0
    known = {row.key: row for row in Item.objects.all()}
    for order, row in enumerate(data["items"], start=1):
        said = {**defaults, **row}
        if said.get("theme") not in About.values or not said.get("text"):
            raise ValueError(f"The item “{row.get('key')}” has no words, or a theme that is none.")
        facts = {name: said.get(name) or "" for name in FACTS} | {"order": order, "retired": False}
        item = known.pop(row["key"], None) or Item(key=row["key"], text=said["text"])
        if item.text != said["text"]:
            raise ValueError(f"The item “{row['key']}” has other words than before. Give it another key.")
        if item.pk is None or any(str(getattr(item, name)) != str(value) for name, value in facts.items()):
            for name, value in facts.items():
                setattr(item, name, value)
            item.save()
            changed += 1
    changed += Item.objects.filter(pk__in=[row.pk for row in known.values()], retired=False).update(retired=True)
    if changed:
        record(ItemsLoaded(subject="toolkit:confidence", number=changed), by=STARTER)
    return len(data["items"])


def _wait(person, days: int = HALF_YEAR_DAYS) -> None:
    until = timezone.localdate() + datetime.timedelta(days=days)
    Waits.objects.update_or_create(person=person, defaults={"until": until, "told_on": None})


@transaction.atomic
def rate(by, *, values: dict[str, int], once_key: str) -> SelfReport:
    """One more self-rating, by the key of each item; what was skipped is not in it. The same key again gives the same one.

    The person is asked again after half a year. Raises ValueError where nothing was said, or something that is no step.
    """
    locked_person(by)
    require(rules.may_rate(by))
    key = own_key(by, once_key)
    known = SelfReport.objects.filter(person=by, once_key=key).first()
    if known is not None:
        return known
    items = {item.key: item for item in queries.items_now()}
    if not values or not set(values) <= set(items) or not set(values.values()) <= set(VALUES):
        raise ValueError("Say how certain you are of at least one thing, from 0 to 100 in steps of ten.")
    rating = SelfReport.objects.create(person=by, once_key=key)
    ReportedItem.objects.bulk_create(
        ReportedItem(report=rating, item=items[one], value=value) for one, value in values.items()
    )
    _wait(by)
    record(Rated(subject=f"person:{by.uuid}"), by=by)
    return rating


@transaction.atomic
def put_off_rating(by) -> None:
    """The person is not asked for another half year. A second time in a day changes nothing."""
    require(rules.may_rate(by))
    locked_person(by)
    asked = queries.asked_on(by)
    if asked is not None and asked > timezone.localdate():
        return
    _wait(by)
    record(RatingPutOff(subject=f"person:{by.uuid}"), by=by)


@transaction.atomic
def choose_themes(by, *, themes) -> None:
    """These are the themes that the person works on, and no others."""
    require(rules.may_rate(by))
    locked_person(by)
    wanted = set(themes)
    if not wanted <= set(About.values):
        raise ValueError("Choose among the themes.")
    had = queries.themes_of(by)
    if had == wanted:
        return
    WorkingOn.objects.filter(person=by).exclude(theme__in=wanted).delete()
    WorkingOn.objects.bulk_create(WorkingOn(person=by, theme=theme) for theme in sorted(wanted - had))
    record(ThemesChosen(subject=f"person:{by.uuid}"), by=by)


@transaction.atomic
def take_out_ratings(by) -> list[SelfReport]:
    """One’s own ratings, to be taken out as a file; the trail says that they were."""
    require(rules.may_rate(by))
    record(RatingsTakenOut(subject=f"person:{by.uuid}"), by=by)
    return queries.ratings_of(by)


@transaction.atomic
def delete_ratings(by) -> None:
    """Every rating and chosen theme of the person is gone from the database, and when they are asked again, which would tell of it.

    What was frozen of groups stays: nobody is in it.
    """
    require(rules.may_rate(by))
    locked_person(by)
    gone, _ = SelfReport.objects.filter(rules.sees_rating(by)).delete()
    more, _ = WorkingOn.objects.filter(person=by).delete()
    Waits.objects.filter(person=by).delete()
    if gone or more:
        record(RatingsDeleted(subject=f"person:{by.uuid}"), by=by)


def ask_again(by: str, *, today: datetime.date) -> int:
    """Whoever rated half a year ago was told once that they may rate again. Returns how many were told."""
    require(rules.may_work(by))
    told = 0
    for row in queries.people_to_ask(today):
        with transaction.atomic():
            if Waits.objects.filter(pk=row.pk, told_on=None, until=row.until).update(told_on=today):
                record(RatingDue(subject=f"person:{row.person.uuid}", to=named([row.person])), by=by)
                told += 1
    return told


def keep_half_years(by: str, *, today: datetime.date) -> int:
    """Each authority’s half year that is over has its figures, worked out once. Returns how many were kept now."""
    require(rules.may_work(by))
    kept = 0
    for key, begins, ends in queries.half_years_to_keep(today):
        authority = authority_by_pk(key)
        try:
            with transaction.atomic():
                figures = queries.figures_of(authority, begins, ends)
                HalfYear.objects.create(authority=authority, begins=begins, ends=ends, figures=figures)
                record(HalfYearKept(subject=f"authority:{authority.key}"), by=by)
        except IntegrityError:
            continue  # another worker was quicker
        kept += 1
    return kept
