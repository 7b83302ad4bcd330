"""A file of services: its columns remembered, bad rows handed back, nothing half-loaded, and harmless a second time."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import WORKER, NotFound
from kith.audit.models import Entry
from kith.services import actions, table
from kith.services.models import Import, Organisation, Service, Version

from .factories import added, changed

pytestmark = pytest.mark.django_db
GOOD = [
    {"Service": "Boxing", "Run by": "Quay Club", "Kind": "Youth work", "Description": "A gym.", "Phone": "01632 960 1"},
    {"Service": "Talking", "Run by": "Quay Club", "Kind": "Mental health; Mentoring", "Description": "To talk."},
]
BAD = [
    {"Service": "=HYPERLINK(1)", "Run by": "Quay Club", "Kind": "Plumbing", "Description": "+x", "Phone": "@SUM(1)"},
    {"Service": "Boxing", "Run by": "Quay club", "Kind": "Youth work", "Description": "Twice."},
]
HEADINGS = ["Service", "Run by", "Kind", "Description", "Phone"]
COLUMNS = {"name": "Service", "organisation": "Run by", "kinds": "Kind", "about": "Description", "telephone": "Phone"}


def as_csv(rows, headings=HEADINGS) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, headings, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def begun(by, data: bytes, key="k") -> Import:
    headings, rows = table.rows_of(data)
    return actions.begin_file(by, name="list.csv", headings=headings, rows=rows, once_key=key)


def taken_in(by, rows, key="k", columns=COLUMNS, headings=HEADINGS) -> Import:
    batch = begun(by, as_csv(rows, headings), key)
    batch = actions.name_columns(by, batch=batch, columns=columns, source="A list of June 2026")
    return actions.load_import(by, batch=batch)


def test_from_the_file_to_the_directory_page_by_page(client, cast):
    client.force_login(cast["farah"])
    upload = SimpleUploadedFile("list.csv", as_csv(GOOD + BAD), content_type="text/csv")
    answer = client.post(reverse("services:take-in"), {"file": upload, "once": "a"})
    assert answer.status_code == 302 and Service.objects.count() == 0
    where = answer["Location"]
    page = client.get(where).content.decode()
    # What its heading says by itself is chosen already; “Run by” is not known yet.
    assert '<option value="Description" selected>' in page and '<option value="Run by" selected>' not in page
    form = {f"column-{field}": heading for field, heading in COLUMNS.items()} | {"source": "A list of June 2026"}
    wrong = client.post(where, {**form, "column-about": "Service"}).content.decode()
    assert "“Service” is chosen twice" in wrong
    assert client.post(where, form).status_code == 302
    page = client.get(where).content.decode()
    assert "2 rows can be loaded, 2 cannot" in page and "“Plumbing” is no kind of help" in page
    assert "Row 2 is the same service" in page and Service.objects.count() == 0
    answer = client.get(where + "/rows-to-mend")
    assert answer["Content-Disposition"] == 'attachment; filename="rows-to-mend.csv"'
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["Row", "Column", "What stands there", "Why it cannot be kept"]
    assert [row[:3] for row in rows[1:]] == [
        ["4", "Kind", "Plumbing"],
        ["4", "Phone", "'@SUM(1)"],
        ["5", "Service", "Boxing"],
    ]
    assert client.post(where + "/load").status_code == 302
    assert client.post(where + "/load").status_code == 302
    assert sorted(Service.objects.values_list("name", flat=True)) == ["Boxing", "Talking"]
    assert not Service.objects.filter(public_at__isnull=False).exists()
    assert Organisation.objects.count() == 1 and Service.objects.get(name="Talking").tags.count() == 2
    page = client.get(where).content.decode()
    assert "Download the rows to mend" in page and Entry.objects.filter(verb="import.loaded").count() == 1
    # The next file with the same headings knows its columns.
    upload = SimpleUploadedFile("list.csv", as_csv(GOOD), content_type="text/csv")
    answer = client.post(reverse("services:take-in"), {"file": upload, "once": "b"})
    assert '<option value="Run by" selected>' in client.get(answer["Location"]).content.decode()


def test_the_same_file_again_changes_nothing(cast):
    farah = cast["farah"]
    first = taken_in(farah, GOOD, "a")
    assert first.counts == {"added": 2, "changed": 0, "same": 0, "wrong": 0, "gone": 0}
    again = taken_in(farah, GOOD, "b")
    assert again.counts == {"added": 0, "changed": 0, "same": 2, "wrong": 0, "gone": 0}
    assert Service.objects.count() == 2 and Version.objects.filter(service__isnull=False).count() == 2
    shorter = taken_in(farah, GOOD[:1], "c")
    assert shorter.counts["gone"] == 0 and not Service.objects.filter(gone_at__isnull=False).exists()


def test_what_changed_in_the_file_is_taken_over_and_what_colleagues_wrote_stays(cast):
    farah = cast["farah"]
    taken_in(farah, GOOD, "a")
    boxing = Service.objects.get(name="Boxing")
    changed(farah, boxing, local_notes="Ask for the key.", about="A gym with a kitchen.")
    moved = [{**GOOD[0], "Phone": "01632 960 2", "Description": "A ring."}, GOOD[1]]
    assert taken_in(farah, moved, "b").counts["changed"] == 1
    boxing.refresh_from_db()
    assert (boxing.telephone, boxing.local_notes) == ("01632 960 2", "Ask for the key.")
    assert boxing.about == "A gym with a kitchen.", "changed here, so it stays"
    assert boxing.versions.get(number=3).how == "imported"
    # A file without a column says nothing of that field.
    headings = ["Service", "Run by", "Kind", "Description"]
    rows = [{name: row[name] for name in headings} for row in moved]
    columns = {field: heading for field, heading in COLUMNS.items() if heading in headings}
    assert taken_in(farah, rows, "c", columns, headings).counts["changed"] == 0
    boxing.refresh_from_db()
    assert boxing.telephone == "01632 960 2"


def test_a_service_that_was_retired_does_not_come_back_and_one_typed_here_is_another(cast):
    farah = cast["farah"]
    taken_in(farah, GOOD, "a")
    actions.retire_service(farah, service=Service.objects.get(name="Boxing"), why="It ended.")
    added(farah, name="Talking")
    taken_in(farah, [{**GOOD[0], "Phone": "01632 960 9"}, GOOD[1]], "b")
    boxing = Service.objects.get(name="Boxing")
    assert boxing.retired_at and boxing.telephone == "01632 960 1"
    assert Service.objects.filter(name="Talking").count() == 2


def test_a_reference_of_ones_own_names_a_row_when_its_name_changes(cast):
    headings = [*HEADINGS, "Ref"]
    columns = {**COLUMNS, table.REFERENCE: "Ref"}
    rows = [{**row, "Ref": str(n)} for n, row in enumerate(GOOD)]
    taken_in(cast["farah"], rows, "a", columns, headings)
    rows[0]["Service"] = "Boxing club"
    assert taken_in(cast["farah"], rows, "b", columns, headings).counts["changed"] == 1
    assert sorted(Service.objects.values_list("name", flat=True)) == ["Boxing club", "Talking"]


def test_nothing_is_half_loaded(cast, monkeypatch):
    farah = cast["farah"]
    batch = begun(farah, as_csv(GOOD))
    batch = actions.name_columns(farah, batch=batch, columns=COLUMNS, source="x")
    batch.rows.filter(number=3).update(content={"name": "Broken"})
    with pytest.raises(KeyError):
        actions.load_import(farah, batch=batch)
    batch.refresh_from_db()
    assert Service.objects.count() == 0 and Organisation.objects.count() == 0 and batch.state == "checked"


def test_sent_twice_it_begins_once_and_what_was_left_is_forgotten(cast):
    farah = cast["farah"]
    batch = begun(farah, as_csv(GOOD), "a")
    assert begun(farah, as_csv(GOOD), "a") == batch and batch.rows.count() == 2
    actions.leave_import(farah, batch=batch)
    actions.leave_import(farah, batch=batch)
    batch.refresh_from_db()
    assert batch.state == "left" and batch.rows.count() == 0
    assert Entry.objects.filter(verb="import.left").count() == 1


def test_what_nobody_takes_in_or_leaves_is_forgotten_in_time_and_the_page_says_when(client, cast):
    from kith.desk.management.commands.worker import hourly

    farah = cast["farah"]
    staged, named, loaded, fresh_one = (begun(farah, as_csv(GOOD + BAD), key) for key in "abcd")
    for batch in (named, loaded):
        actions.name_columns(farah, batch=batch, columns=COLUMNS, source="x")
    loaded = actions.load_import(farah, batch=Import.objects.get(pk=loaded.pk))
    assert loaded.rows.count() == 2, "the rows to mend can still be handed back"
    old = timezone.now() - timedelta(days=91)
    Import.objects.filter(pk__in=[staged.pk, named.pk, loaded.pk]).update(begun_at=old)
    Import.objects.filter(pk=loaded.pk).update(ended_at=old)
    client.force_login(farah)
    page = reverse("services:import", args=[fresh_one.uuid])
    assert f"forgotten after {(timezone.localdate() + timedelta(days=90)).day} " in client.get(page).content.decode()
    # An older directory that is still being read is the reading’s own matter.
    reading = Import.objects.create(
        authority=farah.authority,
        origin="directory",
        place="https://d.example",
        state="fetching",
        once_key="z",
        begun_at=old,
    )
    for by in (farah, "farah", "system:command"):
        with pytest.raises(NotFound):
            actions.forget_old_imports(by)
    assert actions.forget_old_imports(WORKER) == 2
    for batch in (staged, named):
        batch.refresh_from_db()
        assert batch.state == "left" and batch.rows.count() == 0 and batch.ended_at
        text = client.get(reverse("services:import", args=[batch.uuid])).content.decode()
        assert "Nobody took it in within 90 days" in text
    loaded.refresh_from_db()
    assert loaded.state == "loaded" and loaded.rows.count() == 0 and loaded.counts["wrong"] == 2
    assert "are no longer kept" in client.get(reverse("services:import", args=[loaded.uuid])).content.decode()
    fresh_one.refresh_from_db()
    reading.refresh_from_db()
    assert fresh_one.state == "columns" and fresh_one.rows.count() == 4 and reading.state == "fetching"
    reading.delete()
    assert Service.objects.count() == 2, "what was loaded stays"
    gone = Entry.objects.filter(verb="import.forgotten")
    assert {entry.subject for entry in gone} == {staged.subject, named.subject, loaded.subject}
    assert actions.forget_old_imports(WORKER) == 0 and gone.count() == 3
    # The worker does it by itself, once an hour.
    Import.objects.filter(pk=fresh_one.pk).update(begun_at=old)
    hourly()
    fresh_one.refresh_from_db()
    assert fresh_one.state == "left"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "headings"),
        (b"\n1,2", "headings"),
        (b"a,a\n1,2", "same heading"),
        (b"a,,b\n1,2,3", "needs a heading"),
        (b"a,b\n", "no row beneath"),
        (b"PK\x03\x04\x00\x00", "not text"),
        (b"\x81\x8d\x8f", "not text"),
        (b"x" * (2 * 1024 * 1024 + 1), "larger than 2 MB"),
        (b"a\n" + b"1\n" * 5001, "more than 5,000 rows"),
        (b'a\n"' + b"x" * 200_000 + b'"', "not a table"),
    ],
)
def test_a_file_that_is_no_table_gets_a_sentence(client, cast, data, words):
    with pytest.raises(table.NotTable, match=words):
        table.rows_of(data)
    client.force_login(cast["farah"])
    upload = SimpleUploadedFile("list.csv", data or b"\n", content_type="text/csv")
    page = client.post(reverse("services:take-in"), {"file": upload, "once": "a"})
    assert page.status_code == 200 and "There is a problem" in page.content.decode()


def test_a_table_is_read_as_spreadsheets_write_it():
    headings, rows = table.rows_of("\ufeffName;Straße\r\nCafé;1\r\n\r\n x ;\r\n".encode())
    assert headings == ["Name", "Straße"] and [row[0] for row in rows] == [2, 4] and rows[0][1]["Name"] == "Café"
    assert table.rows_of("Name\nCaf\u00e9".encode("cp1252"))[1][0][1]["Name"] == "Café"
    assert table.rows_of(b"a,b\n1,2,3")[1][0][2] == "The row has more cells than there are headings"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("=1+1", "'=1+1"),
        ("+44 1632", "'+44 1632"),
        ("-1", "'-1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\u200b=1", "'=1"),
        ("\t=1", "'=1"),
        ("＝1", "'＝1"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_no_cell_that_is_handed_back_is_worked_out(text, kept):
    assert table.safe(text) == kept
