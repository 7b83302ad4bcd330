"""What a person can hold of this room: questions, times that were booked, reflections and joint work ahead."""

from abc import abstractmethod

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from kith.concerns.rules import may_hold, works_in
from kith.design.templatetags.design import day_and_time
from kith.people.queries import casework_colleagues, colleagues_who, everybody_in, managers_first, people_with_role
from kith.people.rules import Held, KindOfRow, register
from kith.people.words import Role

from . import actions, queries, rules
from .models import Booking, Joint, Question, Reflection, Slot
from .words import JOINT, OPEN, QUESTION, REFLECTION, SLOT, Stands


def _manages(person, of) -> bool:
    """Who may offer what somebody holds: a manager of the same service."""
    return person.pk == of.pk or (person.holds(Role.MANAGER) and person.agency_id == of.agency_id)


def _by_which(person) -> tuple[str, ...]:
    """By which role somebody has what a specialist has: a manager to whom it fell has it by managing.

    Asked also when the role has just ended, so whoever is no specialist has it by either.
    """
    return (Role.SPECIALIST,) if person.holds(Role.SPECIALIST) else (Role.SPECIALIST, Role.MANAGER)


class _Mine(KindOfRow):
    """What names no child: everybody of the authority may know that it is there, and a manager offers it."""

    def seen_among(self, person, things: list[Held], *, of) -> set[str]:
        return {held.key for held in things} if person.authority_id == of.authority_id else set()

    def offered_among(self, person, things: list[Held], *, of) -> set[str]:
        return {held.key for held in things} if _manages(person, of) else set()


class _OfSpecialists(_Mine):
    """What is for a specialist to have; where there is no other it falls to who manages, as the rule of the kind says."""

    @abstractmethod
    def falls_to(self, person, row) -> bool:
        """May this person have it by default?"""

    def may_inherit(self, person, held: Held, *, of) -> bool:
        row = self.one(held)
        return row is not None and person.pk != of.pk and self.falls_to(person, row)

    def candidates(self, held: Held, *, of):
        return queries.specialists_of(of.authority_id)

    def heirs(self, held: Held, *, of) -> list:
        others = [one for one in queries.specialists_of(of.authority_id) if one.pk != of.pk]
        return [*others, *managers_first(of), *rules.managers_for(of)]


class Questions(_OfSpecialists):
    """Questions that the person has as their specialist and that are not closed, and those meant for them that wait."""

    key, title = QUESTION, "Questions in coaching"

    def held_by(self, person) -> list[Held]:
        rows = Question.objects.filter(chosen=person, taken_by=None, state=Stands.ASKED)
        rows = rows | Question.objects.filter(taken_by=person, state__in=OPEN)
        return [
            Held(
                self.key,
                str(row.uuid),
                "A question in coaching",
                reverse("coaching:question", args=[row.uuid]),
                due_on=row.due_on if row.state != Stands.ANSWERED else None,
                roles=_by_which(person),
            )
            for row in rows.order_by("due_on", "pk")
        ]

    def rows(self):
        return Question.objects.filter(state__in=OPEN).select_related("asked_by", "taken_by", "chosen", "authority")

    def fits(self, person, row) -> bool:
        return rules.may_have(person, row)

    def falls_to(self, person, row) -> bool:
        return rules.may_inherit(person, row)

    def move(self, by, row, of, to) -> None:
        actions.take_over_question(by, question=row, of=of, to=to)


class Slots(_OfSpecialists):
    """Times of the person that somebody has booked and that are to come."""

    key, title = SLOT, "Times for coaching that are booked"

    def held_by(self, person) -> list[Held]:
        return [
            Held(
                self.key,
                str(row.uuid),
                f"A time for coaching, {day_and_time(row.starts_at)}",
                reverse("coaching:slot", args=[row.uuid]),
                due_on=timezone.localdate(row.starts_at),
                roles=_by_which(person),
            )
            for row in self.rows().filter(specialist=person).order_by("starts_at", "pk")
        ]

    def rows(self):
        standing = Booking.objects.filter(slot=OuterRef("pk"), cancelled_at=None)
        rows = Slot.objects.filter(Exists(standing), withdrawn_at=None, ends_at__gt=timezone.now())
        return rows.select_related("specialist", "authority")

    def fits(self, person, row) -> bool:
        return rules.may_keep_slot(person, row)

    def falls_to(self, person, row) -> bool:
        return rules.may_inherit_slot(person, row)

    def move(self, by, row, of, to) -> None:
        actions.take_over_slot(by, slot=row, of=of, to=to)


class Reflections(_Mine):
    """Group reflections that the person sees to or presents, until they are held."""

    key, title = REFLECTION, "Group reflections"

    def held_by(self, person) -> list[Held]:
        return [
            Held(
                self.key,
                str(row.uuid),
                f"A group reflection, {day_and_time(row.starts_at)}",
                reverse("coaching:reflection", args=[row.uuid]),
                due_on=timezone.localdate(row.starts_at),
                roles=(Role.SPECIALIST, Role.MANAGER, Role.TRAINING_LEAD) if row.set_up_by_id == person.pk else (),
            )
            for row in queries.reflections_held_by(person)
        ]

    def rows(self):
        rows = Reflection.objects.filter(held_at=None, called_off_at=None)
        return rows.select_related("presenter", "set_up_by", "authority")

    def fits(self, person, row) -> bool:
        return rules.may_run_reflection(person, row)

    def candidates(self, held: Held, *, of):
        return everybody_in(of)

    def heirs(self, held: Held, *, of) -> list:
        others = people_with_role(of.authority_id, Role.SPECIALIST, Role.MANAGER, Role.TRAINING_LEAD)
        return [*managers_first(of), *others.exclude(pk=of.pk)]

    def move(self, by, row, of, to) -> None:
        actions.take_over_reflection(by, reflection=row, of=of, to=to)


class JointWork(KindOfRow):
    """Joint work that goes on and in which the person is one of the two. It is known to who works in the matter."""

    key, title = JOINT, "Joint working on cases"

    def held_by(self, person) -> list[Held]:
        return [
            Held(
                self.key,
                str(row.uuid),
                "Joint working on a case",
                reverse("coaching:joint", args=[row.uuid]),
                reference=row.consultation.reference,
                roles=(Role.SPECIALIST,) if row.specialist_id == person.pk else (),
            )
            for row in queries.joint_held_by(person)
        ]

    def rows(self):
        rows = Joint.objects.filter(ended_at=None)
        return rows.select_related("worker__agency", "specialist__agency", "consultation__authority")

    def seen_among(self, person, things: list[Held], *, of) -> set[str]:
        rows = self.among(things)
        if person.pk == of.pk:
            return {held.key for held in things}
        return {str(row.uuid) for row in rows if works_in(person, row.consultation)}

    def offered_among(self, person, things: list[Held], *, of) -> set[str]:
        return self.seen_among(person, things, of=of) if _manages(person, of) else set()

    def fits(self, person, row) -> bool:
        one_of_them = person.pk in (row.worker_id, row.specialist_id)
        return not one_of_them and may_hold(person, row.consultation)

    def may_take(self, person, held: Held, *, of) -> bool:
        row = self.one(held)
        if row is None or person.pk == of.pk or not self.fits(person, row):
            return False
        return row.specialist_id != of.pk or rules.coaches(person)

    def candidates(self, held: Held, *, of):
        row = self.one(held)
        specialist = row is not None and row.specialist_id == of.pk
        return colleagues_who(of, Role.SPECIALIST) if specialist else casework_colleagues(of)

    def may_inherit(self, person, held: Held, *, of) -> bool:
        # Whichever of the two it was, until somebody takes it over.
        return super().may_take(person, held, of=of)

    def heirs(self, held: Held, *, of) -> list:
        return [*colleagues_who(of, Role.SPECIALIST), *managers_first(of), *casework_colleagues(of)]

    def move(self, by, row, of, to) -> None:
        actions.take_over_joint(by, joint=row, of=of, to=to)


for kind in (Questions, Slots, Reflections, JointWork):
    register(kind())
