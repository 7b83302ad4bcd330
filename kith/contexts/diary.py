"""What this room puts into a person’s calendar: days on which a context is looked at again, and what is to be done there."""

from django.urls import reverse
from django.utils import timezone

from kith.design.references import Kind
from kith.people.rules import DiaryEntry, drawn_from, in_diary

from . import queries

ACTION, REVIEW = "Action due", "Review due"


@in_diary(ACTION, REVIEW)
def entries_of(person, since) -> list[DiaryEntry]:
    """The reviews of open contexts that the person owns, and what is theirs to do, of contexts that they read."""
    first = timezone.localdate(since)
    reviews = [
        DiaryEntry(
            uid=f"{row.uuid}-review@kith",
            kind=REVIEW,
            reference=drawn_from(Kind.CONTEXT_REVIEW, row.uuid),
            url=reverse("contexts:context", args=[row.uuid]),
            day=row.review_on,
            changed_at=row.opened_at,
        )
        for row in queries.contexts_owned_by(person).filter(review_on__gte=first)
    ]
    return reviews + [
        DiaryEntry(
            uid=f"{row.uuid}@kith",
            kind=ACTION,
            reference=drawn_from(Kind.CONTEXT_ACTION, row.uuid),
            url=reverse("contexts:plan", args=[row.context.uuid]),
            day=row.due_on,
            changed_at=row.recorded_at,
        )
        for row in queries.actions_of(person).filter(due_on__gte=first)
    ]
