"""What this room puts into a person’s calendar: days of actions and reviews, and sessions; never whose they are."""

from django.urls import reverse

from kith.design.references import Kind
from kith.people.rules import DiaryEntry, drawn_from, in_diary

from . import queries

ACTION, REVIEW, SESSION = "Action due", "Review due", "Session"


@in_diary(ACTION, REVIEW, SESSION)
def entries_of(person, since) -> list[DiaryEntry]:
    """What is the person’s to do by plans that they read, the reviews of plans that they own, and their sessions."""
    actions, plans, sessions = queries.in_calendar(person, since)
    return [
        *(
            DiaryEntry(
                uid=f"{row.uuid}@kith",
                kind=ACTION,
                reference=drawn_from(Kind.PLAN_ACTION, row.uuid),
                url=reverse("plans:plan", args=[row.plan.uuid]),
                day=row.due_on,
                changed_at=row.since.agreed_at,
            )
            for row in actions
        ),
        *(
            DiaryEntry(
                uid=f"{row.uuid}-review@kith",
                kind=REVIEW,
                reference=drawn_from(Kind.PLAN_REVIEW, row.uuid),
                url=reverse("plans:plan", args=[row.uuid]),
                day=row.review_on,
                changed_at=row.begun_at,
            )
            for row in plans
        ),
        *(
            DiaryEntry(
                uid=f"{row.uuid}@kith",
                kind=SESSION,
                reference=row.reference,
                url=reverse("plans:session", args=[row.uuid]),
                starts_at=row.starts_at,
                ends_at=row.ends_at,
                sequence=row.version - 1,
                changed_at=row.changed_at,
            )
            for row in sessions
        ),
    ]
