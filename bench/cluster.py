"""A throw-away PostgreSQL on loopback, started as the tests start theirs, and the settings of a real server."""

import glob
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    """A port of loopback that nobody has at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _binary(name: str) -> str:
    places = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"), reverse=True)
    found = places[0] if places else shutil.which(name)
    if not found:
        sys.exit("kith: PostgreSQL is missing. Install it with: apt-get install postgresql")
    return found


def _as_postgres(*command: str) -> None:
    # initdb and pg_ctl refuse to run as root.
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*prefix, *command], check=True, stdout=subprocess.DEVNULL, cwd="/")  # noqa: S603


class Cluster:
    """One server with one database for each size; nothing of it is left afterwards."""

    def __enter__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="kith-bench-"))
        self.port = free_port()
        self.var = self.folder / "var"
        self.var.mkdir()
        place = self.folder / "pg"
        place.mkdir()
        self.folder.chmod(0o755)
        if os.geteuid() == 0:
            entry = pwd.getpwnam("postgres")
            os.chown(place, entry.pw_uid, entry.pw_gid)
        _as_postgres(_binary("initdb"), "-D", f"{place}/data", "-U", "kith", "--auth=trust", "-E", "UTF8", "--no-sync")
        options = (
            f"-p {self.port} -k {place} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=100 "
            "-c shared_buffers=1GB -c work_mem=16MB -c maintenance_work_mem=256MB -c max_wal_size=8GB"
        )
        _as_postgres(_binary("pg_ctl"), "-D", f"{place}/data", "-w", "-l", f"{place}/log", "-o", options, "start")
        self.place = place
        keys = {name: secrets.token_hex(40) for name in ("KITH_SECRET_KEY", "KITH_AUDIT_KEY", "KITH_HASH_KEY")}
        self._env = {
            **{name: value for name, value in os.environ.items() if not name.startswith("KITH_")},
            **keys,
            "KITH_ENV": "demo",
            "KITH_HTTPS": "no",
            "KITH_HOSTS": "127.0.0.1",
            "KITH_ADDRESS": "http://127.0.0.1",
            "KITH_VAR_DIR": str(self.var),
            "KITH_IDLE_SECONDS": "36000",
            "DJANGO_SETTINGS_MODULE": "kith.config.settings",
        }
        return self

    def __exit__(self, *fault):
        _as_postgres(_binary("pg_ctl"), "-D", f"{self.place}/data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def env(self, database: str) -> dict[str, str]:
        """The environment of a real server (DEBUG off, made-up keys) on one of the databases."""
        return {**self._env, "DATABASE_URL": f"postgresql://kith@127.0.0.1:{self.port}/{database}"}

    def run(self, database: str, *arguments: str) -> None:
        """A command of this Python, with the environment of that database; a fault ends the bench."""
        env = {**self.env(database), "KITH_LOG_LEVEL": "ERROR"}
        subprocess.run([sys.executable, *arguments], env=env, cwd=ROOT, check=True)  # noqa: S603

    def create(self, name: str, template: str) -> None:
        """The database stands, as a copy of another."""
        import psycopg

        address = f"postgresql://kith@127.0.0.1:{self.port}/postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
