"""Beginning a handover, offering, taking over, ending. Each action asks its rule and leaves an event.

What is handed over is handed over by the room that it belongs to, in the same transaction (`Kind.hand`).
"""

from django.db import IntegrityError, transaction
from django.utils import timezone

from kith.access.rules import WORKER, NotFound, require
from kith.audit.actions import record
from kith.concerns.actions import write_note
from kith.concerns.queries import consultation_for
from kith.concerns.rules import may_write_note
from kith.people import actions as people
from kith.people.queries import manager_of, memberships_begun_before, people_with_role, roles_begun_before
from kith.people.rules import Held, NotTheirs, held_by, kind_of
from kith.people.words import Role, named

from . import queries, rules
from .events import (
    EndedAtOnce,
    HandoverBegun,
    HandoverCalledOff,
    HandoverChanged,
    HandoverDue,
    HandoverFinished,
    ItemDeclined,
    ItemDefaulted,
    ItemOffered,
    ItemTaken,
    NobodyForIt,
    WordsRead,
    WordsWritten,
)
from .models import Answer, Handover, Item, SuccessorWords
from .words import KITH, ItemState, Said, Why


class MayNotHave(ValueError):
    """The room says that this person may not have it: need to know, vetting, conflict of interest, or role."""


class NotOffered(ValueError):
    """It is not offered to this person any more. Nothing was written."""


def _named(persons) -> tuple[str, ...]:
    return named(person for person in persons if person is not None and person.is_active)


def _called(person) -> str:
    return f"person:{person.uuid}"


def _locked(handover: Handover) -> Handover:
    rows = Handover.objects.select_for_update(of=("self",)).select_related("person__agency", "person__authority")
    return rows.get(pk=handover.pk)


@transaction.atomic
def begin_handover(by, *, person, why: str = Why.LEAVES, last_day=None) -> Handover:
    """The person has one open handover; beginning twice makes one. Who answers for them settles its last day."""
    require(rules.may_begin(by, person) and person.is_active and why in Why.values)
    handover, made = _begun(by, person, why)
    if made:
        told = [person, manager_of(person)] if by.pk == person.pk else [person]
        record(HandoverBegun(subject=handover.subject, of=_called(person), to=_named(told)), by=by)
    if last_day is not None:
        change_handover(by, handover=handover, why=why, last_day=last_day)
        handover.refresh_from_db()
    return handover


def _begun(by, person, why) -> tuple[Handover, bool]:
    known = queries.own_handover(person)
    if known is not None:
        return known, False
    try:
        with transaction.atomic():
            return Handover.objects.create(
                authority=person.authority, person=person, begun_by=None if isinstance(by, str) else by, why=why
            ), True
    except IntegrityError:  # two began at the same moment
        return Handover.objects.get(person=person, finished_at=None, called_off_at=None), False


@transaction.atomic
def change_handover(by, *, handover: Handover, why: str, last_day) -> None:
    """The last day is this one, and this ends on it. Raises ValueError for a day that has passed."""
    handover = _locked(handover)
    require(rules.may_change(by, handover) and why in Why.values)
    if last_day < timezone.localdate():
        raise ValueError("The last day must be today or later")
    settles = rules.may_settle(by, handover)
    if (handover.why, handover.last_day, handover.settled) == (why, last_day, handover.settled or settles):
        return
    handover.why, handover.last_day, handover.settled = why, last_day, handover.settled or settles
    handover.save(update_fields=["why", "last_day", "settled"])
    people.plan_leaving(by, person=handover.person, day=last_day)
    changed = ("why", "last_day")
    record(HandoverChanged(subject=handover.subject, of=_called(handover.person), changed=changed), by=by)


@transaction.atomic
def call_off(by, *, handover: Handover) -> None:
    """The person stays: nothing ends, and nothing is offered any more. What was taken over stays where it is."""
    handover = _locked(handover)
    require(rules.may_change(by, handover) and handover.at_once_at is None)
    handover.called_off_at = timezone.now()
    handover.save(update_fields=["called_off_at"])
    handover.items.filter(state=ItemState.OFFERED).update(state=ItemState.LEFT, offered_to=None, offered_by=None)
    people.plan_leaving(by, person=handover.person, day=None)
    record(HandoverCalledOff(subject=handover.subject, of=_called(handover.person)), by=by)


def _item(handover: Handover, held: Held, holder) -> Item:
    """The row of one thing, under its lock; made where nobody wrote about it or offered it yet."""
    Item.objects.get_or_create(
        handover=handover,
        kind=held.kind,
        key=held.key,
        defaults={
            "uuid": queries.thing_uuid(handover, held.kind, held.key),
            "reference": held.reference,
            "words": held.words[:400],
            "url": held.url,
            "due_on": held.due_on,
            "holder": holder,
        },
    )
    return Item.objects.select_for_update(of=("self",)).get(handover=handover, kind=held.kind, key=held.key)


@transaction.atomic
def write_words(by, *, handover: Handover, held: Held, where_it_stands: str, would_tell: str, once_key: str) -> None:
    """What a successor should know is written: of a matter, as a note in the matter; else beside the thing.

    The same key again changes nothing; with other words about a matter, concerns.SaidBefore.
    """
    handover = _locked(handover)
    require(rules.may_write_words(by, handover))
    item = _item(handover, held, handover.person)
    key = f"handover-{once_key}"[:49]
    note_key = ""
    if held.reference:
        consultation = consultation_for(by, held.reference)
        require(may_write_note(by, consultation))
        parts = [("Where it stands: ", where_it_stands), ("What I would tell my successor: ", would_tell)]
        text = "\n\n".join(f"{title}{words}" for title, words in parts if words)
        note = write_note(
            by,
            consultation=consultation,
            happened_on=timezone.localdate(),
            text=f"For whoever takes this over. {text}",
            childs_words="",
            once_key=key,
        )
        note_key, where_it_stands, would_tell = note.once_key, "", ""
    _, made = SuccessorWords.objects.get_or_create(
        once_key=f"{by.pk}:{key}"[:60],
        defaults={
            "item": item,
            "by": by,
            "note_key": note_key,
            "where_it_stands": where_it_stands,
            "would_tell": would_tell,
        },
    )
    if made:
        record(WordsWritten(subject=handover.subject, kind=held.kind), by=by)


@transaction.atomic
def note_reading(by, *, references) -> None:
    """That this person read words that stand in these matters stands in the trail; called before they are shown."""
    for reference in sorted(set(references)):
        record(WordsRead(subject=f"consultation:{reference}"), by=by)


@transaction.atomic
def offer_thing(by, *, handover: Handover, held: Held, holder, to) -> Item:
    """The thing is offered to this person, who is told, and to nobody else. Offering it twice is one offer.

    Raises MayNotHave where its room says that they may not have it, NotTheirs where the holder has it no more.
    """
    handover = _locked(handover)
    require(rules.may_offer(by, handover, held, holder))
    if held.key not in [one.key for one in kind_of(held.kind).held_by(holder)]:
        raise NotTheirs
    if not kind_of(held.kind).may_take(to, held, of=holder):
        raise MayNotHave
    item = _item(handover, held, holder)
    if item.state == ItemState.OFFERED and item.offered_to_id == to.pk:
        return item
    item.state, item.holder, item.offered_to, item.offered_by = ItemState.OFFERED, holder, to, by
    item.offered_at, item.words, item.url, item.due_on = timezone.now(), held.words[:400], held.url, held.due_on
    item.save()
    record(ItemOffered(subject=handover.subject, kind=held.kind, to=_called(to)), by=by)
    return item


def _answered(by, item: Item) -> Item:
    """The item under its lock, while it is offered to this person. Raises NotOffered."""
    _locked(item.handover)
    rows = Item.objects.select_for_update(of=("self",)).select_related(
        "handover__person", "holder__agency", "holder__authority", "offered_by"
    )
    item = rows.get(pk=item.pk)
    if not rules.may_answer(by, item) or not item.handover.is_open:
        raise NotOffered
    return item


@transaction.atomic
def take_over(by, *, item: Item) -> Item:
    """The thing is this person’s, by its room’s own action. Of two who answer, one has it; a second click changes nothing.

    Raises NotOffered where it went to somebody else, NotTheirs where it is done or gone, MayNotHave where a right or a
    conflict of interest has changed since the offer.
    """
    now = Item.objects.get(pk=item.pk)
    if now.state == ItemState.TAKEN and now.holder_id == by.pk:
        return now
    item = _answered(by, item)
    require(rules.may_answer(by, item))
    kind, of, handover = kind_of(item.kind), item.holder, item.handover
    held = queries.live_of(item)
    if held is None:
        raise NotTheirs
    if not kind.may_take(by, held, of=of):
        raise MayNotHave
    kind.hand(by, held, of=of, to=by, reason=f"Taken over in the handover of {handover.person.name}.")
    _taken(item, by)
    told = _named([handover.person, of, item.offered_by])
    record(ItemTaken(subject=handover.subject, kind=item.kind, of=_called(of), to=told), by=by)
    _finish_if_done(handover)
    return item


def _taken(item: Item, by) -> None:
    item.state, item.holder, item.taken_at = ItemState.TAKEN, by, timezone.now()
    item.save(update_fields=["state", "holder", "taken_at"])
    Answer.objects.create(item=item, by=by, said=Said.TAKEN)


@transaction.atomic
def decline(by, *, item: Item, because: str) -> None:
    """Who offered it knows that this person does not take it, and why; it stays with who has it."""
    item = _answered(by, item)
    require(rules.may_answer(by, item))
    if not because.strip():
        raise ValueError("Say why in words")
    waits = item.holder_id != item.handover.person_id
    told = _named([item.offered_by, item.holder])
    item.state, item.offered_to, item.offered_by = (ItemState.WAITING if waits else ItemState.LEFT), None, None
    item.save(update_fields=["state", "offered_to", "offered_by"])
    Answer.objects.create(item=item, by=by, said=Said.DECLINED, because=because.strip())
    record(ItemDeclined(subject=item.handover.subject, kind=item.kind, to=told), by=by)


@transaction.atomic
def keep_it(by, *, item: Item) -> None:
    """What this person has by default is theirs: they say so, and it waits for nobody any more."""
    handover = _locked(item.handover)
    item = (
        Item.objects.select_for_update(of=("self",))
        .select_related("holder__agency", "holder__authority")
        .get(pk=item.pk)
    )
    if item.state == ItemState.TAKEN and item.holder_id == by.pk:
        return
    require(item.holder_id == by.pk and item.state in (ItemState.WAITING, ItemState.OFFERED) and by.is_active)
    require(handover.person_id != by.pk)
    held = queries.live_of(item)
    # A vacancy is no post, and what one only sees to is not done by being kept.
    require(held is not None and kind_of(item.kind).may_keep(by, held))
    _taken(item, by)
    # Who was offered it meanwhile is asked no more.
    item.offered_to = item.offered_by = None
    item.save(update_fields=["offered_to", "offered_by"])
    record(ItemTaken(subject=handover.subject, kind=item.kind, of=_called(by), to=()), by=by)
    _finish_if_done(handover)


def _finish_if_done(handover: Handover) -> None:
    """After rights ended at once, the handover is over when nothing of it waits."""
    if handover.at_once_at is not None and not queries.is_waiting(handover):
        Handover.objects.filter(pk=handover.pk, finished_at=None).update(finished_at=timezone.now())


@transaction.atomic
def end_at_once(by, *, person, because: str) -> Handover:
    """For safety: the account opens nothing from now on, and what it held is with who has it by default. Twice is once."""
    require(rules.may_begin(by, person) and by.pk != person.pk)
    if not because.strip():
        raise ValueError("Say why in words")
    handover, _ = _begun(by, person, Why.LEAVES)
    handover = _locked(handover)
    if handover.at_once_at is not None:
        return handover
    handover.at_once_at, handover.at_once_by, handover.at_once_because = timezone.now(), by, because.strip()
    handover.save(update_fields=["at_once_at", "at_once_by", "at_once_because"])
    record(EndedAtOnce(subject=handover.subject, of=_called(person)), by=by)
    people.end_person(by, person=person, at_once=True)
    handover.refresh_from_db()
    return handover


@transaction.atomic
def give_by_default(by: str, *, person, role: str = "", team: int | None = None) -> None:
    """What the person held, or held by this role or in this team, is with who has it by default until somebody takes it.

    What nobody may have keeps its name, and is told; the worker tries again.
    """
    require(by == KITH)
    left = [held for held in held_by(person) if _goes(held, person, role, team)]
    handover = queries.own_handover(person)
    if not left:
        if handover is not None and not person.is_active and not queries.is_waiting(handover):
            Handover.objects.filter(pk=handover.pk).update(finished_at=timezone.now())
        return
    if handover is None:
        handover, _ = _begun(by, person, Why.MOVES if role or team else Why.LEAVES)
    handover = _locked(handover)
    if handover.at_once_at is None:
        handover.at_once_at = timezone.now()
        handover.save(update_fields=["at_once_at"])
    for held in left:
        _give_one(by, handover, held, person)


def _goes(held: Held, person, role: str, team: int | None) -> bool:
    if role:
        return role in held.roles and not set(person.roles_now()) & set(held.roles)
    return held.team == team if team is not None else True


def _give_one(by, handover: Handover, held: Held, person) -> None:
    item = _item(handover, held, person)
    kind = kind_of(held.kind)
    for heir in kind.heirs(held, of=person):
        if heir.pk == person.pk or not heir.is_active or not kind.may_inherit(heir, held, of=person):
            continue
        try:
            with transaction.atomic():
                kind.default(by, held, of=person, to=heir)
        except (NotFound, NotTheirs):
            continue
        # An offer that waits for an answer waits on, from whoever has it now.
        item.holder = heir
        item.state = ItemState.OFFERED if item.state == ItemState.OFFERED else ItemState.WAITING
        item.save(update_fields=["holder", "state"])
        event = ItemDefaulted(subject=handover.subject, kind=held.kind, of=_called(person), to=_called(heir))
        record(event, by=by)
        return
    if handover.reminded_on == timezone.localdate():
        return
    handover.reminded_on = timezone.localdate()
    handover.save(update_fields=["reminded_on"])
    told = people_with_role(person.authority_id, Role.ADMINISTRATOR, Role.GOVERNANCE)
    event = NobodyForIt(subject=handover.subject, kind=held.kind, of=_called(person), to=_named(told))
    record(event, by=by)


def work_through(by: str, *, today) -> int:
    """Last days that have passed took effect where nothing is left; where something is, people were reminded. What nobody
    could have was tried again. Returns how many handovers ended.
    """
    require(by == WORKER)
    ended = 0
    for handover in queries.open_handovers():
        with transaction.atomic():
            if handover.at_once_at is not None:
                if not handover.person.is_active and queries.left_with(handover):
                    give_by_default(KITH, person=handover.person)
                _finish_if_done(handover)
            elif handover.settled and handover.last_day < today and not queries.left_with(handover):
                _take_effect(by, handover)
                ended += 1
            else:
                _remind(by, handover, today)
    return ended


def _take_effect(by, handover: Handover) -> None:
    handover = _locked(handover)
    person = handover.person
    told = _named([manager_of(person)])
    if handover.why == Why.LEAVES:
        people.end_person(by, person=person)
    else:
        for role in roles_begun_before(person, handover.begun_at):
            people.end_role(by, person=person, role=role)
        for team in memberships_begun_before(person, handover.begun_at):
            people.leave_team(by, person=person, team=team)
    people.plan_leaving(by, person=person, day=None)
    Handover.objects.filter(pk=handover.pk).update(finished_at=timezone.now())
    record(HandoverFinished(subject=handover.subject, of=_called(person), to=told), by=by)


def _remind(by, handover: Handover, today) -> None:
    """Before the last day on the authority’s days, and each day after it, while something is left."""
    if handover.last_day is None or handover.reminded_on == today:
        return
    days = (handover.last_day - today).days
    due = [before for before in queries.days_to_remind(handover) if days <= before]
    newest = max((handover.last_day.toordinal() - before for before in due), default=None)
    known = handover.reminded_on
    if days >= 0 and (newest is None or (known is not None and known.toordinal() >= newest)):
        return
    if not queries.left_with(handover):
        return
    Handover.objects.filter(pk=handover.pk).update(reminded_on=today)
    told = _named([handover.person, manager_of(handover.person), handover.begun_by])
    record(HandoverDue(subject=handover.subject, when="soon" if days >= 0 else "late", to=told), by=by)
