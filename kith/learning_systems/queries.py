"""The learning systems of an authority, their keys and activities, and whom their statements are about."""

from django.db.models import Count, F, Q

from kith.access.rules import find, require
from kith.audit.seals import keyed_hash
from kith.people.queries import people_by_email_in
from kith.training.queries import staff_numbers_in

from . import rules
from .models import Activity, Key, Statement, System, counting
from .statements import account_line, mail_line
from .words import State

WAITING = Count("statements", filter=Q(statements__state=State.WAITING))


def systems_of(person) -> list[System]:
    """The learning systems that are connected to the person’s authority, by name."""
    rows = System.objects.filter(rules.sees_system(person), ended_at=None)
    return list(rows.annotate(waiting=WAITING).order_by("name", "pk"))


def system_for(person, uuid) -> System:
    """One learning system of the person’s authority that is not ended. Raises NotFound."""
    rows = System.objects.filter(rules.sees_system(person), uuid=uuid, ended_at=None)
    return find(rows.select_related("authority", "registered_by"))


def keys_of(person, system: System) -> list[Key]:
    """The keys of a learning system that open something, the newest first."""
    require(rules.may_keep(person, system))
    return list(Key.objects.filter(system=system, withdrawn_at=None).select_related("made_by").order_by("-made_at"))


def key_for(person, system: System, uuid) -> Key:
    """One key of a learning system. Raises NotFound."""
    require(rules.may_keep(person, system))
    return find(Key.objects.filter(system=system, uuid=uuid).select_related("system"))


def live_key(digest: str) -> Key | None:
    """The key with this digest, while neither it nor its learning system is ended."""
    rows = Key.objects.filter(digest=digest, withdrawn_at=None, system__ended_at=None)
    return rows.select_related("system__authority").first()


def activities_of(person, system: System):
    """The activities that a learning system told of: those of which nobody has said what they count for first."""
    require(rules.may_keep(person, system))
    rows = Activity.objects.filter(system=system).annotate(
        waiting=WAITING, counted=Count("statements", filter=counting("statements__"))
    )
    return rows.order_by(F("tier").asc(nulls_first=True), "name", "iri", "pk")


def numbers_of(person, system: System) -> dict[str, int]:
    """How many statements count, wait for their activity, and wait for their person; never whose."""
    require(rules.may_keep(person, system))
    rows = Statement.objects.filter(system=system)
    waits = Q(state=State.WAITING)
    return rows.aggregate(
        counted=Count("pk", filter=counting()),
        for_activity=Count("pk", filter=waits & Q(activity__tier=None)),
        for_person=Count("pk", filter=waits & Q(activity__tier__isnull=False)),
    )


def people_told_of(system: System) -> dict[str, int]:
    """Whom each hashed actor means: by work address, and by staff number as this learning system names its accounts."""
    people = people_by_email_in(system.authority_id)
    found = {keyed_hash(mail_line(email)): key for email, (key, _) in people.items()}
    if system.home:
        here = {key for key, _ in people.values()}
        for number, key in staff_numbers_in(system.authority_id):
            if key in here:
                found[keyed_hash(account_line(system.home, number))] = key
    return found


def waiting_of(system: System):
    """The statements of a system that wait for their activity or person, the oldest first; for the worker."""
    return Statement.objects.filter(system=system, state=State.WAITING).order_by("received_at", "pk")


def systems_with_waiting() -> list[System]:
    """For the worker: the learning systems that have told what nobody could match yet."""
    rows = System.objects.filter(ended_at=None, statements__state=State.WAITING).distinct()
    return list(rows.select_related("authority").order_by("pk"))
