"""What several folders of tests share."""

import fcntl
import os
import shutil
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def demo_made(tmp_path_factory) -> Path:
    """The demonstration as `kith demo --no-serve` makes it, made once for all workers of a run; to copy, never to change."""
    from tests.failures.server import Server

    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    place, begun = shared / "demo-made", shared / "demo-making"
    with open(shared / "demo-lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # who comes second waits until the first has made it
        if not place.exists():
            shutil.rmtree(begun, ignore_errors=True)
            begun.mkdir()
            run = Server(begun).kith("demo", "--no-serve")
            assert run.returncode == 0 and "Traceback" not in run.stderr + run.stdout, run.stderr
            begun.rename(place)
    return place


@pytest.fixture(scope="module")
def demo(demo_made, tmp_path_factory) -> Path:
    """A demonstration of the module's own."""
    return Path(shutil.copytree(demo_made, tmp_path_factory.mktemp("demo") / "kith"))
