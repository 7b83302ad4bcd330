"""A file that an editor brings becomes a document that may be kept, or a sentence on why not.

The file is read in a process of its own (`cleaning/`), which has no secret of ours, no file and little time: whatever a
file does to who reads it, it does there.
"""

import subprocess
import sys

from django.conf import settings

from kith.bounds.few import Busy, Few

from .cleaning.limits import DAMAGED, LARGEST, SECONDS, TOO_HARD, TOO_LARGE, NotUsable

__all__ = ["LARGEST", "TOO_LARGE", "NotUsable", "cleaned"]
# As python.org says of a process that was ended from outside: its signal, made negative.
OUT_OF_TIME = {-9, -24}
# One at a time: reading a hostile file may take all the time and memory that it is given.
READERS = Few(1, patience=5)
BUSY = "Another document is being looked through at this moment. Try again in a minute."


def cleaned(content: bytes, *, title: str) -> tuple[str, bytes]:
    """The kind of the file, by its content, and the file without its makers. Raises NotUsable."""
    if len(content) > LARGEST:
        raise NotUsable(TOO_LARGE)
    named = " ".join(title.split()).encode()[:1_000]
    try:
        with READERS.place():
            done = subprocess.run(
                [sys.executable, "-s", "-m", "kith.toolkit.cleaning"],
                input=named + b"\n" + content,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=settings.BASE_DIR,
                env={},
                timeout=SECONDS + 10,
                check=False,
            )
    except Busy as fault:
        raise NotUsable(BUSY) from fault
    except subprocess.TimeoutExpired as fault:
        raise NotUsable(TOO_HARD) from fault
    if done.returncode:
        raise NotUsable(TOO_HARD if done.returncode in OUT_OF_TIME else DAMAGED)
    said, _, made = done.stdout.partition(b"\n")
    if said == b"no":
        raise NotUsable(made.decode())
    return said.decode(), made
