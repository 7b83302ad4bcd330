"""What is read stands in the trail, and for the originator of what was read."""

from django.db import transaction
from django.utils import timezone

from kith.access.rules import require
from kith.audit.actions import record

from .. import rules
from ..events import FiguresTaken, PassingRead, RequestRead, RequestTaken
from ..events import VersionRead as VersionWasRead
from ..models import InformationRequest, PassingOn, Version, VersionReading


def _note_version(by, version: Version) -> None:
    now = timezone.now()
    row, made = VersionReading.objects.get_or_create(
        version=version, person=by, defaults={"first_at": now, "last_at": now}
    )
    if not made:
        row.last_at = now
        row.save(update_fields=["last_at"])
    record(VersionWasRead(subject=f"version:{version.uuid}"), by=by)


@transaction.atomic
def note_reading(by, *, request: InformationRequest, versions=()) -> None:
    """That this person read the request, and these versions of what came back, stands in the trail and for the originator."""
    record(RequestRead(subject=request.subject), by=by)
    for version in versions:
        require(Version.objects.filter(rules.sees_version(by), pk=version.pk).exists())
        _note_version(by, version)


@transaction.atomic
def note_passed_reading(by, *, passing: PassingOn, read: bool) -> None:
    """That this person read what was passed on to them, or the question about it, stands in the same two places."""
    require(PassingOn.objects.filter(rules.sees_passing(by), pk=passing.pk).exists())
    record(PassingRead(subject=passing.subject), by=by)
    if read:
        require(PassingOn.objects.filter(rules.sees_passed(by), pk=passing.pk).exists())
        _note_version(by, passing.version)


@transaction.atomic
def note_taken_out(by, *, request: InformationRequest) -> None:
    """That this person took the request out as a document stands in the trail."""
    require(InformationRequest.objects.filter(rules.sees_request(by), pk=request.pk).exists())
    record(RequestTaken(subject=request.subject), by=by)


@transaction.atomic
def note_figures(by) -> None:
    """That this person took the figures out stands in the trail."""
    require(rules.sees_figures(by))
    record(FiguresTaken(subject=f"authority:{by.authority.key}"), by=by)
