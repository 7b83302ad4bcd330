"""Questions whether something may be passed on, and what was."""

from kith.access.rules import NotFound, find

from ..models import PassedTo, PassingOn, Version
from ..rules import fullest_for, keeps_version, sees_passed, sees_passing

_JOINED = (
    "asked_by__agency",
    "to_agency",
    "to_person",
    "answered_by",
    "version__floor",
    "version__disclosure__request",
)


def passing_for(person, uuid) -> PassingOn:
    """One question about passing on. Raises NotFound."""
    rows = PassingOn.objects.filter(sees_passing(person), uuid=uuid)
    return find(rows.select_related(*_JOINED, "version__disclosure__originator"))


def passed_to(person, limit: int = 50):
    """What was passed on to this person and they may read now, the newest first."""
    rows = PassingOn.objects.filter(sees_passed(person)).select_related("asked_by", "version__disclosure__originator")
    return rows.order_by("-answered_at", "-pk")[:limit]


def passings_waiting_for(person):
    """Questions to the person’s agency that wait for its answer, the oldest first."""
    kept = Version.objects.filter(keeps_version(person), withdrawn_at=None).values("pk")
    rows = PassingOn.objects.filter(version__in=kept, allowed=None)
    return rows.select_related("asked_by__agency", "to_agency", "to_person").order_by("asked_at", "pk")


def passing_asked_before(person, once_key: str) -> PassingOn | None:
    """The question that this sending has asked already."""
    return PassingOn.objects.filter(asked_by=person, once_key=once_key).first()


def version_read_by(person, uuid) -> Version:
    """One version that this person reads, as one to whom it came or was passed on. Raises NotFound."""
    rows = Version.objects.filter(uuid=uuid).select_related("disclosure__request", "disclosure__originator", "floor")
    came = rows.filter(fullest_for(person)).first()
    if came is not None:
        return came
    found = rows.first()
    if found is None or not PassingOn.objects.filter(sees_passed(person), version=found).exists():
        raise NotFound
    return found


def readers_of_passing(person, passing: PassingOn) -> list:
    """To whom it was passed on, by name: for the originator."""
    if passing.version.disclosure.originator_id != person.agency_id:
        return []
    return [row.person for row in PassedTo.objects.filter(passing=passing).select_related("person__agency")]
