"""Files of learning systems: read as a stream, looked at before anything counts, taken in as a whole or not at all."""

import datetime
import json
from array import array
from collections.abc import Iterator
from itertools import islice

import numpy
from django.db import connection, transaction
from django.utils import timezone
from django.utils.text import slugify

from kith.access.rules import own_key, require
from kith.audit.actions import record
from kith.bounds.sheets import Table

from .. import rules
from ..events import (
    TrainingFileBegun,
    TrainingFileForgotten,
    TrainingFileLeft,
    TrainingFileLoaded,
    TrainingFileNamed,
)
from ..models import Completion, CourseTier, Import, ImportFault, ImportPiece, LearningSystem
from ..queries import files_to_forget, tiers_of
from ..reading import Reading, course_key, visible_cell
from ..words import KEPT_DAYS, MOST_COURSES, How, State

AT_ONCE = 1000
STAGED = (State.COLUMNS, State.COURSES, State.CHECKED)
COLUMNS = "uuid authority_id person_id tier day how source key course reference recorded_at recorded_by_id batch_id"
COLUMNS += " taken_back_because"


class TooManyCourses(ValueError):
    """The column of the course holds more different words than a person would answer for."""


@transaction.atomic
def begin_training_file(
    by, *, system: LearningSystem | None, name: str, place: str, table: Table, once_key: str
) -> Import:
    """The rows of a file wait until somebody says which column is which. Sending twice makes one.

    The file comes from `system`, or from a learning system that is called `name` and is new. Raises NotTable where the
    file breaks off; then nothing is kept.
    """
    require(rules.may_take_in(by) and (system is None or system.authority_id == by.authority_id))
    key = own_key(by, once_key)
    known = Import.objects.filter(once_key=key).first()
    if known is not None:
        return known
    system = system or _system_called(by, name)
    batch = Import.objects.create(
        authority_id=by.authority_id,
        system=system,
        place=place[:300],
        state=State.COLUMNS,
        begun_by=by,
        headings=table.headings,
        columns={field: one for field, one in system.columns.items() if one in table.headings},
        day_order=system.day_order,
        done_words=system.done_words,
        once_key=key,
    )
    for number, rows in enumerate(_in_pieces(table.rows), start=1):
        ImportPiece.objects.create(batch=batch, number=number, rows=json.dumps(rows, ensure_ascii=False))
    record(TrainingFileBegun(subject=batch.subject), by=by)
    return batch


def _system_called(by, name: str) -> LearningSystem:
    known = LearningSystem.objects.filter(authority_id=by.authority_id, name__iexact=name).first()
    if known is not None:
        return known
    taken = set(LearningSystem.objects.filter(authority_id=by.authority_id).values_list("key", flat=True))
    plain = slugify(name)[:50] or "system"
    key = next(one for one in (plain, *(f"{plain}-{number}" for number in range(2, 1000))) if one not in taken)
    return LearningSystem.objects.create(authority_id=by.authority_id, key=key, name=name)


def _in_pieces(rows: Iterator) -> Iterator[list]:
    cleaned = ([number, [visible_cell(cell) for cell in cells], whole] for number, cells, whole in rows)
    while piece := list(islice(cleaned, AT_ONCE)):
        yield piece


def _locked(batch: Import) -> Import:
    rows = Import.objects.select_for_update(of=("self",))
    return rows.select_related("authority", "begun_by", "system").get(pk=batch.pk)


@transaction.atomic
def name_training_columns(by, *, batch: Import, columns: dict[str, str], day_order: str, done_words: str) -> Import:
    """Each column is known from now on, here and for the next file from this learning system.

    Courses of which nobody has said what they count for are asked about next; else the rows are checked.
    Raises TooManyCourses.
    """
    batch = _locked(batch)
    require(rules.may_take_in_file(by, batch) and batch.state in STAGED)
    batch.columns, batch.day_order, batch.done_words = columns, day_order, done_words
    place = batch.headings.index(columns["course"])
    named = set(CourseTier.objects.filter(system=batch.system).values_list("course", flat=True))
    found: dict[str, str] = {}
    for piece in batch.pieces.order_by("number").iterator(chunk_size=1):
        for _, cells, whole in json.loads(piece.rows):
            course = cells[place]
            if course and not whole and course_key(course) not in named:
                found.setdefault(course_key(course), course[:200])
        if len(found) > MOST_COURSES:
            raise TooManyCourses
    batch.courses = [found[key] for key in sorted(found)]
    LearningSystem.objects.filter(pk=batch.system_id).update(
        columns=columns, day_order=day_order, done_words=done_words
    )
    batch.save(update_fields=["columns", "day_order", "done_words", "courses"])
    return _on(by, batch)


@transaction.atomic
def name_courses(by, *, batch: Import, courses: dict[str, str]) -> Import:
    """What each of these courses counts for is known, and remembered; empty is for no tier. Then the rows are checked.

    Where something else was said before, what was taken in then counts for the new tier too.
    """
    batch = _locked(batch)
    require(rules.may_take_in_file(by, batch) and batch.state in (State.COURSES, State.CHECKED))
    known = {tier.key for tier in tiers_of(batch.authority_id, all=True)} | {""}
    if not set(courses.values()) <= known:
        raise ValueError("A course counts for a tier of the authority, or for none.")
    before = dict(CourseTier.objects.filter(system=batch.system).values_list("course", "tier"))
    for course, tier in courses.items():
        key = course_key(course)
        CourseTier.objects.update_or_create(system=batch.system, course=key, defaults={"tier": tier})
        if before.get(key, tier) != tier:
            # What was taken in before with another answer follows, so that the same file says the same thing.
            taken_in = Completion.objects.filter(authority_id=batch.authority_id, source=f"file:{batch.system.key}")
            taken_in.filter(key__endswith=f":{key}").update(tier=tier)
    answered = {course_key(course) for course in courses}
    batch.courses = [course for course in batch.courses if course_key(course) not in answered]
    batch.save(update_fields=["courses"])
    return _on(by, batch)


def _on(by, batch: Import) -> Import:
    """The next step of a file: its courses are asked about, or its rows are checked."""
    batch.state = State.COURSES if batch.courses else State.CHECKED
    batch.counts = {}
    if batch.state == State.CHECKED:
        batch.faults.all().delete()
        batch.counts = _go_through(batch, _Counting(batch))
    batch.save(update_fields=["state", "counts"])
    record(TrainingFileNamed(subject=batch.subject, state=batch.state), by=by)
    return batch


@transaction.atomic
def load_training_file(by, *, batch: Import) -> Import:
    """Every row that can be kept is a completion; what was known before is not doubled. A second time changes nothing."""
    batch = _locked(batch)
    require(rules.may_take_in_file(by, batch))
    if batch.state == State.LOADED:
        return batch
    require(batch.state == State.CHECKED)
    batch.faults.all().delete()
    batch.counts = _go_through(batch, _Writing(by, batch), learn=True)
    batch.state, batch.ended_at = State.LOADED, timezone.now()
    batch.save(update_fields=["state", "ended_at", "counts"])
    batch.pieces.all().delete()
    told = {name: batch.counts[name] for name in ("new", "known", "wrong")}
    record(TrainingFileLoaded(subject=batch.subject, **told), by=by)
    return batch


def _go_through(batch: Import, taking, *, learn: bool = False) -> dict[str, int]:
    """Each row that can be kept is taken, and each that cannot says why. Returns how many of each kind there were."""
    reading = Reading(batch, today=timezone.localdate())
    for piece in batch.pieces.order_by("number").iterator(chunk_size=1):
        good, faults = reading.read(json.loads(piece.rows))
        if good:
            taking.take(good)
        if faults:
            ImportFault.objects.bulk_create(
                ImportFault(batch=batch, row=row, column=column[:100], stands=stands[:200], why=why[:200])
                for row, column, stands, why in faults
            )
    if learn:
        reading.keep_numbers()
    new = taking.new()
    return {**reading.counts, "new": new, "known": reading.good - new}


class _Counting:
    """How many completions of a file would be new, each once, with nothing written: a number is held of each."""

    def __init__(self, batch: Import):
        self.rows = Completion.objects.filter(authority_id=batch.authority_id, source=f"file:{batch.system.key}")
        self.seen = array("q")

    def take(self, rows: list[tuple]) -> None:
        keys = {row[3] for row in rows}
        known = set(self.rows.filter(key__in=keys).values_list("key", flat=True))
        self.seen.extend(hash(key) for key in keys - known)

    def new(self) -> int:
        return int(numpy.unique(numpy.frombuffer(self.seen, dtype=numpy.int64)).size) if self.seen else 0


class _Writing:
    """Completions of a file are written by hand: for fifty thousand rows the models would take longer than all else."""

    def __init__(self, by, batch: Import):
        table, names = connection.ops.quote_name(Completion._meta.db_table), COLUMNS.split()
        written = ", ".join(connection.ops.quote_name(name) for name in names)
        # The names are the model’s own; whatever comes from outside goes in as a parameter.
        self.statement = (
            f"INSERT INTO {table} ({written}) VALUES ({', '.join(['%s'] * len(names))}) "  # noqa: S608
            "ON CONFLICT DO NOTHING"
        )
        self.uuid = Completion._meta.get_field("uuid")
        at = connection.ops.adapt_datetimefield_value(timezone.now())
        self.before = (batch.authority_id,)
        self.source = f"file:{batch.system.key}"
        self.after = ("", at, by.pk, batch.pk, "")
        self.days: dict[datetime.date, object] = {}
        self.written = 0

    def take(self, rows: list[tuple]) -> None:
        named, days, source, how = self.uuid.get_db_prep_value, self.days, self.source, How.FILE.value
        for row in rows:
            if row[2] not in days:
                days[row[2]] = connection.ops.adapt_datefield_value(row[2])
        values = [
            (named(uuid, connection), *self.before, person, tier, days[day], how, source, key, course, *self.after)
            for person, tier, day, key, course, uuid in rows
        ]
        with connection.cursor() as cursor:
            cursor.executemany(self.statement, values)
            self.written += cursor.rowcount

    def new(self) -> int:
        """How many of these were not known before."""
        return self.written


@transaction.atomic
def leave_training_file(by, *, batch: Import) -> None:
    """Nothing of the file is taken in, and what was read of it is forgotten."""
    batch = _locked(batch)
    require(rules.may_take_in_file(by, batch))
    if batch.state in (State.LOADED, State.LEFT):
        return
    _leave(batch)
    record(TrainingFileLeft(subject=batch.subject), by=by)


def _leave(batch: Import) -> None:
    batch.pieces.all().delete()
    batch.faults.all().delete()
    batch.state, batch.ended_at = State.LEFT, timezone.now()
    batch.save(update_fields=["state", "ended_at"])


@transaction.atomic
def forget_old_training_files(by) -> int:
    """Files that nobody took in in time are left, and rows to mend that had their time are gone. Returns how many files."""
    require(rules.may_work(by))
    staged, served = files_to_forget(timezone.now() - datetime.timedelta(days=KEPT_DAYS))
    for batch in (*staged, *served):
        batch = _locked(batch)
        if batch.state in STAGED:
            _leave(batch)
        batch.faults.all().delete()
        record(TrainingFileForgotten(subject=batch.subject), by=by)
    return len(staged)
