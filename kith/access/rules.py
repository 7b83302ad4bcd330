"""The words in which every room's rule is written."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

# In whose name scheduled work acts.
WORKER = "system:worker"
# Never a bare Q(): joined by *or* it vanishes, and alone it lets everyone in.
EVERYTHING = Q(pk__isnull=False)
NOTHING = Q(pk__in=[])


class NotFound(Exception):
    """The one answer for what does not exist and for what this person may not have."""


class NobodyThere(LookupError):
    """The next person is missing: the authority has nobody who could do what would follow.

    The message is a sentence for the page: what is missing, and what to do. Nothing was written.
    """


def require(allowed: bool) -> None:
    """Raises NotFound unless the rule said yes."""
    if not allowed:
        raise NotFound


def find(rows):
    """The one row of a query that already begins with a rule's filter. Raises NotFound otherwise."""
    row = rows.first()
    if row is None:
        raise NotFound
    return row


def live(at=None) -> Q:
    """Rows whose beginning and end hold at this moment."""
    at = at or timezone.now()
    return Q(begins__lte=at) & (Q(ends__isnull=True) | Q(ends__gt=at))


def part_of(person, parts, to: str = "pk"):
    """Exists(…): the person has a live part in the matter, of their own, by their team, or as its manager."""
    rows = parts.objects.filter(live(), matter=OuterRef(to))
    mine = Q(person=person)
    if person.team_ids:
        mine |= Q(team__in=person.team_ids, managers_only=False)
    if person.managed_team_ids:
        mine |= Q(team__in=person.managed_team_ids)
    return Exists(rows.filter(mine))


def barred(person, bars, to: str = "pk"):
    """Exists(…): a conflict of interest is recorded, which beats every grant."""
    return Exists(bars.objects.filter(live(), matter=OuterRef(to), person=person))
