"""What the script that saves while one types is told (kith.js)."""

from django.http import JsonResponse

from .templatetags.design import clock


def autosaved(draft) -> JsonResponse:
    """The number and the time of what was kept; without a draft, that another window or device was first."""
    if draft is None:
        return JsonResponse({"error": "saved elsewhere"}, status=409)
    return JsonResponse({"version": draft.version, "saved_at": clock(draft.saved_at)})
