"""Emergency access: short, with a reason, reviewed by somebody else."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from kith.access.rules import find, live, require
from kith.audit.actions import record
from kith.audit.events import Refused

from .. import rules
from ..events import (
    EmergencyOpened,
    EmergencyReviewed,
)
from ..models import (
    Consultation,
    ConsultationBar,
    ConsultationEmergency,
    as_reference,
)
from ..words import State
from .record import locked_consultation

EMERGENCY_LASTS = timedelta(minutes=60)
EMERGENCY_REASON_AT_LEAST = 30


@transaction.atomic
def open_in_emergency(by, *, exact: str, reason: str) -> Consultation:
    """The person may read one record for an hour. Found by its exact reference or case reference alone.

    Raises NotFound where there is none, where it is in another authority, or where a bar stands; ValueError
    where the reason is shorter than thirty characters.
    """
    require(rules.may_open_in_emergency(by))
    if len(reason.strip()) < EMERGENCY_REASON_AT_LEAST:
        raise ValueError("Say why in at least 30 characters.")
    rows = Consultation.objects.filter(authority_id=by.authority_id).exclude(state=State.DRAFT)
    consultation = rows.filter(reference=as_reference(exact)).first() or find(
        rows.filter(child__case_reference__iexact=exact.strip()).order_by("-submitted_at")
    )
    require(not ConsultationBar.objects.filter(live(), matter=consultation, person=by).exists())
    now = timezone.now()
    locked_consultation(consultation)
    if ConsultationEmergency.objects.filter(live(now), matter=consultation, person=by).exists():
        return consultation  # it is open, its hour runs, and its review is asked for once
    ConsultationEmergency.objects.create(
        matter=consultation, person=by, reason=reason.strip(), begins=now, ends=now + EMERGENCY_LASTS
    )
    record(EmergencyOpened(subject=consultation.subject), by=by)
    rules.forget_what_was_opened(by)
    return consultation


@transaction.atomic
def note_emergency_refused(by) -> None:
    """That nothing could be opened stands in the trail, in the same words as every other ‘not found’."""
    require(rules.may_open_in_emergency(by))
    record(Refused(route="concerns:emergency", method="POST"), by=by)


@transaction.atomic
def review_emergency(by, *, access_id: int, review: str) -> None:
    """Somebody else has looked at an emergency opening, and said in words what they found."""
    access = find(
        ConsultationEmergency.objects.select_for_update(of=("self",))
        .filter(pk=access_id, reviewed_at__isnull=True)
        .select_related("matter")
    )
    require(rules.may_review_emergency(by, access))
    access.reviewed_by, access.reviewed_at, access.review = by, timezone.now(), review
    access.save(update_fields=["reviewed_by", "reviewed_at", "review"])
    record(EmergencyReviewed(subject=access.matter.subject), by=by)
