"""What was opened and taken out stands in the trail, in the transaction that shows it."""

from django.db import transaction

from kith.access.rules import require
from kith.audit.actions import record
from kith.concerns.actions import note_reading as note_consultation
from kith.sharing.actions import note_passed_reading
from kith.sharing.actions import note_reading as note_shared

from .. import queries, rules
from ..events import MeetingRead, MinutesRead, PackOpened
from ..models import Meeting, PackOpening


@transaction.atomic
def open_pack(by, *, meeting: Meeting, how: str) -> queries.Pack:
    """The person’s pack as they may read it at this moment; what it held stands in the trail, each room’s part there too.

    Each shared version that was shown stands for its originator as read.
    """
    require(Meeting.objects.filter(rules.sees_meeting(by), pk=meeting.pk).exists())
    pack = queries.pack_for(by, meeting)
    for row in pack.cases:
        if row.consultation is not None:
            note_consultation(by, consultation=row.consultation, how="pack")
    requests: dict = {}
    for shared in pack.shared:
        if shared.passing is not None:
            # Of what was passed on the reader knows nothing of the request that it came from.
            note_passed_reading(by, passing=shared.passing, read=True)
        else:
            requests.setdefault(shared.version.disclosure.request, []).append(shared.version)
    for request, versions in requests.items():
        note_shared(by, request=request, versions=versions)
    PackOpening.objects.create(meeting=meeting, person=by, how=how)
    event = PackOpened(
        subject=meeting.subject,
        how=how,
        cases=tuple(row.case.subject for row in pack.cases),
        matters=tuple(row.consultation.subject for row in pack.cases if row.consultation is not None),
        versions=tuple(f"version:{version.uuid}" for version in pack.versions),
    )
    record(event, by=by)
    return pack


@transaction.atomic
def note_meeting(by, *, meeting: Meeting, items) -> None:
    """That this person read a meeting’s page stands in the trail, with the cases that it showed."""
    require(Meeting.objects.filter(rules.sees_meeting(by), pk=meeting.pk).exists())
    record(MeetingRead(subject=meeting.subject, cases=tuple(item.case.subject for item in items)), by=by)


@transaction.atomic
def read_minutes(by, *, meeting: Meeting, how: str) -> list:
    """The minutes as the person may read them at this moment; which cases they held stands in the trail."""
    require(Meeting.objects.filter(rules.sees_meeting(by), pk=meeting.pk).exists())
    items = queries.minutes_of(by, meeting)
    record(MinutesRead(subject=meeting.subject, how=how, cases=tuple(item.case.subject for item in items)), by=by)
    return items
