"""Keyed hashes, what is encrypted under the server’s key, and the hashes of the trail. RFC 6962: a leaf is SHA-256(0x00 ‖ entry), a node SHA-256(0x01 ‖ left ‖ right)."""

import base64
import hashlib
import hmac
import json

from cryptography.fernet import Fernet
from django.conf import settings

FIRST_SEAL = "0" * 64


def keyed_hash(value: object) -> str:
    """A keyed hash of a value: enough to compare in a dispute, useless without the key."""
    return hmac.new(settings.KITH_HASH_KEY, str(value).encode(), hashlib.sha256).hexdigest()


def box_of(purpose: str) -> Fernet:
    """What encrypts for one purpose under the key of the server, and opens nothing of another purpose or another key."""
    return Fernet(base64.urlsafe_b64encode(bytes.fromhex(keyed_hash(purpose))))


def canonical(fields: dict) -> bytes:
    """The one way in which an entry is written down before it is hashed."""
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def leaf_of(content: bytes) -> str:
    return hashlib.sha256(b"\x00" + content).hexdigest()


def node_of(left: str, right: str) -> str:
    return hashlib.sha256(b"\x01" + bytes.fromhex(left) + bytes.fromhex(right)).hexdigest()


def seal_of(previous: str, leaf: str) -> str:
    """The chain, keyed: somebody who can write the table but has not the key cannot continue or repair it."""
    return hmac.new(settings.KITH_AUDIT_KEY, f"{previous}{leaf}".encode(), hashlib.sha256).hexdigest()


def grown(frontier: list[str | None], leaf: str) -> list[str | None]:
    """The Merkle frontier after one more leaf: place i holds the root of a full subtree of 2**i leaves, or None."""
    places = list(frontier)
    carry, i = leaf, 0
    while i < len(places) and places[i] is not None:
        carry = node_of(places[i], carry)  # type: ignore[arg-type]
        places[i] = None
        i += 1
    if i == len(places):
        places.append(None)
    places[i] = carry
    return places


def root_of(frontier: list[str | None]) -> str:
    """The Merkle tree hash of all leaves so far; of none, the hash of nothing."""
    root: str | None = None
    for place in frontier:
        if place is not None:
            root = place if root is None else node_of(place, root)
    return root or hashlib.sha256(b"").hexdigest()
