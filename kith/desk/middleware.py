"""The way round the house, by role."""

from django.urls import reverse

from kith.calibration.words import CALIBRATORS
from kith.people.words import CASEWORK_ROLES, Role

from .views import healthz

# Words, page, who is shown it, and the addresses at which it is the present one.
ITEMS = (
    ("Home", "desk:home", (), ()),
    ("What do I do now", "toolkit:what-now", (), ()),
    ("Consultations", "concerns:mine", CASEWORK_ROLES, ("/consultations/", "/chronology/")),
    ("Screening", "screening:queue", (Role.SPECIALIST, Role.MANAGER), ("/screening/",)),
    ("My team", "screening:team", (Role.MANAGER,), ()),
    ("Contexts", "contexts:mine", (*CASEWORK_ROLES, Role.PARTNER), ("/contexts/",)),
    ("Requests", "sharing:requests", (*CASEWORK_ROLES, Role.PARTNER), ("/sharing/",)),
    ("Visits and meetings", "meetings:mine", (*CASEWORK_ROLES, Role.PARTNER, Role.CHAIR), ("/meetings/",)),
    ("Plans", "plans:mine", CASEWORK_ROLES, ("/plans/",)),
    ("Panels", "panel:panels", (*CASEWORK_ROLES, Role.PARTNER, Role.CHAIR, Role.ADMINISTRATOR), ("/panels/",)),
    ("Calibration", "calibration:rounds", CALIBRATORS, ("/calibration/",)),
    (
        "Training",
        "training:mine",
        (),
        ("/training/", "/learning/", "/confidence/", "/modules/", "/learning-systems/", "/lti/"),
    ),
    ("Coaching", "coaching:home", (), ("/coaching/",)),
    ("Learning systems", "learning_systems:systems", (Role.ADMINISTRATOR,), ("/learning-systems/",)),
    ("Handover", "handover:mine", (Role.MANAGER, Role.ADMINISTRATOR), ("/handover/",)),
    ("People", "people:everybody", (Role.ADMINISTRATOR,), ("/people",)),
    ("Points of contact", "people:receivers", (Role.ADMINISTRATOR,), ("/directory",)),
    ("Vetting", "people:vettings", (Role.ADMINISTRATOR, Role.GOVERNANCE), ("/vetting",)),
    ("How requests are answered", "sharing:figures", (Role.GOVERNANCE,), ()),
    ("Emergency openings", "desk:emergency-reviews", (Role.GOVERNANCE,), ("/emergency-reviews",)),
    ("Search", "desk:search", CASEWORK_ROLES, ()),
    ("Services", "services:directory", (), ("/services/",)),
    ("Toolkit", "toolkit:browse", (), ("/toolkit/",)),
)

# What there is where there is no line.
KEPT_ITEMS = (
    ("What do I do now", "toolkit:what-now", (), ()),
    ("Pocket guide", "toolkit:guide", (), ()),
    ("Toolkit", "toolkit:browse", (), ("/toolkit/",)),
    ("What is kept", "toolkit:keep", (), ()),
)


# What somebody has before them who came from a learning platform.
LEARNING_ITEMS = (
    ("Training", "training:mine", (), ("/training/",)),
    ("Short modules", "modules:modules", (), ("/modules/", "/lti/modules/")),
)


def ways_for(person, path: str, items=ITEMS) -> list[dict]:
    """The navigation of this person; at most one item is the present one, the longest address that fits."""
    shown = [
        {"label": label, "url": reverse(page), "places": (reverse(page), *places)}
        for label, page, roles, places in items
        if not roles or person.holds(*roles)
    ]
    fitting = [
        (len(place), item["url"])
        for item in shown
        for place in item["places"]
        if path == place or (place != "/" and path.startswith(place))
    ]
    present = max(fitting)[1] if fitting else None
    return [{"label": item["label"], "url": item["url"], "current": item["url"] == present} for item in shown]


class Health:
    """Answers `/healthz` before anything else reads a session, so that a stopped database is told and not suffered."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path == "/healthz" and request.method in ("GET", "HEAD"):
            return healthz(request)
        return self.get_response(request)


class Navigation:
    """Sets `request.nav` for the page frame, when a page asks for it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        request.nav = _Ways(request)


class _Ways:
    """The navigation, made only where it is shown, so that files and machines do not pay for it."""

    def __init__(self, request):
        self.request = request

    def __iter__(self):
        person = self.request.user
        items = KEPT_ITEMS if self.request.keeping else ITEMS
        if self.request.session.get("via"):
            items = LEARNING_ITEMS
        return iter(ways_for(person, self.request.path, items) if person.is_authenticated else [])

    def __bool__(self):
        return self.request.user.is_authenticated and not self.request.session.get("locked")
