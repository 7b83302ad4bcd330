"""Files of completions while they are taken in, what each learning system’s files look like, and certificates."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from kith.access.rules import find, require

from .. import rules
from ..models import Certificate, Completion, CourseTier, Import, ImportFault, LearningSystem, StaffNumber
from ..words import KEPT_DAYS, Said, State


def systems_of(person) -> list[LearningSystem]:
    """The learning systems from which the authority has brought files, by name.

    One of which nothing is known but its name, since each file of it was left, was a slip, and is not among them.
    """
    require(rules.may_take_in(person))
    brought = Import.objects.filter(system=OuterRef("pk")).exclude(state=State.LEFT)
    rows = LearningSystem.objects.filter(authority_id=person.authority_id)
    known = ~Q(columns={}) | Q(courses__isnull=False) | Exists(brought)
    return list(rows.filter(known).distinct().order_by("name", "pk"))


def files_of(person):
    """The files that were chosen, the newest first."""
    return (
        Import.objects.filter(rules.sees_file(person)).select_related("system", "begun_by").order_by("-begun_at", "-pk")
    )


def file_for(person, uuid) -> Import:
    """One file of the person’s authority. Raises NotFound."""
    rows = Import.objects.filter(rules.sees_file(person), uuid=uuid)
    return find(rows.select_related("system", "authority", "begun_by"))


def faults_in(person, batch: Import):
    """What could not be kept of a file, by row."""
    require(rules.may_take_in_file(person, batch))
    return ImportFault.objects.filter(batch=batch).order_by("row", "pk")


def courses_named(person, system: LearningSystem) -> dict[str, str]:
    """What each course of a learning system counts for; empty where for nothing."""
    require(rules.may_take_in(person) and system.authority_id == person.authority_id)
    return dict(CourseTier.objects.filter(system=system).order_by("course").values_list("course", "tier"))


def kept_until(batch: Import) -> date:
    """Until which day what was read of a file is kept: of one that waits, and of what is to be mended."""
    return timezone.localdate((batch.ended_at or batch.begun_at) + timedelta(days=KEPT_DAYS))


def certificates_of(person) -> list[Certificate]:
    """One’s own certificates, the newest first."""
    return list(
        Certificate.objects.filter(person=person).select_related("answered_by").order_by("-said_at", "-pk")[:50]
    )


def certificates_waiting_for(person) -> list[Certificate]:
    """The certificates that this person answers, the oldest first."""
    if not (rules.manages_somebody(person) or rules.leads_training(person)):
        return []
    rows = Certificate.objects.filter(rules.sees_certificate(person), said=Said.WAITING).exclude(person=person)
    return list(rows.select_related("person__agency").order_by("said_at", "pk"))


def certificate_for(person, uuid) -> Certificate:
    """One certificate, one’s own or that of somebody for whom one answers. Raises NotFound."""
    rows = Certificate.objects.filter(rules.sees_certificate(person), uuid=uuid)
    return find(rows.select_related("person__agency", "person__authority", "answered_by"))


def completion_for(person, uuid) -> Completion:
    """One completion that the person may take back. Raises NotFound."""
    row = Completion.objects.filter(uuid=uuid, authority_id=person.authority_id)
    found = find(row.select_related("person__agency", "person__authority"))
    require(rules.may_take_back(person, found))
    return found


def staff_numbers_in(authority_id: int) -> list[tuple[str, int]]:
    """The staff numbers that are known in an authority, each with the key of its person; for a learning system’s own door."""
    return list(StaffNumber.objects.filter(authority_id=authority_id).values_list("number", "person_id"))


def files_to_forget(before) -> tuple:
    """For the worker: files that nobody took in, and those taken in whose rows to mend have been kept long enough."""

    staged = Import.objects.filter(state__in=(State.COLUMNS, State.COURSES, State.CHECKED), begun_at__lt=before)
    served = Import.objects.filter(state=State.LOADED, ended_at__lt=before, faults__isnull=False).distinct()
    return list(staged.order_by("pk")), list(served.order_by("pk"))
