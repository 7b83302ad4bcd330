"""Reading another directory, page by page. No transaction is open while another machine is waited for."""

import datetime
import time
import uuid

from django.db import transaction
from django.utils import timezone

from kith.access.rules import require
from kith.audit.actions import record
from kith.bounds.outside import Refused, fetch

from .. import content as contents
from .. import oruk
from ..events import ImportBegun, ImportFailed, PageFetched
from ..models import Import, ImportRow
from ..queries import is_named, kinds_of, open_import
from ..rules import may_fetch, may_keep
from ..words import Origin, State
from .importing import load_import

PER_PAGE = 100
MOST_PAGES, MOST_SERVICES = 500, 5_000
LARGEST = 2 * 1024 * 1024
SECONDS = 10.0
# How long one run works; what is left is read by the next. What is not at its end after a day begins anew.
A_RUN = 15 * 60.0
A_DAY = datetime.timedelta(days=1)
HOLD = datetime.timedelta(minutes=2)
GONE = (404, 410)
AT_ONCE = 50


class NotAllowed(ValueError):
    """The authority’s settings do not name this address."""


@transaction.atomic
def ask_for_directory(by, *, address: str) -> Import:
    """The worker will read this directory at its next round. One that waits already is not asked for twice."""
    require(may_keep(by) and is_named(by.authority, address))
    known = open_import(by.authority, address)
    if known is not None:
        return known
    return _begin(by, by.authority, address, by)


@transaction.atomic
def begin_directory(by: str, *, authority, address: str) -> Import:
    """A reading of this directory is open: the one that was broken off within a day, or a new one. Raises NotAllowed."""
    require(may_fetch(by))
    if not is_named(authority, address):
        raise NotAllowed(f"The settings of {authority.name} do not name this address. Add it with `kith local`.")
    known = open_import(authority, address)
    if known is not None:
        return known
    return _begin(by, authority, address, None)


def _begin(by, authority, address: str, person) -> Import:
    batch = Import.objects.create(
        authority=authority,
        origin=Origin.DIRECTORY,
        place=address,
        state=State.WAITING,
        begun_by=person,
        once_key=uuid.uuid4().hex,
    )
    record(ImportBegun(subject=batch.subject, origin=Origin.DIRECTORY), by=by)
    return batch


def fetch_directory(
    by: str,
    *,
    batch: Import,
    also: frozenset[tuple[str, int]] = frozenset(),
    seconds: float = SECONDS,
    a_run: float = A_RUN,
) -> Import:
    """As much of the directory was read as there was time for; at its end everything that can be kept is loaded.

    What was read stays read: the next call goes on from there. `also` are numbers and ports beside the open internet: none
    but in tests.
    """
    require(may_fetch(by))
    batch, mine = _claimed(batch)
    if not mine:
        return batch
    if not is_named(batch.authority, batch.place):
        return _fail(by, batch, "The settings no longer name this address.", for_good=True)
    if timezone.now() - batch.begun_at > A_DAY:
        return _fail(by, batch, batch.fault or "It was not at its end after a day.", for_good=True)
    reading = _Reading(by, batch, also, seconds, time.monotonic() + a_run)
    try:
        done = reading.run()
    except oruk.NotOruk as fault:
        return _fail(by, batch, str(fault), for_good=True)
    except Refused as fault:
        return _fail(by, batch, str(fault), for_good=False)
    if done:
        return load_import(by, batch=batch)
    batch.held_until = None
    batch.save(update_fields=["held_until"])
    return batch


@transaction.atomic
def _claimed(batch: Import) -> tuple[Import, bool]:
    """(the import as it stands, whether this process reads it now)."""
    rows = Import.objects.select_for_update(of=("self",)).select_related("authority", "begun_by")
    batch, now = rows.get(pk=batch.pk), timezone.now()
    if batch.state not in (State.WAITING, State.FETCHING) or (batch.held_until and batch.held_until > now):
        return batch, False
    batch.held_until = now + HOLD
    batch.save(update_fields=["held_until"])
    return batch, True


@transaction.atomic
def _fail(by: str, batch: Import, fault: str, *, for_good: bool) -> Import:
    batch.fault, batch.held_until = fault[:300], None
    if for_good:
        batch.state, batch.ended_at = State.FAILED, timezone.now()
        batch.rows.all().delete()
    batch.save(update_fields=["fault", "held_until", "state", "ended_at"])
    record(ImportFailed(subject=batch.subject), by=by)
    return batch


class _Reading:
    """One run of reading a directory."""

    def __init__(self, by: str, batch: Import, also, seconds: float, until: float):
        self.by, self.batch, self.also, self.seconds, self.until = by, batch, also, seconds, until
        self.base = batch.place.rstrip("/")
        self.kinds = kinds_of(batch.authority_id)

    def run(self) -> bool:
        """True when everything was read. Raises Refused, NotOruk."""
        if self.batch.state == State.WAITING:
            oruk.check_root(self._ask("/"))
            self._keep(state=State.FETCHING)
        while self.batch.next_page:
            if time.monotonic() > self.until:
                return False
            self._page(self.batch.next_page)
        while rows := list(self.batch.rows.filter(content__isnull=True, faults=[]).order_by("number")[:AT_ONCE]):
            for row in rows:
                if time.monotonic() > self.until:
                    self._keep_rows([one for one in rows if one.content is not None or one.faults])
                    return False
                try:
                    self._service(row)
                except Refused:
                    self._keep_rows([one for one in rows if one.content is not None or one.faults])
                    raise
            self._keep_rows(rows)
        return True

    def _ask(self, path: str) -> bytes:
        if self.batch.held_until - timezone.now() < HOLD / 2:
            self._keep()
        return fetch(self.base + path, kind=oruk.KIND, most=LARGEST, seconds=self.seconds, also=self.also)

    def _page(self, number: int) -> None:
        found, pages = oruk.page_of(self._ask(f"/services?page={number}&per_page={PER_PAGE}"), number)
        if pages > MOST_PAGES:
            raise oruk.NotOruk(f"The list has more than {MOST_PAGES} pages.")
        with transaction.atomic():
            known = set(self.batch.rows.values_list("origin_id", flat=True))
            new = [key for key in found if key not in known]
            if len(known) + len(new) > MOST_SERVICES:
                raise oruk.NotOruk(f"The directory has more than {MOST_SERVICES:,} services.")
            ImportRow.objects.bulk_create(
                ImportRow(batch=self.batch, number=number, origin_id=key)
                for number, key in enumerate(new, start=len(known) + 1)
            )
            self._keep(next_page=0 if number >= pages else number + 1, pages=pages)
            record(PageFetched(subject=self.batch.subject, page=number, rows=len(new)), by=self.by)

    def _service(self, row: ImportRow) -> None:
        try:
            said = oruk.service_of(self._ask(f"/services/{row.origin_id}"), row.origin_id)
        except Refused as fault:
            if fault.status not in GONE:
                raise
            row.faults = [["id", row.origin_id, "It is in the list, and its own page is not there"]]
            return
        except oruk.NotOruk as fault:
            row.faults = [["id", row.origin_id, str(fault)]]
            return
        except oruk.Crooked as fault:
            row.faults = [[fault.field, row.origin_id, str(fault)]]
            return
        said["source"] = f"The directory at {self.batch.place}"[:300]
        content, wrong = contents.cleaned(said, self.kinds, lenient=True)
        if "organisation" not in wrong and not content["organisation"]:
            wrong["organisation"] = "It does not say who runs it"
        row.faults = [[field, str(said.get(field) or "")[:200], why] for field, why in wrong.items()]
        row.content = None if wrong else content

    @transaction.atomic
    def _keep_rows(self, rows: list[ImportRow]) -> None:
        ImportRow.objects.bulk_update(rows, ["content", "faults"], batch_size=AT_ONCE)
        self._keep()
        record(PageFetched(subject=self.batch.subject, page=0, rows=len(rows)), by=self.by)

    def _keep(self, **fields) -> None:
        fields = {"held_until": timezone.now() + HOLD, "fault": "", **fields}
        for name, value in fields.items():
            setattr(self.batch, name, value)
        self.batch.save(update_fields=list(fields))
