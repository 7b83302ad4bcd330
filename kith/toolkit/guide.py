"""The pocket guide: whom to ring, what to do first and the local pathways of one authority. Nothing in it is about a child."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from kith.people.queries import contacts_of
from kith.people.words import ContactSubject

from .models import Route
from .queries import clock_of, pathways_of, route_of

# What is on paper, or kept on a phone, is to be looked at again after this long, or at its next review if that comes first.
LASTS = timedelta(days=91)


def look_again(*rows: Any, since: date | None = None) -> date:
    """The day after which a copy of these rows is to be made anew: their next review, and never later than LASTS."""
    since = since or timezone.localdate()
    reviews = [row.next_review for row in rows if row is not None and row.next_review is not None]
    return min([since + LASTS, *(review for review in reviews if review > since)])


@dataclass(frozen=True)
class First:
    """One answer of *what do I do now*: when it holds, what to do first and what to have ready."""

    title: str
    when: str
    do_first: list[str]
    have_ready: list[str]


@dataclass(frozen=True)
class Way:
    """One local pathway with its steps, each as (title, limit of time in words)."""

    title: str
    short: str
    steps: list[tuple[str, str]]


@dataclass(frozen=True)
class Guide:
    """The guide of one authority as it stands at one moment, and the day until which it may be used."""

    authority: str
    made_at: datetime
    until: date
    emergency: str
    contacts: list[dict]
    firsts: list[First]
    ways: list[Way]
    sources: list[str]


def _firsts(route: Route) -> list[First]:
    return [
        First(row["title"], _when(route.questions, row["key"]), row["do_first"], row.get("have_ready") or [])
        for row in route.answers
    ]


def _when(questions: list[dict], answer: str) -> str:
    """The question and choice that lead to an answer, as one reads them."""
    ways = [
        f"{question['text']} {option['label']}."
        for question in questions
        for option in question["options"]
        if option.get("answer") == answer
    ]
    return ways[0] if ways else ""


def _limit(authority_id: int, key: str) -> str:
    clock = clock_of(authority_id, key) if key else None
    return clock.words if clock is not None and clock.on else ""


def guide_of(person) -> Guide:
    """The pocket guide of the person’s own authority, now; usable also where the authority has entered nothing yet."""
    now = timezone.now()
    today = timezone.localdate(now)
    contacts = list(contacts_of(person))
    route = route_of(person.authority_id)
    pathways = pathways_of(person.authority_id)
    in_danger = next((row for row in contacts if row.subject == ContactSubject.EMERGENCY), None)
    sourced = [row for row in (route, *pathways) if row is not None]
    return Guide(
        authority=person.authority.name,
        made_at=now,
        until=look_again(*contacts, *sourced, since=today),
        emergency=in_danger.telephone if in_danger else "999",
        contacts=[{"contact": row, "late": row.is_late(today)} for row in contacts if row is not in_danger],
        firsts=_firsts(route) if route else [],
        ways=[
            Way(
                row.title,
                row.short,
                [(step.title, _limit(person.authority_id, step.clock)) for step in row.steps.all()],
            )
            for row in pathways
        ],
        sources=list(dict.fromkeys(row.source for row in sourced)),
    )
