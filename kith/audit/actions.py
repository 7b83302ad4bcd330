"""Writing the trail. `record` is the only way in."""

from django.db import transaction
from django.utils import timezone

from .events import Event
from .facts import current
from .models import Entry, TrailState
from .reactions import reactions_to
from .seals import FIRST_SEAL, canonical, grown, keyed_hash, leaf_of, seal_of


def record(event: Event, *, by, before: dict | None = None, after: dict | None = None) -> Entry:
    """The event stands in the trail and its reactions have run, in the caller's transaction.

    `by` is a person, or a named system person ("system:worker"). `before` and `after` give the content of
    changed fields, of which only keyed hashes are kept. Raises RuntimeError outside a transaction: an act
    and its entry happen together or not at all.
    """
    hashes = {
        name: [keyed_hash((before or {}).get(name, "")), keyed_hash((after or {}).get(name, ""))]
        for name in sorted({*(before or {}), *(after or {})})
    }
    return _written([event], by, hashes)[0]


def record_all(events, *, by) -> list[Entry]:
    """The same of several events of one act, in their order, for the price of one.

    Raises RuntimeError outside a transaction.
    """
    events = list(events)
    return _written(events, by, {}) if events else []


def _written(events: list[Event], by, hashes: dict) -> list[Entry]:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("record() belongs inside the transaction of the act that it records.")
    system = isinstance(by, str)
    facts = current.get()
    state = TrailState.objects.select_for_update().filter(pk=1).first()
    if state is None:
        TrailState.objects.get_or_create(pk=1, defaults={"seal": FIRST_SEAL})
        state = TrailState.objects.select_for_update().get(pk=1)
    entries = []
    for event in events:
        entry = Entry(
            seq=state.size + 1,
            at=timezone.now(),
            actor=by if system else str(by.uuid),
            actor_agency="" if system else by.agency.key,
            authority="" if system else by.authority.key,
            verb=event.verb,
            subject=event.subject,
            about_child=event.about_child,
            details={key: list(value) if isinstance(value, tuple) else value for key, value in event.details().items()},
            changed=list(event.changed),
            hashes=hashes,
            request_id=facts.request_id,
            session=facts.session,
        )
        entry.leaf = leaf_of(canonical(entry.written()))
        entry.seal = state.seal = seal_of(state.seal, entry.leaf)
        state.size = entry.seq
        state.frontier = grown(state.frontier, entry.leaf)
        entries.append(entry)
    if len(entries) == 1:
        entries[0].save(force_insert=True)
    else:
        Entry.objects.bulk_create(entries)
    state.save(update_fields=["size", "frontier", "seal"])
    for event in events:
        for reaction in reactions_to(event):
            reaction(event, by)
    return entries
