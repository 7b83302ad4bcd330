"""Pages for what went wrong: one sentence about what happened, one about what to do, and nothing lost."""

import re
import sys
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DatabaseError, DataError
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from .problems import problem
from .rules import Over

# Never given back: the password that was typed, and the form’s secret, which has a place of its own.
NEVER = {"csrfmiddlewaretoken", "password", "new_password1", "new_password2", "old_password"}
# What a form says of itself. It is sent again with the rest, and nobody reads it as their own words.
CONTROLS = {
    "version",
    "screening_version",
    "referral_version",
    "child_version",
    "act",
    "once",
    "next",
    "from",
    "go",
    "part",
    "person",
}


@dataclass(frozen=True)
class Typed:
    """One field of what was sent; `own` where a person wrote or chose it."""

    name: str
    text: str
    own: bool

    @property
    def label(self) -> str:
        """The field’s name as words: “what_0” is “What 1”; what a name says for machines alone is left out."""
        named = re.sub(r"_[0-9a-f]{32}$", "", self.name)
        counted = re.sub(r"_(\d+)(?=_|$)", lambda found: f" {int(found[1]) + 1}", named)
        return counted.replace("_", " ").replace("-", " ").capitalize()


def typed(request: HttpRequest) -> list[Typed]:
    """What was sent, to be shown on a page that could not save it, and to be sent again."""
    if request.method != "POST":
        return []
    return [
        Typed(name, text.replace("\0", ""), own=bool(text.strip()) and name not in CONTROLS)
        for name, texts in request.POST.lists()
        for text in texts
        if name not in NEVER
    ]


def own_words(request: HttpRequest) -> list[Typed]:
    """What a person wrote or chose in what was sent, without what the form says of itself."""
    return [field for field in typed(request) if field.own]


def came_from(request: HttpRequest) -> str:
    """The page of this site on which the form stood, else home."""
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}, request.is_secure()):
        return "/"
    return urlsplit(page).path or "/"


def _again(request: HttpRequest) -> dict:
    """What a page needs in order to send the same once more."""
    return {
        "typed": typed(request),
        "token": request.POST.get("csrfmiddlewaretoken", "") if request.method == "POST" else "",
        "path": request.get_full_path(),
    }


def broken(request: HttpRequest) -> HttpResponse:
    """After an unforeseen fault: plain words, the text kept. Rendered without the database."""
    fault = sys.exc_info()[1]
    if isinstance(fault, DataError):
        # The database answers, and says that this cannot be a value: no such address, or a request that is not ours.
        return absent(request) if request.method == "GET" else bad(request)
    waits = isinstance(fault, DatabaseError)
    context = {**_again(request), "request_id": getattr(request, "request_id", ""), "waits": waits}
    return render(None, "access/broken.html", context, status=503 if waits else 500)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose secret did not match (often: signed out in between). The text is shown to be copied."""
    person = getattr(request, "user", None)
    context = {
        "typed": own_words(request),
        "page": came_from(request),
        "signed_in": person is not None and person.is_authenticated,
    }
    return render(None, "access/forged.html", context, status=403)


def locked(request: HttpRequest) -> HttpResponse:
    """Something was sent while the screen was locked: not saved, and not lost. It can be sent once more."""
    return render(None, "access/locked.html", _again(request), status=403)


def is_over(request: HttpRequest, over: Over) -> HttpResponse:
    """What was written to has ended: the sentence, the way on, and what was typed, to be copied."""
    if request.headers.get("X-Autosave"):
        return JsonResponse({"error": "over"}, status=410)
    words = {"said": str(over), "url": over.url, "typed": own_words(request), "sent": request.method == "POST"}
    return render(request, "access/over.html", words, status=410)


TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
TAKEN_AT_ONCE, TAKEN_AT_MOST = 64 * 1024, 32 * 1024 * 1024


def too_much(request: HttpRequest) -> HttpResponse:
    """More was sent than one page may hold: what happened, and what to do. Nothing of it is kept, or shown again."""
    _take_the_rest(request)
    if request.path_info.startswith(settings.KITH_MACHINES):
        return problem(413)
    return render(None, "access/too_much.html", {"page": came_from(request)}, status=413)


def _take_the_rest(request: HttpRequest) -> None:
    """What is still being sent is taken and thrown away: a browser that is cut off shows its own page instead of ours."""
    taken = 0
    try:
        while taken < TAKEN_AT_MOST and (piece := request.read(TAKEN_AT_ONCE)):
            taken += len(piece)
    except UnreadablePostError:
        return  # whoever sent it has gone


def learning_alone(request: HttpRequest) -> HttpResponse:
    """Who came from a learning platform asked for something else than training: one signs in to Kith itself for that."""
    if request.headers.get("X-Autosave"):
        return JsonResponse({"error": "sign in again"}, status=401)
    return render(request, "access/learning_alone.html", status=403)


def only_sent_to(request: HttpRequest) -> HttpResponse:
    """An address that takes a form and shows nothing was asked for, as by Enter in the address bar."""
    return render(None, "access/only_sent_to.html", {"page": came_from(request)}, status=405)


def bad(request: HttpRequest, exception=None) -> HttpResponse:
    """A request that could not be read. What was typed is shown again, unless it is that which cannot be read."""
    if isinstance(exception, TOO_MUCH):
        return too_much(request)
    again = _again(request) if exception is None and request.method == "POST" else {}
    return render(None, "access/broken.html", {"bad": True, "request_id": "", **again}, status=400)


def absent(request: HttpRequest, exception=None) -> HttpResponse:
    """No such address: the one 404."""
    return render(request, "404.html", status=404)
