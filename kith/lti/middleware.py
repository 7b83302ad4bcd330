"""A session that a learning platform opened ends with what opened it."""

from django.contrib.auth import logout

from .queries import still_leads_in
from .words import VIA


class WhileLinked:
    """Who came from a platform is nobody once the platform, or the person’s link to it, is ended. One question more to the
    database, for these sessions alone."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        session = request.session
        if session.get("via") == VIA and request.user.is_authenticated:
            link = session.get("link")
            if not link or not still_leads_in(request.user, link):
                logout(request)
        return self.get_response(request)
