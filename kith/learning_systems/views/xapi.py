"""Where a learning system tells who completed what, by statements of xAPI 1.0.3: it is told here, and nothing is read."""

import base64
import binascii
import json
import re

from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from kith.access.problems import MEDIA_TYPE
from kith.audit.facts import by_token
from kith.bounds.often import Often
from kith.people.actions import digest_of
from kith.training.words import BY_XAPI

from .. import actions, queries
from ..statements import NotStatement, statements_in
from ..words import PER_MINUTE

VERSION = "1.0.3"
TAKEN = re.compile(r"1\.0(\.\d+)?")
LARGEST = 512 * 1024
ASKERS = Often(60)
WAIT_LONG = 3600


def _refusal(status: int, title: str, detail: str, **headers: str) -> HttpResponse:
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    response = HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)
    for name, text in headers.items():
        response[name.replace("_", "-")] = text
    return response


def _versioned(response: HttpResponse) -> HttpResponse:
    response["X-Experience-API-Version"] = VERSION
    return response


# No session is read below /xapi/: the key says who tells, and a form of another site can send neither JSON nor the version.
@csrf_exempt
def statements(request):
    """Statements are taken in, all of them or none. Only POST; whoever sends says so by a key of their learning system."""
    return _versioned(_answer(request))


# As above: it says that there is nothing, and does nothing.
@csrf_exempt
def nothing(request, rest):
    """No such address: Kith is told statements, and offers none of the rest of xAPI."""
    return _versioned(
        _refusal(404, "There is nothing here", "Kith takes statements by POST at /xapi/statements alone.")
    )


def _answer(request) -> HttpResponse:
    if request.method != "POST":
        said = "Kith is told statements by POST, and gives none out. A statement keeps its id when it is posted."
        return _refusal(405, "This address takes POST alone", said, Allow="POST")
    key = _key_of(request)
    if key is None:
        said = "Send the key of your learning system as “Authorization: Bearer …”, or as the password of Basic."
        return _refusal(401, "A key is needed", said, WWW_Authenticate='Basic realm="Kith", Bearer')
    by_token(key.mark)
    if wait := ASKERS.wait(str(key.system_id), most=PER_MINUTE):
        said = "Wait as long as the Retry-After header says, then go on."
        return _refusal(429, "Too many requests", said, Retry_After=str(wait))
    if not TAKEN.fullmatch(request.headers.get("X-Experience-API-Version", "")):
        said = "Say in the header X-Experience-API-Version which version it is: Kith takes 1.0.x."
        return _refusal(400, "The version is not taken", said)
    if request.GET:
        return _refusal(400, "The address takes no parameters", "Send statements by POST without parameters.")
    if request.content_type == "multipart/mixed":
        return _refusal(
            415, "Attachments are not taken", "Send the statements without attachments, as application/json."
        )
    if request.content_type != "application/json":
        return _refusal(415, "Only JSON is taken here", "Send the content as application/json in UTF-8.")
    try:
        if len(request.body) > LARGEST:
            raise RequestDataTooBig
    except RequestDataTooBig:
        return _refusal(413, "The request is too large", f"Send at most {LARGEST // 1024} kB at once.")
    return _taken(key, request.body)


def _taken(key, body: bytes) -> HttpResponse:
    try:
        told, _ = statements_in(body)
        actions.take_statements(BY_XAPI, key=key, told=told)
    except NotStatement as fault:
        return _refusal(400, "This is no statement of xAPI 1.0.3", f"{fault} Nothing was kept.")
    except actions.OtherStatement:
        said = "A statement with this id was told before, and says something else. Nothing was kept."
        return _refusal(409, "This id is another statement’s", said)
    except actions.TooManyWaiting:
        said = "Too much waits for somebody to say what it counts for. Nothing was kept. Send it again later."
        return _refusal(503, "Too much waits", said, Retry_After=str(WAIT_LONG))
    actions.note_key_use(key)
    return JsonResponse([str(one.id) for one in told], safe=False)


def _key_of(request):
    """The key that the request shows, by Bearer, or as the password of Basic; None where there is none that lives."""
    kind, _, said = request.headers.get("Authorization", "").partition(" ")
    secret = said.strip() if kind.lower() == "bearer" else ""
    user = ""
    if kind.lower() == "basic":
        try:
            user, _, secret = base64.b64decode(said.strip(), validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return None
    key = queries.live_key(digest_of(secret)) if secret else None
    # A name beside the key is that of its learning system, so that two that were mixed up are noticed.
    return key if key is None or kind.lower() == "bearer" or user == str(key.system.uuid) else None
