"""What a person can hold of this room: plans, actions of plans, and sessions with young people. All are seen with their matter."""

from django.urls import reverse
from django.utils import timezone

from kith.concerns.queries import ROLES, OfMatter
from kith.design.templatetags.design import day_and_time
from kith.people.rules import Held, KindOfRow, register

from . import actions, queries
from .models import Action, Plan, Session


class _Rows(KindOfRow, OfMatter):
    """One row of this room, seen with its matter and held by who may hold something in it."""

    def may_take(self, person, held, *, of) -> bool:
        return OfMatter.may_take(self, person, held, of=of) and super().may_take(person, held, of=of)


class Plans(_Rows):
    """Plans that the person owns."""

    key, title = "plan", "Plans"

    def held_by(self, person) -> list[Held]:
        return [
            Held(
                self.key,
                str(row.uuid),
                f"The plan {row.reference}",
                reverse("plans:plan", args=[row.uuid]),
                row.consultation.reference,
                row.review_on,
                ROLES,
            )
            for row in queries.plans_held(person)
        ]

    def rows(self):
        return Plan.objects.filter(ended_at=None).select_related("consultation")

    def move(self, by, row, of, to) -> None:
        actions.take_over_plan(by, plan=row, of=of, to=to)


class Actions(_Rows):
    """Actions of plans that the person has to do."""

    key, title = "plan-action", "Actions of plans"

    def held_by(self, person) -> list[Held]:
        return [
            Held(
                self.key,
                str(row.uuid),
                f"An action of the plan {row.plan.reference}",
                f"{reverse('plans:plan', args=[row.plan.uuid])}#action-{row.uuid}",
                row.plan.consultation.reference,
                row.due_on,
                ROLES,
            )
            for row in queries.actions_held(person)
        ]

    def rows(self):
        return Action.objects.filter(queries.open_actions()).select_related("plan__consultation")

    def move(self, by, row, of, to) -> None:
        actions.take_over_action(by, action=row, of=of, to=to)


class Sessions(_Rows):
    """Sessions that the person is to hold with a young person, or of which they have still to write what came."""

    key, title = "session", "Direct work"

    def held_by(self, person) -> list[Held]:
        return [
            Held(
                self.key,
                str(row.uuid),
                f"{'To write what came of direct work' if row.has_begun else 'Direct work'}, {day_and_time(row.starts_at)}",
                reverse("plans:session", args=[row.uuid]),
                row.consultation.reference,
                timezone.localdate(row.starts_at),
                ROLES,
            )
            for row in queries.sessions_held(person)
        ]

    def rows(self):
        return Session.objects.filter(accounts=None).select_related("consultation")

    def move(self, by, row, of, to) -> None:
        actions.take_over_session(by, session=row, of=of, to=to)


for _kind in (Plans(), Actions(), Sessions()):
    register(_kind)
