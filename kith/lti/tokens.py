"""Reading what a platform signed, and signing what Kith says to it. RS256 and nothing else."""

import json
import secrets
import time

from cryptography.fernet import Fernet, InvalidToken
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from kith.audit.seals import box_of

from .words import ALGORITHM, BITS, CLAIM, MESSAGE, SKEW_SECONDS, VERSION

FOR_EVER = 10**11


class Unbelieved(Exception):
    """What was sent is not believed. The message is one word for the trail; who sent it is told nothing of it."""


class NotOpened(Exception):
    """The key that signs was put away under another KITH_HASH_KEY than that of today."""


class UnknownKey(Unbelieved):
    """It names a key that is not among those of the platform which we know."""


def read(text: str, keys: list[dict]) -> dict:
    """The claims, when one of these public keys signed them as RS256. Raises Unbelieved, UnknownKey."""
    try:
        header = jws.extract_compact(text.encode()).headers()
    except (JoseError, ValueError) as fault:
        raise Unbelieved("form") from fault
    # Which way it is signed is ours to say, not the token’s.
    if header.get("alg") != ALGORITHM or "crit" in header:
        raise Unbelieved("algorithm")
    kid = header.get("kid")
    if not isinstance(kid, str) or not kid:
        raise Unbelieved("no-key")
    found = [one for one in keys if one.get("kid") == kid]
    if not found:
        raise UnknownKey("unknown-key")
    try:
        claims = jwt.decode(text, _public(found[0]), algorithms=[ALGORITHM]).claims
    except (JoseError, ValueError, TypeError, RecursionError) as fault:
        raise Unbelieved("signature") from fault
    if not isinstance(claims, dict):
        raise Unbelieved("form")
    return claims


def _public(key: dict) -> RSAKey:
    if key.get("kty") != "RSA" or key.get("alg", ALGORITHM) != ALGORITHM or key.get("use", "sig") != "sig":
        raise Unbelieved("key")
    # Only the public half, whatever else the platform shows.
    read_key = RSAKey.import_key({"kty": "RSA", "n": key.get("n"), "e": key.get("e")})
    if read_key.public_key.key_size < BITS:
        raise Unbelieved("key")
    return read_key


def keys_in(text: bytes) -> list[dict]:
    """The public keys of a set, each with its name. Raises Unbelieved."""
    try:
        said = json.loads(text)
        keys = said["keys"]
        return [
            {name: key[name] for name in ("kty", "kid", "n", "e", "alg", "use") if _is_word(key.get(name))}
            for key in keys[:50]
            if key.get("kty") == "RSA" and _is_word(key.get("kid"))
        ]
    # RecursionError: a text of nothing but brackets.
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as fault:
        raise Unbelieved("keys") from fault


def _is_word(said) -> bool:
    return isinstance(said, str) and said.isprintable()


def check(claims: dict, *, issuer: str, client_id: str, deployments: list[str], now: float | None = None) -> None:
    """Who said it, to whom, when, from where and what kind of message it is. Raises Unbelieved."""
    now = time.time() if now is None else now
    if claims.get("iss") != issuer:
        raise Unbelieved("issuer")
    to = claims.get("aud")
    to = [to] if isinstance(to, str) else to
    if not isinstance(to, list) or client_id not in to:
        raise Unbelieved("audience")
    if (len(to) > 1 or "azp" in claims) and claims.get("azp") != client_id:
        raise Unbelieved("party")
    ends, begins = claims.get("exp"), claims.get("iat")
    if not _is_moment(ends) or not _is_moment(begins):
        raise Unbelieved("time")
    if ends < now - SKEW_SECONDS:
        raise Unbelieved("expired")
    if begins > now + SKEW_SECONDS:
        raise Unbelieved("time")
    if claims.get(f"{CLAIM}deployment_id") not in deployments:
        raise Unbelieved("deployment")
    if claims.get(f"{CLAIM}version") != VERSION:
        raise Unbelieved("version")
    if claims.get(f"{CLAIM}message_type") != MESSAGE:
        raise Unbelieved("message")
    said_by = claims.get("sub")
    if not isinstance(said_by, str) or not 0 < len(said_by) <= 255 or not said_by.isprintable():
        raise Unbelieved("nobody")
    link = claims.get(f"{CLAIM}resource_link")
    if not isinstance(link, dict) or not link.get("id"):
        raise Unbelieved("place")


def _is_moment(value) -> bool:
    # NaN and Infinity are no numbers of JSON, and Python reads them: a moment that is neither before nor after any other.
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < FOR_EVER


def _box(kid: str) -> Fernet:
    return box_of(f"lti-signing-key:{kid}")


def new_key() -> tuple[str, dict, str]:
    """A name, the public half as a set shows it, and the private half encrypted under a secret of the server."""
    kid = secrets.token_urlsafe(16)
    key = RSAKey.generate_key(BITS)
    public = {**key.as_dict(private=False), "kid": kid, "alg": ALGORITHM, "use": "sig"}
    return kid, public, _box(kid).encrypt(key.as_pem(private=True)).decode()


def signed(claims: dict, *, kid: str, sealed: str) -> str:
    """The claims, signed with the key of this name. Raises NotOpened."""
    try:
        key = RSAKey.import_key(_box(kid).decrypt(sealed.encode()))
    except InvalidToken as fault:
        raise NotOpened from fault
    return jwt.encode({"alg": ALGORITHM, "kid": kid, "typ": "JWT"}, claims, key, algorithms=[ALGORITHM])
