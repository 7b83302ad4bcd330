"""What a person can hold of this room: seats, what a panel agreed that they do, children’s social work, looks to take."""

from django.urls import reverse

from kith.people.queries import casework_colleagues, managers_first, people_of_agency, people_with_role
from kith.people.rules import Held, KindOfRow, NotTheirs, register
from kith.people.words import CASEWORK_ROLES, Role

from . import actions, queries, rules
from .models import Case, Look, Member, PlanAction
from .words import LOOK, SEAT


def _by_name(people) -> list:
    return sorted({p.pk: p for p in people if p is not None}.values(), key=lambda p: (p.name, p.pk))


class _OfCase(KindOfRow):
    """A kind of thing in a case: known to who reads the case, offered by who has it and by who leads the case."""

    offered_by = "the person who has it, or who leads the panel"

    def case(self, row) -> Case:
        return row.case

    def _of_cases(self, rule, things) -> set[str]:
        rows = {str(row.uuid): self.case(row).pk for row in self.among(things)}
        seen = set(Case.objects.filter(rule, pk__in=rows.values()).values_list("pk", flat=True))
        return {key for key, case in rows.items() if case in seen}

    def seen_among(self, person, things, *, of) -> set[str]:
        return self._of_cases(rules.sees_case(person), things)

    def offered_among(self, person, things, *, of) -> set[str]:
        own = person.pk == of.pk
        return self._of_cases(rules.sees_case(person) if own else rules.leads_case(person), things)


class Agreed(_OfCase):
    """What a panel agreed that the person does."""

    key, title = "panel-action", "Agreed at a panel"

    def held_by(self, person) -> list[Held]:
        return [
            Held(
                self.key,
                str(row.uuid),
                f"Something agreed at a panel about {row.case.reference}",
                f"{reverse('panel:case', args=[row.case.uuid])}#action-{row.uuid}",
                due_on=row.due_on,
            )
            for row in queries.actions_held(person)
        ]

    def rows(self):
        rows = PlanAction.objects.filter(rules.to_be_done())
        return rows.select_related("case__panel", "case__consultation", "case__social_worker")

    def fits(self, person, row) -> bool:
        return rules.may_own(person, row.case)

    def candidates(self, held, *, of):
        row = self.one(held)
        if row is None:
            return []
        return _by_name([*rules.people_who_see(row.case), *casework_colleagues(of).select_related("agency")])

    def heirs(self, held, *, of) -> list:
        row = self.one(held)
        if row is None:
            return []
        leader = queries.leaders_today([row.case])[row.case.pk].person
        people = [*managers_first(of), leader, row.case.social_worker, *rules.people_who_see(row.case)]
        return [p for p in people if p is not None]

    def move(self, by, row, of, to) -> None:
        actions.take_over_action(by, action=row, of=of, to=to)


class SocialWork(_OfCase):
    """Cases before a panel whose child’s social worker the person is."""

    key, title = "panel-social-worker", "The child’s social worker at a panel"

    def held_by(self, person) -> list[Held]:
        return [
            Held(
                self.key,
                str(row.uuid),
                f"The child’s social worker at {row.panel.name}, {row.reference}",
                reverse("panel:case", args=[row.uuid]),
                roles=tuple(CASEWORK_ROLES),
            )
            for row in queries.social_work_held(person)
        ]

    def rows(self):
        return Case.objects.select_related("panel", "consultation__owner")

    def case(self, row) -> Case:
        return row

    def fits(self, person, row) -> bool:
        return rules.may_be_social_worker(person, row)

    def candidates(self, held, *, of):
        return casework_colleagues(of).select_related("agency")

    def heirs(self, held, *, of) -> list:
        row = self.one(held)
        owner = [row.consultation.owner] if row is not None and row.consultation is not None else []
        return [*managers_first(of), *owner, *self.candidates(held, of=of)]

    def move(self, by, row, of, to) -> None:
        actions.take_over_social_work(by, case=row, of=of, to=to)


class Looks(_OfCase):
    """Looks after an end that are this person’s today, by the post that they have. With the post they go to who has it next."""

    key, title, carried = LOOK, "To look again after an end", True

    def held_by(self, person) -> list[Held]:
        return [
            Held(
                self.key,
                str(row.uuid),
                f"{row.title}: look again at {row.case.reference}",
                reverse("panel:look", args=[row.uuid]),
                due_on=row.due_on,
            )
            for row in queries.looks_held(person)
        ]

    def rows(self):
        return Look.objects.filter(done_on=None).select_related("case__panel", "case__consultation")

    def fits(self, person, row) -> bool:
        return rules.leads(person, row.case)

    def candidates(self, held, *, of):
        row = self.one(held)
        return rules.people_who_see(row.case) if row is not None else []

    def heirs(self, held, *, of) -> list:
        return self.takers(held, of=of)

    def move(self, by, row, of, to) -> None:
        actions.take_over_look(by, look=row, of=of, to=to)


class Seats(KindOfRow):
    """Seats on a panel. Taken over, a seat gives its rights; by default it is empty, and somebody sees to that."""

    key, title = SEAT, "Seats on a panel"
    offered_by = "the person who sits there, who leads the panel, or who answers for their agency"

    def held_by(self, person) -> list[Held]:
        return [
            Held(
                self.key,
                str(row.uuid),
                f"{'Empty: ' if row.ends else ''}{row.get_seat_display()} of {row.panel.name}, {row.person.agency.name}",
                reverse("panel:panel", args=[row.panel.uuid]) if row.ends is None else "",
                roles=tuple(rules.PANEL_ROLES) if row.ends is None else (),
            )
            for row in queries.seats_held(person)
        ]

    def rows(self):
        return Member.objects.select_related("panel", "person__agency")

    def seen_among(self, person, things, *, of) -> set[str]:
        if person.pk == of.pk:
            return {held.key for held in things}
        sits = queries.sits_on(person)
        return {str(row.uuid) for row in self.among(things) if row.panel_id in sits} | self.offered_among(
            person, things, of=of
        )

    def offered_among(self, person, things, *, of) -> set[str]:
        # An authority has one panel of each kind: there are as many questions as panels, and few of those.
        return {str(row.uuid) for row in self.among(things) if rules.may_offer_seat(person, row)}

    def fits(self, person, row) -> bool:
        return rules.may_take_seat(person, row, queries.may_chair(row.panel.authority_id, row.panel.kind))

    def may_keep(self, person, held) -> bool:
        row = self.one(held)
        return row is not None and row.ends is None

    def candidates(self, held, *, of):
        return people_with_role(of.authority_id, *rules.PANEL_ROLES).select_related("agency", "authority")

    def heirs(self, held, *, of) -> list:
        row = self.one(held)
        if row is None:
            return []
        leading = [one.person for one in queries.members_of(row.panel) if one.person_id in queries.posts_of(row.panel)]
        colleagues = people_of_agency(row.person.agency)
        return [*managers_first(of), *leading, *colleagues, *people_with_role(of.authority_id, Role.ADMINISTRATOR)]

    def may_inherit(self, person, held, *, of) -> bool:
        return person.is_active and person.pk != of.pk and person.authority_id == of.authority_id

    def move(self, by, row, of, to) -> None:
        actions.take_over_seat(by, member=row, of=of, to=to)

    def default(self, by, held, *, of, to) -> None:
        row = self.one(held)
        if row is None:
            raise NotTheirs
        actions.leave_seat(by, member=row, to=to)


for _kind in (Seats(), Agreed(), SocialWork(), Looks()):
    register(_kind)
