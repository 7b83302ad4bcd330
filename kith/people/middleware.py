"""How long a session lasts: idle, absolute, and not a request longer than the account."""

import time

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.middleware import SessionMiddleware
from django.shortcuts import redirect

from kith.access.keeping import ASKED
from kith.access.table import ANYONE, TOKEN

# The time of the last request is written at most this often, so that reading pages does not mean writing rows.
WRITE_EVERY = 30


class Sessions(SessionMiddleware):
    """Django’s own, which leaves machines alone: whatever cookie they send is not read, and none is set.

    A request below KITH_MACHINES has an empty session of its own, which the middleware after this one asks for.
    """

    def process_request(self, request):
        if request.path.startswith(settings.KITH_MACHINES):
            request.session = self.SessionStore()
        else:
            super().process_request(request)

    def process_response(self, request, response):
        if request.path.startswith(settings.KITH_MACHINES):
            return response
        return super().process_response(request, response)


class SessionLimits:
    """Signs out who was idle too long, or signed in too long ago. Typed text is safe: drafts are on the server.

    A page that a browser fetches by itself, to keep it, is no sign that somebody is there.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.session.get("started_at") and request.user.is_authenticated:
            now = time.time()
            seen = request.session.get("seen_at", now)
            if (
                now - seen > settings.KITH_IDLE_SECONDS
                or now - request.session["started_at"] > settings.KITH_ABSOLUTE_SECONDS
            ):
                logout(request)
            elif now - seen > WRITE_EVERY and ASKED not in request.headers:
                request.session["seen_at"] = now
        return self.get_response(request)


class FirstPassword:
    """Who was handed a password opens nothing but the page that makes their own. Stands after the declared routes."""

    OPEN = ("people:password", "people:sign-out", "people:lock", "people:unlock", "people:stay")

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.door.who in (ANYONE, TOKEN) or request.resolver_match.view_name in self.OPEN:
            return None
        return redirect("people:password") if request.user.must_change else None
