"""Self-ratings as tests need them."""

import datetime

from django.utils import timezone

from kith.confidence import actions, queries
from kith.confidence.models import SelfReport
from kith.people.models import Membership, Person


def rated(person, value: int = 50, key: str = "r", on: datetime.date | None = None, **others) -> SelfReport:
    """A rating with this value everywhere but where `others` says otherwise, made on that day."""
    values = {item.key: value for item in queries.items_now()} | others
    row = actions.rate(person, values=values, once_key=key)
    if on is not None:
        at = timezone.make_aware(datetime.datetime.combine(on, datetime.time(12)))
        SelfReport.objects.filter(pk=row.pk).update(at=at)
    return row


def colleagues(cast, number: int, of: str = "amina", first: int = 0) -> list[Person]:
    """So many colleagues in the team of somebody."""
    team = Membership.objects.filter(person=cast[of]).first().team
    made = []
    for place in range(first, first + number):
        row = Person.objects.create(
            name=f"Colleague {place}",
            email=f"c{place}@thornmere.example",
            agency=cast[of].agency,
            authority=cast[of].authority,
        )
        Membership.objects.create(person=row, team=team)
        made.append(row)
    return made
