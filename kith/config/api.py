"""The door for machines: `/api/v1/`. Tokens, limits and answers for faults; the operations stand in their rooms."""

from time import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import RequestDataTooBig
from ninja import NinjaAPI, Router
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from ninja.parser import Parser
from ninja.security import HttpBearer
from ninja.throttling import BaseThrottle

from kith.access.problems import MEDIA_TYPE, SAID, problem
from kith.access.rules import NotFound
from kith.audit.facts import by_token
from kith.concerns.api import router as concerns
from kith.people.actions import digest_of, note_token_use
from kith.people.queries import live_token
from kith.screening.api import router as screening
from kith.toolkit.api import at_address
from kith.toolkit.api import router as toolkit

LARGEST = 512 * 1024
# Why a field was refused, in our words: a library’s own sentence may repeat what was sent.
WORDS = {
    "missing": "is needed",
    "extra_forbidden": "holds a field that is not known here",
    "string_too_long": "is too long",
    "string_too_short": "is too short",
    "too_long": "holds too many",
    "enum": "is not one of the choices",
    "literal_error": "is not one of the choices",
    "date_from_datetime_parsing": "must be a date such as 2026-06-09",
    "date_parsing": "must be a date such as 2026-06-09",
    "date_type": "must be a date such as 2026-06-09",
    "string_type": "must be text",
    "list_type": "must be a list",
}


class Token(HttpBearer):
    """A person’s own token, while it lives and its person is active. A session opens nothing here.

    A token that was made for a feed reader opens the doors that say so in the access table, and no other: behind the
    rest it finds what is not there. Such a try is counted as any request, and stands in the trail.
    """

    def authenticate(self, request, token: str):
        found = live_token(digest_of(token)) if token else None
        if found is None:
            return None
        person = _let_in(request, found)
        if found.is_for_feed and not request.door.feed:
            if not PER_MINUTE.allow_request(request):
                raise Throttled(wait=PER_MINUTE.wait())
            raise NotFound
        return person


class TokenInAddress:
    """A feed reader’s token where it can send none: it stands in the address. Any other is an address that is not there.

    Nobody is named, so such a try leaves no entry in the trail, as one with an unknown token leaves none.
    """

    def __call__(self, request):
        found = live_token(digest_of(request.resolver_match.kwargs["secret"]))
        if found is None or not found.is_for_feed:
            raise HttpError(404, "")
        return _let_in(request, found)


def _let_in(request, token):
    """The request is its token’s person’s from now on."""
    note_token_use(token)
    by_token(token.mark)
    request.user, request.token_key = token.person, token.pk
    return token.person


class PerToken(BaseThrottle):
    """So many requests in each minute for each token; no other token is held up by it. Keeps nothing of its own."""

    most = 120

    def allow_request(self, request) -> bool:
        key = f"api-{request.token_key}-{int(time() // 60)}"
        cache.add(key, 0, 120)
        return cache.incr(key) <= self.most

    def wait(self) -> int:
        return 60 - int(time() % 60)


PER_MINUTE = PerToken()


class OnlyJson(Parser):
    """Takes JSON and nothing else."""

    def parse_body(self, request):
        if request.content_type != "application/json":
            raise HttpError(415, "")
        if len(request.body) > LARGEST:
            raise HttpError(413, "")
        content = super().parse_body(request)
        if _holds_nul(content):
            raise HttpError(400, "")
        return content


def _holds_nul(content: Any) -> bool:
    """True where a text holds the sign NUL, which no database of ours keeps."""
    if isinstance(content, dict):
        content = [*content, *content.values()]
    if isinstance(content, list):
        return any(_holds_nul(each) for each in content)
    return isinstance(content, str) and "\0" in content


class Description(NinjaAPI):
    """The API with its faults described: every operation may answer with a problem."""

    def get_openapi_schema(self, **kwargs: Any):
        schema = super().get_openapi_schema(**kwargs)
        schema["servers"] = [{"url": settings.KITH_ADDRESS or "/", "description": "This Kith"}]
        parts = schema["components"]
        parts["schemas"]["Problem"] = {
            "type": "object",
            "description": "What went wrong (RFC 9457). It never repeats what was sent.",
            "required": ["type", "title", "status", "detail"],
            "properties": {
                "type": {"type": "string", "format": "uri-reference"},
                "title": {"type": "string"},
                "status": {"type": "integer"},
                "detail": {"type": "string"},
                "errors": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["detail"],
                        "properties": {
                            "pointer": {"type": "string", "description": "The field in the content (RFC 6901)."},
                            "parameter": {"type": "string", "description": "The header or part of the address."},
                            "detail": {"type": "string"},
                        },
                    },
                },
            },
        }
        waits = {"description": "How many seconds to wait.", "schema": {"type": "integer"}}
        headers = {
            401: {"WWW-Authenticate": {"description": "Always Bearer.", "schema": {"type": "string"}}},
            405: {"Allow": {"description": "The methods that are taken.", "schema": {"type": "string"}}},
            429: {"Retry-After": waits},
            503: {"Retry-After": waits},
        }
        parts["responses"] = {
            f"Problem{status}": {
                "description": title,
                **({"headers": headers[status]} if status in headers else {}),
                "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
            }
            for status, (title, _) in SAID.items()
        }
        for methods in schema["paths"].values():
            for method, operation in methods.items():
                statuses = [401, 404, 405, 422, 429, 500, 503]
                statuses += [400, 409, 413, 415] if method == "post" else []
                for status in sorted(statuses):
                    operation["responses"][status] = {"$ref": f"#/components/responses/Problem{status}"}
        return schema


api = Description(
    title="Kith",
    version="1",  # of the API; which Kith serves it is nobody’s business without a token
    description=(
        "For a case system that works with Kith, and for feed readers. A token belongs to one person and opens what that "
        "person may read, no more; one that was made for a feed reader opens the toolkit’s changes alone. Reading a record leaves an entry in its trail, as on the pages. A draft is begun here; only a "
        "person sends it. Equality monitoring is neither taken nor given."
    ),
    urls_namespace="api",
    openapi_url="/openapi.json",
    docs_url=None,
    auth=Token(),
    throttle=[PER_MINUTE],
    parser=OnlyJson(),
    openapi_extra={
        "info": {"license": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"}},
        "tags": [
            {"name": "Consultations", "description": "Concerns about a child, from a draft to what came of it."},
            {"name": "Decisions", "description": "What was decided, why, and what follows."},
            {
                "name": "Toolkit",
                "description": "What has changed in guidance, signs and pathways. No case stands here.",
            },
        ],
    },
)

nowhere = Router()


@nowhere.api_operation(
    ["GET", "POST", "PUT", "PATCH", "DELETE"], "/{path:rest}", url_name="nothing", include_in_schema=False
)
def nothing(request, rest: str):
    """No such address."""
    raise NotFound


api.add_router("", concerns)
api.add_router("", screening)
api.add_router("", toolkit)
api.add_router("", at_address, auth=TokenInAddress())
api.add_router("", nowhere)


@api.exception_handler(AuthenticationError)
def without_token(request, fault):
    return problem(401)


@api.exception_handler(HttpError)
def refused(request, fault):
    # What our parser said comes wrapped in “cannot be parsed”.
    within = fault.__cause__ or fault.__context__
    return problem(within.status_code if isinstance(within, HttpError) else fault.status_code)


@api.exception_handler(Throttled)
def too_many(request, fault):
    response = problem(429)
    response["Retry-After"] = str(fault.wait or 60)
    return response


@api.exception_handler(RequestDataTooBig)
def too_large(request, fault):
    return problem(413)


@api.exception_handler(ValidationError)
def not_as_described(request, fault):
    named = [_named(error) for error in fault.errors]
    return problem(422, [each for at, each in enumerate(named) if each not in named[:at]])


def _named(error: dict) -> dict:
    """One fault by the place of its field, in our words."""
    source, *place = error["loc"]
    why = WORDS.get(error["type"], "is not as described")
    if source != "body":
        return {"parameter": str(place[-1]) if place else source, "detail": why}
    # The first part is the name that the operation gives to its content; an unknown field’s own name is not repeated.
    place = place[1:-1] if error["type"] == "extra_forbidden" else place[1:]
    # “literal['']” and the like name a kind of value, not a field.
    return {"pointer": "#" + "".join(f"/{part}" for part in place if "[" not in str(part)), "detail": why}
