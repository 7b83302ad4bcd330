"""A killed server, a stopped database, a full disk, five clicks at once: nothing is lost, nothing is made twice."""

import glob
import http.client
import json
import os
import pwd
import resource
import shutil
import socket
import subprocess
import tempfile
import threading
from pathlib import Path

import pytest

from .server import Server, Somebody


@pytest.fixture
def server(demo_made, tmp_path):
    folder = tmp_path / "kith"
    shutil.copytree(demo_made, folder)
    running = Server(folder)
    yield running
    running.kill()


def database(server: Server):
    import sqlite3

    return sqlite3.connect(server.folder / "demo" / "kith.sqlite3")


def whole(server: Server) -> None:
    run = server.kith("audit", "verify")
    assert run.returncode == 0, run.stderr


def test_a_server_killed_after_an_autosave_loses_nothing(server):
    server.start()
    amina = Somebody(server, "amina@thornmere.example")
    reference = amina.start_consultation("power")
    status, answer, _ = amina.save(reference, "voice", autosave=True, voice_words="They list")
    assert status == 200 and json.loads(answer)["version"] == 1
    server.kill()
    server.start()
    assert "They list" in amina.ask(f"/consultations/{reference}/write/voice")[1]
    whole(server)


def test_a_server_killed_while_sending_leaves_all_or_nothing(server):
    server.start()
    amina = Somebody(server, "amina@thornmere.example")
    references = [amina.start_consultation(f"cut-{number}") for number in range(4)]
    for reference in references:
        amina.fill_the_four(reference)
    tokens = {r: amina.token(f"/consultations/{r}/write/check") for r in references}

    def send(reference):
        try:
            amina.ask(f"/consultations/{reference}/write/check", {"csrfmiddlewaretoken": tokens[reference]})
        except OSError:
            pass  # the line was cut, as it is in life

    threads = [threading.Thread(target=send, args=[r]) for r in references]
    for thread in threads:
        thread.start()
    server.kill()
    for thread in threads:
        thread.join()
    with database(server) as rows:
        for reference in references:
            state, child, opened = rows.execute(
                "SELECT c.state, c.child_id, s.id FROM concerns_consultation c "
                "LEFT JOIN screening_screening s ON s.consultation_id = c.id WHERE c.reference = ?",
                [reference],
            ).fetchone()
            assert (state, child is None, opened is None) in (("draft", True, True), ("screening", False, False))
    whole(server)


def test_five_clicks_at_once_send_one_consultation(server):
    server.start()
    amina = Somebody(server, "amina@thornmere.example")
    reference = amina.start_consultation("five")
    amina.fill_the_four(reference)
    token = amina.token(f"/consultations/{reference}/write/check")
    answers = []

    def click():
        answers.append(amina.ask(f"/consultations/{reference}/write/check", {"csrfmiddlewaretoken": token}))

    threads = [threading.Thread(target=click) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {(status, address.rsplit("/", 1)[1]) for status, _, address in answers} == {(200, reference)}
    with database(server) as rows:
        sent = rows.execute(
            "SELECT count(*) FROM audit_entry WHERE verb='consultation.submitted' AND subject=?",
            [f"consultation:{reference}"],
        ).fetchone()[0]
        noticed = rows.execute(
            "SELECT count(*) FROM concerns_noticed n JOIN concerns_consultation c ON c.id=n.consultation_id "
            "WHERE c.reference=?",
            [reference],
        ).fetchone()[0]
    assert (sent, noticed) == (1, 1)
    whole(server)


def test_five_starts_of_one_button_make_one_draft(server):
    server.start()
    amina = Somebody(server, "amina@thornmere.example")
    token = amina.token("/consultations/")
    threads = [
        threading.Thread(
            target=lambda: amina.ask("/consultations/start", {"csrfmiddlewaretoken": token, "once": "same"})
        )
        for _ in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database(server) as rows:
        assert rows.execute("SELECT count(*) FROM concerns_consultation WHERE caller_key='same'").fetchone()[0] == 1


def test_a_full_disk_keeps_the_typed_text_and_mends_itself(server):
    server.start()
    amina = Somebody(server, "amina@thornmere.example")
    reference = amina.start_consultation("full")
    token = amina.token(f"/consultations/{reference}/write/voice")
    server.kill()
    # From here no file of the server may grow: what a full disk is to a process.
    server.start(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (33_000, resource.RLIM_INFINITY)))
    long = "They listen. " * 2500
    status, page, _ = amina.save(reference, "voice", token=token, voice_words=long)
    assert status == 503
    assert long.strip() in page and "Traceback" not in page
    server.kill()
    server.start()
    assert amina.save(reference, "voice", voice_words=long)[0] == 200
    assert long.strip() in amina.ask(f"/consultations/{reference}/write/voice")[1]
    whole(server)


def binary(name: str) -> str:
    found = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"), reverse=True)
    place = found[0] if found else shutil.which(name)
    assert place, "PostgreSQL is missing. Install it with: apt-get install postgresql"
    return place


@pytest.fixture
def cluster():
    """A PostgreSQL of this test's own, to be stopped and started."""
    folder = Path(tempfile.mkdtemp(prefix="kith-stop-"))
    root = os.geteuid() == 0
    if root:
        entry = pwd.getpwnam("postgres")
        os.chown(folder, entry.pw_uid, entry.pw_gid)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def run(*command):
        prefix = ["runuser", "-u", "postgres", "--"] if root else []
        subprocess.run([*prefix, *command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")

    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"

    def start():
        run(binary("pg_ctl"), "-D", f"{folder}/data", "-w", "-l", f"{folder}/log", "-o", options, "start")

    def stop():
        run(binary("pg_ctl"), "-D", f"{folder}/data", "-w", "-m", "immediate", "stop")

    run(binary("initdb"), "-D", f"{folder}/data", "-U", "kith", "--auth=trust", "-E", "UTF8", "--no-sync")
    start()
    yield f"postgresql://kith@127.0.0.1:{port}/postgres", start, stop
    try:
        stop()
    except subprocess.CalledProcessError:
        pass  # the test left it stopped
    shutil.rmtree(folder, ignore_errors=True)


def test_a_stopped_database_keeps_the_typed_text_and_mends_itself(cluster, tmp_path):
    address, start, stop = cluster
    server = Server(tmp_path, address)
    try:
        assert server.kith("demo", "--no-serve").returncode == 0
        server.start()
        amina = Somebody(server, "amina@thornmere.example")
        reference = amina.start_consultation("stop")
        token = amina.token(f"/consultations/{reference}/write/voice")
        stop()
        status, page, _ = amina.save(reference, "voice", token=token, voice_words="They listen to me.")
        assert status == 503
        assert "They listen to me." in page and "Traceback" not in page and "psycopg" not in page
        status, health, _ = amina.ask("/healthz")
        assert status == 503 and json.loads(health)["database"] == "does not answer"
        status, page, _ = amina.ask("/consultations/")
        assert status == 503 and "K-" not in page
        start()
        assert amina.save(reference, "voice", voice_words="They listen to me.")[0] == 200
        assert "They listen to me." in amina.ask(f"/consultations/{reference}/write/voice")[1]
    finally:
        server.kill()


def test_a_database_without_tables_gets_a_sentence_on_postgresql_too(cluster, tmp_path):
    address, _, _ = cluster
    run = Server(tmp_path, address).kith("audit", "verify")
    assert run.returncode == 1 and run.stderr.strip().endswith("Run `kith migrate` first."), run.stderr


def test_many_writers_leave_a_trail_without_gaps_on_postgresql(cluster, tmp_path):
    address, _, _ = cluster
    server = Server(tmp_path, address)
    try:
        assert server.kith("demo", "--no-serve").returncode == 0
        server.start()
        people = [Somebody(server, f"{who}@thornmere.example") for who in ("amina", "bola", "carys", "petra")]

        def work(person, number):
            for turn in range(5):
                person.start_consultation(f"{number}-{turn}")

        threads = [threading.Thread(target=work, args=[p, n]) for n, p in enumerate(people)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        whole(server)
    finally:
        server.kill()


def test_who_sends_too_much_has_the_page_and_is_not_cut_off(server):
    server.start()
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/sign-in", "email=" + "x" * (12 * 1024 * 1024), kind)
    answer = connection.getresponse()
    assert answer.status == 413 and "too much for one page" in answer.read().decode()
