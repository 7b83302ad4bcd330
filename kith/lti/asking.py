"""What Kith asks of a platform: its public keys, a token, and that it takes a result. Only at hosts that are allowed."""

import json
import secrets
import time
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.conf import settings

from kith.bounds.outside import Refused, fetch, send

from . import tokens
from .models import Passing, Platform, SigningKey
from .rules import may_answer_at, may_be_asked
from .words import MOST, SCOPE, SECONDS

JSON = "application/json"
RESULT = "application/vnd.ims.lis.v1.score+json"
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
NOT_ALLOWED = "The host of the address is not one that the operator allows."
NO_KEY = "Kith has no key that signs. Make a new key."
KEY_OF_BEFORE = "Kith’s own key cannot be opened since KITH_HASH_KEY changed. Make a new key."


def keys_at(url: str) -> list[dict]:
    """The public keys that stand at the address. Raises Refused, Unbelieved."""
    if not may_be_asked(url):
        raise Refused(NOT_ALLOWED)
    kinds = f"{JSON}, application/jwk-set+json"
    return tokens.keys_in(fetch(url, kind=kinds, most=MOST, seconds=SECONDS, also=settings.KITH_LTI_ALSO))


def token_of(platform: Platform, key: SigningKey | None) -> str:
    """A token of the platform for passing results back, asked for with a signature and no password. Raises Refused."""
    if not may_be_asked(platform.token_url):
        raise Refused(NOT_ALLOWED)
    if key is None:
        raise Refused(NO_KEY)
    now = int(time.time())
    claims = {
        "iss": platform.client_id,
        "sub": platform.client_id,
        "aud": platform.token_url,
        "iat": now,
        "exp": now + 60,
        "jti": secrets.token_urlsafe(16),
    }
    try:
        assertion = tokens.signed(claims, kid=key.kid, sealed=key.sealed)
    except tokens.NotOpened as fault:
        raise Refused(KEY_OF_BEFORE) from fault
    body = {
        "grant_type": "client_credentials",
        "client_assertion_type": ASSERTION,
        "client_assertion": assertion,
        "scope": SCOPE,
    }
    answer = send(
        platform.token_url,
        body=urlencode(body).encode(),
        headers={"Content-Type": "application/x-www-form-urlencoded"},
        kind=JSON,
        most=MOST,
        seconds=SECONDS,
        also=settings.KITH_LTI_ALSO,
    )
    try:
        token = json.loads(answer)["access_token"]
    except (ValueError, TypeError, KeyError, RecursionError) as fault:
        raise Refused("The platform gave no token.") from fault
    # It goes into a header of ours.
    if not isinstance(token, str) or not token.isascii() or not token.isprintable() or " " in token:
        raise Refused("The platform gave no token.")
    return token


def place_of_results(lineitem: str) -> str:
    """Where a result of the line is sent: `/scores` stands before the question mark."""
    parts = urlsplit(lineitem)
    return urlunsplit((parts.scheme, parts.netloc, f"{parts.path.rstrip('/')}/scores", parts.query, ""))


def said_of(passing: Passing) -> dict:
    """All that a platform is told: who completed it, and when. Nothing of how somebody chose."""
    return {
        "userId": passing.launched.link.said_by,
        "scoreGiven": 1,
        "scoreMaximum": 1,
        "timestamp": passing.made_at.isoformat(timespec="milliseconds"),
        "activityProgress": "Completed",
        "gradingProgress": "FullyGraded",
    }


def give_result(passing: Passing, token: str) -> None:
    """The platform has taken the result. Raises Refused."""
    launched = passing.launched
    if not may_answer_at(launched.link.platform, launched.lineitem):
        raise Refused(NOT_ALLOWED)
    send(
        place_of_results(launched.lineitem),
        body=json.dumps(said_of(passing)).encode(),
        headers={"Content-Type": RESULT, "Authorization": f"Bearer {token}"},
        kind="",
        most=MOST,
        seconds=SECONDS,
        also=settings.KITH_LTI_ALSO,
    )
