"""Signing the trail's head, and finding out whether the trail was altered or cut."""

import json
import os
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings
from django.db import OperationalError, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from .models import Entry, Head, TrailState
from .seals import FIRST_SEAL, canonical, grown, leaf_of, root_of, seal_of


@dataclass(frozen=True)
class Verdict:
    """What verifying found: `first_bad` is the number of the first entry that is not as it was written; `remark` is
    worth knowing and no fault. `heads` says how many signed heads agreed, `outside` how many of them were not in the
    database, and `newest` when the last of those was signed.
    """

    ok: bool
    size: int
    root: str
    first_bad: int | None = None
    reason: str = ""
    remark: str = ""
    heads: int = 0
    outside: int = 0
    newest: str = ""


class KeyLost(Exception):
    """The key that signed the heads is not where it was, or is none; a new one would hide that."""


def signing_key(make: bool = False) -> Ed25519PrivateKey:
    """The private key, in a file that the database's user cannot read. Made where there is none, where `make` is said
    and nothing was signed before. Raises KeyLost.
    """
    place = Path(settings.KITH_AUDIT_SIGNING_KEY_FILE)
    if not place.exists():
        if Head.objects.exists() or heads_in_file():
            raise KeyLost(f"The signing key {place} is not there, and heads were signed. Put its copy back.")
        if not make:
            raise KeyLost(f"There is no signing key at {place}, so no head can be checked. Put its copy back.")
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        key = Ed25519PrivateKey.generate()
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        return key
    try:
        loaded = load_pem_private_key(place.read_bytes(), None)
    except (ValueError, TypeError):
        loaded = None
    if not isinstance(loaded, Ed25519PrivateKey):
        raise KeyLost(f"The signing key {place} is no Ed25519 key. Put its copy back.")
    return loaded


def _statement(head: dict) -> bytes:
    return canonical({"size": head["size"], "root": head["root"], "at": head["at"]})


def _as_dict(head: Head) -> dict:
    return {
        "size": head.size,
        "root": head.root,
        # A time that the database no longer holds as one is none: no signature fits it.
        "at": head.at.astimezone(UTC).isoformat(timespec="microseconds") if head.at else "",
        "signature": head.signature,
    }


def _line_of(head: Head) -> str:
    return json.dumps(_as_dict(head))


def sign_head() -> dict:
    """The trail's length and root now stand signed, in the database and as a line of the heads file. Raises KeyLost."""
    key = signing_key(make=True)
    with transaction.atomic():
        state = TrailState.objects.select_for_update().filter(pk=1).first()
        at = timezone.now()
        head = Head(size=state.size if state else 0, root=root_of(state.frontier if state else []), at=at)
        head.signature = key.sign(_statement(_as_dict(head))).hex()
        head.save()
    place = Path(settings.KITH_AUDIT_HEADS_FILE)
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("a+b") as file:
        # A line that was torn off (the machine stopped while it was written) must not take the next one with it.
        torn = file.tell() > 0 and (file.seek(-1, os.SEEK_END), file.read(1))[1] != b"\n"
        file.write(b"\n" * torn + _line_of(head).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return _as_dict(head)


def is_signed(head: dict, key: Ed25519PrivateKey) -> bool:
    """True where the head carries our signature."""
    try:
        key.public_key().verify(bytes.fromhex(head["signature"]), _statement(head))
    except (InvalidSignature, ValueError, KeyError, TypeError):
        return False
    return parse_datetime(head["at"]) is not None


def heads_in_file() -> list[dict]:
    """The heads that were written outside the database. A line that is no head is given as one without signature."""
    place = Path(settings.KITH_AUDIT_HEADS_FILE)
    if not place.exists():
        return []
    heads = []
    for line in filter(None, place.read_text(encoding="utf-8", errors="replace").splitlines()):
        try:
            head = json.loads(line)
        except json.JSONDecodeError:
            head = None
        heads.append(head if isinstance(head, dict) else {"size": 0, "root": "", "at": "", "signature": "", "no": line})
    return heads


def _torn(line: str, kept: list[Head]) -> bool:
    """True for the beginning of a line whose head stands whole in the database, which was written first."""
    return any(_line_of(head).startswith(line) for head in kept)


# What reading an entry raises where somebody wrote into it what none of ours could hold.
UNREADABLE = (ValueError, TypeError, AttributeError, RecursionError)


def _leaves():
    """Each entry in order with the leaf of what it says now; without one where it can no longer be read, which ends it."""
    last, many = 0, 2000
    entries = Entry.objects.order_by("seq").iterator(chunk_size=many)
    while True:
        entry = leaf = None
        try:
            entry = next(entries, None)
            if entry is None:
                return
            leaf = leaf_of(canonical(entry.written()))
        except UNREADABLE:
            pass
        except OperationalError as error:
            # SQLite gives bytes that are no text as a fault of the whole chunk; a database that has stopped is no such fault.
            if "decode" not in str(error).lower():
                raise
            if many > 1:
                many = 1
                entries = Entry.objects.filter(seq__gt=last).order_by("seq").iterator(chunk_size=many)
                continue
        yield entry, leaf
        if entry is None or leaf is None:
            return
        last = entry.seq


def verify(against: dict | None = None) -> Verdict:
    """Reads the whole trail once, in order, and says whether it is as it was written.

    Finds an edited, removed, inserted or re-ordered entry by leaf, number and keyed chain; a cut tail and a
    rewriting of the whole by the signed heads, of which copies stand outside the database. Writes nothing.
    """
    kept = list(Head.objects.all())
    in_file = heads_in_file()
    torn = [head for head in in_file if "no" in head and _torn(head["no"], kept)]
    outside = [head for head in in_file if head not in torn] + ([against] if against is not None else [])
    heads = [_as_dict(head) for head in kept] + outside
    try:
        key = signing_key() if heads else None
    except KeyLost as lost:
        return Verdict(False, 0, "", None, str(lost))
    for head in heads:
        if "no" in head:
            return Verdict(
                False, 0, "", None, "The heads file holds a line that is no head, and that no head begins with."
            )
        if key is None or not is_signed(head, key):
            return Verdict(False, 0, "", None, f"A head at {head.get('size')} entries does not carry our signature.")
    wanted: dict[int, set[str]] = {}
    for head in heads:
        wanted.setdefault(head["size"], set()).add(head["root"])

    size, seal = 0, FIRST_SEAL
    frontier: list[str | None] = []
    sound = 0  # up to here a signed head agreed
    for entry, leaf in _leaves():
        if entry is None:
            return Verdict(False, size, root_of(frontier), size + 1, f"Entry {size + 1} was changed.")
        if entry.seq != size + 1:
            return Verdict(False, size, root_of(frontier), size + 1, f"Entry {size + 1} is missing.")
        if leaf != entry.leaf:
            return Verdict(False, size, root_of(frontier), entry.seq, f"Entry {entry.seq} was changed.")
        seal = seal_of(seal, leaf)
        if seal != entry.seal:
            return Verdict(
                False, size, root_of(frontier), entry.seq, f"Entry {entry.seq} is not the one that stood here."
            )
        size, frontier = entry.seq, grown(frontier, leaf)
        if size in wanted:
            if wanted[size] != {root_of(frontier)}:
                return Verdict(
                    False,
                    size,
                    root_of(frontier),
                    sound + 1,
                    f"The trail was rewritten: it differs from a signed head somewhere from entry {sound + 1} to {size}.",
                )
            sound = size
    longest = max(wanted, default=0)
    if longest > size:
        return Verdict(False, size, root_of(frontier), size + 1, f"Entry {size + 1} is missing: {longest} were signed.")
    state = TrailState.objects.filter(pk=1).first()
    if state is None:
        if size:
            return Verdict(False, size, root_of(frontier), 1, "The state of the trail is missing.")
    elif (state.size, state.seal, state.frontier) != (size, seal, frontier):
        return Verdict(
            False,
            size,
            root_of(frontier),
            min(state.size, size) + 1,
            f"The trail holds {size} entries and its state says {state.size}.",
        )
    remark = (
        "A line of the heads file was torn off while it was written; the database holds that head whole."
        if torn
        else ""
    )
    known = {head["signature"] for head in heads}
    newest = max((head["at"] for head in outside), default="")
    return Verdict(
        True,
        size,
        root_of(frontier),
        remark=remark,
        heads=len(known),
        outside=len({head["signature"] for head in outside}),
        newest=newest,
    )
