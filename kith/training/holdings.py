"""What a person can hold of this room: training sessions that they are to run, or whose register is not closed yet."""

from django.urls import reverse
from django.utils import timezone

from kith.design.templatetags.design import day_and_time
from kith.people.queries import everybody_in, people_with_role
from kith.people.rules import Held, KindOfRow, register

from . import actions, queries, rules
from .models import TrainingSession
from .words import LEADS


class Sessions(KindOfRow):
    """Training sessions that the person runs."""

    key, title = "training-session", "Training sessions"

    def held_by(self, person) -> list[Held]:
        return [
            Held(
                self.key,
                str(row.uuid),
                f"A training session, {day_and_time(row.starts_at)}",
                reverse("training:session", args=[row.uuid]),
                due_on=timezone.localdate(row.starts_at),
            )
            for row in queries.sessions_held_by(person)
        ]

    def rows(self):
        return TrainingSession.objects.filter(held_at=None, called_off_at=None).select_related("trainer")

    def seen_among(self, person, things: list[Held], *, of) -> set[str]:
        if person.authority_id != of.authority_id:
            return set()
        return {held.key for held in things}

    def offered_among(self, person, things: list[Held], *, of) -> set[str]:
        if person.pk == of.pk or rules.leads_training(person) or rules.manages(person, of):
            return {held.key for held in things}
        return set()

    def fits(self, person, row) -> bool:
        return rules.may_be_trainer(person, row)

    def candidates(self, held: Held, *, of):
        return everybody_in(of)

    def heirs(self, held: Held, *, of) -> list:
        leads = people_with_role(of.authority_id, *LEADS).exclude(pk=of.pk)
        return [*leads, *(one for one in rules.managers_of(of) if one.pk != of.pk)]

    def move(self, by, row, of, to) -> None:
        actions.take_over_training(by, session=row, of=of, to=to)


register(Sessions())
