"""Fifty thousand completions with five hundred bad rows: told exactly, about as fast as by hand, in memory that stays small."""

import csv
import datetime
import gc
import io
import time
import tracemalloc
import uuid

import openpyxl
import pytest
from django.db import connection, transaction
from django.utils import timezone

from kith.bounds.sheets import table_in
from kith.people.models import Person
from kith.training import actions
from kith.training.models import Completion, ImportFault
from kith.training.words import How

from .factories import COLUMNS

pytestmark = pytest.mark.django_db
PEOPLE, ROWS, BAD = 500, 50_000, 500
# Fewer than this is what the issue asks for: reading, checking and taking in, by the time of reading and inserting by hand.
MOST_TIMES, MOST_TURNS = 4, 5
FIRST = datetime.date(2024, 1, 1)


def staff(cast) -> list[Person]:
    own = cast["gwen"]
    Person.objects.bulk_create(
        Person(
            email=f"staff{number}@thornmere.example", name=f"Staff {number}", authority=own.authority, agency=own.agency
        )
        for number in range(PEOPLE)
    )
    return list(Person.objects.filter(email__startswith="staff").order_by("pk"))


def file_of(rows: int) -> tuple[bytes, list[int]]:
    """A file of so many rows, each one hundredth of them bad, and which they are."""
    out, bad = io.StringIO(), []
    writer = csv.writer(out)
    writer.writerow(["E-mail", "Course", "Completed"])
    for number in range(rows):
        email = f"staff{number % PEOPLE}@thornmere.example"
        day = f"{FIRST + datetime.timedelta(days=number // PEOPLE):%d/%m/%Y}"
        if number % 100 == 50:
            bad.append(number + 2)
            email, day = (f"gone{number}@thornmere.example", day) if number % 200 == 50 else (email, "soon")
        writer.writerow([email, "Prevent awareness", day])
    return out.getvalue().encode(), bad


def workbook_of(rows: int) -> tuple[bytes, list[int]]:
    """The same rows as a workbook of Excel, with its days as days."""
    content, bad = file_of(rows)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Completions")
    for line in csv.reader(io.StringIO(content.decode())):
        day = datetime.datetime.strptime(line[2], "%d/%m/%Y") if line[2][0].isdigit() else line[2]
        sheet.append([line[0], line[1], day])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), bad


FILES = {"csv": file_of, "xlsx": workbook_of}


def lines_in(kind: str, content: bytes):
    """The rows of a file, as whoever writes it by hand reads them."""
    if kind == "csv":
        yield from csv.reader(io.StringIO(content.decode()))
        return
    for email, course, day in openpyxl.load_workbook(io.BytesIO(content), read_only=True).active.values:
        yield email, course, f"{day:%d/%m/%Y}" if isinstance(day, datetime.datetime) else day


def by_hand(cast, kind: str, content: bytes, people: dict[str, int]) -> int:
    """The same file read and the same rows inserted by somebody who writes the SQL and checks nothing."""
    at = connection.ops.adapt_datetimefield_value(timezone.now())
    lines = lines_in(kind, content)
    next(lines)
    rows = []
    named = Completion._meta.get_field("uuid")
    for email, course, text in lines:
        if email not in people or text == "soon":
            continue
        day = datetime.datetime.strptime(text, "%d/%m/%Y").date()
        key = f"{people[email]}:{text}"
        one = named.get_db_prep_value(uuid.uuid4(), connection)
        shown = connection.ops.adapt_datefield_value(day)
        who = (cast["gwen"].authority_id, people[email], "introductory")
        rows.append((one, *who, shown, How.FILE.value, "by-hand", key, course, "", at, cast["gwen"].pk, ""))
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO training_completion (uuid, authority_id, person_id, tier, day, how, source, key, course, "
            "reference, recorded_at, recorded_by_id, taken_back_because) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            rows,
        )
    return len(rows)


def taken_in(cast, content: bytes, once: str, *, load: bool = True):
    """The file as its lead takes it in: read, columns and courses named, looked at, taken in."""
    gwen = cast["gwen"]
    table = table_in(io.BytesIO(content))
    batch = actions.begin_training_file(gwen, system=None, name="Learn", place="x", table=table, once_key=once)
    batch = actions.name_training_columns(gwen, batch=batch, columns=COLUMNS, day_order="day-first", done_words="")
    if batch.courses:
        batch = actions.name_courses(gwen, batch=batch, courses={"Prevent awareness": "introductory"})
    return actions.load_training_file(gwen, batch=batch) if load else batch


@pytest.mark.parametrize("kind", FILES)
def test_fifty_thousand_rows_within_four_times_of_doing_it_by_hand_and_bad_ones_told_exactly(cast, kind):
    people = {person.email: person.pk for person in staff(cast)}
    content, bad = FILES[kind](ROWS)
    times: dict[str, list[float]] = {"by hand": [], "by Kith": []}
    # By turns in one run, the best of each: a machine that does something else meanwhile says nothing, so it may have
    # some more turns before it is believed.
    for number in range(MOST_TURNS):
        with transaction.atomic():
            begun = time.perf_counter()
            assert by_hand(cast, kind, content, people) == ROWS - BAD
            times["by hand"].append(time.perf_counter() - begun)
            transaction.set_rollback(True)
        with transaction.atomic():
            begun = time.perf_counter()
            batch = taken_in(cast, content, f"{number}")
            times["by Kith"].append(time.perf_counter() - begun)
            assert batch.counts == {"new": ROWS - BAD, "known": 0, "wrong": BAD, "not_done": 0, "no_tier": 0}
            assert Completion.objects.count() == ROWS - BAD
            faults = ImportFault.objects.filter(batch=batch).order_by("row")
            assert list(faults.values_list("row", flat=True)) == bad
            assert set(faults.values_list("column", flat=True)) == {"E-mail", "Completed"}
            transaction.set_rollback(True)
        ratio = min(times["by Kith"]) / min(times["by hand"])
        if ratio <= MOST_TIMES:
            return
    raise AssertionError(f"{ratio:.2f} times as long: {times}")


@pytest.mark.parametrize("kind", FILES)
def test_ten_times_as_many_rows_take_no_more_memory(cast, kind):
    staff(cast)
    peaks = []
    for rows in (4_000, 40_000):
        content, _ = FILES[kind](rows)
        with transaction.atomic():
            gc.collect()
            tracemalloc.start()
            taken_in(cast, content, f"{rows}")
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
            transaction.set_rollback(True)
    small, large = peaks
    # The file of 40,000 rows is two megabytes larger; what is held at once is a thousand rows, and who there is. The library
    # that reads a workbook keeps the empty element of each row that it has read, which is less than a hundred bytes.
    assert large < small + 1_000_000 + (36_000 * 100 if kind == "xlsx" else 0)
