"""Setting up on a machine that lacks something: one sentence, and the right one."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def checkout(tmp_path):
    """A checkout with nothing but what scripts/venv.sh reads, and a place for programs of the test’s own."""
    (tmp_path / "scripts").mkdir()
    (tmp_path / "bin").mkdir()
    shutil.copy(ROOT / "scripts" / "venv.sh", tmp_path / "scripts")
    (tmp_path / "requirements.txt").write_text("")
    return tmp_path


def program(checkout: Path, name: str, body: str) -> None:
    place = checkout / "bin" / name
    place.write_text(f"#!/bin/sh\n{body}\n")
    place.chmod(0o755)


def run(checkout: Path) -> subprocess.CompletedProcess:
    return subprocess.run(
        ["sh", "scripts/venv.sh", "requirements.txt"],
        cwd=checkout,
        env={"PATH": f"{checkout / 'bin'}:{os.environ['PATH']}", "HOME": str(checkout)},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_full_disk_is_called_a_full_disk(checkout):
    program(checkout, "df", "echo head; echo /dev/x 1000 990 10240 99% /")
    said = run(checkout)
    assert said.returncode == 1 and not (checkout / ".venv").exists()
    assert said.stderr.startswith("kith: the disk is full: 10 MB are free") and len(said.stderr.splitlines()) == 1


def test_a_missing_venv_module_is_called_so(checkout):
    for name in ("python3.11", "python3.12", "python3.13", "python3"):
        program(checkout, name, 'case "$2" in *ensurepip*) exit 1 ;; esac; exit 0')
    said = run(checkout)
    assert said.returncode == 1 and "venv module is missing" in said.stderr


def test_what_else_keeps_it_from_being_made_is_not_called_a_missing_module(checkout):
    (checkout / ".venv").write_text("in the way")
    said = run(checkout)
    assert said.returncode == 1 and "making .venv failed" in said.stderr and "missing" not in said.stderr
