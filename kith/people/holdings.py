"""What a person can hold of this room: points of contact, posts that nobody else holds, vetting that waits."""

from django.urls import reverse

from . import queries, rules
from .actions import carry, hand_on_contact, take_over_post, take_over_team
from .models import Vetting
from .standing import Held, Kind, NotTheirs, register
from .words import ContactSubject, Role

PARTS = {"person": "Named for", "deputy": "Deputy for", "cover": "Covers for"}


def _answers_for(person, of) -> bool:
    """The person themself, who manages them, and the administrator of their authority."""
    return person.pk == of.pk or rules.may_start_leaving(person, of)


def _all(things) -> set[str]:
    return {held.key for held in things}


class Contacts(Kind):
    """Points of contact that the person is, or whose deputy or cover they are."""

    key, title = "contact", "Points of contact"

    def held_by(self, person) -> list[Held]:
        found = []
        for contact, part, day in queries.named_in(person):
            what = ContactSubject(contact.subject).label
            step = queries.step_words(contact)
            agency = contact.agency
            assert agency is not None
            where = f"{agency.key}|{contact.subject}|{contact.step}|{part}"
            found.append(
                Held(
                    self.key,
                    f"{where}|{day:%Y-%m-%d}" if day else where,
                    f"{PARTS[part]} {agency.name}: {what}{f', {step}' if step else ''}",
                    reverse("people:receivers"),
                    due_on=day or contact.next_review,
                )
            )
        return found

    def _contact(self, held: Held, of):
        """The contact and the part in it, where `of` still has it."""
        return next(
            ((contact, part) for contact, part, day in queries.named_in(of) if self._is(held, contact, part, day)),
            (None, ""),
        )

    def _is(self, held: Held, contact, part: str, day) -> bool:
        where = f"{contact.agency.key}|{contact.subject}|{contact.step}|{part}"
        return held.key == (f"{where}|{day:%Y-%m-%d}" if day else where)

    def seen_among(self, person, things, *, of) -> set[str]:
        return _all(things) if person.authority_id == of.authority_id else set()

    def offered_among(self, person, things, *, of) -> set[str]:
        return _all(things) if person.pk == of.pk or rules.may_designate(person, of.agency) else set()

    def may_take(self, person, held, *, of) -> bool:
        contact, part = self._contact(held, of)
        if contact is None or not person.is_active or person.agency_id != contact.agency_id or person.pk == of.pk:
            return False
        # Who is named already cannot stand in for themselves.
        return not (part in ("deputy", "cover") and contact.person_id == person.pk)

    def may_inherit(self, person, held, *, of) -> bool:
        return person.is_active and person.agency_id == of.agency_id

    def candidates(self, held, *, of):
        return queries.people_of_agency(of.agency)

    def heirs(self, held, *, of) -> list:
        contact, _ = self._contact(held, of)
        deputy = contact.deputy if contact is not None else None
        people = [p for p in queries.people_of_agency(of.agency) if p.pk != of.pk]
        managing = [p for p in people if p.managed_team_ids]
        return [*([deputy] if deputy and deputy.pk != of.pk and deputy.is_active else []), *managing, *people]

    def hand(self, by, held, *, of, to, reason) -> None:
        contact, part = self._contact(held, of)
        if contact is None:
            raise NotTheirs
        hand_on_contact(by, contact=contact, part=part, of=of, to=to)


class _Vacant(Kind):
    """A post. Taken over, it gives its rights; by default it is a vacancy, which somebody sees to and gives no right."""

    offered_by = "an administrator"

    def may_keep(self, person, held) -> bool:
        return False

    def seen_among(self, person, things, *, of) -> set[str]:
        return _all(things) if _answers_for(person, of) else set()

    def offered_among(self, person, things, *, of) -> set[str]:
        may = person.authority_id == of.authority_id and person.holds(Role.ADMINISTRATOR)
        return _all(things) if may else set()

    def may_take(self, person, held, *, of) -> bool:
        return person.is_active and person.pk != of.pk and queries.agency_in(held.key) == person.agency.key

    def candidates(self, held, *, of):
        return queries.people_of_agency_by_key(of, queries.agency_in(held.key))

    def heirs(self, held, *, of) -> list:
        manager = queries.manager_of(of)
        return [*([manager] if manager else []), *queries.people_with_role(of.authority_id, Role.ADMINISTRATOR)]

    def may_inherit(self, person, held, *, of) -> bool:
        return person.is_active and person.authority_id == of.authority_id

    def default(self, by, held, *, of, to) -> None:
        carry(by, kind=self.key, key=held.key, to=to)


class Posts(_Vacant):
    """Roles that nobody else of the agency holds."""

    key, title = "post", "Roles that nobody else holds"

    def held_by(self, person) -> list[Held]:
        where = reverse("people:receivers")
        alone = [
            Held(self.key, key, f"The only {Role(role).label.lower()}", where, roles=(role,))
            for key, role in queries.posts_alone(person)
        ]
        vacant = queries.vacant_posts(person)
        return alone + [Held(self.key, key, f"Vacant: {Role(role).label.lower()}", where) for key, role in vacant]

    def hand(self, by, held, *, of, to, reason) -> None:
        take_over_post(by, key=held.key, to=to)


class Teams(_Vacant):
    """Teams that the person manages and nobody else does."""

    key, title = "team", "Teams that nobody else manages"

    def held_by(self, person) -> list[Held]:
        alone = [Held(self.key, key, f"Manages {team.name}", team=team.pk) for key, team in queries.teams_alone(person)]
        vacant = queries.vacant_teams(person)
        return alone + [Held(self.key, key, f"Without a manager: {team.name}") for key, team in vacant]

    def may_take(self, person, held, *, of) -> bool:
        # Managing a team lets one read its matters: only who manages already, or a partner, whose matters are requests.
        return super().may_take(person, held, of=of) and person.holds(Role.MANAGER, Role.PARTNER)

    def hand(self, by, held, *, of, to, reason) -> None:
        take_over_team(by, key=held.key, to=to)


class Vettings(Kind):
    """Vetting that the person entered, which a second person has not confirmed yet."""

    key, title, carried = "vetting", "Vetting that waits for a second person", True

    def held_by(self, person) -> list[Held]:
        return [
            Held(
                self.key,
                str(row.uuid),
                f"Vetting of {row.person.name}: to be confirmed by a second person",
                reverse("people:vettings"),
                roles=tuple(rules.VETTING_ROLES),
            )
            for row in queries.vettings_seen_to_by(person)
        ]

    def _vetting(self, held: Held) -> Vetting | None:
        return Vetting.objects.filter(uuid=held.key).select_related("person").first()

    def seen_among(self, person, things, *, of) -> set[str]:
        may = person.pk == of.pk or (person.authority_id == of.authority_id and person.holds(*rules.VETTING_ROLES))
        return _all(things) if may else set()

    def offered_among(self, person, things, *, of) -> set[str]:
        return self.seen_among(person, things, of=of)

    def may_take(self, person, held, *, of) -> bool:
        row = self._vetting(held)
        return row is not None and person.is_active and rules.may_enter_vetting(person, row.person)

    def candidates(self, held, *, of):
        return queries.people_with_role(of.authority_id, *rules.VETTING_ROLES)

    def heirs(self, held, *, of) -> list:
        return self.takers(held, of=of)

    def hand(self, by, held, *, of, to, reason) -> None:
        carry(by, kind=self.key, key=held.key, to=to)


for _kind in (Contacts(), Posts(), Teams(), Vettings()):
    register(_kind)
