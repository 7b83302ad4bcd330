"""Reading handovers: what somebody holds, who has it by now, and what they wrote for their successor."""

import uuid as uuids
from dataclasses import dataclass, field

from django.db.models import Q

from kith.access.rules import NOTHING, find
from kith.concerns.queries import visible_references, words_handed_over
from kith.people.queries import setting_of
from kith.people.rules import Held, held_by, kind_of, kinds

from .models import Answer, Handover, Item, SuccessorWords
from .rules import concerned_in, may_offer_any, sees_handover, sees_item
from .words import ItemState, Said

PAGE = 25


def _rows(person, otherwise=NOTHING):
    rows = Handover.objects.filter(sees_handover(person) | otherwise)
    return rows.select_related("person__agency", "person__authority", "begun_by", "at_once_by")


def handover_for(person, uuid) -> Handover:
    """One handover that the person sees. Raises NotFound."""
    return find(_rows(person).filter(uuid=uuid))


def handover_with(person, uuid, thing) -> Handover:
    """One handover that the person sees, or of which they have this thing by default. Raises NotFound."""
    waits = [ItemState.WAITING, ItemState.OFFERED]
    has = Item.objects.filter(sees_item(person), uuid=thing, holder=person, state__in=waits).values("handover")
    return find(_rows(person, Q(pk__in=has)).filter(uuid=uuid))


def own_handover(person) -> Handover | None:
    """The person’s own handover, while it is open."""
    return Handover.objects.filter(person=person, finished_at=None, called_off_at=None).first()


def handovers_seen_by(person):
    """Open handovers of others that the person sees, by last day; those without a day last."""
    rows = _rows(person).filter(finished_at=None, called_off_at=None).exclude(person=person)
    return rows.order_by("last_day", "begun_at", "pk")


def thing_uuid(handover: Handover, kind: str, key: str):
    """What one thing of a handover is called in addresses, whether it has a row yet or not."""
    return uuids.uuid5(handover.uuid, f"{kind}|{key}")


@dataclass
class Written:
    """What the person wrote for whoever comes after them: when, and the words as this reader may read them."""

    at: object
    by: str
    text: str = ""
    where_it_stands: str = ""
    would_tell: str = ""


@dataclass
class Thing:
    """One thing of a handover as one reader may know it: what it is, who has it, and how far its offer has come."""

    uuid: object
    held: Held
    holder: object
    item: Item | None = None
    live: bool = True
    may_offer: bool = False
    declined: Answer | None = None
    written: list[Written] = field(default_factory=list)
    shows_reference: bool = False
    may_keep: bool = False
    is_chosen: bool = False

    @property
    def title(self) -> str:
        return kind_of(self.held.kind).title

    @property
    def state(self) -> str:
        """Where it stands: left, offered, taken, or waiting with somebody."""
        if not self.live:
            return ItemState.TAKEN
        if self.item is None or self.item.state == ItemState.TAKEN:
            return ItemState.LEFT
        return self.item.state


def _live(holder, kind: str, key: str) -> Held | None:
    return next((held for held in kind_of(kind).held_by(holder) if held.key == key), None)


def live_of(item: Item) -> Held | None:
    """The thing itself, while who has the item still holds it; None once it is done or went another way."""
    return _live(item.holder, item.kind, item.key)


def _of_item(item: Item) -> Held:
    return Held(item.kind, item.key, item.words, item.url, item.reference, item.due_on)


@dataclass
class Things:
    """Everything of one handover as one reader may know it; whether there is more that they may not know."""

    left: list[Thing]
    waiting: list[Thing]
    taken: list[Thing]
    more: bool = False

    @property
    def by_kind(self) -> list[tuple[str, list[Thing]]]:
        """What nobody has taken over, under the heading of its kind."""
        groups: dict[str, list[Thing]] = {}
        for thing in [*self.left, *self.waiting]:
            groups.setdefault(thing.title, []).append(thing)
        return list(groups.items())


def things_in(person, handover: Handover) -> Things:
    """Everything that the handover’s person holds now, and what became of what they held; as far as this reader may know.

    The number of queries depends on how many kinds there are and with how many people things wait, never on how many things.
    """
    rows = handover.items.select_related("holder__agency", "holder__authority", "offered_to", "offered_by")
    items = {(item.kind, item.key): item for item in rows.order_by("pk")}
    found = Things([], [], [])
    own = person.pk == handover.person_id
    left = held_by(handover.person)
    here = {(held.kind, held.key) for held in left}
    waits = {ItemState.WAITING, ItemState.OFFERED}
    gone = [item for key, item in items.items() if key not in here and item.state != ItemState.LEFT]
    holders = {item.holder_id: item.holder for item in gone if item.state in waits}
    lives = {key: {(one.kind, one.key): one for one in held_by(holder)} for key, holder in holders.items()}
    others = [
        (item, lives[item.holder_id].get((item.kind, item.key)) if item.state in waits else None) for item in gone
    ]
    pairs = [(held, handover.person) for held in left] + [
        (live or _of_item(item), item.holder) for item, live in others
    ]
    seen = _asked_by_kind(pairs, lambda kind, things, of: kind.seen_among(person, things, of=of))
    open_pairs = pairs[: len(left)] + [(live, item.holder) for item, live in others if live is not None]
    may = offered_among(person, handover, open_pairs)

    def thing(held, holder, live=True) -> Thing:
        key = (held.kind, held.key)
        may_offer = live and (*key, holder.pk) in may
        item = items.get(key)
        uuid = thing_uuid(handover, *key)
        return Thing(uuid, held, holder, item, live, may_offer, shows_reference=True)

    for held in left:
        if own or (held.kind, held.key, handover.person_id) in seen:
            found.left.append(thing(held, handover.person))
        else:
            found.more = True
    for item, live in others:
        known = own or item.holder_id == person.pk or (item.kind, item.key, item.holder_id) in seen
        if not known:
            found.more = found.more or live is not None
            continue
        one = thing(live or _of_item(item), item.holder, live=live is not None)
        (found.waiting if live is not None else found.taken).append(one)
    _add_declined([*found.left, *found.waiting])
    _add_written(person, [*found.left, *found.waiting, *found.taken])
    return found


def _asked_by_kind(pairs, ask) -> set[tuple[str, str, int]]:
    """Of these things, each with who holds it, those for which each kind says yes: asked once for each kind and holder."""
    groups: dict[tuple, tuple] = {}
    for held, holder in pairs:
        groups.setdefault((held.kind, holder.pk), (holder, []))[1].append(held)
    return {
        (kind, key, pk) for (kind, pk), (holder, things) in groups.items() for key in ask(kind_of(kind), things, holder)
    }


def offered_among(person, handover: Handover, pairs) -> set[tuple[str, str, int]]:
    """Of these things, each with who holds it, those that the person may offer in this handover (`rules.may_offer`)."""
    if not may_offer_any(person, handover):
        return set()
    sees = concerned_in(person, handover)
    mine = [(held, holder) for held, holder in pairs if sees or person.pk == holder.pk]
    return _asked_by_kind(mine, lambda kind, things, of: kind.offered_among(person, things, of=of))


def _add_declined(things: list[Thing]) -> None:
    by_item = {thing.item.pk: thing for thing in things if thing.item is not None}
    for answer in Answer.objects.filter(item__in=by_item, said=Said.DECLINED).select_related("by").order_by("at", "pk"):
        by_item[answer.item_id].declined = answer


def _add_written(person, things: list[Thing]) -> None:
    """What was written for a successor, each by its rule: of a matter by the matter’s, else for who has it or is offered it."""
    by_item = {thing.item.pk: thing for thing in things if thing.item is not None}
    rows = list(SuccessorWords.objects.filter(item__in=by_item).select_related("by").order_by("at", "pk"))
    notes = words_handed_over(person, [row.note_key for row in rows if row.note_key])
    for row in rows:
        thing = by_item[row.item_id]
        item = thing.item
        if row.note_key:
            if row.note_key in notes:
                thing.written.append(Written(row.at, row.by.name, notes[row.note_key].text))
        elif item is not None and person.pk in (row.by_id, item.holder_id, item.offered_to_id):
            thing.written.append(Written(row.at, row.by.name, "", row.where_it_stands, row.would_tell))


def thing_in(person, handover: Handover, uuid) -> Thing:
    """One thing of a handover that the person sees, while somebody holds it. Raises NotFound."""
    things = things_in(person, handover)
    return find(_Found([thing for thing in [*things.left, *things.waiting] if thing.uuid == uuid]))


class _Found(list):
    def first(self):
        return self[0] if self else None


def _items_of(person):
    return (
        Item.objects.filter(sees_item(person))
        .select_related("handover__person", "holder__agency", "holder__authority", "offered_to", "offered_by")
        .order_by("due_on", "pk")
    )


def item_for(person, uuid) -> Item:
    """One item that the person is offered or has. Raises NotFound."""
    return find(_items_of(person).filter(uuid=uuid))


def _as_things(person, items, live: bool = True) -> list[Thing]:
    items = list(items)
    visible = visible_references(person, {item.reference for item in items if item.reference})
    things = [
        Thing(item.uuid, _of_item(item), item.holder, item, live, shows_reference=item.reference in visible)
        for item in items
    ]
    _add_written(person, things)
    return things


def offered_to(person) -> list[Thing]:
    """What the person is offered to take over, by due day. What it is about is told to who may read it already."""
    return _as_things(person, _items_of(person).filter(offered_to=person, state=ItemState.OFFERED))


def offers_to(person):
    """The same as rows, for home: what it is, by when."""
    return _items_of(person).filter(offered_to=person, state=ItemState.OFFERED)


def waiting_with(person) -> list[Thing]:
    """What the person has by default until somebody takes it over, by due day."""
    rows = _items_of(person).filter(holder=person).exclude(handover__person=person)
    rows = list(rows.filter(state__in=[ItemState.WAITING, ItemState.OFFERED]))
    live = {(held.kind, held.key): held for held in held_by(person)} if rows else {}
    things = _as_things(person, [item for item in rows if (item.kind, item.key) in live])
    for thing in things:
        thing.held = live[thing.held.kind, thing.held.key]  # as it is now: what was a post may be a vacancy
        thing.may_keep = kind_of(thing.held.kind).may_keep(person, thing.held)
    return things


def taken_by(person):
    """What the person has taken over, the newest first."""
    return _items_of(person).filter(holder=person, state=ItemState.TAKEN).order_by("-taken_at", "-pk")


def as_taken(person, items) -> list[Thing]:
    """These items of `taken_by`, each with what was written for the successor."""
    return _as_things(person, items, live=False)


def left_with(handover: Handover) -> bool:
    """Yes while the handover’s person holds anything: the last day does not take effect."""
    return any(kind.held_by(handover.person) for kind in kinds())


def is_waiting(handover: Handover) -> bool:
    """Yes while something of it is with somebody by default, or could be given to nobody."""
    rows = handover.items.filter(state__in=[ItemState.WAITING, ItemState.OFFERED]).select_related("holder")
    return any(live_of(item) is not None for item in rows) or left_with(handover)


def open_handovers() -> list[Handover]:
    """Every open handover, by last day; for the worker alone."""
    rows = Handover.objects.filter(finished_at=None, called_off_at=None)
    return list(rows.select_related("person__agency", "person__authority").order_by("last_day", "pk"))


def days_to_remind(handover: Handover) -> list[int]:
    """How many days before the last day people are reminded, by the authority’s setting."""
    return list(setting_of(handover.authority, "handover")["remind_before"])
