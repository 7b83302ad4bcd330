"""Files of learning systems: what is kept, what is handed back, and that nothing is ever half taken in."""

import csv
import datetime
import io
import random
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kith.access.rules import WORKER, NotFound
from kith.bounds import sheets
from kith.bounds.sheets import NotTable, table_in
from kith.desk.tests.factories import fresh
from kith.people.words import Role
from kith.training import actions, queries
from kith.training.models import Completion, Import, ImportFault, ImportPiece, LearningSystem, StaffNumber
from kith.training.words import State

from .factories import begun, checked, completed, days, loaded, stands

pytestmark = pytest.mark.django_db

GOOD = "amina@thornmere.example,Prevent awareness,01/06/2026"
OTHER = "Bola@Thornmere.example,prevent  Awareness,2026-06-02"


def kept() -> set[tuple]:
    return set(Completion.objects.values_list("person__name", "tier", "day", "source", "taken_back_at"))


def test_a_file_is_taken_in_and_says_what_it_was(cast):
    batch = loaded(cast, GOOD, OTHER)
    assert batch.state == State.LOADED and batch.counts == {
        **{"new": 2, "known": 0, "wrong": 0},
        **{"not_done": 0, "no_tier": 0},
    }
    day = datetime.date(2026, 6, 1)
    assert kept() == {
        ("Amina", "introductory", day, "file:learn", None),
        ("Bola", "introductory", day + datetime.timedelta(days=1), "file:learn", None),
    }
    assert stands(cast, "amina").has
    row = Completion.objects.get(person=cast["amina"])
    assert (row.course, row.how, row.recorded_by, row.batch) == ("Prevent awareness", "file", cast["gwen"], batch)


def test_what_would_happen_is_said_before_anything_counts_and_is_what_happens(cast):
    loaded(cast, GOOD)
    lines = [GOOD, GOOD, OTHER, OTHER, "nobody@thornmere.example,Prevent awareness,01/06/2026"]
    batch = checked(cast, *lines, once="2")
    assert Completion.objects.count() == 1 and batch.state == State.CHECKED
    said = dict(batch.counts)
    assert said == {"new": 1, "known": 3, "wrong": 1, "not_done": 0, "no_tier": 0}
    assert actions.load_training_file(cast["gwen"], batch=batch).counts == said
    assert Completion.objects.count() == 2 and not ImportPiece.objects.exists()


def test_bad_rows_say_their_row_their_column_and_why_and_the_rest_is_kept(cast, client):
    lines = [
        "nobody@thornmere.example,Prevent awareness,01/06/2026",
        GOOD,
        f"bola@thornmere.example,Prevent awareness,{days(1):%d/%m/%Y}",
        "olu@thornmere.example,Prevent awareness,06/31/2026",
        "olu@thornmere.example,,31/06/2026",
        "",
        "olu@thornmere.example,Prevent awareness,01/06/2026,and more",
        "=1+1,Prevent awareness,01/06/2026",
        ",Prevent awareness,1 June 26",
        "rhys@calderfold.example,Prevent awareness,01/06/2026",
    ]
    batch = loaded(cast, *lines)
    faults = list(ImportFault.objects.order_by("row", "pk").values_list("row", "column", "stands", "why"))
    assert faults == [
        (2, "E-mail", "nobody@thornmere.example", "Nobody here has this e-mail address"),
        (4, "Completed", f"{days(1):%d/%m/%Y}", "The day is still to come"),
        (5, "Completed", "06/31/2026", "There is no such day. Is the order of day and month another?"),
        (6, "Course", "", "Write which course it was"),
        (6, "Completed", "31/06/2026", "There is no such day. Is the order of day and month another?"),
        (8, "", "", "The row has more cells than there are headings"),
        (9, "E-mail", "=1+1", "Nobody here has this e-mail address"),
        (10, "E-mail", "", "Write whose completion it is"),
        (10, "Completed", "1 June 26", "Write the year with four figures"),
        (11, "E-mail", "rhys@calderfold.example", "Nobody here has this e-mail address"),
    ]
    assert batch.counts["wrong"] == 8 and {row[0] for row in kept()} == {"Amina"}
    fresh(client, cast["gwen"])
    answer = client.get(reverse("training:rows-to-mend", args=[batch.uuid]))
    handed = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert handed[0] == ["Row", "Column", "What stands there", "Why it cannot be kept"]
    assert len(handed) == 1 + len(faults) and handed[7][2] == "'=1+1"


def test_the_same_file_again_changes_nothing_and_a_mended_one_adds_only_what_was_mended(cast):
    loaded(cast, GOOD, "nobdy@thornmere.example,Prevent awareness,01/06/2026")
    before = list(Completion.objects.values())
    again = loaded(cast, GOOD, "nobdy@thornmere.example,Prevent awareness,01/06/2026", once="2")
    assert list(Completion.objects.values()) == before and again.counts["known"] == 1
    mended = loaded(cast, GOOD, "olu@thornmere.example,Prevent awareness,01/06/2026", once="3")
    assert (mended.counts["new"], mended.counts["known"]) == (1, 1)


PEOPLE = ("amina", "bola", "carys", "olu")
row_of_file = st.tuples(
    st.sampled_from(PEOPLE),
    st.sampled_from(["Prevent awareness", "prevent awareness ", "Referrals", "First aid", "Nothing known"]),
    st.dates(datetime.date(2026, 1, 1), datetime.date(2026, 3, 1)),
    st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y"]),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(row_of_file, min_size=1, max_size=6), min_size=1, max_size=3), st.randoms(use_true_random=False)
)
def test_files_in_any_order_and_any_number_of_times_say_the_same(cast, files, random):
    def taken_in(order) -> set[tuple]:
        with transaction.atomic():
            for number, rows in enumerate(order):
                lines = [f"{who}@thornmere.example,{course},{day:{how}}" for who, course, day, how in rows]
                loaded(cast, *lines, once=f"{number}")
            names = "person_id", "tier", "day", "source", "key"
            found = set(Completion.objects.values_list(*names))
            assert Completion.objects.count() == len(found)
            transaction.set_rollback(True)
        return found

    other = [random.sample(rows, len(rows)) for rows in files + files[:1]]
    random.shuffle(other)
    assert taken_in(files) == taken_in(other)


def test_what_was_taken_back_is_not_brought_back_by_the_same_file(cast):
    loaded(cast, GOOD)
    row = Completion.objects.get()
    actions.take_back_completion(cast["carys"], completion=row, because="It was somebody else.")
    again = loaded(cast, GOOD, once="2")
    row.refresh_from_db()
    assert again.counts["new"] == 0 and row.taken_back_at is not None and not stands(cast, "amina").has


def test_columns_and_courses_are_remembered_for_the_next_file(cast):
    loaded(cast, GOOD, "olu@thornmere.example,First aid,01/06/2026")
    system = LearningSystem.objects.get()
    assert system.columns["day"] == "Completed" and system.day_order == "day-first"
    batch = begun(cast, OTHER, "carys@thornmere.example,New course,01/06/2026", once="2")
    assert batch.columns == system.columns and batch.day_order == "day-first"
    batch = actions.name_training_columns(
        cast["gwen"], batch=batch, columns=batch.columns, day_order=batch.day_order, done_words=batch.done_words
    )
    assert batch.state == State.COURSES and batch.courses == ["New course"]
    batch = actions.name_courses(cast["gwen"], batch=batch, courses={"New course": ""})
    assert batch.state == State.CHECKED and batch.counts["no_tier"] == 1


def test_a_course_that_counts_for_another_tier_now_does_so_for_what_was_taken_in_too(cast):
    loaded(cast, GOOD)
    batch = checked(cast, GOOD, once="2")
    actions.name_courses(cast["gwen"], batch=batch, courses={"Prevent awareness": "referring"})
    assert Completion.objects.get().tier == "referring"


def test_rows_that_say_that_it_was_not_completed_are_passed_over_and_are_no_fault(cast):
    columns = {"email": "E-mail", "course": "Course", "day": "Completed", "status": "Status"}
    lines = [f"{GOOD},COMPLETED", "olu@thornmere.example,Prevent awareness,,In progress", f"{OTHER},failed"]
    batch = loaded(cast, *lines, head="E-mail,Course,Completed,Status", columns=columns)
    assert (batch.counts["new"], batch.counts["not_done"], batch.counts["wrong"]) == (1, 2, 0)


def test_staff_numbers_are_learnt_beside_an_address_and_then_suffice(cast):
    columns = {"email": "E-mail", "number": "No", "course": "Course", "day": "Completed"}
    head = "E-mail,No,Course,Completed"
    alone = loaded(cast, ",S7,Prevent awareness,2026-06-01", head=head, columns=columns)
    assert alone.counts["wrong"] == 1
    checked(cast, "amina@thornmere.example,S7,Prevent awareness,2026-06-01", head=head, columns=columns, once="2")
    assert not StaffNumber.objects.exists()  # nothing is learnt before it is taken in
    loaded(cast, "amina@thornmere.example,S7,Prevent awareness,2026-06-01", head=head, columns=columns, once="3")
    found = loaded(cast, ",s7,Prevent awareness,2026-06-05", head=head, columns=columns, once="4")
    assert found.counts["new"] == 1 and Completion.objects.filter(person=cast["amina"]).count() == 2
    other = loaded(cast, "olu@thornmere.example,S7,Prevent awareness,2026-06-01", head=head, columns=columns, once="5")
    assert other.counts["wrong"] == 1 and "different people" in ImportFault.objects.get(batch=other).why


def test_a_second_click_and_a_second_sending_make_one(cast):
    assert begun(cast, GOOD) == begun(cast, GOOD)
    batch = checked(cast, GOOD)
    assert Import.objects.count() == 1
    first = actions.load_training_file(cast["gwen"], batch=batch)
    assert actions.load_training_file(cast["gwen"], batch=batch).ended_at == first.ended_at


def test_nothing_is_half_taken_in(cast, monkeypatch):
    batch = checked(cast, GOOD, OTHER)
    monkeypatch.setattr("kith.training.actions.files.AT_ONCE", 1)

    class Broken(RuntimeError):
        pass

    written = []

    def breaks(self, rows):
        plain(self, rows)
        written.append(Completion.objects.count())
        raise Broken

    plain = actions.files._Writing.take
    monkeypatch.setattr("kith.training.actions.files._Writing.take", breaks)
    with pytest.raises(Broken), transaction.atomic():
        actions.load_training_file(cast["gwen"], batch=batch)
    assert written == [2] and not Completion.objects.exists()
    batch.refresh_from_db()
    assert batch.state == State.CHECKED


def test_nobody_but_the_training_lead_of_the_authority_takes_a_file_in(cast):
    batch = checked(cast, GOOD)
    for who in ("carys", "amina", "jo", "tom"):
        with pytest.raises(NotFound):
            actions.load_training_file(cast[who], batch=batch)
        with pytest.raises(NotFound):
            queries.file_for(cast[who], batch.uuid)
    from kith.people.actions import add_role

    add_role("system:init", person=cast["tom"], role=Role.TRAINING_LEAD)
    tom = type(cast["tom"]).objects.get(pk=cast["tom"].pk)
    assert list(queries.files_of(tom)) == [] and not Completion.objects.exists()
    with pytest.raises(NotFound):
        actions.load_training_file(tom, batch=batch)
    assert actions.load_training_file(cast["gwen"], batch=batch).state == State.LOADED


def test_what_nobody_took_in_is_forgotten_and_so_are_rows_to_mend(cast):
    waiting = checked(cast, "nobody@thornmere.example,Prevent awareness,01/06/2026")
    served = loaded(cast, GOOD, "x,Prevent awareness,01/06/2026", once="2")
    assert actions.forget_old_training_files(WORKER) == 0
    long_ago = timezone.now() - datetime.timedelta(days=31)
    Import.objects.update(begun_at=long_ago)
    Import.objects.filter(pk=served.pk).update(ended_at=long_ago)
    assert actions.forget_old_training_files(WORKER) == 1
    waiting.refresh_from_db()
    assert waiting.state == State.LEFT and not ImportFault.objects.exists() and not ImportPiece.objects.exists()
    assert Completion.objects.count() == 1 and actions.forget_old_training_files(WORKER) == 0


def workbook(*rows, change=None) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


TOP = ["E-mail", "Course", "Completed"]


def test_a_workbook_is_read_with_its_true_days_and_a_formula_is_never_believed(cast):
    data = workbook(
        TOP,
        ["amina@thornmere.example", "Prevent awareness", datetime.date(2026, 6, 1)],
        ["bola@thornmere.example", "Prevent awareness", datetime.datetime(2026, 6, 2, 23, 50)],
        [None, None, None],
        ["olu@thornmere.example", "Prevent awareness", "=DATE(2026,6,3)"],
        ["carys@thornmere.example", "Prevent awareness", "04/06/2026"],
        ["vera@thornmere.example", "Prevent awareness", 46178],
    )
    batch = loaded(cast, data=data)
    assert {(row[0], row[2].day) for row in kept()} == {("Amina", 1), ("Bola", 2), ("Carys", 4)}
    faults = list(ImportFault.objects.filter(batch=batch).order_by("row").values_list("row", "column", "why"))
    assert [fault[:2] for fault in faults] == [(5, "Completed"), (7, "Completed")] and "formula" in faults[0][2]


def packed(**parts: bytes) -> bytes:
    """A workbook in which these parts are others."""
    plain = zipfile.ZipFile(io.BytesIO(workbook(TOP, ["a", "b", "c"])))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in plain.namelist():
            package.writestr(name, parts.get(name.rsplit("/")[-1].replace(".xml", ""), plain.read(name)))
    return out.getvalue()


BOMB = b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'bb'><!ENTITY c '&b;&b;'>]><worksheet>&c;</worksheet>"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "first row"),
        (b"\n\n", "first row"),
        (b"a,b\n", "no row beneath"),
        (b"a,A\n1,2", "same heading"),
        (b"a,,c\n1,2,3", "heading"),
        (b"a,b\n\0", "not a table"),
        (b"\xd0\xcf\x11\xe0rest", "old workbook"),
        (b"PK\x03\x04rest", "not a table"),
        (b'a,b\n"' + b"x" * 200_000, "not a table"),
        (packed(sheet1=BOMB), "not a table"),
        (packed(sheet1=BOMB.decode().encode("utf-16")), "not a table"),
        (packed(sheet1=b"<worksheet>" + b" " * 30_000_000 + b"</worksheet>"), "more than Kith reads"),
        (packed(sheet1=b"<worksheet><sheetData><row>"), "table|row"),
        (packed(workbook=b"<workbook/>"), "not a table"),
        (("a,b\n" + "1,2\n" * 3).encode("utf-16"), "not a table"),
    ],
)
def test_a_file_that_is_no_table_or_a_trap_is_refused_with_a_sentence(data, why):
    with pytest.raises(NotTable, match=why):
        list(table_in(io.BytesIO(data)).rows)


# What deflates no further, so that the whole is not refused for how tightly it lies in its file.
LOOSE = b"<!--" + random.Random(1).randbytes(12_000).hex().encode() + b"-->"  # noqa: S311
SPREAD = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
HEAD_ROW = b"<row><c t='inlineStr'><is><t>a</t></is></c></row>"


def sheet(rows: bytes) -> bytes:
    return b"<worksheet " + SPREAD + b"><sheetData>" + HEAD_ROW + rows + b"</sheetData>" + LOOSE + b"</worksheet>"


TINY = 250_000
CROWDED = {
    "one row of very many cells": {"sheet1": sheet(b"<row>" + b"<c/>" * TINY + b"</row>")},
    "rows within a row": {"sheet1": sheet(b"<row>" + (b"<c/>" * 50_000 + b"<row/>") * 5 + b"</row>")},
    "a row that is none": {"sheet1": sheet((b"<c/>" * 50_000 + b"<!--<row --><x:row xmlns:x='x'/>") * 5)},
    "very many parts in no row": {"sheet1": sheet(b"<x/>" * TINY)},
    "parts within parts": {"sheet1": sheet(b"<x>" * TINY + b"</x>" * TINY)},
    "very many empty rows of one number": {"sheet1": sheet(b'<row r="1"/>' * TINY)},
    "very many styles": {
        "styles": b"<styleSheet " + SPREAD + b"><cellXfs>" + b"<xf/>" * TINY + b"</cellXfs>" + LOOSE + b"</styleSheet>"
    },
    "very many sheets": {
        "workbook": b"<workbook " + SPREAD + b"><sheets>" + b"<sheet/>" * TINY + b"</sheets>" + LOOSE + b"</workbook>"
    },
}


@pytest.mark.parametrize("name", CROWDED)
def test_a_small_workbook_that_grows_large_in_memory_is_refused(name):
    data = packed(**CROWDED[name])
    assert len(data) < 100_000
    with pytest.raises(NotTable, match="more than Kith reads"):
        list(table_in(io.BytesIO(data)).rows)


def test_words_under_another_name_have_the_same_bound():
    """Where the words of a workbook lie, its list of contents says; that may be any name."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    part = f'<Override PartName="/xl/worksheets/words.bin" ContentType="{kind}"/></Types>'.encode()
    plain, out = zipfile.ZipFile(io.BytesIO(workbook(TOP, ["a", "b", "c"]))), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in plain.namelist():
            package.writestr(name, plain.read(name).replace(b"</Types>", part))
        package.writestr(
            "xl/worksheets/words.bin", b"<sst " + SPREAD + b">" + b"<si/>" * 1_100_000 + LOOSE * 2 + b"</sst>"
        )
    with pytest.raises(NotTable, match="more than Kith reads"):
        list(table_in(out).rows)


def test_a_wide_sheet_with_many_rows_is_no_trap(monkeypatch):
    rows = b"<row>" + b"<c t='inlineStr'><is><t>b</t></is></c>" + b"<c s='0'/>" * 16_383 + b"</row>"
    assert len(list(table_in(io.BytesIO(packed(sheet1=sheet(rows * 20)))).rows)) == 20


def test_a_file_beyond_the_bounds_is_refused_and_nothing_of_it_is_kept(cast, client, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_ROWS", 3)
    fresh(client, cast["gwen"])
    for number, accepted in ((3, True), (4, False)):
        content = "\n".join(["E-mail,Course,Completed", *[GOOD] * number]).encode()
        answer = client.post(
            reverse("training:files"),
            {"system": "learn", "name": "Learn", "file": SimpleUploadedFile("a.csv", content), "once": f"{number}"},
        )
        assert (answer.status_code == 302) == accepted
        if not accepted:
            assert "more than 3 rows" in answer.content.decode()
    assert Import.objects.count() == 1
    monkeypatch.setattr(sheets, "LARGEST", 10)
    with pytest.raises(NotTable, match="larger"):
        table_in(io.BytesIO(b"a,b\n1,2,3,4,5"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_a_table_is_read_as_spreadsheets_write_it(encoding, between):
    text = f"Näme{between}Dáy\r\nZoë{between}“1”\r\n".encode(encoding)
    table = table_in(io.BytesIO(text))
    assert table.headings == ["Näme", "Dáy"] and list(table.rows) == [(2, ["Zoë", "“1”"], "")]


def test_the_steps_of_a_file_as_the_lead_takes_them(cast, client):
    completed(cast, "olu")
    fresh(client, cast["gwen"])
    page = client.get(reverse("training:files"))
    assert page.status_code == 200
    empty = client.post(reverse("training:files"), {"once": "1"})
    assert (
        "Choose a file first" in empty.content.decode()
        and "Write what the learning system is called" in empty.content.decode()
    )
    content = "\n".join(["E-mail,Course,Date completed", GOOD, "x,Prevent awareness,01/06/2026"]).encode()
    sent = {"name": "Learn", "file": SimpleUploadedFile("export.csv", content), "once": "1"}
    where = client.post(reverse("training:files"), sent)["Location"]
    page = client.get(where).content.decode()
    assert "Which column is which" in page and "checked" not in page.split("How are days")[1].split("</fieldset>")[0]
    assert reverse("training:leave-file", args=[where.rstrip("/").split("/")[-1]]) in page, (
        "a wrong file is left at once"
    )
    refused = client.post(where, {"column-email": "E-mail", "column-course": "E-mail", "done_words": "Completed"})
    assert "chosen twice" in refused.content.decode() and "Choose how days are meant" in refused.content.decode()
    columns = {"column-email": "E-mail", "column-course": "Course", "column-day": "Date completed"}
    client.post(where, {**columns, "day_order": "day-first", "done_words": "Completed"})
    assert "What each course counts for" in client.get(where).content.decode()
    assert "Choose what" in client.post(where, {"course-0": ""}).content.decode()
    client.post(where, {"course-0": "introductory"})
    page = client.get(where).content.decode()
    assert "Take in 1 completion" in page and "Row 3" in page and Completion.objects.count() == 1
    assert client.post(where, {"course-0": "introductory"}).status_code == 302  # gone back to and sent again
    assert client.get(f"{where}?again=columns").status_code == client.get(f"{where}?again=courses").status_code == 200
    client.post(f"{where}/load")
    client.post(f"{where}/load")
    assert Completion.objects.count() == 2
    assert "Taken in" in client.get(where).content.decode()


def test_a_file_that_is_the_wrong_one_is_left_before_its_columns_are_named(cast, client):
    fresh(client, cast["gwen"])
    batch = begun(cast, "1,2", head="Wibble,Wobble")
    client.post(reverse("training:leave-file", args=[batch.uuid]))
    batch.refresh_from_db()
    assert batch.state == State.LEFT
    assert "Do not take this file in" not in client.get(reverse("training:file", args=[batch.uuid])).content.decode()


def test_why_a_row_cannot_be_kept_ends_in_one_mark(cast, client):
    batch = checked(cast, "olu@thornmere.example,Prevent awareness,31/02/2026")
    fresh(client, cast["gwen"])
    page = client.get(reverse("training:file", args=[batch.uuid])).content.decode()
    assert "day and month another?" in page and "?." not in page


def test_a_learning_system_that_was_only_named_for_a_file_that_was_left_is_offered_no_more(cast):
    batch = begun(cast, "1,2", head="Wibble,Wobble")
    assert [one.name for one in queries.systems_of(cast["gwen"])] == ["Learn"]
    actions.leave_training_file(cast["gwen"], batch=batch)
    assert queries.systems_of(cast["gwen"]) == []
    loaded(cast, "amina@thornmere.example,Prevent awareness,01/06/2026", once="g")
    actions.leave_training_file(cast["gwen"], batch=begun(cast, "1,2", head="Wibble,Wobble", once="h"))
    assert [one.name for one in queries.systems_of(cast["gwen"])] == ["Learn"], "what it said of its files is kept"
