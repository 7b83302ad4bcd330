"""The command line as an operator meets it: one sentence, an exit code, and nothing half done."""

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "a long enough phrase"
LIVE = {
    "KITH_ENV": "production",
    "KITH_SECRET_KEY": "x" * 60,
    "KITH_AUDIT_KEY": "trail-key-" + "x" * 30,
    "KITH_HASH_KEY": "hash-key-" + "x" * 30,
    "KITH_HOSTS": "kith.example",
    "KITH_ADDRESS": "https://kith.example",
}


def kith(*arguments, folder, given="", **environment):
    """Runs `kith` as an operator does, with its own folder and nothing of the test's surroundings."""
    settings = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "KITH_VAR_DIR": str(folder),
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "ignore",
        **LIVE,
        **environment,
    }
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from kith.cli import main; sys.exit(main(['kith', *sys.argv[1:]]))",
            *arguments,
        ],
        env={name: value for name, value in settings.items() if value},
        input=given,
        capture_output=True,
        text=True,
        timeout=400,
        cwd=folder,
    )


def set_up(folder):
    return kith(
        "init",
        "--authority=Westmere",
        "--key=westmere",
        "--region=Northvale",
        "--email=jo@westmere.example",
        "--name=Jo",
        "--password-stdin",
        folder=folder,
        given=PASSWORD + "\n",
    )


@pytest.fixture(scope="session")
def tables(tmp_path_factory):
    """A database with its tables and nothing in them, made once: making them takes longer than most of these tests."""
    folder = tmp_path_factory.mktemp("tables")
    is_plain(kith("migrate", folder=folder), 0)
    with contextlib.closing(sqlite3.connect(folder / "kith.sqlite3")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder / "kith.sqlite3"


@pytest.fixture
def with_tables(tables, tmp_path):
    """The test's own folder, with such a database in it."""
    shutil.copy(tables, tmp_path / "kith.sqlite3")
    return tmp_path


def test_a_real_installation_serves_a_page_with_its_styles(tmp_path):
    is_plain(set_up(tmp_path), 0)
    is_plain(kith("collectstatic", "--noinput", folder=tmp_path), 0)
    code = (
        "import django; django.setup(); from django.test import Client; import re\n"
        "page = Client().get('/sign-in', secure=True, headers={'host': 'kith.example'})\n"
        "text = page.content.decode(); assert page.status_code == 200, page.status_code\n"
        "style = re.search(r'href=\"(/static/design/kith\\.[0-9a-f]+\\.css)\"', text)[1]\n"
        "assert Client().get(style, secure=True, headers={'host': 'kith.example'}).status_code == 200\n"
        "assert 'three quiet rivers' not in text\n"
        "broken = Client(raise_request_exception=False).get('/nowhere', secure=True, headers={'host': 'kith.example'})\n"
        "assert broken.status_code == 404 and 'Page not found' in broken.content.decode()\n"
        "print('served')"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "KITH_VAR_DIR": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "kith.config.settings",
            **LIVE,
        },
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert run.stdout.strip() == "served", run.stderr[-2000:]


def is_plain(run, code=None):
    """One sentence on the right stream, and never a traceback."""
    assert "Traceback" not in run.stderr + run.stdout, run.stderr
    if code is not None:
        assert run.returncode == code, (run.returncode, run.stdout, run.stderr)


def test_an_authority_is_set_up_worked_in_checked_and_exported(tmp_path):
    run = set_up(tmp_path)
    is_plain(run, 0)
    assert "Westmere is set up" in run.stdout
    again = set_up(tmp_path)
    is_plain(again, 1)
    assert "already" in again.stderr

    added = kith(
        "person",
        "add",
        "ama@westmere.example",
        "--authority=westmere",
        "--name=Ama",
        "--role=practitioner",
        "--team=Adolescent hub",
        folder=tmp_path,
    )
    is_plain(added, 0)
    assert "first password" in added.stdout
    with contextlib.closing(sqlite3.connect(tmp_path / "kith.sqlite3")) as database:
        waits = database.execute("SELECT email, must_change FROM people_person ORDER BY email").fetchall()
    assert waits == [("ama@westmere.example", 1), ("jo@westmere.example", 0)], "jo chose her own with kith init"
    is_plain(
        kith(
            "person",
            "add",
            "ama@westmere.example",
            "--authority=westmere",
            "--name=A",
            "--role=manager",
            folder=tmp_path,
        ),
        1,
    )
    is_plain(
        kith(
            "person", "add", "x@westmere.example", "--authority=nowhere", "--name=A", "--role=manager", folder=tmp_path
        ),
        1,
    )

    before = kith("check", folder=tmp_path)
    is_plain(before, 1)
    for wanting in (
        "No head of the trail was signed yet",
        "no points of contact",
        "no threshold document",
        "no manager",
    ):
        assert wanting in before.stdout
    is_plain(kith("worker", "--once", folder=tmp_path), 0)
    example = ROOT / "content" / "local.example.yaml"
    local = kith("local", "westmere", str(example), folder=tmp_path)
    is_plain(local, 0)
    for kept in ("setting marking: new", "clock screening-decision: new", "2 points of contact", "2 levels of"):
        assert kept in local.stdout
    dry = kith("local", "westmere", str(example), "--dry-run", folder=tmp_path)
    is_plain(dry, 0)
    assert "clock screening-decision: the same" in dry.stdout and "Nothing was kept" in dry.stdout
    bad = tmp_path / "bad.yaml"
    bad.write_text(example.read_text().replace("hours: Always", "hour: Always"))
    refused = kith("local", "westmere", str(bad), folder=tmp_path)
    is_plain(refused, 2)
    assert "Nothing was changed" in refused.stderr
    is_plain(kith("local", "westmere", str(tmp_path / "absent.yaml"), folder=tmp_path), 1)
    for role in ("specialist", "manager", "governance"):
        given = ("--authority=westmere", "--name=X", f"--role={role}")
        is_plain(kith("person", "add", f"{role}@westmere.example", *given, folder=tmp_path), 0)
    after = kith("check", folder=tmp_path)
    is_plain(after, 0)

    head = kith("audit", "head", folder=tmp_path)
    is_plain(head, 0)
    (tmp_path / "head.json").write_text(head.stdout)
    whole = kith("audit", "verify", f"--against={tmp_path / 'head.json'}", folder=tmp_path)
    is_plain(whole, 0)
    assert "The trail is whole" in whole.stdout

    token = kith("token", "create", "ama@westmere.example", folder=tmp_path)
    is_plain(token, 0)
    assert re.fullmatch(r"kith_\S{40,}", token.stdout.strip())
    is_plain(kith("token", "create", "nobody@westmere.example", folder=tmp_path), 1)

    target = tmp_path / "exported"
    is_plain(kith("export", "westmere", str(target), folder=tmp_path), 0)
    people = [json.loads(line) for line in (target / "people.Person.jsonl").read_text().splitlines()]
    assert {person["name"] for person in people} == {"Jo", "Ama", "X"}
    assert all("password" not in person for person in people)
    assert stat.S_IMODE((target / "people.Person.jsonl").stat().st_mode) == 0o600
    is_plain(kith("export", "westmere", str(target), folder=tmp_path), 1)
    is_plain(kith("export", "nowhere", str(tmp_path / "other"), folder=tmp_path), 1)

    ended = kith("person", "end", "ama@westmere.example", folder=tmp_path)
    is_plain(ended, 0)
    is_plain(kith("token", "create", "ama@westmere.example", folder=tmp_path), 1)
    accounts = kith("accounts", "--json", folder=tmp_path)
    assert accounts.returncode != 0, "there are no demo accounts in a real database"
    is_plain(accounts)

    demo = kith(
        "demo", "--no-serve", folder=tmp_path, KITH_ENV="demo", DATABASE_URL=f"sqlite:///{tmp_path / 'kith.sqlite3'}"
    )
    is_plain(demo, 2)
    assert "holds a real authority" in demo.stderr


@pytest.mark.parametrize("missing", ["--email=", "--key=", "--authority="])
def test_init_says_what_is_missing(tmp_path, missing):
    given = ["--authority=Westmere", "--key=westmere", "--region=N", "--email=jo@w.example", "--name=Jo"]
    run = kith(
        "init",
        *[option for option in given if not option.startswith(missing)],
        "--password-stdin",
        folder=tmp_path,
        given=PASSWORD,
    )
    is_plain(run, 2)
    assert f"Say {missing.rstrip('=')}." in run.stderr


def test_a_short_password_is_refused_before_anything_is_made(tmp_path):
    run = kith(
        "init",
        "--authority=W",
        "--key=w",
        "--region=N",
        "--email=jo@w.example",
        "--name=Jo",
        "--password-stdin",
        folder=tmp_path,
        given="short\n",
    )
    is_plain(run, 2)
    assert "too short" in run.stderr
    is_plain(set_up(tmp_path), 0)


DEMO = {"KITH_ENV": "demo", **{name: "" for name in LIVE if name != "KITH_ENV"}}


def test_nothing_is_missing_in_the_demo_once_its_worker_ran(demo):
    is_plain(kith("worker", "--once", folder=demo, **DEMO), 0)
    found = kith("check", folder=demo, **DEMO)
    is_plain(found, 0)
    assert "DO  " not in found.stdout, found.stdout


def test_a_live_sqlite_keeps_what_was_answered_as_saved(with_tables):
    is_plain(set_up(with_tables), 0)
    code = (
        "import django; django.setup(); from django.db import connection\n"
        "with connection.cursor() as cursor: print(cursor.execute('PRAGMA synchronous').fetchone()[0])"
    )
    surroundings = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "KITH_VAR_DIR": str(with_tables), **LIVE}
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={**surroundings, "DJANGO_SETTINGS_MODULE": "kith.config.settings"},
        capture_output=True,
        text=True,
        cwd=with_tables,
    )
    assert run.stdout.strip() == "2", run.stderr[-2000:]  # 2 is FULL: also a power cut loses no answered save


def test_the_demo_lists_its_accounts_and_is_whole(demo):
    rows = json.loads(kith("accounts", "--json", folder=demo, **DEMO).stdout)
    assert {"role", "email", "authority", "agency", "password"} <= set(rows[0])
    assert {row["role"] for row in rows} >= {"practitioner", "specialist", "manager", "partner", "governance"}
    is_plain(kith("audit", "verify", folder=demo, **DEMO), 0)


def test_a_demo_is_served_to_this_machine_alone(demo):
    for command in ("demo", "serve"):
        run = kith(command, "--address=0.0.0.0", "--port=8765", folder=demo, **DEMO)
        is_plain(run, 2)
        assert "known passwords" in run.stderr
    database = f"sqlite:///{demo / 'demo' / 'kith.sqlite3'}"
    for given in ([], ["--address=0.0.0.0"], ["--address=0.0.0.0", "--open-to-the-network"]):
        run = kith("serve", "--port=8765", *given, folder=demo, DATABASE_URL=database)
        is_plain(run, 2)
        assert "known passwords" in run.stderr
    wsgi = subprocess.run(
        [sys.executable, "-c", "import kith.config.wsgi"],
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "KITH_VAR_DIR": str(demo),
            **LIVE,
            "DATABASE_URL": database,
            "KITH_DEMO_SERVED": "yes",
        },
        capture_output=True,
        text=True,
        cwd=demo,
    )
    assert wsgi.returncode != 0 and "demonstration" in wsgi.stderr and "Traceback" not in wsgi.stderr


def test_a_server_that_has_started_walks_no_more_over_what_stays_in_memory(tmp_path):
    code = (
        "import gc, threading; import kith.config.wsgi; "
        "[one.join() for one in threading.enumerate() if one.name == 'warm']; print(gc.get_freeze_count())"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "KITH_VAR_DIR": str(tmp_path), **LIVE},
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert int(run.stdout) > 100_000, run.stderr[-2000:]


def ask_database(folder, sql):
    with contextlib.closing(sqlite3.connect(folder / "demo" / "kith.sqlite3")) as connection:
        return connection.execute(sql).fetchall()


def test_an_account_that_still_owns_something_is_ended_when_it_cannot_wait(demo, tmp_path):
    folder = tmp_path / "copy"
    shutil.copytree(demo, folder)
    run = kith("person", "end", "amina@thornmere.example", folder=folder, **DEMO)
    is_plain(run, 1)
    assert "handed over first" in run.stderr and "--now" in run.stderr
    is_plain(kith("person", "end", "olu@thornmere.example", folder=folder, **DEMO), 0)
    is_plain(kith("token", "create", "amina@thornmere.example", folder=folder, **DEMO), 0)
    ended = kith("person", "end", "amina@thornmere.example", "--now", folder=folder, **DEMO)
    is_plain(ended, 0)
    left = re.findall(r"^With (\w+) until somebody takes it over: .* (K-[0-9A-Z]{8})$", ended.stdout, re.M)
    assert left and "Carys" in {name for name, _ in left} and "With nobody" not in ended.stdout
    owned = ask_database(
        folder,
        "SELECT c.reference FROM concerns_consultation c JOIN people_person p ON p.id = c.owner_id "
        "WHERE p.email = 'amina@thornmere.example' AND c.state IN ('screening', 'decided')",
    )
    assert owned == []
    told = ask_database(
        folder,
        "SELECT p.name FROM desk_notice n JOIN people_person p ON p.id = n.person_id WHERE n.kind = 'handover-default'",
    )
    assert ("Carys",) in told
    tokens = ask_database(folder, "SELECT count(*) FROM people_token WHERE withdrawn IS NULL")
    assert tokens == [(0,)]
    verbs = {row[0] for row in ask_database(folder, "SELECT verb FROM audit_entry")}
    assert {"person.ended", "token.withdrawn"} <= verbs


def test_a_new_first_password_roles_and_teams(demo, tmp_path):
    folder = tmp_path / "copy"
    shutil.copytree(demo, folder)
    who = "olu@thornmere.example"

    def person(*arguments, code=0):
        run = kith("person", *arguments, folder=folder, **DEMO)
        is_plain(run, code)
        return run.stdout + run.stderr

    said = person("password", who)
    assert re.search(r"shown this once: \S{20}", said)
    assert ask_database(folder, f"SELECT must_change FROM people_person WHERE email = '{who}'") == [(1,)]
    person("role", who, "manager", "--add")
    assert "already" in person("role", who, "manager", "--add", code=1)
    person("role", who, "manager", "--end")
    assert "does not hold" in person("role", who, "manager", "--end", code=1)
    person("role", who, "manager", code=2)
    person("team", who, "Night team", "--add", "--manages")
    assert "already" in person("team", who, "Night team", "--add", "--manages", code=1)
    person("team", who, "Night team", "--end")
    assert "no team called" in person("team", who, "Day team", "--end", code=1)
    assert "Nobody here" in person("role", "nobody@thornmere.example", "manager", "--add", code=1)
    verbs = {row[0] for row in ask_database(folder, "SELECT verb FROM audit_entry")}
    assert {"person.password-reset", "role.added", "role.ended", "team.joined", "team.left"} <= verbs


@pytest.mark.parametrize("command", ["demo", "serve"])
def test_a_port_in_use_gets_a_sentence(demo, command):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        run = kith(command, f"--port={taken.getsockname()[1]}", folder=demo, **DEMO)
    is_plain(run, 1)
    assert "is in use" in run.stderr


def test_links_that_leave_the_demo_name_its_port(demo):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    secret = kith("token", "create", "amina@thornmere.example", folder=demo, **DEMO).stdout.strip()
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), "demo", f"--port={port}"],
        env={"PATH": os.environ["PATH"], "HOME": str(demo), "KITH_VAR_DIR": str(demo), "KITH_ENV": "demo"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )

    def ask(path):
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/api/v1/{path}", headers={"Authorization": f"Bearer {secret}"}
        )
        for _ in range(200):
            with contextlib.suppress(OSError), urllib.request.urlopen(request, timeout=5) as answer:
                return json.load(answer)
            time.sleep(0.1)
        raise AssertionError("the demo did not start")

    try:
        assert ask("openapi.json")["servers"][0]["url"] == f"http://127.0.0.1:{port}"
        assert ask("consultations")["consultations"][0]["link"].startswith(f"http://127.0.0.1:{port}/consultations/")
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)


@pytest.mark.parametrize("port", ["0", "70000"])
def test_a_number_that_is_no_port_gets_a_sentence(demo, port):
    run = kith("demo", f"--port={port}", folder=demo, **DEMO)
    is_plain(run, 1)
    assert "is no port" in run.stderr


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("KITH_ENV", "staging", "KITH_ENV must be"),
        ("KITH_SECRET_KEY", "", "Set KITH_SECRET_KEY"),
        ("KITH_HTTPS", "perhaps", "must be yes or no"),
        ("KITH_IDLE_SECONDS", "soon", "must be a whole number"),
        ("KITH_IDLE_SECONDS", "901", "can be made shorter, not longer"),
        ("KITH_ABSOLUTE_SECONDS", "36001", "can be made shorter, not longer"),
        ("KITH_FRESH_SECONDS", "301", "can be made shorter, not longer"),
        ("KITH_FRESH_SECONDS", "0", "from 1 to 300"),
        ("KITH_SECRET_KEY", "x" * 49, "KITH_SECRET_KEY needs at least 50 characters"),
        ("KITH_AUDIT_KEY", "x" * 31, "KITH_AUDIT_KEY needs at least 32 characters"),
        ("KITH_HASH_KEY", "x" * 31, "KITH_HASH_KEY needs at least 32 characters"),
        ("KITH_HOSTS", "kith.example,*", "KITH_HOSTS must name the hosts"),
        ("DATABASE_URL", "foo://kith:secret@host/kith", "DATABASE_URL is not understood"),
        ("DATABASE_URL", "postgresql://kith:secret@host:port/kith", "DATABASE_URL is not understood"),
    ],
)
def test_a_setting_that_is_not_understood_stops_the_program(tmp_path, name, value, sentence):
    run = kith("check", folder=tmp_path, **{name: value})
    is_plain(run, 2)
    assert sentence in run.stderr and "secret@" not in run.stderr


def test_what_has_the_keys_of_the_tests_is_not_served(tmp_path):
    run = kith("serve", "--port=8765", folder=tmp_path, KITH_ENV="test")
    is_plain(run, 2)
    assert "known keys" in run.stderr


@pytest.mark.parametrize(
    "command",
    [
        "audit verify",
        "audit head",
        "token create x@w.example",
        "export w out",
        "person end x@w.example",
        "toolkit load",
        "worker",
        "worker --once",
    ],
)
def test_a_database_without_tables_gets_a_sentence(tmp_path, command):
    run = kith(*command.split(), folder=tmp_path)
    is_plain(run, 1)
    assert "Run `kith migrate` first." in run.stderr and len(run.stderr.splitlines()) == 1


def test_a_database_that_is_away_gets_a_sentence(tmp_path):
    run = kith("audit", "verify", folder=tmp_path, DATABASE_URL="postgresql://kith@127.0.0.1:1/kith")
    is_plain(run, 3)
    assert "the database did not answer" in run.stderr


@pytest.mark.parametrize(
    "command",
    ["demo", "accounts", "token", "init", "serve", "worker", "check", "audit", "export", "person", "local", "services"],
)
def test_each_command_helps(tmp_path, command):
    run = kith(command, "--help", folder=tmp_path, **(DEMO if command in ("demo", "accounts") else {}))
    is_plain(run, 0)
    assert "usage: kith" in run.stdout


@pytest.mark.parametrize("content", ["[]", "7", "not json", "\udcff", '{"size": 3}'])
def test_a_file_that_is_no_head_gets_a_sentence(demo, tmp_path, content):
    is_plain(kith("audit", "head", folder=demo, **DEMO), 0)
    file = tmp_path / "head.json"
    file.write_bytes(content.encode("utf-8", "surrogateescape"))
    run = kith("audit", "verify", f"--against={file}", folder=demo, **DEMO)
    is_plain(run, 1 if content.startswith("{") else 2)
    said = "does not carry our signature" if content.startswith("{") else "could not be read as a signed head"
    assert said in run.stderr


def test_a_head_cannot_be_checked_where_no_key_was_made(with_tables):
    is_plain(set_up(with_tables), 0)
    file = with_tables / "head.json"
    file.write_text('{"size": 0, "root": "", "at": "", "signature": ""}')
    run = kith("audit", "verify", f"--against={file}", folder=with_tables)
    is_plain(run, 1)
    assert "There is no signing key" in run.stderr and "heads were signed" not in run.stderr


def test_a_cut_trail_is_found_by_the_command(demo, tmp_path):
    folder = tmp_path / "copy"
    shutil.copytree(demo, folder)
    is_plain(kith("token", "create", "amina@thornmere.example", folder=folder, **DEMO), 0)
    is_plain(kith("audit", "head", folder=folder, **DEMO), 0)
    with sqlite3.connect(folder / "demo" / "kith.sqlite3") as connection:
        connection.execute("DROP TRIGGER audit_entry_no_update")
        connection.execute("UPDATE audit_entry SET verb='person.signed-in' WHERE seq=1")
    run = kith("audit", "verify", folder=folder, **DEMO)
    is_plain(run, 1)
    assert "First bad entry: 1" in run.stderr


@pytest.mark.parametrize(
    "asked", [["nonsense"], ["serve", "--port=x"], ["person"], ["person", "add"], ["token", "make"], ["local"]]
)
def test_what_is_asked_wrongly_gets_one_sentence(tmp_path, asked):
    run = kith(*asked, folder=tmp_path)
    is_plain(run, 2)
    assert run.stdout == "" and run.stderr.startswith("kith: ") and run.stderr.count("\n") == 1
    assert "help" in run.stderr and "usage" not in run.stderr


def test_an_error_begins_with_the_products_name(tmp_path):
    run = kith("init", "--authority=Westmere", folder=tmp_path)
    is_plain(run, 2)
    assert run.stderr == "kith: Say --key.\n"


@pytest.mark.parametrize("asked", [[], ["help"], ["--help"]])
def test_kith_names_its_own_commands(tmp_path, asked):
    from kith.config.access_table import COMMANDS

    demo = {"demo", "accounts"}
    for environment, missing in (({}, demo), ({"KITH_ENV": "demo"}, set()), ({"KITH_SECRET_KEY": ""}, set())):
        run = kith(*asked, folder=tmp_path, **environment)
        is_plain(run, 0)
        named = {line.split()[0] for line in run.stdout.splitlines()[2:]}
        assert named == {*COMMANDS, "migrate"} - missing


def test_the_accounts_of_a_demo_are_told_without_any_setting(demo):
    without = {name: "" for name in LIVE}
    run = kith("accounts", folder=demo, **without)
    is_plain(run, 0)
    assert "amina@thornmere.example" in run.stdout


@pytest.mark.parametrize("command", ["token create ama@westmere.example", "migrate", "audit verify", "export x y"])
def test_a_file_that_is_no_database_is_one_sentence(tmp_path, command):
    junk = tmp_path / "junk.sqlite3"
    junk.write_bytes(b"This was never a database. " * 400)
    before = junk.read_bytes()
    said = kith(*command.split(), folder=tmp_path, DATABASE_URL=f"sqlite:///{junk}")
    is_plain(said, 1)
    assert "cannot be read as a database" in said.stderr and junk.read_bytes() == before


@pytest.mark.parametrize("words", [("token", "create"), ("person", "end"), ("export",), ("local",)])
def test_bytes_that_are_no_text_are_one_sentence(with_tables, words):
    rest = {"export": ["x"], "local": ["x"]}.get(words[0], [])
    said = kith(*words, b"\xff\xfe@westmere.example", *rest, folder=with_tables)
    is_plain(said, 1)
    assert "is no text that can be read" in said.stderr
