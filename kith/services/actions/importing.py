"""Taking in services: a file in steps, and the loading of whatever was checked, as a whole or not at all."""

import uuid
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from kith.access.rules import WORKER, own_key, require
from kith.audit.actions import record
from kith.decisions.queries import DRAFT_DAYS

from .. import content as contents
from ..events import ColumnsNamed, ImportBegun, ImportForgotten, ImportLeft, ImportLoaded
from ..models import ColumnNames, Import, ImportRow, Opening, Organisation, Service, Tag, Version
from ..queries import kinds_of
from ..rules import may_fetch, may_keep, may_keep_service
from ..table import REFERENCE, digest_of
from ..words import BY_FILE, How, Origin, State
from .keeping import NewOrganisation, beside, columns_of, put, say_of_organisation

AT_ONCE = 500
# What waits for a person: a file whose columns are to be named, or whose rows are to be loaded.
STAGED = (State.COLUMNS, State.CHECKED)


@transaction.atomic
def begin_file(by, *, name: str, headings: list[str], rows, once_key: str) -> Import:
    """The rows of a file wait until somebody says which column is which. Sending twice makes one."""
    require(may_keep(by))
    batch, made = Import.objects.get_or_create(
        once_key=own_key(by, once_key),
        defaults={
            "authority": by.authority,
            "origin": Origin.FILE,
            "place": name[:300],
            "state": State.COLUMNS,
            "begun_by": by,
            "headings": headings,
        },
    )
    if made:
        ImportRow.objects.bulk_create(
            (
                ImportRow(batch=batch, number=number, raw=cells, faults=[["", "", whole]] if whole else [])
                for number, cells, whole in rows
            ),
            batch_size=AT_ONCE,
        )
        record(ImportBegun(subject=batch.subject, origin=Origin.FILE), by=by)
    return batch


def _locked(batch: Import) -> Import:
    rows = Import.objects.select_for_update(of=("self",))
    return rows.select_related("authority", "begun_by").get(pk=batch.pk)


@transaction.atomic
def name_columns(by, *, batch: Import, columns: dict[str, str], source: str) -> Import:
    """Each row of the file is checked with these columns, and can be loaded or says why not; the columns are remembered.

    `source` is where the details come from, for rows that do not say so themselves.
    """
    batch = _locked(batch)
    require(may_keep_service(by, batch) and batch.state in (State.COLUMNS, State.CHECKED))
    kinds = kinds_of(batch.authority_id)
    rows, known = list(batch.rows.order_by("number")), {}
    for row in rows:
        whole = [fault for fault in row.faults if fault[0] == ""]
        said = {field: row.raw.get(heading, "") for field, heading in columns.items()}
        said["source"] = said.get("source") or source
        content, wrong = contents.cleaned(said, kinds)
        if not wrong.get("organisation") and not content.get("organisation"):
            wrong["organisation"] = "Write who runs it"
        row.origin_id = _origin_id(said)
        if row.origin_id in known:
            wrong["name"] = f"Row {known[row.origin_id]} is the same service"
        known.setdefault(row.origin_id, row.number)
        row.faults = whole + [
            [columns.get(field, contents.LABELS[field]), str(said.get(field) or "")[:200], why]
            for field, why in wrong.items()
        ]
        row.content = None if row.faults else content
    ImportRow.objects.bulk_update(rows, ["origin_id", "content", "faults"], batch_size=100)
    batch.state, batch.columns = State.CHECKED, columns
    batch.save(update_fields=["state", "columns"])
    ColumnNames.objects.update_or_create(
        authority=by.authority, digest=digest_of(batch.headings), defaults={"columns": columns}
    )
    wrong_rows = sum(bool(row.faults) for row in rows)
    record(ColumnsNamed(subject=batch.subject, rows=len(rows), wrong=wrong_rows), by=by)
    return batch


def _origin_id(said: dict) -> str:
    """How the file names the row: by its own reference, else by its name and who runs it."""
    if reference := said.get(REFERENCE, "").strip():
        return f"ref:{reference[:300]}"
    name, organisation = (" ".join(said.get(field, "").lower().split())[:160] for field in ("name", "organisation"))
    return f"{name}|{organisation}"


@transaction.atomic
def leave_import(by, *, batch: Import) -> None:
    """Nothing of the import is loaded, and what was read of it is forgotten."""
    batch = _locked(batch)
    require(may_keep_service(by, batch))
    if batch.state in (State.LOADED, State.LEFT):
        return
    batch.rows.all().delete()
    batch.state, batch.ended_at = State.LEFT, timezone.now()
    batch.save(update_fields=["state", "ended_at"])
    record(ImportLeft(subject=batch.subject), by=by)


@transaction.atomic
def forget_old_imports(by) -> int:
    """Files that nobody loaded or left within the time of a draft are left, and their rows are gone. Returns how many.

    So are the rows to mend of what was loaded so long ago. What was never said is not kept (promise 9).
    """
    require(by == WORKER)
    before = timezone.now() - timedelta(days=DRAFT_DAYS)
    staged = Import.objects.filter(state__in=STAGED, begun_at__lt=before)
    served = Import.objects.filter(state=State.LOADED, ended_at__lt=before, rows__isnull=False)
    staged_keys = set(staged.values_list("pk", flat=True))
    for batch in Import.objects.filter(pk__in=staged_keys | set(served.values_list("pk", flat=True))).order_by("pk"):
        batch = _locked(batch)
        batch.rows.all().delete()
        if batch.state in STAGED:
            batch.state, batch.ended_at = State.LEFT, timezone.now()
            batch.fault = f"Nobody took it in within {DRAFT_DAYS} days, so what was read of it is forgotten."
            batch.save(update_fields=["state", "ended_at", "fault"])
        record(ImportForgotten(subject=batch.subject), by=by)
    return len(staged_keys)


@transaction.atomic
def load_import(by, *, batch: Import) -> Import:
    """Every row that can be kept stands in the directory, none of them public; a second time changes nothing.

    A service that is known from before is changed only where the other side changed something and nobody here did; notes
    and how to refer stay. What another directory no longer names is marked, for a person to retire.
    """
    batch = _locked(batch)
    if may_fetch(by):
        require(batch.origin == Origin.DIRECTORY)
    else:
        require(may_keep_service(by, batch) and batch.origin == Origin.FILE)
    if batch.state == State.LOADED:
        return batch
    require(batch.state in (State.CHECKED, State.FETCHING))
    writer = batch.begun_by if isinstance(by, str) else by
    loading = _Loading(batch, writer)
    for row in batch.rows.filter(content__isnull=False).order_by("number").iterator(chunk_size=AT_ONCE):
        loading.take(row)
    loading.write_new()
    counts = {**loading.counts, "wrong": batch.rows.exclude(faults=[]).count(), "gone": loading.mark_gone()}
    batch.state, batch.ended_at, batch.counts = State.LOADED, timezone.now(), counts
    batch.save(update_fields=["state", "ended_at", "counts"])
    # What could not be kept can still be handed back; the rest has served.
    batch.rows.filter(faults=[]).delete()
    told = {name: counts[name] for name in ("added", "same", "wrong", "gone")}
    record(ImportLoaded(subject=batch.subject, altered=counts["changed"], **told), by=by)
    return batch


class _Loading:
    """One loading: what is known from before, and what is new."""

    def __init__(self, batch: Import, writer):
        self.batch, self.writer, self.at = batch, writer, timezone.now()
        self.is_file = batch.origin == Origin.FILE
        self.origin = BY_FILE if self.is_file else batch.place
        self.counts = {"added": 0, "changed": 0, "same": 0}
        known = Service.objects.select_for_update(of=("self",)).filter(authority=batch.authority, origin=self.origin)
        self.known = {row.origin_id: row for row in known.select_related("organisation")}
        organisations = Organisation.objects.filter(authority=batch.authority)
        self.organisations = {row.name.lower(): row for row in organisations}
        self.new: list[tuple[Service, dict]] = []
        # A file speaks only of the columns that it has.
        self.spoken = set(batch.columns) | {"name", "organisation"} if self.is_file else set(contents.FIELDS)

    def take(self, row: ImportRow) -> None:
        """One row: a new service, or what changed of one that is known."""
        said = row.content
        service = self.known.get(row.origin_id)
        before = service.upstream if service else {}
        organisation = self._organisation(said, before)
        if service is None:
            content = {name: said[name] for name in contents.FIELDS}
            content["organisation"] = str(organisation.uuid)
            service = Service(
                authority=self.batch.authority,
                organisation=organisation,
                origin=self.origin,
                origin_id=row.origin_id,
                upstream=said,
                fetched_at=self.at,
                changed_at=self.at,
                once_key=uuid.uuid4().hex,
                **columns_of(content),
            )
            self.new.append((service, content))
            self.counts["added"] += 1
            return
        kept = self._together(service, said, before, organisation)
        changed = service.retired_at is None and put(service, kept, by=self.writer, how=How.IMPORTED, at=self.at)
        self.counts["changed" if changed else "same"] += 1
        service.upstream = {**before, **{name: said[name] for name in said if self._speaks_of(name)}}
        service.fetched_at, service.gone_at = self.at, None
        service.save(update_fields=["upstream", "fetched_at", "gone_at"])

    def _speaks_of(self, name: str) -> bool:
        return name in self.spoken or name in contents.OF_ORGANISATION

    def _together(self, service: Service, said: dict, before: dict, organisation: Organisation) -> dict:
        """What the service says, with what changed on the other side and not here."""
        kept = dict(service.versions.get(number=service.version).content)
        for name in contents.FIELDS:
            if name not in self.spoken or (not self.is_file and name in contents.INTERNAL):
                continue
            if name == "organisation":
                if service.organisation.name.lower() == before.get(name, "").lower():
                    kept[name] = str(organisation.uuid)
            elif kept.get(name) == before.get(name):
                kept[name] = said[name]
        return kept

    def _organisation(self, said: dict, before: dict) -> Organisation:
        """Who runs it: made where there is none of that name; what is said of them follows as what is said of services."""
        name, about, website = (said[field] for field in contents.OF_ORGANISATION)
        row = self.organisations.get(name.lower())
        if row is None:
            new = NewOrganisation(name, about, website)
            row = Organisation.objects.create(authority=self.batch.authority, **new.said)
            Version.objects.create(
                organisation=row, number=1, at=self.at, by=self.writer, how=How.IMPORTED, content=new.said
            )
            self.organisations[name.lower()] = row
            return row
        follows = {
            "about": about if about and row.about in ("", before.get("organisation_about")) else row.about,
            "website": website if website and row.website in ("", before.get("organisation_website")) else row.website,
        }
        if follows != {"about": row.about, "website": row.website}:
            say_of_organisation(row, NewOrganisation(row.name, **follows), by=self.writer, how=How.IMPORTED)
        return row

    def write_new(self) -> None:
        """The new services stand in the directory, each with its first version."""
        Service.objects.bulk_create([service for service, _ in self.new], batch_size=100)
        tags, openings, versions = [], [], []
        for service, content in self.new:
            these, those = beside(service, content)
            tags += these
            openings += those
            versions.append(
                Version(service=service, number=1, at=self.at, by=self.writer, how=How.IMPORTED, content=content)
            )
        Tag.objects.bulk_create(tags, batch_size=AT_ONCE)
        Opening.objects.bulk_create(openings, batch_size=AT_ONCE)
        Version.objects.bulk_create(versions, batch_size=100)

    def mark_gone(self) -> int:
        """What the other directory no longer names is marked; how many are. A file that is short says nothing."""
        if self.is_file:
            return 0
        named = set(self.batch.rows.values_list("origin_id", flat=True))
        gone = [row.pk for row in self.known.values() if row.origin_id not in named and row.retired_at is None]
        Service.objects.filter(pk__in=gone, gone_at__isnull=True).update(gone_at=self.at)
        return len(gone)
