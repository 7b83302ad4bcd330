"""What is read stands in the trail, and for the originator of what was read."""

from django.db import transaction
from django.utils import timezone

from kith.access.rules import require
from kith.audit.actions import record, record_all
from kith.audit.events import Event

from .. import rules
from ..events import FiguresTaken, PassingRead, RequestRead, RequestTaken
from ..events import VersionRead as VersionWasRead
from ..models import InformationRequest, PassingOn, Version, VersionReading


def _was_read(version: Version) -> Event:
    return VersionWasRead(subject=f"version:{version.uuid}")


def _note_versions(by, versions) -> None:
    """Each stands for its originator as read by this person."""
    now = timezone.now()
    rows = [VersionReading(version=version, person=by, first_at=now, last_at=now) for version in versions]
    VersionReading.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["version", "person"], update_fields=["last_at"]
    )


@transaction.atomic
def note_readings(by, *, of: dict[InformationRequest, list[Version]]) -> None:
    """That this person read these requests, and of each these versions, stands in the trail and for the originators."""
    versions = [version for read in of.values() for version in read]
    seen = Version.objects.filter(rules.sees_version(by), pk__in=[version.pk for version in versions])
    require(set(seen.values_list("pk", flat=True)) == {version.pk for version in versions})
    _note_versions(by, versions)
    events: list[Event] = []
    for request, read in of.items():
        events += [RequestRead(subject=request.subject), *map(_was_read, read)]
    record_all(events, by=by)


@transaction.atomic
def note_passed_reading(by, *, passing: PassingOn, read: bool) -> None:
    """That this person read what was passed on to them, or the question about it, stands in the same two places."""
    if read:
        note_passed_readings(by, passings=[passing])
        return
    require(PassingOn.objects.filter(rules.sees_passing(by), pk=passing.pk).exists())
    record(PassingRead(subject=passing.subject), by=by)


@transaction.atomic
def note_passed_readings(by, *, passings: list[PassingOn]) -> None:
    """The same of all that was passed on to them and is shown together."""
    seen = PassingOn.objects.filter(rules.sees_passed(by), pk__in=[passing.pk for passing in passings])
    require(set(seen.values_list("pk", flat=True)) == {passing.pk for passing in passings})
    _note_versions(by, [passing.version for passing in passings])
    events: list[Event] = []
    for passing in passings:
        events += [PassingRead(subject=passing.subject), _was_read(passing.version)]
    record_all(events, by=by)


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
