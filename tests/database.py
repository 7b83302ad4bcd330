"""Which database the suite runs on: a SQLite file, or a real PostgreSQL that is started for it (-p tests.database).

KITH_TEST_DATABASE=postgresql starts a throw-away cluster, once for all workers, on loopback. A missing server
ends the run with one sentence; it is never skipped.
"""

import glob
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest
from django.conf import settings

os.environ.setdefault("KITH_ENV", "test")
_cluster: dict[str, str] = {}


def _binary(name: str) -> str:
    places = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"), reverse=True)
    found = places[0] if places else shutil.which(name)
    if not found:
        pytest.exit("PostgreSQL is missing. Install it with: apt-get install postgresql", returncode=3)
    return found


def _as_postgres(*command: str) -> None:
    # initdb and pg_ctl refuse to run as root.
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*prefix, *command], check=True, stdout=subprocess.DEVNULL, cwd="/")


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests():
    """The server stands before anybody reads the settings; a process of xdist has the address from its parent."""
    if os.environ.get("KITH_TEST_DATABASE") == "postgresql" and "PYTEST_XDIST_WORKER" not in os.environ:
        _start()
    return (yield)


def pytest_report_header():
    """Which database this is, so that nobody takes the one for the other."""
    return f"database: {settings.DATABASES['default']['ENGINE'].rpartition('.')[2]}"


def _start():
    folder = Path(tempfile.mkdtemp(prefix="kith-pg-"))
    if os.geteuid() == 0:
        entry = pwd.getpwnam("postgres")
        os.chown(folder, entry.pw_uid, entry.pw_gid)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    _as_postgres(_binary("initdb"), "-D", f"{folder}/data", "-U", "kith", "--auth=trust", "-E", "UTF8", "--no-sync")
    _as_postgres(
        _binary("pg_ctl"),
        "-D",
        f"{folder}/data",
        "-w",
        "-l",
        f"{folder}/log",
        "-o",
        f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=100",
        "start",
    )
    _cluster.update(folder=str(folder))
    os.environ["DATABASE_URL"] = f"postgresql://kith@127.0.0.1:{port}/postgres"


def pytest_unconfigure(config):
    if _cluster and not hasattr(config, "workerinput"):
        folder = _cluster.pop("folder")
        _as_postgres(_binary("pg_ctl"), "-D", f"{folder}/data", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
