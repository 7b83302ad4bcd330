"""What the acts of this room share: the row under its lock, its due day, and who is told or asked."""

from django.utils import timezone

from kith.access.rules import NobodyThere
from kith.audit.actions import record
from kith.concerns.actions import locked_consultation
from kith.concerns.queries import likely_same_child, seen_among
from kith.concerns.rules import still_runs, works_in
from kith.concerns.words import Danger
from kith.people.queries import to_ring
from kith.toolkit.queries import due_on_at_the_latest

from ..events import (
    OwnerTold,
)
from ..models import (
    MatchNotice,
    Screening,
)
from ..queries import (
    manager_for,
)

KITH = "system:screening"


class Changed(Exception):
    """Somebody else changed the screening since the page was opened; nothing was written."""


def _due(consultation, key: str, start):
    # Where an authority switched the clock off, the day itself is the honest default: nothing waits unseen.
    return due_on_at_the_latest(consultation.authority_id, key, start) or timezone.localtime(start).date()


def _at_once_in_danger(consultation, day, start, *, anyway: bool = False):
    """This day; by the emergency clock if that is sooner, where danger was named at the start, or in any case."""
    if consultation.danger == Danger.YES or anyway:
        sooner = due_on_at_the_latest(consultation.authority_id, "emergency", start)
        if sooner is None and anyway:
            sooner = timezone.localtime(start).date()
        return min(day, sooner) if sooner else day
    return day


def _ring(person, *subjects: str) -> str:
    """Whom to ring meanwhile, as a sentence."""
    known = to_ring(person, *subjects)
    return f"Ring {known}." if known else "Ring the front door of your authority."


def _manager(by, consultation, *, without, task: str):
    """The manager who does this task here. Raises NobodyThere where every manager has had a part in it."""
    manager = manager_for(consultation.raised_by, consultation, without=without)
    if manager is None:
        raise NobodyThere(
            f"There is no other manager in {consultation.authority.name} who could {task}, so nothing was recorded. "
            "Your words are still here. Ask your administrator to add a second manager, then try again. "
            f"If a child cannot wait for that: {_ring(by, 'front-door', 'out-of-hours')}"
        )
    return manager


def _locked(screening: Screening) -> Screening:
    return (
        Screening.objects.select_for_update(of=("self",))
        .select_related("consultation__authority", "consultation__raised_by", "owner", "team")
        .get(pk=screening.pk)
    )


def _moved(screening: Screening, **values) -> None:
    for name, value in values.items():
        setattr(screening, name, value)
    screening.version += 1
    screening.save(update_fields=[*values, "version"])
    if "owner" in values:
        _tell_owners(screening)


def _tell_owners(screening: Screening) -> None:
    """Of a likely match that the acting specialist may not read, its owner was told: once for each specialist.

    Kith itself tells: nothing that the specialist can read has changed.
    """
    specialist = screening.owner
    matches = [row for row, _ in likely_same_child(screening.consultation)]
    seen = seen_among(specialist, matches)
    for about in matches:
        told = _keeper(about, without=specialist) if about.pk not in seen else None
        if told is None:
            continue
        _, made = MatchNotice.objects.get_or_create(
            consultation=screening.consultation, about=about, specialist=specialist, defaults={"told": told}
        )
        if made:
            record(OwnerTold(subject=about.subject, to=f"person:{told.uuid}"), by=KITH)


def _keeper(consultation, *, without):
    """Who is asked about a record: its owner, else who raised it, else their manager; always one who works in it."""
    people = (consultation.owner, consultation.raised_by, manager_for(consultation.raised_by, consultation))
    return next((p for p in people if p and p.pk != without.pk and works_in(p, consultation)), None)


class StillRuns(ValueError):
    """The matter would be closed over what still runs in it, which the message names. Nothing was closed."""


def _nothing_runs(consultation) -> None:
    """Raises StillRuns while a plan, an assessment or direct work of the matter runs on; and none begins from here on."""
    locked_consultation(consultation)
    left = still_runs(consultation)
    if left:
        named = "; ".join(f"{row.words} ({row.ends_by})" for row in left)
        raise StillRuns(f"The matter cannot be closed while something of it still runs: {named}")
