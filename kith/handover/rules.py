"""Who sees a handover, who begins it, offers, takes over and ends. What may be taken is for the thing’s own room to say."""

from django.db.models import Q

from kith.access.rules import NOTHING
from kith.people.queries import ever_in, people_of_authority
from kith.people.rules import Held, kind_of, may_start_leaving
from kith.people.words import Role

from .models import Handover, Item
from .words import ItemState


def sees_handover(person) -> Q:
    """One’s own; those of the authority for its administrator; of the same agency for a manager; of who is in a team that
    one manages.
    """
    if not person.is_active:
        return NOTHING
    rows = Q(person=person)
    if person.holds(Role.ADMINISTRATOR):
        rows |= Q(authority_id=person.authority_id)
    if person.holds(Role.MANAGER):
        rows |= Q(person__agency_id=person.agency_id)
    if person.managed_team_ids:
        rows |= Q(person__in=ever_in(person.managed_team_ids), person__agency_id=person.agency_id)
    return Q(authority_id=person.authority_id) & rows


def people_who_see(handover: Handover) -> list:
    """Everybody who sees this handover, by name: the third face of the rule."""
    people = people_of_authority(handover.authority_id)
    return [p for p in people if Handover.objects.filter(sees_handover(p), pk=handover.pk).exists()]


def may_begin(by, person) -> bool:
    """The administrator, who manages the person, and the person themself, who prepares."""
    return not isinstance(by, str) and by.is_active and (by.pk == person.pk or may_start_leaving(by, person))


def may_settle(by, handover: Handover) -> bool:
    """Who answers for the person says which is the last day, calls it off, or ends rights at once; never they themself."""
    return may_start_leaving(by, handover.person)


def may_change(by, handover: Handover) -> bool:
    """Who answers for the person; and the person, while nobody else has settled the day."""
    return handover.is_open and (
        may_settle(by, handover) or (by.pk == handover.person_id and not handover.settled and by.is_active)
    )


def may_offer(by, handover: Handover, held: Held, holder) -> bool:
    """Who sees the handover or holds the thing, as far as the thing’s own room lets them."""
    if not may_offer_any(by, handover):
        return False
    concerned = by.pk == holder.pk or concerned_in(by, handover)
    return concerned and kind_of(held.kind).may_offer(by, held, of=holder)


def may_offer_any(by, handover: Handover) -> bool:
    """While the handover is open, by whose account is."""
    return handover.is_open and by.is_active


def concerned_in(person, handover: Handover) -> bool:
    """Yes for who sees this handover."""
    return Handover.objects.filter(sees_handover(person), pk=handover.pk).exists()


def may_answer(by, item: Item) -> bool:
    """Whoever it is offered to, while it is."""
    return by.is_active and item.state == ItemState.OFFERED and item.offered_to_id == by.pk


def may_write_words(by, handover: Handover) -> bool:
    """The person whose handover it is."""
    return handover.is_open and by.is_active and by.pk == handover.person_id


def sees_item(person) -> Q:
    """Items that the person is offered, or has taken over or has by default; those of a handover follow from the room."""
    if not person.is_active:
        return NOTHING
    offered = Q(offered_to=person, state=ItemState.OFFERED)
    return Q(handover__authority_id=person.authority_id) & (
        offered | Q(holder=person, state__in=[ItemState.TAKEN, ItemState.WAITING, ItemState.OFFERED])
    )
