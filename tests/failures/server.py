"""The real server in its own process, on a database of its own, and somebody who talks to it over HTTP."""

import contextlib
import http.cookiejar
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """`kith serve` on a demo database; started, killed and started again as a machine does."""

    def __init__(self, folder: Path, database: str = ""):
        self.folder, self.port = folder, free_port()
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "PYTHONPATH": str(ROOT),
            "KITH_ENV": "demo",
            "KITH_VAR_DIR": str(folder),
            **({"DATABASE_URL": database} if database else {}),
        }
        self.process = None

    def kith(self, *arguments: str) -> subprocess.CompletedProcess:
        code = "import sys; from kith.cli import main; sys.exit(main(['kith', *sys.argv[1:]]))"
        return subprocess.run(
            [sys.executable, "-c", code, *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=400,
            cwd=self.folder,
        )

    def start(self, before=None) -> "Server":
        code = "import sys; from kith.cli import main; sys.exit(main(['kith', *sys.argv[1:]]))"
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, "serve", f"--port={self.port}", "--workers=1", "--threads=6"],
            env=self.environment,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=before,
        )
        for _ in range(200):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2).read()
                return self
            time.sleep(0.1)
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        """As by kill -9: no goodbye to anybody. (A power cut also takes what the disk had not written: see settings.)"""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, 9)
            self.process.wait()
            self.process = None


class Somebody:
    """One person's browser without a window: cookies, forms, pages."""

    def __init__(self, server: Server, email: str, password: str = "three quiet rivers"):
        self.server = server
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.sign_in(email, password)

    def ask(self, path: str, data: dict | None = None, **headers: str) -> tuple[int, str, str]:
        """(status, page, address) of a page, after redirects; a refusal is an answer too."""
        body = urllib.parse.urlencode(data, doseq=True).encode() if data is not None else None
        address = path if path.startswith("http") else f"http://127.0.0.1:{self.server.port}{path}"
        request = urllib.request.Request(address, body, {name.replace("_", "-"): v for name, v in headers.items()})
        try:
            with self.opener.open(request, timeout=60) as answer:
                return answer.status, answer.read().decode(), answer.url
        except urllib.error.HTTPError as answer:
            return answer.code, answer.read().decode(), answer.url

    def token(self, path: str) -> str:
        status, page, _ = self.ask(path)
        assert status == 200, (status, path)
        return TOKEN.search(page)[1]

    def sign_in(self, email: str, password: str) -> None:
        token = self.token("/sign-in")
        status, page, address = self.ask(
            "/sign-in", {"csrfmiddlewaretoken": token, "email": email, "password": password}
        )
        assert status == 200 and not address.endswith("/sign-in"), page[-2000:]

    def start_consultation(self, once: str) -> str:
        """Begins one, and gives its reference."""
        token = self.token("/consultations/")
        _, _, address = self.ask("/consultations/start", {"csrfmiddlewaretoken": token, "once": once})
        return re.search(r"K-[2-9B-Z]{8}", address)[0]

    def save(self, reference: str, section: str, version: int = 0, autosave: bool = False, token=None, **typed: str):
        path = f"/consultations/{reference}/write/{section}"
        data = {"csrfmiddlewaretoken": token or self.token(path), "version": version, "act": "continue", **typed}
        return self.ask(path, data, **({"X_Autosave": "1"} if autosave else {}))

    def fill_the_four(self, reference: str) -> None:
        for section, typed in (
            ("safety", {"danger": "no"}),
            ("noticed", {"what_0": "She runs a group at night."}),
            ("voice", {"voice_words": "They listen."}),
            ("question", {"question": "What next?"}),
        ):
            assert self.save(reference, section, **typed)[0] == 200
