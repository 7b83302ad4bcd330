"""What a person can hold of this room: pages of the toolkit that they began and see to."""

from django.urls import reverse

from kith.people.actions import carry
from kith.people.queries import carried_among, carried_by, manager_of
from kith.people.rules import Held, Kind, NotTheirs, register
from kith.toolkit.rules import LOCAL_EDITORS, REGIONAL_EDITORS, writers_of

from .actions import hand_over_page
from .models import ToolkitPage


class Pages(Kind):
    """Pages of a layer that the person began: drafts, and what is published and comes to its review."""

    key, title = "page", "Pages of the toolkit that are theirs"

    def held_by(self, person) -> list[Held]:
        rows = ToolkitPage.objects.filter(owner=person)
        rows = rows | ToolkitPage.objects.filter(translation_key__in=carried_by(person, self.key))
        rows = list(rows.order_by("review_on", "title").only("translation_key", "title", "review_on", "live", "owner"))
        seen_to = carried_among(self.key, [str(row.translation_key) for row in rows])
        return [
            Held(
                self.key,
                str(row.translation_key),
                row.title if row.live else f"{row.title} (a draft)",
                reverse("editing:board"),
                due_on=row.review_on,
                roles=(*LOCAL_EDITORS, *REGIONAL_EDITORS) if row.owner_id == person.pk else (),
            )
            for row in rows
            if seen_to.get(str(row.translation_key), person.pk) == person.pk
        ]

    def _page(self, held: Held) -> ToolkitPage | None:
        return ToolkitPage.objects.filter(translation_key=held.key).first()

    def seen_among(self, person, things, *, of) -> set[str]:
        keys = [held.key for held in things]
        if person.pk == of.pk:
            return set(keys)
        layers: dict[str, bool] = {}
        seen = set()
        for page in ToolkitPage.objects.filter(translation_key__in=keys):
            # Asked once for each layer: the pages of a person are of one or two.
            layer = page.path[: -page.steplen]
            if layer not in layers:
                layers[layer] = person in writers_of(page.place())
            if layers[layer]:
                seen.add(str(page.translation_key))
        return seen

    def offered_among(self, person, things, *, of) -> set[str]:
        return self.seen_among(person, things, of=of)

    def may_take(self, person, held, *, of) -> bool:
        page = self._page(held)
        return page is not None and person.pk != of.pk and person in writers_of(page.place())

    def candidates(self, held, *, of):
        page = self._page(held)
        return writers_of(page.place()) if page is not None else []

    def heirs(self, held, *, of) -> list:
        manager = manager_of(of)
        return [*self.takers(held, of=of), *([manager] if manager else [])]

    def hand(self, by, held, *, of, to, reason) -> None:
        if held.key not in [one.key for one in self.held_by(of)]:
            raise NotTheirs
        hand_over_page(by, key=held.key, to=to)

    def may_inherit(self, person, held, *, of) -> bool:
        return person.is_active and person.authority_id == of.authority_id

    def default(self, by, held, *, of, to) -> None:
        """Another writer of the layer has it; where there is none, the manager sees to it that somebody writes."""
        if self.may_take(to, held, of=of):
            self.hand(by, held, of=of, to=to, reason="")
        else:
            carry(by, kind=self.key, key=held.key, to=to)


register(Pages())
