"""Times eight acts through real servers, Kith and bare by turns, and counts what each page asks of the database.

`python -m bench.measure count SAMPLE WHERE` counts statements in this process; the rest is called by bench itself.
"""

import contextlib
import http.client
import json
import os
import signal
import statistics
import subprocess
import sys
import time
import urllib.parse
from pathlib import Path

from .cluster import ROOT, Cluster, free_port

SERVE = """
import sys
from granian import Granian
from granian.constants import Interfaces
Granian(sys.argv[1], address="127.0.0.1", port=int(sys.argv[2]), interface=Interfaces.WSGI, workers=1,
        blocking_threads=4, log_access=False, log_enabled=False).serve()
"""
KITH = ("-c", "import sys; from kith.desk.serving import serve; serve('127.0.0.1', int(sys.argv[2]))")
ACTS = ("queue", "team", "open", "save", "search", "submit", "map", "chronology")
# What people of mixed rights read of what others shared, beside people for whom everything is visible.
TOGETHER = ("requests", "pack", "find")
TITLES = {
    "map": "A map of 200 ties",
    "chronology": "A chronology of 500 events",
    "requests": "The list of requests",
    "pack": "The panel pack",
    "find": "Search, kept from a third",
    "queue": "The queue",
    "team": "The team view",
    "open": "Opening a consultation",
    "save": "Saving a section",
    "submit": "Submitting",
    "search": "Search",
}


class Requests:
    """The requests of one act, one after another, spread over the people who are measured."""

    def __init__(self, sample: dict, kind: str = "busy"):
        self.secret = sample["secret"]
        self.people = {
            name: [p for p in sample[name] if p["kind"] == kind]
            for name in ("workers", "specialists", "managers", "mixed", "whole")
        }
        self.turn = 0

    def take(self, act: str, group: str = "") -> tuple[str, str, str, dict | None, dict]:
        """Method, address, session, form and headers of the next request of this act, by somebody of this group."""
        self.turn += 1
        group = group or {"queue": "specialists", "team": "managers"}.get(act, "workers")
        people = self.people[group]
        person = people[self.turn % len(people)]
        session, token = person["session"], {"csrfmiddlewaretoken": self.secret}
        if act == "queue":
            return "GET", "/screening/", session, None, {}
        if act == "team":
            return "GET", "/screening/team", session, None, {}
        if act == "open":
            refs = person["open"]
            return "GET", f"/consultations/{refs[(self.turn // len(people)) % len(refs)]}", session, None, {}
        if act == "map":
            return "GET", f"/contexts/of/{person['drawn']}/map", session, None, {}
        if act == "chronology":
            return "GET", f"/chronology/{person['drawn']}", session, None, {}
        if act == "save":
            typed = {"danger_told": f"Rang the front door, note {self.turn}.", "danger": "no"}
            version = person.get("version", 1)
            address = f"/consultations/{person['saves']}/write/safety"
            return "POST", address, session, {**token, **typed, "version": version}, {"X-Autosave": "1"}
        if act == "requests":
            return "GET", "/sharing/", session, None, {}
        if act == "pack":
            return "GET", f"/panels/meetings/{person['meeting']}/pack", session, None, {}
        if act in ("search", "find"):
            names = person["names"]
            whole = names[(self.turn // len(people)) % len(names)]
            return "POST", "/search", session, {**token, "q": whole.split()[1]}, {}
        for waiting in people[self.turn % len(people) :] + people:
            if waiting["submits"]:
                address = f"/consultations/{waiting['submits'].pop()}/write/check"
                return "POST", address, waiting["session"], dict(token), {}
        raise LookupError("There are no drafts left to submit; build with more samples.")

    def saved(self, address: str, version: int) -> None:
        """The next saving of this draft names the version that it has now."""
        for person in self.people["workers"]:
            if person["saves"] in address:
                person["version"] = version


class Server:
    """One real server, in a process group of its own."""

    def __init__(self, cluster: Cluster, database: str, bare: bool):
        self.port = free_port()
        command = ("-c", SERVE, "bench.bare:application") if bare else (*KITH, "kith")
        self.log = open(cluster.folder / f"{database}-{'bare' if bare else 'kith'}.log", "wb")  # noqa: SIM115
        self.process = subprocess.Popen(  # noqa: S603
            [sys.executable, *command, str(self.port)],
            env=cluster.env(database),
            cwd=ROOT,
            stdout=self.log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.line: http.client.HTTPConnection | None = None

    def wait(self) -> None:
        for _ in range(150):
            with contextlib.suppress(OSError, http.client.HTTPException):
                self.ask("GET", "/healthz", "")
                return
            self.line = None
            time.sleep(0.2)
        sys.exit(f"kith: the server on port {self.port} did not start.")

    def ask(self, method: str, address: str, session: str, form: dict | None = None, headers: dict | None = None):
        """Seconds, status and body of one request on a line that stays open."""
        if self.line is None:
            self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        body = urllib.parse.urlencode(form) if form is not None else None
        sent = {"Cookie": f"kith={session}", **(headers or {})}
        if body is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        self.line.request(method, address, body, sent)
        answer = self.line.getresponse()
        content = answer.read()
        if answer.status == 302 and address == "/search":
            # What was found has an address of its own: the search is done when it is there.
            self.line.request("GET", answer.getheader("Location") or "/", None, {"Cookie": f"kith={session}"})
            answer = self.line.getresponse()
            content = answer.read()
        return time.perf_counter() - began, answer.status, content

    def stop(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.log.close()


def time_all(cluster: Cluster, samples: dict[int, dict], many: int, warm: int, say) -> dict:
    """Seconds of each act by size and side; sizes and sides take turns, so that the machine's noise hits all alike."""
    servers = {
        (size, side): Server(cluster, f"kith_{size}", side == "bare") for size in samples for side in ("kith", "bare")
    }
    requests = {size: Requests(sample) for size, sample in samples.items()}
    sides = {act: [(size, side, "") for size, side in servers] for act in ACTS}
    shared = [size for size, sample in samples.items() if sample["mixed"]]
    readers = (("kith", "mixed"), ("kith", "whole"), ("bare", "mixed"))
    sides |= {act: [(size, *reader) for size in shared for reader in readers] for act in TOGETHER}
    seconds: dict = {act: {place: [] for place in places} for act, places in sides.items()}
    kilobytes: dict = {act: {} for act in sides}
    try:
        for server in servers.values():
            server.wait()
        for act, places in sides.items():
            say(f"timing: {TITLES[act].lower()}")
            for turn in range(-warm, many):
                for size, side, group in places if turn % 2 else reversed(places):
                    method, address, session, form, headers = requests[size].take(act, group)
                    took, status, content = servers[size, side].ask(method, address, session, form, headers)
                    if status != (302 if act == "submit" else 200):
                        last = Path(servers[size, side].log.name).read_text(errors="replace")[-2000:]
                        sys.exit(f"kith: {side} answered {status} to {method} {act} at {size:,}. Its log ends:\n{last}")
                    if act == "save":
                        requests[size].saved(address, json.loads(content)["version"])
                    if turn >= 0:
                        seconds[act][size, side, group].append(took)
                    if side == "kith":
                        kilobytes[act][size] = max(kilobytes[act].get(size, 0), len(content) / 1000)
    finally:
        for server in servers.values():
            server.stop()
    return {"seconds": seconds, "kilobytes": kilobytes}


def percentile(values: list[float], share: float) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[round(share * 100) - 1]


def count(sample_file: str, where: str) -> None:
    """Statements that each page sends, for somebody with much and for somebody with little; transactions aside."""
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    with open(sample_file, encoding="utf-8") as file:
        sample = json.load(file)
    found: dict = {}
    for kind in ("busy", "quiet"):
        requests = Requests(sample, kind)
        for act in (*ACTS, *(TOGETHER if sample["mixed"] else ())):
            if act == "submit" and kind == "quiet":
                continue
            group = "mixed" if act in TOGETHER else ""
            client = Client(SERVER_NAME="127.0.0.1")
            counts = []
            for _ in range(2):  # the first fills what a process keeps; the second is counted
                method, address, session, form, headers = requests.take(act, group)
                client.cookies["kith"] = session
                with CaptureQueriesContext(
                    connection,
                ) as asked:
                    sent = (
                        client.get(address, headers=headers)
                        if method == "GET"
                        else client.post(address, form, headers=headers, follow=act in ("search", "find"))
                    )
                if act == "save":
                    requests.saved(address, sent.json()["version"])
                asides = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
                counts.append([q["sql"] for q in asked.captured_queries if not q["sql"].startswith(asides)])
            found.setdefault(act, {})[kind] = len(counts[-1])
            if os.environ.get("BENCH_SHOW") == act:
                sys.stderr.write("\n".join(counts[-1]) + "\n")
    with open(where, "w", encoding="utf-8") as file:
        json.dump({"queries": found, "sample": sample}, file)


if __name__ == "__main__":
    count(sys.argv[2], sys.argv[3])
