"""From where a request comes."""

from django.conf import settings


def address_of(request) -> str:
    """The network address of whoever asks, as far as it can be believed."""
    if settings.KITH_BEHIND_PROXY:
        # The proxy puts the address it spoke with last; what stands before it anybody may have written.
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")[-1].strip()
        return forwarded or request.META.get("REMOTE_ADDR", "")
    return request.META.get("REMOTE_ADDR", "")
