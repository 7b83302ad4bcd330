"""Reminders: before and after a due day, each once, and none where it is done or leave puts it off."""

import datetime

from django.db import transaction

from kith.access.rules import require
from kith.audit.actions import record
from kith.people.queries import authorities, people_of_authority

from .. import rules
from ..events import TrainingDue
from ..models import Reminded
from ..queries import settings_of, stands_of


def remind_of_training(by: str, *, today: datetime.date) -> int:
    """Whoever has training to do was reminded at each distance from its day that has come, once. Returns how many times.

    Of several distances that have passed unreminded (the worker stood still), only the newest is told.
    """
    require(rules.may_work(by))
    told = 0
    for authority in authorities():
        settings = settings_of(authority)
        people = list(people_of_authority(authority.pk).select_related("agency", "authority"))
        keys = [one.pk for one in people]
        known = set(Reminded.objects.filter(person__in=keys).values_list("person_id", "tier", "due_on", "days"))
        for one in stands_of(authority, people, today=today):
            for need in one.to_do:
                due = need.stands.due_on
                if due is None:
                    continue
                days = _distance((due - today).days, settings["remind_before"], settings["remind_every"])
                if days is None or (one.person.pk, need.tier.key, due, days) in known:
                    continue
                with transaction.atomic():
                    _, made = Reminded.objects.get_or_create(
                        person=one.person, tier=need.tier.key, due_on=due, days=days
                    )
                    if made:
                        to = f"person:{one.person.uuid}"
                        record(TrainingDue(subject=to, tier=need.tier.key, late=days < 0, to=to), by=by)
                        told += 1
    return told


def _distance(left: int, before: list[int], every: int) -> int | None:
    """The reminder whose time has come with so many days left: a number of days before, or a negative one after."""
    if left >= 0:
        passed = [days for days in before if days >= left]
        return min(passed) if passed else None
    late = -left
    return -(1 + (late - 1) // every * every)
