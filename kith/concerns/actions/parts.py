"""Who has a part, who owns it, and who is kept away."""

from django.db import transaction
from django.utils import timezone

from kith.access.rules import find, live, require
from kith.audit.actions import record
from kith.people.queries import manager_of

from .. import rules
from ..events import (
    BarPlaced,
    OwnerChanged,
    PartEnded,
    PartGiven,
)
from ..models import (
    Consultation,
    ConsultationBar,
    ConsultationPart,
    OwnerChange,
)
from ..standing import people_to_tell
from ..words import PartReason, State
from .record import locked_consultation


def _give(by, consultation: Consultation, person, reason: str, because: str = "") -> None:
    """The person has a live part; nothing is written where they have it already for that reason."""
    if ConsultationPart.objects.filter(live(), matter=consultation, person=person, reason=reason).exists():
        return
    ConsultationPart.objects.create(matter=consultation, person=person, reason=reason, because=because)
    record(PartGiven(subject=consultation.subject, to=f"person:{person.uuid}", reason=reason), by=by)


@transaction.atomic
def give_part(by, *, consultation: Consultation, person, because: str = "") -> None:
    """A colleague of the same authority who works on cases may read the consultation, and is told."""
    consultation = locked_consultation(consultation)
    require(rules.may_give_part(by, consultation))
    require(rules.may_hold(person, consultation))
    _give(by, consultation, person, PartReason.GIVEN, because.strip())


@transaction.atomic
def give_part_for_work(by, *, consultation: Consultation, person, reason: str) -> None:
    """Somebody who now owns this or has a step to take may read it. Asked by screening, after its own rule."""
    consultation = locked_consultation(consultation)
    require(rules.may_hold(person, consultation))
    require(reason in (PartReason.OWNS, PartReason.STEP, PartReason.ANSWERS))
    _give(by, consultation, person, reason)


@transaction.atomic
def end_part(by, *, consultation: Consultation, part_id: int) -> None:
    """The part opens nothing from the next request on. The raiser's and the screening team's stay."""
    consultation = locked_consultation(consultation)
    require(rules.may_give_part(by, consultation))
    given = ConsultationPart.objects.filter(live(), matter=consultation, reason=PartReason.GIVEN)
    part = find(given.filter(pk=part_id))
    # Whatever else was given to the same person ends with it: who reads “ended” relies on it.
    given.filter(person=part.person).update(ends=timezone.now())
    record(PartEnded(subject=consultation.subject, of=f"person:{part.person.uuid}"), by=by)


@transaction.atomic
def place_bar(by, *, consultation: Consultation, person, reason: str) -> None:
    """The person may not read the consultation, whatever else would let them, and somebody else owns it.

    Where nobody can, the bar stands all the same: screening, which hands on the rest, tells who must name somebody.
    """
    consultation = locked_consultation(consultation)
    require(rules.may_place_bar(by, consultation) or person.pk == by.pk)
    require(person.authority_id == consultation.authority_id and consultation.state != State.DRAFT)
    if ConsultationBar.objects.filter(live(), matter=consultation, person=person).exists():
        return
    ConsultationBar.objects.create(matter=consultation, person=person, placed_by=by, reason=reason)
    hand_on_ownership(by, consultation=consultation, person=person)
    record(BarPlaced(subject=consultation.subject, of=f"person:{person.uuid}"), by=by)


@transaction.atomic
def hand_on_ownership(by, *, consultation: Consultation, person) -> None:
    """What this person owned belongs to the manager, to who raised it, or to who screens it; to nobody who is barred."""
    if not consultation.is_open or consultation.owner_id != person.pk or rules.may_hold(person, consultation):
        return
    barred = ConsultationBar.objects.filter(live(), matter=consultation).values_list("person_id", flat=True)
    raiser = consultation.raised_by
    others = [manager_of(raiser, without=list(barred)), raiser, *people_to_tell(consultation)]
    for other in others:
        if other is not None and rules.may_hold(other, consultation):
            change_owner(by, consultation=consultation, owner=other)
            return


@transaction.atomic
def change_owner(by, *, consultation: Consultation, owner, reason: str = "") -> None:
    """The matter has this owner, who may read it. Asked by screening, after its own rule."""
    require(rules.may_hold(owner, consultation))
    consultation = locked_consultation(consultation)
    _give(by, consultation, owner, PartReason.OWNS)
    if consultation.owner_id != owner.pk:
        was, consultation.owner = consultation.owner, owner
        consultation.save(update_fields=["owner"])
        OwnerChange.objects.create(
            consultation=consultation, was=was, now=owner, by=None if isinstance(by, str) else by, reason=reason
        )
        changed = OwnerChanged(subject=consultation.subject, to=f"person:{owner.uuid}", of=f"person:{was.uuid}")
        record(changed, by=by)


@transaction.atomic
def hand_over_matter(by, *, consultation: Consultation, to, reason: str) -> None:
    """A colleague owns the matter now, with the reason; handing it to who owns it already changes nothing."""
    consultation = locked_consultation(consultation)
    if consultation.owner_id == to.pk and rules.works_in(by, consultation):
        return
    require(rules.may_hand_over(by, consultation))
    if not reason.strip():
        raise ValueError("Say why in words.")
    change_owner(by, consultation=consultation, owner=to, reason=reason.strip())
