"""The public directory by Open Referral UK 3.0: open to anybody, for reading alone, without a session or a cookie."""

import datetime
import hashlib
import json
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.utils.http import parse_etags
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from kith.access.addresses import address_of
from kith.access.problems import MEDIA_TYPE
from kith.bounds.often import Often

from .. import public
from ..words import DAYS

VERSION = "HSDS-UK-3.0"
PROFILE = "https://github.com/OpenReferralUK/uk-profile"
OPENAPI = "https://openreferraluk.org/specifications/3.0/openapi.json"
PER_PAGE, MOST_PER_PAGE, MOST_PAGE = 50, 100, 1_000_000
LONGEST_WORDS, MOST_WORDS = 200, 10
OLDEST, FARTHEST = 120, 200_000
KEPT_SECONDS = 300
ASKERS = Often(60)


class Wrong(ValueError):
    """A parameter of a question cannot be understood: its name, and why."""

    def __init__(self, name: str, why: str):
        super().__init__(why)
        self.name = name


def _refusal(status: int, title: str, detail: str, **more) -> HttpResponse:
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)


def _absent() -> HttpResponse:
    return _refusal(404, "There is nothing here", "No public service, place or term has this address.")


def _answered(request, view, args) -> HttpResponse:
    if wait := ASKERS.wait(address_of(request), most=settings.KITH_ORUK_PER_MINUTE):
        response = _refusal(429, "Too many requests", "Wait as long as the Retry-After header says, then go on.")
        response["Retry-After"] = str(wait)
        return response
    try:
        said = view(request, **args)
    except Wrong as fault:
        errors = [{"parameter": fault.name, "detail": str(fault)}]
        return _refusal(400, "A parameter cannot be understood", f"{fault.name}: {fault}.", errors=errors)
    if said is None:
        return _absent()
    body = json.dumps(said, ensure_ascii=False, cls=DjangoJSONEncoder).encode()
    mark = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    known = parse_etags(request.headers.get("If-None-Match", ""))
    if mark in [one.removeprefix("W/") for one in known] or "*" in known:
        response = HttpResponse(status=304)
        del response["Content-Type"]
    else:
        response = HttpResponse(body, content_type="application/json")
    response["ETag"] = mark
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return response


def open_to_anybody(view):
    """The view’s answer as JSON: counted, marked for caches, and open to pages of any origin, which get no credentials."""

    @require_safe
    @csrf_exempt
    @wraps(view)
    def answer(request, **args):
        response = _answered(request, view, args)
        response["Access-Control-Allow-Origin"] = "*"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return answer


def _number(request, name: str, default: int | None, least: int, most: int) -> int | None:
    text = request.GET.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdecimal() and len(text) <= 9 and least <= int(text) <= most):
        raise Wrong(name, f"it is a whole number from {least} to {most}")
    return int(text)


def _uuid(request, name: str) -> str:
    text = request.GET.get(name)
    if text is None:
        return ""
    try:
        return str(UUID(text))
    except ValueError:
        raise Wrong(name, "it is a UUID") from None


def _time(request, name: str) -> datetime.time | None:
    text = request.GET.get(name)
    if text is None:
        return None
    try:
        found = datetime.time.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is not None:
        raise Wrong(name, "it is a time such as 16:30")
    return found


def _day(request) -> str:
    text = request.GET.get("day")
    if text is None:
        return ""
    names = {name.lower(): short for short, name in DAYS.items()} | {short.lower(): short for short in DAYS}
    if text.lower() not in names:
        raise Wrong("day", "it is one of " + ", ".join(DAYS))
    return names[text.lower()]


def _moment(request, name: str) -> datetime.datetime | None:
    text = request.GET.get(name)
    if text is None:
        return None
    try:
        found = datetime.datetime.fromisoformat(text)
        # Beside the ends of the calendar some hours of a zone are no moment of UTC.
        return found.astimezone(datetime.UTC) if found.tzinfo else found.replace(tzinfo=datetime.UTC)
    except (ValueError, OverflowError):
        raise Wrong(name, "it is a date and time such as 2026-06-09T14:10:00Z") from None


def _asked(request, *, near: bool = False) -> public.Asked:
    words = request.GET.get("search", "")
    if len(words) > LONGEST_WORDS or len(words.split()) > MOST_WORDS:
        raise Wrong("search", f"it is at most {MOST_WORDS} words of {LONGEST_WORDS} characters together")
    postcode, proximity = "", None
    if near:
        text = request.GET.get("postcode")
        if text is not None:
            found = public.postcode_of(text) if len(text) <= 12 else None
            if found is None:
                raise Wrong("postcode", "it is a whole postcode such as TH1 2AB")
            postcode = found
        proximity = _number(request, "proximity", None, 1, FARTHEST)
        if proximity is not None and not postcode:
            raise Wrong("proximity", "it needs a postcode to be near to")
    return public.Asked(
        words=tuple(words.split()),
        term=_uuid(request, "taxonomy_term_id"),
        taxonomy=_uuid(request, "taxonomy_id"),
        organisation=_uuid(request, "organization_id"),
        minimum_age=_number(request, "minimum_age", None, 0, OLDEST),
        maximum_age=_number(request, "maximum_age", None, 0, OLDEST),
        opens=_time(request, "start_time"),
        closes=_time(request, "end_time"),
        day=_day(request),
        modified_after=_moment(request, "modified_after"),
        postcode=postcode,
        proximity=proximity,
    )


def _page(request, total: int, cut) -> dict:
    """One page of a list: `cut(start, end)` gives its entries. A page beyond the last one is empty and says so."""
    number = _number(request, "page", 1, 1, MOST_PAGE)
    size = _number(request, "per_page", PER_PAGE, 1, MOST_PER_PAGE)
    # A list of nothing has one page, which is empty: whoever asks for the last page finds it.
    pages = max(1, -(-total // size))
    contents = cut((number - 1) * size, number * size) if number <= pages else []
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": number,
        "size": len(contents),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not contents,
        "contents": contents,
    }


@open_to_anybody
def root(request):
    """What this is."""
    return {"version": VERSION, "profile": PROFILE, "openapi_url": OPENAPI}


@open_to_anybody
def services(request):
    """The public services that fit, by name."""
    rows = public.fitting(_asked(request))
    boxes = public.mailboxes()
    return _page(request, rows.count(), lambda a, b: [public.thin(row, boxes) for row in public.rows_of(rows[a:b])])


@open_to_anybody
def service(request, uuid):
    """One public service, with everything that is told of it."""
    found = public.rows_of(public.public().filter(uuid=uuid))
    return public.whole(found[0], public.mailboxes()) if found else None


@open_to_anybody
def taxonomies(request):
    """The lists from which kinds of help are taken: one."""
    return _page(request, 1, lambda a, b: [public.taxonomy()][a:b])


@open_to_anybody
def taxonomy(request, uuid):
    """That list."""
    return public.taxonomy() if str(uuid) == public.TAXONOMY else None


@open_to_anybody
def taxonomy_terms(request):
    """The kinds of help."""
    terms = public.terms()
    return _page(request, len(terms), lambda a, b: terms[a:b])


@open_to_anybody
def taxonomy_term(request, uuid):
    """One kind of help."""
    return next((term for term in public.terms() if term["id"] == str(uuid)), None)


@open_to_anybody
def service_at_locations(request):
    """The public services that are somewhere, and where; near a postcode, where one is given."""
    rows = public.places(_asked(request, near=True))
    boxes = public.mailboxes()
    return _page(
        request,
        rows.count(),
        lambda a, b: [public.at_location(row, boxes, nested=False) for row in public.rows_of(rows[a:b])],
    )


@open_to_anybody
def service_at_location(request, uuid):
    """One public service where it is, with everything that is told of both."""
    found = public.rows_of(public.public().filter(public.with_place(), place_uuid=uuid))
    return public.at_location(found[0], public.mailboxes(), nested=True) if found else None


@open_to_anybody
def nothing(request, rest):
    """Any other address below."""
    return None
