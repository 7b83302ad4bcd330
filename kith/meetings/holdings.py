"""What a person can hold of this room: visits and meetings to lead, actions, and questions before a step, either way."""

from django.urls import reverse
from django.utils import timezone

from kith.concerns.queries import OfMatter
from kith.concerns.rules import parted_among
from kith.design.templatetags.design import day_and_time
from kith.people.queries import casework_colleagues, managers_first, people_of_agency
from kith.people.rules import Held, KindOfRow, register

from . import actions, queries, rules
from .models import Meeting, MeetingAction, StepQuestion
from .words import ASKED, MEETERS


class _OfMeeting(KindOfRow):
    """A kind of thing in a meeting: known to who reads it, offered by who has it and by who arranges the meeting."""

    offered_by = "the person who has it, or who arranges the meeting"

    def meeting(self, row) -> Meeting:
        return row.meeting

    def seen_among(self, person, things, *, of) -> set[str]:
        rows = {str(row.uuid): self.meeting(row).pk for row in self.among(things)}
        seen = Meeting.objects.filter(rules.sees_meeting(person), pk__in=rows.values())
        keys = set(seen.values_list("pk", flat=True))
        return {key for key, meeting in rows.items() if meeting in keys}

    def offered_among(self, person, things, *, of) -> set[str]:
        if person.pk == of.pk:
            return self.seen_among(person, things, of=of)
        rows = {str(row.uuid): self.meeting(row) for row in self.among(things)}
        parts = parted_among(person, [meeting.consultation for meeting in rows.values()])
        return {
            key
            for key, meeting in rows.items()
            if rules.arranges(person, meeting, part=meeting.consultation_id in parts)
        }

    def fits(self, person, row) -> bool:
        return rules.may_be_invited(person, self.meeting(row))

    def may_take(self, person, held, *, of) -> bool:
        """Who reads the meeting already, and a colleague of the same agency who may be invited in their place."""
        known = person.agency_id == of.agency_id or self.sees(person, held, of=of)
        return known and super().may_take(person, held, of=of)

    def may_inherit(self, person, held, *, of) -> bool:
        return super().may_take(person, held, of=of)

    def candidates(self, held, *, of):
        row = self.one(held)
        if row is None:
            return []
        people = [*rules.people_who_see_meeting(self.meeting(row)), *people_of_agency(of.agency)]
        return sorted({p.pk: p for p in people}.values(), key=lambda p: (p.name, p.pk))

    def heirs(self, held, *, of) -> list:
        row = self.one(held)
        return [*managers_first(of), *queries.could_lead(of, self.meeting(row))] if row is not None else []


class Leads(_OfMeeting):
    """Visits and meetings that the person leads: still to come, or over and nothing written down of them."""

    key, title = "meeting-lead", "Visits and meetings to lead"

    def held_by(self, person) -> list[Held]:
        now = timezone.now()
        return [
            Held(
                self.key,
                str(row.uuid),
                f"Leads a {row.get_kind_display().lower()}, {day_and_time(row.starts_at)}"
                if row.ends_at >= now
                else f"To write what came of a {row.get_kind_display().lower()}, {day_and_time(row.starts_at)}",
                reverse("meetings:meeting", args=[row.uuid]),
                due_on=timezone.localdate(row.starts_at),
                roles=tuple(MEETERS),
            )
            for row in queries.leads_held(person)
        ]

    def rows(self):
        rows = Meeting.objects.filter(cancelled_at=None)
        return rows.select_related("consultation__owner", "called_by", "lead", "agency")

    def meeting(self, row) -> Meeting:
        return row

    def move(self, by, row, of, to) -> None:
        actions.take_over_lead(by, meeting=row, of=of, to=to)


class Agreed(_OfMeeting):
    """What a visit or a meeting agreed that the person does."""

    key, title = "meeting-action", "Agreed at a visit or a meeting"

    def held_by(self, person) -> list[Held]:
        return [
            Held(
                self.key,
                str(row.uuid),
                f"Something agreed at a {row.meeting.get_kind_display().lower()}, {row.meeting.reference}",
                f"{reverse('meetings:meeting', args=[row.meeting.uuid])}#action-{row.uuid}",
                due_on=row.due_on,
                roles=tuple(MEETERS),
            )
            for row in queries.actions_held(person)
        ]

    def rows(self):
        rows = MeetingAction.objects.filter(done_at=None, meeting__cancelled_at=None)
        return rows.select_related("meeting__consultation__owner", "meeting__called_by", "meeting__lead")

    def move(self, by, row, of, to) -> None:
        actions.take_over_action(by, action=row, of=of, to=to)


class _OfQuestion(KindOfRow):
    def rows(self):
        rows = StepQuestion.objects.filter(withdrawn_at=None)
        return rows.select_related("consultation__owner", "to_agency", "from_agency")


class Questions(_OfQuestion):
    """Questions before a step that the person received and that wait for an answer."""

    key, title = "before-step", "Questions before a step to answer"

    def held_by(self, person) -> list[Held]:
        return [
            Held(
                self.key,
                str(row.uuid),
                f"A question of {row.from_agency.name} before a step",
                reverse("meetings:before", args=[row.uuid]),
                due_on=row.answer_by,
                roles=tuple(MEETERS),
            )
            for row in queries.questions_held(person)
        ]

    def _seen(self, person, things):
        return StepQuestion.objects.filter(rules.sees_question(person), uuid__in=[held.key for held in things])

    def seen_among(self, person, things, *, of) -> set[str]:
        return {str(key) for key in self._seen(person, things).values_list("uuid", flat=True)}

    def offered_among(self, person, things, *, of) -> set[str]:
        rows = self._seen(person, things).filter(to_agency_id=person.agency_id)
        return {str(key) for key in rows.values_list("uuid", flat=True)}

    def fits(self, person, row) -> bool:
        return rules.may_receive_question(person, row)

    def candidates(self, held, *, of):
        return people_of_agency(of.agency)

    def heirs(self, held, *, of) -> list:
        return [*managers_first(of), *self.takers(held, of=of)]

    def move(self, by, row, of, to) -> None:
        actions.take_over_question(by, question=row, of=of, to=to)


class Asked(_OfQuestion, OfMatter):
    """Questions before a step that the person asked and that wait: who is told of the answer before anybody goes."""

    key, title, carried = ASKED, "Questions before a step that they asked", True

    def held_by(self, person) -> list[Held]:
        return [
            Held(
                self.key,
                str(row.uuid),
                f"A question to {row.to_agency.name} before a step",
                reverse("meetings:before", args=[row.uuid]),
                row.consultation.reference,
                row.answer_by,
            )
            for row in queries.questions_asked_held(person)
        ]

    def fits(self, person, row) -> bool:
        return rules.may_press(person, row)

    def candidates(self, held, *, of):
        return casework_colleagues(of).select_related("agency")

    def move(self, by, row, of, to) -> None:
        actions.see_to_question(by, question=row, of=of, to=to)


for _kind in (Leads(), Agreed(), Questions(), Asked()):
    register(_kind)
