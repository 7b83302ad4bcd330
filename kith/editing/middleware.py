"""The way into Wagtail’s pages: groups follow from the roles of this moment, and its pages get a policy they can work under."""

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.db import transaction
from wagtail.models import TaskState

from kith.access.middleware import not_found

from .actions import keep_groups
from .models import ToolkitPage
from .queries import reachable_by
from .rules import wrote

# What Wagtail's routes call the page that they are about.
PAGE_IN_ADDRESS = ("page_id", "parent_page_id", "pk", "object_id")
PREFIX = "/editor/"
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
    """Runs after the access table has let somebody in: what Wagtail then lets them touch is what their roles say now."""

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
        # A second wall beside Wagtail's permissions, for breadcrumbs and choosers: a page of another layer is not there.
        asked = {int(kwargs[name]) for name in PAGE_IN_ADDRESS if str(kwargs.get(name, "")).isdecimal()}
        if asked and asked - reachable_by(request.user):
            return not_found(request)
        if request.method == "POST" and _closed(request, kwargs):
            return not_found(request)
        if request.method == "POST":
            # An act in Wagtail and its entry in the trail happen together or not at all.
            with transaction.atomic():
                return view(request, *args, **kwargs)
        return None


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
