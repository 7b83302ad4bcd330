"""Pages for what went wrong: one sentence about what happened, one about what to do, and nothing lost."""

import sys

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# Never shown back: the password that was typed, and what is not the person's own text.
NOT_SHOWN = {"csrfmiddlewaretoken", "password", "new_password1", "new_password2", "old_password"}


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed, as (field, text), to be shown on a page that could not save it."""
    if request.method != "POST":
        return []
    return [(name, text) for name, texts in request.POST.lists() for text in texts if name not in NOT_SHOWN]


def broken(request: HttpRequest) -> HttpResponse:
    """After an unforeseen fault: plain words, the text kept. Rendered without the database."""
    fault = sys.exc_info()[1]
    waits = isinstance(fault, DatabaseError)
    context = {
        "typed": typed(request),
        "token": request.POST.get("csrfmiddlewaretoken", "") if request.method == "POST" else "",
        "path": request.get_full_path(),
        "request_id": getattr(request, "request_id", ""),
        "waits": waits,
    }
    return render(None, "access/broken.html", context, status=503 if waits else 500)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose secret did not match (often: signed out in another tab). The text is shown to be copied."""
    context = {"typed": typed(request), "path": request.get_full_path()}
    return render(None, "access/forged.html", context, status=403)


def bad(request: HttpRequest, exception=None) -> HttpResponse:
    """A request that could not be read."""
    return render(None, "access/broken.html", {"bad": True, "request_id": ""}, status=400)


def absent(request: HttpRequest, exception=None) -> HttpResponse:
    """No such address: the one 404."""
    return render(request, "404.html", status=404)
