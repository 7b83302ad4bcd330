"""What readers leave behind: a look, a search that was counted, whether a page was useful, the wish for mail."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kith.access.rules import require
from kith.audit.actions import record

from ..events import ChangesAsked
from ..models import ChangesByMail, EmptySearch, LastLook, SearchCount, Useful
from ..queries import changes_for, piece_for, wishes_due
from ..retrieval import known_words
from ..rules import is_worker
from ..words import Settled


@transaction.atomic
def note_look(by) -> None:
    """What changed until now is seen. Leaves no event: it is a bookmark, not an act."""
    LastLook.objects.update_or_create(person=by, defaults={"at": timezone.now()})


@transaction.atomic
def count_search(by, *, question: str, found: int) -> None:
    """One more search of the authority on this day; words that found nothing go to its editors. Never who asked.

    Of the words only those are kept that the toolkit knows, so that no name is ever among them (security.md, part 8).
    """
    day = timezone.localdate()
    row, _ = SearchCount.objects.get_or_create(authority_id=by.authority_id, day=day)
    SearchCount.objects.filter(pk=row.pk).update(asked=F("asked") + 1, empty=F("empty") + (0 if found else 1))
    kept = known_words(question, by.authority_id, by.authority.region_id)
    if not found and kept:
        empty, made = EmptySearch.objects.get_or_create(
            authority_id=by.authority_id, words=kept, defaults={"last_day": day}
        )
        if not made:
            # What is not for the toolkit stays settled; what a page was said to answer, and still finds nothing, does not.
            back = {} if empty.settled == Settled.NOT_OURS else {"answered": False}
            EmptySearch.objects.filter(pk=empty.pk).update(times=F("times") + 1, last_day=day, **back)


@transaction.atomic
def say_useful(by, *, slug: str, useful: bool) -> None:
    """One more yes or no for the page in this month. Who said it is kept nowhere, so it leaves no event."""
    piece = piece_for(by, slug)
    month = timezone.localdate().replace(day=1)
    row, _ = Useful.objects.get_or_create(authority=by.authority, slug=piece.slug, month=month)
    name = "yes" if useful else "no"
    Useful.objects.filter(pk=row.pk).update(**{name: F(name) + 1})


@transaction.atomic
def ask_for_changes(by, *, wanted: bool) -> None:
    """The person is sent what changes, at most once a week and first in a week; or no longer."""
    if wanted:
        _, changed = ChangesByMail.objects.get_or_create(person=by, defaults={"until": timezone.now()})
    else:
        changed = bool(ChangesByMail.objects.filter(person=by).delete()[0])
    if changed:
        record(ChangesAsked(subject=f"person:{by.uuid}", wanted=wanted), by=by)


@transaction.atomic
def claim_changes(by: str, *, now: datetime) -> list[tuple]:
    """Who is to be sent now what changed, each with the moment from which: (person, since).

    For them the week begins anew, so that nobody is claimed twice, by a second worker neither.
    """
    require(is_worker(by))
    claimed = []
    for wish, since in wishes_due(now):
        if not changes_for(wish.person, since=since, until=now, at_most=1):
            continue
        if ChangesByMail.objects.filter(pk=wish.pk, until=wish.until).update(until=now):
            claimed.append((wish.person, since))
    return claimed
