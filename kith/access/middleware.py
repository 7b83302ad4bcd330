"""Deny by default: a route that the access table does not name answers as if it did not exist."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from kith.audit.actions import record
from kith.audit.events import Refused

from .keeping import MAY, WHOSE, is_to_keep, keeper, mark_for
from .problems import MEDIA_TYPE, problem
from .rules import NotFound, Over
from .table import ANYONE, TOKEN, door_of
from .views import bad, came_from, forged, is_over, learning_alone, locked, only_sent_to, own_words


def not_found(request: HttpRequest) -> HttpResponse:
    """The one 404, the same for absent and withheld."""
    return render(request, "404.html", status=404)


def refuse(request: HttpRequest) -> HttpResponse:
    """The same 404, and the refusal stands in the trail; where that cannot be written, the request fails as a whole."""
    route = request.resolver_match.view_name if request.resolver_match else ""
    with transaction.atomic():
        by = request.user if request.user.is_authenticated else "system:nobody"
        record(Refused(route=route, method=request.method or ""), by=by)
    door = getattr(request, "door", None)
    return problem(404) if door is not None and door.who == TOKEN else not_found(request)


class SafeHeaders:
    """Nothing that was signed in for stays in a cache, and no page asks the browser for its devices."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        response["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
        if not response.has_header("Cross-Origin-Resource-Policy"):
            response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response


class Readable:
    """No text holds the sign NUL: PostgreSQL keeps none, and nobody types it. Such a request could not be read."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\0" in request.path_info or _holds_nul(request.GET):
            return self._refuse(request)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        return self._refuse(request) if request.method == "POST" and _holds_nul(request.POST) else None

    def _refuse(self, request):
        return problem(400) if request.path_info.startswith(settings.KITH_MACHINES) else bad(request)


def _holds_nul(sent) -> bool:
    return any("\0" in name or any("\0" in text for text in texts) for name, texts in sent.lists())


class DeclaredRoutes:
    """Asks the access table before any view runs, and turns NotFound into the one 404.

    A door for tokens asks no session: the view takes its person from the token alone, and every fault is
    answered as a problem for machines instead of a page.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        door = getattr(request, "door", None)
        if (
            response.status_code == 405
            and request.method in ("GET", "HEAD")
            and door
            and door.who not in (TOKEN, ANYONE)
        ):
            plainly = only_sent_to(request)
            plainly["Allow"] = response["Allow"]
            return plainly
        if door is None or door.who != TOKEN or response.status_code < 400:
            return response
        if response.get("Content-Type", "").startswith(MEDIA_TYPE):
            return response
        plain = problem(response.status_code)
        if response.has_header("Allow"):
            plain["Allow"] = response["Allow"]
        return plain

    def process_view(self, request, view, args, kwargs):
        name = request.resolver_match.view_name
        door = door_of(name)
        request.door = door
        if door is None:
            return not_found(request)
        if request.session.get("via") and not door.learning:
            return learning_alone(request)
        if door.who == TOKEN:
            # Whoever is signed in here by a cookie is nobody to a machine’s door.
            request.user = AnonymousUser()
            return None
        if door.who == ANYONE:
            return None
        person = request.user
        if not person.is_authenticated:
            return self._sign_in_first(request)
        if request.session.get("locked") and not door.open_when_locked:
            if request.headers.get("X-Autosave"):
                return JsonResponse({"error": "locked"}, status=401)
            return locked(request) if own_words(request) else redirect("people:unlock")
        if isinstance(door.who, tuple) and not person.holds(*door.who):
            return refuse(request)
        if door.fresh and not is_fresh(request):
            if request.headers.get("X-Autosave"):
                return JsonResponse({"error": "confirm"}, status=401)
            asked = {"next": request.get_full_path(), "came": came_from(request)}
            where = f"{reverse('people:confirm')}?{urlencode(asked)}"
            # What was typed goes along, and comes back once the password was given.
            return redirect(where, preserve_request=request.method == "POST")
        return None

    def process_exception(self, request, exception):
        if isinstance(exception, NotFound):
            return refuse(request)
        if isinstance(exception, Over):
            return problem(410) if request.door.who == TOKEN else is_over(request, exception)
        return None

    def _sign_in_first(self, request):
        if request.headers.get("X-Autosave"):
            return JsonResponse({"error": "sign in again"}, status=401)
        if own_words(request):
            return forged(request)
        query = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
        return redirect(f"{reverse('people:sign-in')}{'?' + query if query else ''}")


class Keeping:
    """Says on every page whose browser this is; and of a page asked for to be kept, for whom it may be.

    Stands after the declared routes. Whatever a view says of itself, a page that the table does not let be kept
    never leaves with the mark.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.keeping = False
        response = self.get_response(request)
        if MAY in response:
            del response[MAY]
        if request.path.startswith(settings.KITH_MACHINES):
            return response
        whose = response[WHOSE] = keeper(request)
        if request.keeping and response.status_code == 200 and (mark := mark_for(request, whose)):
            response[MAY] = mark
        return response

    def process_view(self, request, view, args, kwargs):
        request.keeping = is_to_keep(request)
        return None


def is_fresh(request) -> bool:
    """True where the password was given within the last few minutes (as delivered five)."""
    at = request.session.get("fresh_at", 0)
    return timezone.now().timestamp() - at <= settings.KITH_FRESH_SECONDS
