"""What people say they have worked with: said, confirmed, withdrawn at once, and ended when they leave."""

import datetime

from django.db import transaction
from django.utils import timezone

from kith.access.rules import require
from kith.audit.actions import record
from kith.people.queries import locked_person

from .. import rules
from ..events import (
    ExperienceConfirmed,
    ExperienceEnded,
    ExperienceLapses,
    ExperienceSaid,
    ExperienceWithdrawn,
)
from ..models import Experience, ExperienceOf
from ..naming import looks_like
from ..queries import experiences_to_remind
from ..words import Of


class NamesSomebody(ValueError):
    """The line looks as if it named somebody; `found` are the words."""

    def __init__(self, found):
        super().__init__("The line names somebody.")
        self.found = list(found)


@transaction.atomic
def say_experience(by, *, themes, harms, line: str, how: str, region_too: bool) -> Experience:
    """Colleagues find the person by these themes, from now until it lapses. Said again, the new words stand.

    Raises NamesSomebody where the line looks as if it named somebody.
    """
    locked_person(by)
    require(rules.may_say_experience(by))
    if not themes and not harms:
        raise ValueError("Something is chosen.")
    if found := looks_like(line):
        raise NamesSomebody(found)
    row, _ = Experience.objects.update_or_create(
        person=by,
        defaults={
            "line": line,
            "how": how,
            "region_too": region_too,
            "confirmed_on": timezone.localdate(),
            "reminded_on": None,
        },
    )
    row.of.all().delete()
    ExperienceOf.objects.bulk_create(
        [
            *(ExperienceOf(experience=row, kind=Of.THEME, key=key) for key in dict.fromkeys(themes)),
            *(ExperienceOf(experience=row, kind=Of.HARM, key=key) for key in dict.fromkeys(harms)),
        ]
    )
    record(ExperienceSaid(subject=f"person:{by.uuid}", region=region_too), by=by)
    return row


@transaction.atomic
def confirm_experience(by) -> None:
    """What the person said holds from today for as long again."""
    require(rules.may_say_experience(by))
    today = timezone.localdate()
    rows = Experience.objects.filter(person=by)
    require(rows.exists())
    if rows.exclude(confirmed_on=today).update(confirmed_on=today, reminded_on=None):
        record(ExperienceConfirmed(subject=f"person:{by.uuid}"), by=by)


@transaction.atomic
def withdraw_experience(by) -> None:
    """Nobody finds the person from the next request on, and what they said is deleted. A second time changes nothing."""
    require(by.is_active)
    if Experience.objects.filter(person=by).delete()[0]:
        record(ExperienceWithdrawn(subject=f"person:{by.uuid}"), by=by)


@transaction.atomic
def end_experience(by, *, of) -> None:
    """What somebody who has left said is deleted. A reaction to the end of their account."""
    if Experience.objects.filter(person=of).delete()[0]:
        record(ExperienceEnded(subject=f"person:{of.uuid}"), by=by)


def remind_of_experience(by: str, *, today: datetime.date) -> int:
    """Whose experience lapses soon was told, once. Returns how many were told."""
    require(rules.may_work(by))
    told = 0
    for row in experiences_to_remind(today):
        with transaction.atomic():
            if not Experience.objects.filter(pk=row.pk, reminded_on=None).update(reminded_on=today):
                continue
            to = f"person:{row.person.uuid}"
            record(ExperienceLapses(subject=to, to=to), by=by)
            told += 1
    return told
