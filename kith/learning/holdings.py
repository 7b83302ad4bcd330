"""What a person can hold of this room: aims of the learning plan that they see to."""

from django.urls import reverse

from kith.people.queries import everybody_in, manager_of, people_with_role
from kith.people.rules import Held, KindOfRow, register

from . import actions, queries, rules
from .models import Aim
from .words import AIM, PLANNERS


class Aims(KindOfRow):
    """Aims that the person sees to."""

    key, title = AIM, "Aims of the learning plan"

    def rows(self):
        return Aim.objects.filter(ended_as="").select_related("plan__authority", "owner")

    def held_by(self, person) -> list[Held]:
        return [
            Held(
                self.key,
                str(row.uuid),
                f"To learn: {row.text}",
                reverse("learning:aim", args=[row.uuid]),
                due_on=row.due_on,
            )
            for row in queries.aims_owned_by(person)
        ]

    def seen_among(self, person, things: list[Held], *, of) -> set[str]:
        return {held.key for held in things} if person.authority_id == of.authority_id else set()

    def offered_among(self, person, things: list[Held], *, of) -> set[str]:
        own = person.pk == of.pk
        if own or (rules.plans_learning(person) and person.authority_id == of.authority_id):
            return {held.key for held in things}
        return set()

    def fits(self, person, row) -> bool:
        return rules.may_own(person, row.plan)

    def candidates(self, held: Held, *, of):
        return everybody_in(of)

    def heirs(self, held: Held, *, of) -> list:
        plans = people_with_role(of.authority_id, *PLANNERS).exclude(pk=of.pk)
        manager = manager_of(of)
        return [*plans, *([manager] if manager is not None else [])]

    def move(self, by, row, of, to) -> None:
        actions.take_over_aim(by, aim=row, of=of, to=to)


register(Aims())
