"""Words that were sent by a form, so that what they found has an address to come back to, which does not hold them.

A form that shows its answer at once asks, at the browser’s way back, to be sent again. So the words wait under a key that
is drawn at random, and the answer stands at `?s=<key>`. Neither side can read them alone. The session is a row of the
database that says whose it is, so it holds them encrypted, under a secret of the server together with the key; and the
key is only in the address: a history, a log or a copy of the database opens nothing. They end with the session (signing
out, by hand or by time), after half an hour, and when others come after them.
"""

import secrets

from cryptography.fernet import Fernet, InvalidToken
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kith.audit.seals import box_of, keyed_hash

PLACE = "asked"
SECONDS = 30 * 60
AT_MOST = 10


def _place(key: str) -> str:
    return keyed_hash(f"asked-at:{key}")[:32]


def _box(key: str) -> Fernet:
    return box_of(f"asked:{key}")


def answer_at(request: HttpRequest, words: str) -> HttpResponse:
    """The way to the answer of these words: this page, with a key that stands for them."""
    key = secrets.token_urlsafe(16)
    kept = list(request.session.get(PLACE, {}).items())[1 - AT_MOST :]
    sealed = _box(key).encrypt(words.encode()).decode()
    request.session[PLACE] = {**dict(kept), _place(key): {"sealed": sealed, "shown": False}}
    return redirect(f"{request.path}?s={key}")


def asked(request: HttpRequest) -> tuple[str, bool]:
    """The words for which the address stands, and whether this is the first time that they are answered.

    No words where the address names none, or names what is another’s, too old or forgotten.
    """
    key = request.GET.get("s", "")
    kept = request.session.get(PLACE, {}).get(_place(key)) if key else None
    if kept is None:
        return "", False
    try:
        words = _box(key).decrypt(kept["sealed"], ttl=SECONDS).decode()
    except InvalidToken:
        return "", False
    first = not kept["shown"]
    if first:
        kept["shown"] = True
        request.session.modified = True
    return words, first
