"""What the page frame needs to know."""

from django.conf import settings


def frame(request) -> dict:
    """Navigation, version and the demo's mark for the page frame."""
    return {
        "nav": getattr(request, "nav", []),
        "version": settings.KITH_VERSION,
        "demo": settings.DEMO,
        "idle_seconds": settings.KITH_IDLE_SECONDS,
    }
