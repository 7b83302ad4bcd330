"""What a person can hold of this room: matters that they own, and consultations that they have not sent."""

from django.urls import reverse

from kith.people.actions import carry
from kith.people.queries import carried_among, carried_by, casework_colleagues, manager_of
from kith.people.rules import Held, Kind, NotTheirs, register

from . import rules
from .actions import change_owner
from .models import Consultation
from .queries import ROLES, OfMatter
from .words import MATTER_OPEN, State


class Matters(OfMatter):
    """Open consultations that the person owns."""

    key, title = "consultation", "Consultations that are theirs"

    def held_by(self, person) -> list[Held]:
        rows = Consultation.objects.filter(owner=person, state__in=MATTER_OPEN).order_by("submitted_at", "pk")
        return [
            Held(
                self.key,
                reference,
                "Owner of a consultation",
                reverse("concerns:consultation", args=[reference]),
                reference,
                roles=ROLES,
            )
            for reference in rows.values_list("reference", flat=True)
        ]

    def hand(self, by, held, *, of, to, reason) -> None:
        consultation = Consultation.objects.select_for_update().filter(reference=held.key, owner=of).first()
        if consultation is None or not consultation.is_open:
            raise NotTheirs
        change_owner(by, consultation=consultation, owner=to, reason=reason)


class Drafts(Kind):
    """Consultations that the person began and has not sent. Nobody else ever reads them: they are sent or thrown away.

    By default somebody sees to it that the worry is not lost: they ask, and begin one of their own.
    """

    key, title, carried = "draft", "Consultations not sent yet", True
    offered_by = "nobody: only who began it can send it or throw it away"

    def held_by(self, person) -> list[Held]:
        own = Consultation.objects.filter(raised_by=person, state=State.DRAFT).order_by("created_at", "pk")
        begun = list(own.values_list("reference", flat=True))
        seen_to = carried_among(self.key, begun)
        found = [
            Held(
                self.key,
                reference,
                "A consultation that is not sent: send it, or throw it away",
                reverse("concerns:tasks", args=[reference]),
                roles=ROLES,
            )
            for reference in begun
            if reference not in seen_to
        ]
        left = Consultation.objects.filter(reference__in=carried_by(person, self.key), state=State.DRAFT)
        return found + [
            Held(
                self.key,
                row.reference,
                f"{row.raised_by.name} had begun a consultation and not sent it: ask them what the worry was",
            )
            for row in left.select_related("raised_by").order_by("created_at", "pk")
        ]

    def seen_among(self, person, things, *, of) -> set[str]:
        return {held.key for held in things} if person.pk == of.pk else set()

    def offered_among(self, person, things, *, of) -> set[str]:
        # What one only sees to can go on to a colleague; one’s own draft goes to nobody.
        if person.pk != of.pk:
            return set()
        return {held.key for held in things} & set(carried_by(person, self.key))

    def may_take(self, person, held, *, of) -> bool:
        return person.pk != of.pk and person.authority_id == of.authority_id and rules.works_on_cases(person)

    def candidates(self, held, *, of):
        return casework_colleagues(of).select_related("agency")

    def heirs(self, held, *, of) -> list:
        manager = manager_of(of)
        return [*([manager] if manager else []), *self.takers(held, of=of)]

    def hand(self, by, held, *, of, to, reason) -> None:
        if held.key not in [one.key for one in self.held_by(of)]:
            raise NotTheirs
        carry(by, kind=self.key, key=held.key, to=to)


for _kind in (Matters(), Drafts()):
    register(_kind)
