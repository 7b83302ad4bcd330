"""What a person can hold of this room: assessments to lead, and conclusions that no other manager may answer."""

from django.urls import reverse

from kith.concerns.queries import ROLES, OfMatter
from kith.concerns.rules import may_hold, sees_consultation
from kith.people.rules import Held, KindOfRow, register
from kith.people.words import Role

from . import actions, queries, rules
from .models import Assessment
from .words import RUNNING, State


class Leads(KindOfRow, OfMatter):
    """Assessments that the person leads."""

    key, title = "assessment", "Assessments to lead"

    def rows(self):
        rows = Assessment.objects.filter(state__in=RUNNING)
        return rows.select_related("consultation__raised_by", "lead").order_by("due_on", "pk")

    def held_by(self, person) -> list[Held]:
        return [
            Held(
                self.key,
                str(row.uuid),
                f"Leads an assessment: {row.get_state_display().lower()}",
                reverse("assessments:assessment", args=[row.uuid]),
                row.consultation.reference,
                row.due_on,
                ROLES,
            )
            for row in self.rows().filter(lead=person)
        ]

    def fits(self, person, row) -> bool:
        return rules.may_lead(person, row.consultation)

    def may_take(self, person, held, *, of) -> bool:
        return OfMatter.may_take(self, person, held, of=of) and super().may_take(person, held, of=of)

    def move(self, by, row, of, to) -> None:
        actions.take_over_assessment(by, assessment=row, of=of, to=to)


class Answers(KindOfRow, OfMatter):
    """Conclusions that wait for a manager, where this person is the only manager in the matter who may answer."""

    key, title = "assessment-answer", "Assessments that no other manager may answer"

    def rows(self):
        rows = Assessment.objects.filter(state=State.WAITING)
        return rows.select_related("consultation__raised_by", "lead").order_by("due_on", "pk")

    def held_by(self, person) -> list[Held]:
        if not person.holds(Role.MANAGER):
            return []
        rows = self.rows().filter(sees_consultation(person, to="consultation_id")).exclude(lead=person)
        return [
            Held(
                self.key,
                str(row.uuid),
                "An assessment to answer, as its only manager",
                reverse("assessments:assessment", args=[row.uuid]),
                row.consultation.reference,
                row.due_on,
                (str(Role.MANAGER),),
            )
            for row in rows
            if queries.managers_before(row) == [person]
        ]

    def fits(self, person, row) -> bool:
        return person.holds(Role.MANAGER) and person.pk != row.lead_id and may_hold(person, row.consultation)

    def may_take(self, person, held, *, of) -> bool:
        return OfMatter.may_take(self, person, held, of=of) and super().may_take(person, held, of=of)

    def move(self, by, row, of, to) -> None:
        actions.take_over_answer(by, assessment=row, to=to)


for _kind in (Leads(), Answers()):
    register(_kind)
