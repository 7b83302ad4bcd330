"""The way round the house, by role."""

from django.urls import reverse


class Navigation:
    """Sets `request.nav` for the page frame."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.nav = [
            {"label": "Home", "url": reverse("desk:home"), "current": request.path == "/"},
            {"label": "What do I do now", "url": reverse("toolkit:what-now"), "current": False},
            {"label": "Toolkit", "url": reverse("toolkit:browse"), "current": False},
        ]
        return self.get_response(request)
