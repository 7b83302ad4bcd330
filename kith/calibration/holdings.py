"""What a person can hold of this room: rounds that they opened and that run. One’s own answers are nobody else’s to give."""

from django.urls import reverse

from kith.people.actions import carry
from kith.people.queries import carried_among, carried_by, casework_colleagues, colleagues_who, managers_first
from kith.people.rules import Held, KindOfRow, NotTheirs, register
from kith.people.words import Role

from . import queries, rules
from .words import OPENERS, ROUND


class Rounds(KindOfRow):
    """Rounds that the person opened, or sees to in place of who did, until their last day: to close, and to bring together."""

    key, title, carried = ROUND, "Calibration rounds", True
    offered_by = "the person who opened it, or their manager"

    def held_by(self, person) -> list[Held]:
        rows = list(queries.rounds_run_by(person, carried_by(person, self.key)))
        seen_to = carried_among(self.key, [str(row.uuid) for row in rows])
        return [
            Held(
                self.key,
                str(row.uuid),
                "A calibration round, until it is over",
                reverse("calibration:round", args=[row.uuid]),
                due_on=row.last_day,
                roles=tuple(OPENERS),
            )
            for row in rows
            if seen_to.get(str(row.uuid), person.pk) == person.pk
        ]

    def rows(self):
        return queries.rounds_running()

    def seen_among(self, person, things, *, of) -> set[str]:
        if person.pk == of.pk:
            return {held.key for held in things}
        return {str(row.uuid) for row in self.among(things).filter(rules.sees_round(person))}

    def offered_among(self, person, things, *, of) -> set[str]:
        manages = person.holds(Role.MANAGER)
        return self.seen_among(person, things, of=of) if manages or person.pk == of.pk else set()

    def fits(self, person, row) -> bool:
        return rules.may_run_round(person, row)

    def candidates(self, held, *, of):
        return colleagues_who(of, *OPENERS).filter(agency__kind="social-care").select_related("agency", "authority")

    def heirs(self, held, *, of) -> list:
        return [*managers_first(of), *self.candidates(held, of=of), *casework_colleagues(of)]

    def move(self, by, row, of, to) -> None:
        if str(row.uuid) not in [one.key for one in self.held_by(of)]:
            raise NotTheirs
        carry(by, kind=self.key, key=str(row.uuid), to=to)


register(Rounds())
