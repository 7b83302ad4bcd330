"""The trail says when it was altered or cut, and a thing that was not recorded did not happen."""

import hashlib
import io
import json
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from hypothesis import given
from hypothesis import strategies as st

from kith.audit import reactions
from kith.audit.actions import record, record_all
from kith.audit.events import Event
from kith.audit.heads import KeyLost, sign_head, verify
from kith.audit.models import Entry, Head, TrailState
from kith.audit.seals import canonical, grown, leaf_of, root_of


@dataclass(frozen=True, kw_only=True)
class Tried(Event):
    verb: ClassVar[str] = "test.tried"
    sentence: ClassVar[str] = "tried something"
    number: int = 0


@pytest.fixture(autouse=True)
def keys(tmp_path, settings):
    settings.KITH_AUDIT_SIGNING_KEY_FILE = str(tmp_path / "signing.pem")
    settings.KITH_AUDIT_HEADS_FILE = str(tmp_path / "heads.jsonl")


def write(count: int) -> None:
    for number in range(count):
        with transaction.atomic():
            record(Tried(subject=f"test:{number}", number=number), by="system:test")


def tamper(sql: str, *values) -> None:
    """What an operator of the database can do: the triggers are put aside first."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_stays")
        else:
            cursor.execute("DROP TRIGGER IF EXISTS audit_entry_no_update")
            cursor.execute("DROP TRIGGER IF EXISTS audit_entry_no_delete")
        for statement in sql.split("; "):
            cursor.execute(statement, values)


def naive_root(leaves: list[str]) -> bytes:
    """RFC 6962, section 2.1, as it is written there."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return bytes.fromhex(leaves[0])
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return hashlib.sha256(b"\x01" + naive_root(leaves[:half]) + naive_root(leaves[half:])).digest()


@given(st.lists(st.binary(max_size=8), max_size=40))
def test_the_root_is_that_of_rfc_6962(contents):
    leaves = [leaf_of(content) for content in contents]
    frontier: list = []
    for leaf in leaves:
        frontier = grown(frontier, leaf)
    assert root_of(frontier) == naive_root(leaves).hex()


@pytest.mark.django_db
def test_several_events_of_one_act_are_entries_of_their_own_in_order_for_the_price_of_one(django_assert_num_queries):
    write(2)
    told = []
    reactions.when(Tried)(lambda event, by: told.append(event.number))
    try:
        with transaction.atomic():
            record(Tried(subject="test:2", number=2), by="system:test")
            with django_assert_num_queries(3):
                record_all([Tried(subject=f"test:{n}", number=n) for n in range(3, 9)], by="system:test")
            assert record_all([], by="system:test") == []
    finally:
        reactions._REACTIONS[Tried].pop()
    assert [entry.details["number"] for entry in Entry.objects.order_by("seq")] == list(range(9))
    assert [entry.seq for entry in Entry.objects.order_by("seq")] == list(range(1, 10))
    assert told == list(range(2, 9))
    assert verify().ok


def test_the_root_of_known_inputs():
    # The inputs and root used by the reference implementation's tests of certificate transparency.
    inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
    frontier: list = []
    for text in inputs:
        frontier = grown(frontier, leaf_of(bytes.fromhex(text)))
    assert root_of(frontier) == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


@pytest.mark.django_db
def test_a_whole_trail_verifies_and_its_numbers_have_no_gaps():
    write(5)
    sign_head()
    assert list(Entry.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2, 3, 4, 5]
    assert verify().ok


@pytest.mark.django_db
def test_what_was_undone_leaves_neither_entry_nor_gap():
    write(2)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(Tried(number=3), by="system:test")
        raise ZeroDivisionError
    write(1)
    assert [entry.seq for entry in Entry.objects.order_by("seq")] == [1, 2, 3]
    assert verify().ok


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError):
        record(Tried(), by="system:test")
    with pytest.raises(RuntimeError):
        record_all([Tried(), Tried()], by="system:test")
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_a_reaction_that_fails_undoes_the_entry():
    @reactions.when(Tried)
    def fails(event, by):
        raise LookupError

    try:
        with pytest.raises(LookupError), transaction.atomic():
            record(Tried(), by="system:test")
    finally:
        reactions._REACTIONS[Tried].remove(fails)
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_the_database_refuses_to_change_an_entry():
    write(1)
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.update(verb="test.other")
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.all().delete()
    assert verify().ok


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sql", "values", "first_bad"),
    [
        ("UPDATE audit_entry SET verb = %s WHERE seq = 3", ["test.other"], 3),
        ("DELETE FROM audit_entry WHERE seq = 3", [], 3),
        ("DELETE FROM audit_entry WHERE seq > 4", [], 5),
        # Of two statements: which row a single one moves first is the database’s to choose.
        ("UPDATE audit_entry SET seq = 12 WHERE seq = 2; UPDATE audit_entry SET seq = 2 WHERE seq = 3", [], 2),
        ("UPDATE audit_entry SET seal = %s WHERE seq = 4", ["0" * 64], 4),
    ],
    ids=["edited", "removed", "tail cut", "re-ordered", "seal replaced"],
)
def test_tampering_is_found_and_the_first_bad_entry_named(sql, values, first_bad):
    write(6)
    sign_head()
    assert verify().ok
    tamper(sql, *values)
    verdict = verify()
    assert not verdict.ok
    assert verdict.first_bad == first_bad


@pytest.mark.django_db
def test_an_inserted_entry_is_found():
    write(4)
    sign_head()
    last = Entry.objects.get(seq=4)
    last.seq = 5
    last.leaf = leaf_of(canonical(last.written()))
    last.save(force_insert=True)
    verdict = verify()
    assert not verdict.ok and verdict.first_bad == 5


@pytest.mark.django_db
def test_cutting_the_tail_with_its_state_and_heads_is_found_by_the_copy_outside():
    write(3)
    state = TrailState.objects.values().get()
    write(3)
    head = sign_head()
    tamper("DELETE FROM audit_entry WHERE seq > 3")
    TrailState.objects.update(size=state["size"], frontier=state["frontier"], seal=state["seal"])
    Head.objects.all().delete()
    verdict = verify()
    assert not verdict.ok and verdict.first_bad == 4
    open(verify.__globals__["settings"].KITH_AUDIT_HEADS_FILE, "w").close()
    assert verify().ok, "without any copy outside, a cut tail cannot be seen"
    assert verify(head).first_bad == 4


@pytest.mark.django_db
def test_rewriting_the_whole_is_found_even_with_the_chains_key(settings):
    write(4)
    head = sign_head()
    tamper("DELETE FROM audit_entry")
    TrailState.objects.all().delete()
    Head.objects.all().delete()
    open(settings.KITH_AUDIT_HEADS_FILE, "w").close()
    write(4)
    assert verify().ok
    verdict = verify(head)
    assert not verdict.ok and verdict.first_bad == 1


@pytest.mark.django_db
def test_a_head_that_somebody_else_signed_is_refused():
    write(1)
    head = sign_head()
    assert not verify({**head, "size": 0}).ok
    assert not verify({**head, "signature": "00"}).ok
    assert verify(json.loads(json.dumps(head))).ok


@pytest.mark.django_db(transaction=True)
def test_concurrent_writers_leave_no_gap():
    faults: list[BaseException] = []

    def writer():
        try:
            write(10)
        except DatabaseError as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=writer) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    assert list(Entry.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, 41))
    assert verify().ok


def test_an_event_cannot_carry_a_narrative():
    with pytest.raises(TypeError):

        class Wrong(Event):
            verb: ClassVar[str] = "test.wrong"
            sentence: ClassVar[str] = "was wrong"
            story: dict = {}


@pytest.mark.django_db
def test_a_line_that_was_torn_off_while_it_was_written_is_no_tampering(settings):
    write(3)
    sign_head()
    place = Path(settings.KITH_AUDIT_HEADS_FILE)
    whole = place.read_bytes()
    place.write_bytes(whole[:-40])
    verdict = verify()
    assert verdict.ok and "torn off" in verdict.remark
    write(1)
    sign_head()
    assert len(place.read_bytes().splitlines()) == 2, "the next line begins anew"
    assert verify().ok and "torn off" in verify().remark


@pytest.mark.django_db
@pytest.mark.parametrize("line", ["[]", "{", '{"size": 2, "root', "nonsense"])
def test_a_line_that_no_head_of_ours_begins_with_is_said(settings, line):
    write(3)
    sign_head()
    with Path(settings.KITH_AUDIT_HEADS_FILE).open("a", encoding="utf-8") as file:
        file.write(line)
    assert verify().ok == (line == "{")


def said() -> str:
    out = io.StringIO()
    call_command("audit", "verify", stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_verifying_says_what_it_rests_on(settings):
    write(3)
    assert "WARNING: nothing outside the database was compared" in said()
    assert not verify({"size": 3, "root": "", "at": "", "signature": ""}).ok
    assert not Path(settings.KITH_AUDIT_SIGNING_KEY_FILE).exists(), "verifying makes no key"
    head = sign_head()
    sign_head()
    day = timezone.localtime(parse_datetime(head["at"]))
    assert "Checked against 2 signed heads, 2 of them outside the database, the newest of" in said()
    assert f"{day.day} {day:%B %Y}" in said()
    Path(settings.KITH_AUDIT_HEADS_FILE).unlink()
    assert "WARNING: nothing outside the database was compared" in said(), "heads of the database alone are no witness"
    assert verify(head).outside == 1


@pytest.mark.django_db
@pytest.mark.parametrize("left", ["database", "file"])
def test_a_lost_key_is_told_and_never_replaced(settings, left):
    write(2)
    sign_head()
    place = Path(settings.KITH_AUDIT_SIGNING_KEY_FILE)
    kept = place.read_bytes()
    if left == "database":
        Path(settings.KITH_AUDIT_HEADS_FILE).unlink()
    else:
        Head.objects.all().delete()
    place.unlink()
    assert not verify().ok and "is not there" in verify().reason
    with pytest.raises(KeyLost):
        sign_head()
    assert not place.exists()
    place.write_text("no key")
    assert not verify().ok and "no Ed25519 key" in verify().reason
    place.write_bytes(kept)
    assert verify().ok


@pytest.mark.django_db
def test_a_state_that_does_not_fit_is_found():
    write(3)
    TrailState.objects.update(seal="0" * 64)
    verdict = verify()
    assert not verdict.ok and "its state says" in verdict.reason
    TrailState.objects.all().delete()
    assert verify().reason == "The state of the trail is missing."


@pytest.mark.django_db
def test_an_entry_is_not_replaced_either():
    """SQLite’s INSERT OR REPLACE removes a row without asking the triggers of removal, unless it is told to ask."""
    write(1)
    if connection.vendor == "postgresql":
        way = "INSERT INTO audit_entry SELECT * FROM audit_entry ON CONFLICT (seq) DO UPDATE SET verb = 'test.other'"
    else:
        way = "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(way)
    assert verify().ok


CHANGED = [
    "changed = '5'",
    "changed = 'null'",
    """details = '{"a": {"b": 5}}'""",
    """details = '{"a": 1e999}'""",
    "actor = x'ff00ff'",
    "actor = CAST(x'ff00ff' AS TEXT)",
]
# What the column’s own type refuses on PostgreSQL, and SQLite takes.
CHANGED_ON_SQLITE = ["at = 'garbage'", "at = ''", """details = '{"a": "\\ud800"}'"""]


@pytest.mark.django_db
@pytest.mark.parametrize("change", CHANGED + CHANGED_ON_SQLITE)
def test_an_entry_that_can_no_longer_be_read_is_named_like_any_that_was_changed(change):
    write(5)
    if connection.vendor == "postgresql" and change in CHANGED_ON_SQLITE:
        with pytest.raises(DatabaseError), transaction.atomic():
            tamper(f"UPDATE audit_entry SET {change} WHERE seq = 3")
        return
    tamper(f"UPDATE audit_entry SET {change} WHERE seq = 3")
    verdict = verify()
    assert (verdict.ok, verdict.first_bad) == (False, 3)


@pytest.mark.django_db
def test_a_head_or_a_state_that_can_no_longer_be_read_is_said(settings):
    write(3)
    sign_head()
    if connection.vendor == "sqlite":
        tamper("UPDATE audit_head SET at = 'x'")
        assert "does not carry our signature" in verify().reason
        Head.objects.all().delete()
    TrailState.objects.update(frontier=[5])
    verdict = verify()
    assert not verdict.ok and "its state" in verdict.reason


@pytest.mark.django_db
def test_a_head_with_no_bottom_is_no_head(tmp_path):
    write(1)
    deep = tmp_path / "deep.json"
    deep.write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(CommandError, match="could not be read as a signed head"):
        call_command("audit", "verify", against=str(deep))
