"""Devices at which an account was signed in: a signed cookie, so that others’ failures do not hold the person up.

It opens nothing. It holds no name: for each of the last few accounts a keyed hash, and a secret of this device, by which
failures here are counted apart from those of the address (OWASP, device cookies against denial of service).
"""

import secrets

from django.conf import settings
from django.core import signing

from kith.audit.seals import keyed_hash

SALT = "kith.people.devices"
DAYS = 90
MOST = 5


def cookie_name() -> str:
    return "__Host-kith-device" if settings.HTTPS else "kith-device"


def _account(email: str) -> str:
    return keyed_hash(f"device-of:{email.strip().lower()}")[:32]


def _known(request) -> dict[str, str]:
    """Account to secret, as this browser brings them; nothing where they are not as we signed them."""
    try:
        known = signing.loads(request.COOKIES.get(cookie_name(), ""), salt=SALT, max_age=DAYS * 86400)
    except signing.BadSignature:
        return {}
    return known if isinstance(known, dict) else {}


def device_of(request, email: str) -> str:
    """This device’s secret for the account, or nothing where the account was not signed in here lately."""
    return _known(request).get(_account(email), "")


def remember(request, response, email: str) -> None:
    """The browser brings a fresh secret for this account from now on, beside those of a few others."""
    others = [(account, secret) for account, secret in _known(request).items() if account != _account(email)]
    known = dict([*others[1 - MOST :], (_account(email), secrets.token_hex(16))])
    response.set_cookie(
        cookie_name(),
        signing.dumps(known, salt=SALT),
        max_age=DAYS * 86400,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
