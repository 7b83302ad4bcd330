"""What has changed, as a feed for machines (Atom, RFC 4287): the toolkit’s own news, and nothing about a person or a child.

It stands behind the door for tokens. Most feed readers can send none, so a token that was made for a feed reader, and no
other, opens it in the address too. An address is kept by proxies, logs and readers’ lists: whoever finds it there reads
what has changed in the toolkit, of fields whose class is public, and nothing else. Such a token is made, seen and withdrawn
on the account page, is kept as a hash, is held to so many requests a minute, and ends with the account; an address that
opens nothing any more is the same 404 as one that never did.
"""

import datetime
import re
import uuid
from hashlib import sha256

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date
from ninja import Router

from . import queries

router = Router(tags=["Toolkit"])
# Whoever comes here is known by what stands in the address; config/api.py asks.
at_address = Router(tags=["Toolkit"])
MOST_ENTRIES = 50
# What XML cannot hold, whatever stands in a title.
UNWRITABLE = re.compile("[^\\t\\n\\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
BEFORE_ANY = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


class Changes(Atom1Feed):
    """A feed that is the same from one asking to the next until something changes, an empty one too."""

    def latest_post_date(self):
        return max((item["updateddate"] for item in self.items), default=BEFORE_ANY)


def _written(text: str) -> str:
    return UNWRITABLE.sub("", text)


@router.get("/toolkit/changes.atom", operation_id="toolkit-changes", url_name="toolkit-changes", response={200: None})
def changes(request):
    """What is new, changed or retired in the toolkit of the token’s authority, and local notes and documents of its pages.

    Atom, the newest 50 changes first. Ask with `If-None-Match`; the answer is 304 while nothing has changed.
    """
    return _feed(request, request.user)


@at_address.get("/toolkit/changes/{str:secret}.atom", url_name="toolkit-changes-at", include_in_schema=False)
def changes_at(request, secret: str):
    """The same feed at a private address, for a reader that can send no token."""
    return _feed(request, request.user)


def _feed(request, person):
    here = settings.KITH_ADDRESS
    feed = Changes(
        title=_written(f"What has changed in the toolkit, {person.authority.name}"),
        link=here + reverse("toolkit:changed"),
        # The address without a secret, so that no copy of the feed gives one away.
        feed_url=here + reverse("api:toolkit-changes"),
        description=None,
        author_name=_written(f"Kith, {person.authority.name}"),
        language="en-GB",
    )
    for row in queries.changes_for(person, at_most=MOST_ENTRIES):
        name = f"kith/{person.authority.key}/{row.key}"
        feed.add_item(
            title=_written(row.title),
            link=here + reverse("toolkit:piece", args=[row.slug]),
            description=_written(" ".join([f"{row.words}.", row.why]).strip()),
            unique_id=f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}",
            pubdate=row.at,
            updateddate=row.at,
            categories=[row.change.value],
        )
    content = feed.writeString("utf-8").encode()
    response = HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
    tag, newest = f'"{sha256(content).hexdigest()[:32]}"', int(feed.latest_post_date().timestamp())
    response["ETag"], response["Last-Modified"] = tag, http_date(newest)
    # A reader may keep it for itself, and asks each time whether it is still the same.
    response["Cache-Control"] = "private, no-cache"
    # By the tag alone: a page that is shown again or hidden changes the feed and no date in it.
    return get_conditional_response(request, etag=tag, response=response)
