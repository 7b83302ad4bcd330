"""What tiers say, for whom they are meant, and long leaves."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from kith.access.rules import require
from kith.audit.actions import record
from kith.toolkit.actions import STARTER

from .. import rules
from ..events import ChoiceEnded, ChosenForTier, LeaveEntered, LeaveRemoved, TierKept, TiersLoaded
from ..models import Chosen, Leave, Standard, Tier
from ..queries import tiers_of
from ..words import NEEDED_BY, Track

WORDS = ("title", "who", "holds", "evidence", "gives_back", "fresh", "within", "runs", "runs_months", "courses")
WORDS += ("tracks", "by_agency", "source", "source_date", "last_checked", "next_review", "owner")
SOURCED = ("source", "source_date", "last_checked", "next_review", "owner")


@transaction.atomic
def keep_delivered_tiers(data: dict) -> int:
    """The tiers and standards that come with Kith stand as in the file. Returns how many tiers there are.

    A role that a tier is newly needed for needs it from today, so that nobody is late on the day of a new version.
    """
    defaults = data.get("defaults", {})
    changed = _keep_standards(data.get("standards", []), defaults)
    known = {row.key: row for row in Tier.objects.filter(authority=None)}
    for order, item in enumerate(data["tiers"], start=1):
        said = _said_in({**defaults, **item}) | {"order": order}
        row = known.get(item["key"]) or Tier(authority=None, key=item["key"])
        said["needs"] = _since(item.get("needs", []), row.needs)
        if row.pk is None or any(getattr(row, name) != value for name, value in said.items()):
            for name, value in said.items():
                setattr(row, name, value)
            row.save()
            changed += 1
    if changed:
        record(TiersLoaded(subject="toolkit:training", number=changed), by=STARTER)
    return len(data["tiers"])


def _keep_standards(rows: list[dict], defaults: dict) -> int:
    changed = 0
    for row in rows:
        both = {**defaults, **row}
        if both.get("track") not in Track.values or not both.get("title"):
            raise ValueError(f"The standard “{row.get('key')}” has no title, or a track that is none.")
        said = {name: both.get(name) for name in ("valid_from", "valid_to", "last_checked", "next_review")}
        said |= {name: str(both.get(name) or "") for name in ("track", "title", "source", "source_date")}
        known = Standard.objects.filter(key=row["key"]).first()
        if known is None or any(getattr(known, name) != value for name, value in said.items()):
            Standard.objects.update_or_create(key=row["key"], defaults=said)
            changed += 1
    return changed


def _said_in(item: dict) -> dict:
    for name in ("title", "who", "holds", "evidence", "source", "last_checked", "next_review", "owner", "within"):
        if not item.get(name):
            raise ValueError(f"The tier “{item.get('key')}” has no {name}.")
    unknown = set(item.get("needs", [])) - {key for key, _ in NEEDED_BY}
    unknown |= set(item.get("tracks", [])) - set(Track.values)
    if unknown:
        raise ValueError(f"The tier “{item['key']}” names what is not known: {', '.join(sorted(unknown))}.")
    said = {name: item.get(name) for name in ("fresh", "within", "last_checked", "next_review")}
    said |= {name: int(item.get(name) or 0) for name in ("runs", "runs_months")}
    said |= {name: list(item.get(name) or []) for name in ("courses", "tracks")}
    said |= {name: str(item.get(name) or "") for name in ("title", "who", "holds", "evidence", "gives_back")}
    said |= {name: str(item.get(name) or "") for name in ("source", "source_date", "owner")}
    return said | {"by_agency": bool(item.get("by_agency")), "in_use": True}


def _since(keys, before: dict) -> dict[str, str]:
    """By what a tier is needed: since when it was, or from today."""
    today = timezone.localdate().isoformat()
    return {key: before.get(key, today) for key, _ in NEEDED_BY if key in keys}


class Overtaken(Exception):
    """Somebody else changed the tier in between; nothing was kept."""


@transaction.atomic
def keep_tier(by, *, key: str, number: int, said: dict, needs: list[str], in_use: bool = True) -> Tier:
    """The tier says this from now on, for the person’s authority; what it said before stays readable.

    `number` is that of the edition that was read (0 for a tier that is new). Saying the same again changes nothing.
    Raises Overtaken where the tier was changed in between.
    """
    require(rules.may_keep_tiers(by))
    # The authority’s row is taken, so that two at once make two editions in order.
    type(by.authority).objects.select_for_update().get(pk=by.authority_id)
    rows = tiers_of(by.authority_id, all=True)
    now = next((row for row in rows if row.key == key), None)
    said = {name: said[name] for name in WORDS} | {"in_use": in_use}
    if (
        now is not None
        and all(getattr(now, name) == value for name, value in said.items())
        and set(now.needs) == set(needs)
    ):
        return now
    if number != (now.number if now is not None and now.authority_id else 0):
        raise Overtaken
    row = Tier.objects.create(
        authority_id=by.authority_id,
        key=key,
        number=number + 1,
        by=by,
        order=now.order if now is not None else max([row.order for row in rows], default=0) + 1,
        needs=_since(needs, now.needs if now is not None else {}),
        **said,
    )
    record(TierKept(subject=f"tier:{by.authority.key}:{key}", tier=key, edition=row.number), by=by)
    return row


def key_for(by, *, title: str) -> str:
    """A key for a new tier of this title that no tier of the authority has."""
    taken = {row.key for row in tiers_of(by.authority_id, all=True)}
    plain = slugify(title)[:50] or "tier"
    return next(key for key in (plain, *(f"{plain}-{number}" for number in range(2, 1000))) if key not in taken)


@transaction.atomic
def choose_for_tier(by, *, person, tier: Tier) -> Chosen:
    """The tier is meant for this person beside what their roles ask, from today. A second time changes nothing."""
    require(rules.may_choose(by, person) and tier.in_use)
    row, made = Chosen.objects.get_or_create(
        person=person, tier=tier.key, ended_at=None, defaults={"since": timezone.localdate(), "by": by}
    )
    if made:
        record(ChosenForTier(subject=f"person:{person.uuid}", tier=tier.key, to=f"person:{person.uuid}"), by=by)
    return row


@transaction.atomic
def end_choice(by, *, person, tier: str) -> None:
    """The tier is no longer meant for this person beside what their roles ask."""
    require(rules.may_choose(by, person))
    ended = Chosen.objects.filter(person=person, tier=tier, ended_at=None)
    if ended.update(ended_at=timezone.now(), ended_by=by):
        record(ChoiceEnded(subject=f"person:{person.uuid}", tier=tier, of=f"person:{person.uuid}"), by=by)


@transaction.atomic
def enter_leave(
    by, *, person, first_day: datetime.date, last_day: datetime.date | None, leave: Leave | None = None
) -> Leave:
    """The person is on long leave on these days, both included; without a last day until one is entered.

    With `leave` the days of that one are changed. The same days again change nothing.
    """
    require(rules.may_enter_leave(by, person))
    if last_day is not None and last_day < first_day:
        raise ValueError("The last day is not before the first.")
    if leave is None:
        row, made = Leave.objects.get_or_create(
            person=person, first_day=first_day, last_day=last_day, removed_at=None, defaults={"entered_by": by}
        )
        if not made:
            return row
    else:
        row = Leave.objects.select_for_update().get(pk=leave.pk, person=person, removed_at=None)
        if (row.first_day, row.last_day) == (first_day, last_day):
            return row
        row.first_day, row.last_day = first_day, last_day
        row.save(update_fields=["first_day", "last_day"])
    record(LeaveEntered(subject=f"person:{person.uuid}", of=f"person:{person.uuid}"), by=by)
    return row


@transaction.atomic
def remove_leave(by, *, leave: Leave) -> None:
    """A leave that was entered wrongly puts nothing off any more."""
    require(rules.may_enter_leave(by, leave.person))
    if Leave.objects.filter(pk=leave.pk, removed_at=None).update(removed_at=timezone.now()):
        record(LeaveRemoved(subject=f"person:{leave.person.uuid}", of=f"person:{leave.person.uuid}"), by=by)
