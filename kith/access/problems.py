"""What went wrong, for machines: RFC 9457. The same body for the same status, whatever stood behind it."""

import json

from django.http import HttpResponse

MEDIA_TYPE = "application/problem+json"
SAID = {
    400: ("The request could not be read", "Send JSON as the description of this API says."),
    401: (
        "A token is needed",
        "Send a valid token as “Authorization: Bearer …”. It may have expired or been withdrawn.",
    ),
    403: ("This is not allowed", "The request was refused."),
    404: ("There is nothing here for you", "It does not exist, or this token’s person may not have it."),
    405: ("This address does not take that method", "The Allow header names the methods that it takes."),
    409: ("This key was used with another request", "Send a new Idempotency-Key, or the same content as before."),
    410: ("This is over", "It has ended or is closed, and takes nothing more. Nothing was kept."),
    413: ("The request is too large", "Send less at once."),
    415: ("Only JSON is taken here", "Send the content as application/json in UTF-8."),
    422: ("Something in the request is not as described", "Each error names a field; what was sent is not repeated."),
    429: ("Too many requests", "Wait as long as the Retry-After header says, then go on."),
    500: ("Something went wrong here", "Nothing was kept. Try again, and tell your administrator the X-Request-ID."),
    503: ("Kith cannot reach its records at the moment", "Nothing was kept. Try again in a minute."),
}


def problem(status: int, errors: list[dict] | None = None) -> HttpResponse:
    """The answer for this status, with the faulty fields where there are any; never what was sent."""
    title, detail = SAID.get(status, ("The request was refused", ""))
    body: dict = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    if errors:
        body["errors"] = errors
    response = HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    if status == 503:
        response["Retry-After"] = "60"
    return response
