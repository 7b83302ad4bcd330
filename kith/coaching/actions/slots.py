"""Times that specialists offer: offered, kept for a question, booked by one, moved, cancelled, withdrawn."""

from django.db import transaction
from django.utils import timezone

from kith.access.rules import Over, own_key, require
from kith.audit.actions import record
from kith.design.times import ahead
from kith.people.queries import locked_person
from kith.people.rules import NotTheirs
from kith.people.words import named

from .. import rules
from ..events import SlotBooked, SlotCancelled, SlotHandedOver, SlotMoved, SlotOfferedFor, SlotsOffered, SlotWithdrawn
from ..models import Booking, Joint, Question, Slot
from ..words import MOST_WEEKS, For, Stands


class Clashes(ValueError):
    """Another time of the same specialist stands there already; `starts_at` says when."""

    def __init__(self, starts_at):
        super().__init__("Another time of yours stands there.")
        self.starts_at = starts_at


class AlreadyBooked(Exception):
    """Somebody was quicker: the time is booked, or offered no more."""


def _locked(slot: Slot) -> Slot:
    rows = Slot.objects.select_for_update(of=("self",)).select_related("specialist__agency", "authority", "kept_for")
    return rows.get(pk=slot.pk)


def _no_clash(specialist, starts_at, ends_at, without=None) -> None:
    rows = Slot.objects.filter(specialist=specialist, withdrawn_at=None, starts_at__lt=ends_at, ends_at__gt=starts_at)
    there = rows.exclude(pk=without.pk if without else None).order_by("starts_at").first()
    if there is not None:
        raise Clashes(there.starts_at)


@transaction.atomic
def offer_slots(by, *, times, place: str, once_key: str) -> list[Slot]:
    """These times, each from and until a moment, can be booked. All of them or none. Raises Clashes.

    The same key again gives the same times.
    """
    locked_person(by)
    require(rules.may_offer(by))
    keys = [own_key(by, f"{number}.{once_key}") for number, _ in enumerate(times)]
    known = list(Slot.objects.filter(specialist=by, once_key__in=keys).order_by("starts_at"))
    if known:
        return known
    if not 0 < len(times) <= MOST_WEEKS or not all(ahead(start, end) for start, end in times):
        raise ValueError("Times end after they begin, are still to come, and are no more than a dozen.")
    made = []
    for key, (starts_at, ends_at) in zip(keys, times, strict=True):
        _no_clash(by, starts_at, ends_at)
        said = {"starts_at": starts_at, "ends_at": ends_at, "place": place, "once_key": key}
        made.append(Slot.objects.create(authority_id=by.authority_id, specialist=by, **said))
    record(SlotsOffered(subject=made[0].subject, slots=len(made)), by=by)
    return made


@transaction.atomic
def offer_slot_for(by, *, slot: Slot, question: Question) -> Slot:
    """The free time is kept for whoever asked the question, who is told. The question is the specialist’s from now on."""
    row, asked = _locked(slot), Question.objects.select_for_update().select_related("asked_by").get(pk=question.pk)
    if row.kept_for_id == asked.pk and row.specialist_id == by.pk:
        return row
    require(rules.may_change_slot(by, row) and rules.may_answer(by, asked))
    require(row.kept_for is None and not row.bookings.filter(cancelled_at=None).exists())
    if asked.state == Stands.ASKED:
        asked.taken_by, asked.taken_at, asked.state = by, timezone.now(), Stands.TAKEN
        asked.save(update_fields=["taken_by", "taken_at", "state"])
    row.kept_for = asked
    row.save(update_fields=["kept_for"])
    record(SlotOfferedFor(subject=asked.subject, to=f"person:{asked.asked_by.uuid}"), by=by)
    return row


@transaction.atomic
def book_slot(by, *, slot: Slot, what_for: str = For.TALK, question=None, joint: Joint | None = None) -> Booking:
    """The time is the person’s, and its specialist is told. One time has one booking; booking it again is the same one.

    It gives nobody a part in any matter. Raises AlreadyBooked where somebody was quicker.
    """
    row = _locked(slot)
    there = row.bookings.filter(cancelled_at=None).first()
    if there is not None and there.by_id == by.pk:
        return there
    require(row.authority_id == by.authority_id)
    if there is not None or row.withdrawn_at is not None:
        raise AlreadyBooked
    require(rules.may_book(by, row))
    question = question or row.kept_for
    if question is not None:
        require(question.asked_by_id == by.pk)
        what_for = For.QUESTION
    if joint is not None:
        require(by.pk in (joint.worker_id, joint.specialist_id) and joint.ended_at is None)
    made = Booking.objects.create(slot=row, by=by, what_for=what_for, question=question, joint=joint)
    row.sequence, row.changed_at = row.sequence + 1, timezone.now()
    row.save(update_fields=["sequence", "changed_at"])
    record(SlotBooked(subject=row.subject, to=f"person:{row.specialist.uuid}", what_for=str(what_for)), by=by)
    return made


@transaction.atomic
def cancel_booking(by, *, booking: Booking, word: str) -> Booking:
    """The time is free again, and the other of the two is told. A second time changes nothing."""
    slot = _locked(booking.slot)
    row = Booking.objects.select_for_update(of=("self",)).select_related("slot__specialist", "by").get(pk=booking.pk)
    if row.cancelled_at is not None and row.cancelled_by_id == by.pk:
        return row
    require(rules.may_cancel(by, row))
    row.cancelled_at, row.cancelled_by, row.cancelled_word = timezone.now(), by, word
    row.save(update_fields=["cancelled_at", "cancelled_by", "cancelled_word"])
    slot.sequence, slot.changed_at = slot.sequence + 1, timezone.now()
    slot.save(update_fields=["sequence", "changed_at"])
    other = row.slot.specialist if by.pk == row.by_id else row.by
    record(SlotCancelled(subject=slot.subject, to=f"person:{other.uuid}"), by=by)
    return row


@transaction.atomic
def move_slot(by, *, slot: Slot, starts_at, ends_at, place: str) -> Slot:
    """The time is then and there, and whoever booked it is told. The same again changes nothing. Raises Clashes."""
    locked_person(slot.specialist)
    row = _locked(slot)
    require(rules.may_change_slot(by, row))
    if (row.starts_at, row.ends_at, row.place) == (starts_at, ends_at, place):
        return row
    if not ahead(starts_at, ends_at):
        raise ValueError("A time ends after it begins, and is still to come.")
    _no_clash(by, starts_at, ends_at, without=row)
    row.starts_at, row.ends_at, row.place = starts_at, ends_at, place
    row.sequence, row.changed_at = row.sequence + 1, timezone.now()
    row.save(update_fields=["starts_at", "ends_at", "place", "sequence", "changed_at"])
    there = row.bookings.filter(cancelled_at=None).select_related("by").first()
    record(SlotMoved(subject=row.subject, to=f"person:{there.by.uuid}" if there else ""), by=by)
    return row


@transaction.atomic
def withdraw_slot(by, *, slot: Slot) -> Slot:
    """The time is offered no more. One that is booked is cancelled instead. A second time changes nothing."""
    row = _locked(slot)
    if row.withdrawn_at is not None and row.specialist_id == by.pk:
        return row
    require(rules.may_change_slot(by, row))
    if row.bookings.filter(cancelled_at=None).exists():
        raise Over("Somebody has booked this time. Cancel the booking first, with a word to them.")
    row.withdrawn_at = row.changed_at = timezone.now()
    row.save(update_fields=["withdrawn_at", "changed_at"])
    record(SlotWithdrawn(subject=row.subject), by=by)
    return row


@transaction.atomic
def take_over_slot(by, *, slot: Slot, of, to) -> None:
    """The booked time is with `to`, whoever booked it is told. Raises NotTheirs where it is not `of`’s any more."""
    row = _locked(slot)
    require(rules.may_inherit_slot(to, row))
    there = row.bookings.filter(cancelled_at=None).select_related("by").first()
    if row.specialist_id != of.pk or there is None or row.ends_at <= timezone.now():
        raise NotTheirs
    row.specialist = to
    row.once_key = own_key(to, f"over.{row.pk}")
    row.sequence, row.changed_at = row.sequence + 1, timezone.now()
    row.save(update_fields=["specialist", "once_key", "sequence", "changed_at"])
    record(SlotHandedOver(subject=row.subject, to=named([to, there.by])), by=by)


@transaction.atomic
def leave_slots(by, *, of) -> int:
    """What somebody who has left offered and nobody booked is offered no more. What they booked is free again."""
    rows = Slot.objects.filter(specialist=of, withdrawn_at=None, starts_at__gt=timezone.now())
    free = [row for row in rows.order_by("pk") if not row.bookings.filter(cancelled_at=None).exists()]
    for row in free:
        row.withdrawn_at = row.changed_at = timezone.now()
        row.save(update_fields=["withdrawn_at", "changed_at"])
        record(SlotWithdrawn(subject=row.subject), by=by)
    booked = Booking.objects.filter(by=of, cancelled_at=None, slot__starts_at__gt=timezone.now())
    for one in booked.select_related("slot__specialist").order_by("pk"):
        one.cancelled_at, one.cancelled_word = timezone.now(), "Their account has ended."
        one.save(update_fields=["cancelled_at", "cancelled_word"])
        record(SlotCancelled(subject=one.slot.subject, to=f"person:{one.slot.specialist.uuid}"), by=by)
    return len(free)
