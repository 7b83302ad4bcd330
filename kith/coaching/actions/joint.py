"""Joint working on a case: agreed by the worker who keeps it, ended with a closing line. It gives nobody a part."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kith.access.rules import own_key, require
from kith.audit.actions import record
from kith.people.queries import locked_person
from kith.people.rules import NotTheirs

from .. import rules
from ..events import JointAgreed, JointEnded, JointHandedOver
from ..models import Joint
from ..queries import specialists_of


@transaction.atomic
def agree_joint(by, *, consultation, specialist, aim: str, leads: str, leads_words: str, once_key: str) -> Joint:
    """The two work on the case together, which stays the worker’s, and the specialist is told.

    Who is no reader of the matter reads it no more by this: a part is given on the matter’s own page. The same key, or
    the same specialist while it goes on, gives the same joint work.
    """
    locked_person(by)
    key = own_key(by, once_key)
    known = Joint.objects.filter(worker=by, once_key=key).first()
    known = known or Joint.objects.filter(consultation=consultation, specialist=specialist, ended_at=None).first()
    if known is not None and known.worker_id == by.pk:
        return known
    require(known is None and rules.may_work_jointly(by, consultation))
    require(specialist in specialists_of(by.authority_id) and specialist.pk != by.pk)
    row = Joint.objects.create(
        authority_id=by.authority_id,
        consultation=consultation,
        worker=by,
        specialist=specialist,
        aim=aim,
        leads=leads,
        leads_words=leads_words,
        once_key=key,
    )
    event = JointAgreed(subject=consultation.subject, of=str(row.uuid), to=f"person:{specialist.uuid}")
    record(event, by=by)
    return row


def _locked(joint: Joint) -> Joint:
    rows = Joint.objects.select_for_update(of=("self",)).select_related("worker", "specialist", "consultation")
    return rows.get(pk=joint.pk)


@transaction.atomic
def end_joint(by, *, joint: Joint, closing: str) -> Joint:
    """It is over, with a closing line, and the other of the two is told. A second time changes nothing."""
    row = _locked(joint)
    if row.ended_at is not None and by.pk in (row.worker_id, row.specialist_id):
        return row
    require(rules.may_end_joint(by, row))
    row.ended_at, row.closing = timezone.now(), closing
    row.save(update_fields=["ended_at", "closing"])
    other = row.specialist if by.pk == row.worker_id else row.worker
    event = JointEnded(subject=row.consultation.subject, of=str(row.uuid), to=f"person:{other.uuid}")
    record(event, by=by)
    return row


@transaction.atomic
def take_over_joint(by, *, joint: Joint, of, to) -> None:
    """`to` works in the place of `of`. Raises NotTheirs where `of` does not any more. Asked by handover, after its rule."""
    row = _locked(joint)
    require(rules.may_join(to, row) and to.pk not in (row.worker_id, row.specialist_id))
    if row.ended_at is not None or of.pk not in (row.worker_id, row.specialist_id):
        raise NotTheirs
    if row.worker_id == of.pk:
        row.worker, row.once_key = to, own_key(to, f"over.{row.pk}")
    else:
        row.specialist = to
    row.save(update_fields=["worker", "specialist", "once_key"])
    event = JointHandedOver(subject=row.consultation.subject, of=str(row.uuid), to=f"person:{to.uuid}")
    record(event, by=by)


@transaction.atomic
def leave_joint(by, *, reference: str, closing: str, of=None) -> int:
    """What goes on jointly in this matter, or of this person in it, is over. A reaction. Returns how many."""
    rows = Joint.objects.select_for_update(of=("self",)).filter(consultation__reference=reference, ended_at=None)
    if of is not None:
        rows = rows.filter(Q(worker=of) | Q(specialist=of))
    found = list(rows.select_related("worker", "specialist").order_by("pk"))
    for row in found:
        row.ended_at, row.closing = timezone.now(), closing
        row.save(update_fields=["ended_at", "closing"])
        other = row.specialist if of is not None and of.pk == row.worker_id else row.worker
        event = JointEnded(subject=f"consultation:{reference}", of=str(row.uuid), to=f"person:{other.uuid}")
        record(event, by=by)
    return len(found)
