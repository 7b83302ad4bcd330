"""Gives each request its own id, which the trail, the log and the error page share."""

import logging
import secrets
import time

from django.conf import settings

from .facts import Facts, current
from .seals import keyed_hash

log = logging.getLogger("kith.request")


class RequestFacts:
    """Sets the facts, and writes one log line per request: the route's name, never its path or what was sent."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.request_id = secrets.token_hex(8)
        cookie = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        token = current.set(Facts(request.request_id, keyed_hash(cookie)[:32] if cookie else ""))
        began = time.perf_counter()
        try:
            response = self.get_response(request)
        finally:
            current.reset(token)
        response["X-Request-ID"] = request.request_id
        match = request.resolver_match
        log.info(
            "request",
            extra={
                "route": match.view_name if match else "",
                "method": request.method,
                "status": response.status_code,
                "milliseconds": round((time.perf_counter() - began) * 1000),
                "request_id": request.request_id,
            },
        )
        return response
