"""What was opened and taken out stands in the trail, in the transaction that shows it."""

from django.db import transaction

from kith.access.rules import require
from kith.audit.actions import record
from kith.concerns.actions import note_readings as note_consultations
from kith.sharing.actions import note_passed_readings
from kith.sharing.actions import note_readings as note_shared

from .. import queries, rules
from ..events import InvitationTaken, MeetingRead, MinutesRead, PackOpened
from ..models import Meeting, PackOpening


@transaction.atomic
def open_pack(by, *, meeting: Meeting, how: str) -> queries.Pack:
    """The person’s pack as they may read it at this moment; what it held stands in the trail, each room’s part there too.

    Each shared version that was shown stands for its originator as read.
    """
    require(Meeting.objects.filter(rules.sees_meeting(by), pk=meeting.pk).exists())
    pack = queries.pack_for(by, meeting)
    read = [row.consultation for row in pack.cases if row.consultation is not None]
    note_consultations(by, consultations=read, how="pack")
    came: dict = {}
    for shared in pack.shared:
        if shared.passing is None:
            came.setdefault(shared.version.disclosure.request, []).append(shared.version)
    note_shared(by, of=came)
    # Of what was passed on the reader knows nothing of the request that it came from.
    note_passed_readings(by, passings=[shared.passing for shared in pack.shared if shared.passing is not None])
    PackOpening.objects.create(meeting=meeting, person=by, how=how)
    event = PackOpened(
        subject=meeting.subject,
        how=how,
        cases=tuple(row.case.subject for row in pack.cases),
        matters=tuple(row.subject for row in read),
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
def take_invitation(by, *, meeting: Meeting) -> None:
    """That this person took a calendar file out stands in the trail; called before it is handed over."""
    require(Meeting.objects.filter(rules.invited_to(by), pk=meeting.pk).exists())
    record(InvitationTaken(subject=meeting.subject), by=by)


@transaction.atomic
def read_minutes(by, *, meeting: Meeting, how: str) -> list:
    """The minutes as the person may read them at this moment; which cases they held stands in the trail."""
    require(Meeting.objects.filter(rules.sees_meeting(by), pk=meeting.pk).exists())
    items = queries.minutes_of(by, meeting)
    record(MinutesRead(subject=meeting.subject, how=how, cases=tuple(item.case.subject for item in items)), by=by)
    return items
