"""What a person can hold of this room: contexts that they own, and what they have to do by a plan."""

from django.urls import reverse

from kith.people.queries import casework_colleagues, managers_first, people_of_agency
from kith.people.rules import Held, KindOfRow, register
from kith.people.words import CASEWORK_ROLES

from . import actions, queries, rules
from .models import Context, ContextAction
from .words import READERS


class _OfContext(KindOfRow):
    """A kind of thing in a context: known to who reads it, offered by who has it and by who leads the context."""

    offered_by = "the person who has it, or who owns the context"

    def context(self, row) -> Context:
        return row

    def seen_among(self, person, things, *, of) -> set[str]:
        rows = {str(row.uuid): self.context(row).pk for row in self.among(things)}
        seen = Context.objects.filter(rules.sees_context(person), pk__in=rows.values())
        keys = set(seen.values_list("pk", flat=True))
        return {key for key, context in rows.items() if context in keys}

    def offered_among(self, person, things, *, of) -> set[str]:
        seen = self.seen_among(person, things, of=of)
        if person.pk == of.pk:
            return seen
        rows = {str(row.uuid): self.context(row) for row in self.among(things)}
        return {key for key in seen if rules.may_hand_over(person, rows[key], part=True)}


class Contexts(_OfContext):
    """Open contexts that the person owns, with the day of their review."""

    key, title = "context", "Contexts that are theirs"

    def held_by(self, person) -> list[Held]:
        return [
            Held(
                self.key,
                str(row.uuid),
                f"Owner of the context {row.reference}",
                reverse("contexts:context", args=[row.uuid]),
                due_on=row.review_on,
                roles=tuple(CASEWORK_ROLES),
            )
            for row in queries.contexts_held(person)
        ]

    def rows(self):
        return Context.objects.filter(closed_at=None).select_related("owner__agency", "authority")

    def fits(self, person, row) -> bool:
        return rules.may_own(person, row)

    def candidates(self, held, *, of):
        return casework_colleagues(of).select_related("agency")

    def heirs(self, held, *, of) -> list:
        row = self.one(held)
        readers = rules.people_who_see_context(row) if row is not None else []
        return [*managers_first(of), *readers, *self.candidates(held, of=of)]

    def move(self, by, row, of, to) -> None:
        actions.take_over_context(by, context=row, of=of, to=to)


class ToDo(_OfContext):
    """What the plan of a context gives the person to do."""

    key, title = "context-action", "To do by the plan of a context"

    def held_by(self, person) -> list[Held]:
        return [
            Held(
                self.key,
                str(row.uuid),
                f"Something to do for the context {row.context.reference}",
                reverse("contexts:plan", args=[row.context.uuid]),
                due_on=row.due_on,
                roles=tuple(READERS),
            )
            for row in queries.actions_held(person)
        ]

    def rows(self):
        rows = ContextAction.objects.filter(rules.actions_open())
        return rows.select_related("context__owner", "owner")

    def context(self, row) -> Context:
        return row.context

    def fits(self, person, row) -> bool:
        return rules.may_take_action(person, self.context(row))

    def may_take(self, person, held, *, of) -> bool:
        """Who reads the context already, and a colleague of the same agency in their place."""
        known = person.agency_id == of.agency_id or self.sees(person, held, of=of)
        return known and super().may_take(person, held, of=of)

    def may_inherit(self, person, held, *, of) -> bool:
        return super().may_take(person, held, of=of)

    def candidates(self, held, *, of):
        row = self.one(held)
        readers = rules.people_who_see_context(self.context(row)) if row is not None else []
        people = {one.pk: one for one in [*readers, *people_of_agency(of.agency)]}
        return sorted(people.values(), key=lambda one: (one.name, one.pk))

    def heirs(self, held, *, of) -> list:
        row = self.one(held)
        owner = [self.context(row).owner] if row is not None else []
        return [*managers_first(of), *owner, *(self.candidates(held, of=of))]

    def move(self, by, row, of, to) -> None:
        actions.take_over_context_action(by, action=row, of=of, to=to)


for _kind in (Contexts(), ToDo()):
    register(_kind)
