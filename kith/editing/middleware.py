"""The way into Wagtail’s pages: groups follow from the roles of this moment, its pages get a policy they can work under,
and what none of its pages sends is answered by a sentence.
"""

import logging
import re
import traceback

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.contrib.messages.storage import default_storage
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DataError, IntegrityError, transaction
from django.http import Http404
from django.urls import NoReverseMatch, reverse
from wagtail.models import TaskState

from kith.access.middleware import refuse
from kith.access.rules import NotFound
from kith.access.views import bad

from .actions import keep_groups
from .models import ToolkitPage
from .queries import reachable_by
from .rules import wrote

# What Wagtail's routes call the page that they are about.
PAGE_IN_ADDRESS = ("page_id", "parent_page_id", "pk", "object_id")
PREFIX = "/editor/"
# How Wagtail, which reads what its own pages send without looking twice, ends where something else was sent: a number
# that is none, a part that is missing or of another kind, more than the database takes.
UNREADABLE = (
    *(ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError),
    *(DataError, IntegrityError, NoReverseMatch, ValidationError),
)
NO_WORD = re.compile(r"[^\w\s]")
logger = logging.getLogger("kith.editing")
# Wagtail's pages carry styles and a few scripts of their own; nothing from elsewhere, and no page of a stranger in a frame.
POLICY = {
    "default-src": [NONE],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
}


class EditorsRoom:
    """Runs after the access table has let somebody in: what Wagtail then lets them touch is what their roles say now.

    What cannot be read changes nothing, and is answered by the page that shows again what was typed.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path.startswith(PREFIX):
            response._csp_replace = POLICY
            if not response.has_header("X-Frame-Options"):
                response["X-Frame-Options"] = "SAMEORIGIN"
        return response

    def process_view(self, request, view, args, kwargs):
        if not request.path.startswith(PREFIX) or not request.user.is_authenticated:
            return None
        keep_groups(request.user)
        try:
            answer = self._let_in(request, view, args, kwargs)
            return refuse(request) if _is_denied(request, answer) else answer
        except (Http404, NotFound, PermissionDenied):
            return refuse(request)
        except UNREADABLE as fault:
            if _is_ours(fault):
                raise
            # Said in the log all the same: it may be a page of the editor that broke, and not what was sent to it.
            logger.error("what was sent to the editor could not be read", exc_info=True)
            return bad(request)

    def _let_in(self, request, view, args, kwargs):
        # A second wall beside Wagtail's permissions, for breadcrumbs and choosers: a page of another layer is not there.
        asked = {int(kwargs[name]) for name in PAGE_IN_ADDRESS if str(kwargs.get(name, "")).isdecimal()}
        if asked and asked - reachable_by(request.user):
            return refuse(request)
        # The tree’s root and a layer are places and have no words of their own: there is nothing to edit or to preview.
        one = str(kwargs.get("page_id", ""))
        if one.isdecimal() and not ToolkitPage.objects.filter(pk=int(one)).exists():
            return refuse(request)
        if request.method == "POST" and _closed(request, kwargs):
            return refuse(request)
        if request.method in ("GET", "HEAD"):
            request.GET = _with_plain_words(request.GET)
            return _drawn(view(request, *args, **kwargs))
        # An act in Wagtail and its entry in the trail happen together or not at all.
        with transaction.atomic():
            return _drawn(view(request, *args, **kwargs))


def _drawn(response):
    """The answer with its page, which Django would draw only once this room was left."""
    return response.render() if getattr(response, "is_rendered", True) is False else response


def _is_denied(request, answer) -> bool:
    """True where Wagtail sends somebody who may not to its first page, with a message that is then told nowhere."""
    home = reverse("wagtailadmin_home")
    if answer.status_code != 302 or answer.get("Location") != home or request.path == home:
        return False
    request._messages = default_storage(request)  # what was told meanwhile is forgotten
    return True


def _with_plain_words(query):
    """Words that are searched for are words: to the database a sign among them may be a part of its own language."""
    if "q" not in query:
        return query
    plain = query.copy()
    plain["q"] = NO_WORD.sub(" ", query["q"])
    return plain


def _is_ours(fault: BaseException) -> bool:
    """True where a line of Kith broke, and not Wagtail or Django at what they were sent."""
    *_, (frame, _) = traceback.walk_tb(fault.__traceback__)
    return str(frame.f_globals.get("__name__", "")).startswith("kith.")


def _closed(request, kwargs) -> bool:
    """Two acts of Wagtail’s that its frame does not offer here: taking a colleague’s page back, and writing over a
    version that somebody was asked to approve.
    """
    over = request.POST.get("overwrite_revision_id", "")
    if over and (not over.isdecimal() or TaskState.objects.filter(revision_id=int(over)).exists()):
        return True
    if "action-cancel-workflow" not in request.POST:
        return False
    page = ToolkitPage.objects.filter(pk=kwargs.get("page_id")).first()
    return page is None or not wrote(request.user, page)
