"""What the page frame needs to know."""

from django.conf import settings


def frame(request) -> dict:
    """Navigation (set by a higher room as `request.nav`), version and the demo's mark for the page frame."""
    return {
        "nav": getattr(request, "nav", []),
        "kith_version": settings.KITH_VERSION,
        "demo": settings.DEMO,
        "idle_seconds": settings.KITH_IDLE_SECONDS,
    }
