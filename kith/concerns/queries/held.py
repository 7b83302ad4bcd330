"""What belongs to a matter and is held by somebody: the base of its kinds, here and in the rooms above."""

from kith.people.queries import manager_of
from kith.people.rules import Held, Kind
from kith.people.words import CASEWORK_ROLES

from ..models import Consultation
from ..rules import may_hand_over, may_hold, parted_among, sees_consultation, works_in
from ..standing import people_to_tell
from .parts import bars_in, colleagues_for

ROLES = tuple(CASEWORK_ROLES)


def _matter_of(held: Held) -> Consultation | None:
    """The matter that something held belongs to."""
    rows = Consultation.objects.filter(reference=held.reference)
    return rows.select_related("authority", "raised_by", "owner").first()


class OfMatter(Kind):
    """A kind of thing that belongs to a matter: known to who reads it, offered by who leads it, held by who may hold it."""

    def seen_among(self, person, things, *, of) -> set[str]:
        seen = Consultation.objects.filter(sees_consultation(person), reference__in={held.reference for held in things})
        readable = set(seen.values_list("reference", flat=True))
        return {held.key for held in things if held.reference in readable}

    def offered_among(self, person, things, *, of) -> set[str]:
        rows = Consultation.objects.filter(reference__in={held.reference for held in things})
        matters = {row.reference: row for row in rows}
        parts = parted_among(person, matters.values())

        def may(consultation) -> bool:
            part = consultation.pk in parts
            own = person.pk == of.pk
            return works_in(person, consultation, part) if own else may_hand_over(person, consultation, part)

        return {held.key for held in things if held.reference in matters and may(matters[held.reference])}

    def may_take(self, person, held, *, of) -> bool:
        consultation = _matter_of(held)
        return consultation is not None and person.pk != of.pk and may_hold(person, consultation)

    def candidates(self, held, *, of):
        consultation = _matter_of(held)
        return colleagues_for(of, consultation).select_related("agency") if consultation is not None else []

    def heirs(self, held, *, of) -> list:
        consultation = _matter_of(held)
        if consultation is None:
            return []
        barred = [bar.person_id for bar in bars_in(consultation)]
        raiser = consultation.raised_by
        first = [manager_of(of, without=barred), manager_of(raiser, without=[of.pk, *barred]), consultation.owner]
        people = [*first, raiser, *people_to_tell(consultation), *self.candidates(held, of=of)]
        return [p for p in people if p is not None]
