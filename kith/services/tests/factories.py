"""Services, made through the doors."""

import itertools

from kith.services import actions
from kith.services.content import FIELDS, cleaned
from kith.services.queries import kinds_of, said_of

KEYS = itertools.count()
SAID = {
    "name": "Harbour mentors",
    "kinds": "mentoring",
    "about": "A mentor meets a young person each week.",
    "source": "Their leaflet of June 2026",
    "minimum_age": "11",
    "maximum_age": "17",
    "eligibility": "Young people who live in Northgate",
    "areas": "Northgate\nOld Harbour",
    "languages": "Urdu",
    "cost": "free",
    "telephone": "01632 960 501",
    "email": "hello@harbour.example",
    "website": "https://www.harbour.example",
    "contact": "The referral desk",
    "how_to_refer": "Ring first, then send the form.",
    "hours": "Mon Wed 16:00 to 18:00",
    "hours_words": "In term time.",
    "place_name": "The Boathouse",
    "address": "1 Quay Street",
    "town": "Thornmere",
    "postcode": "TH1 2AB",
    "local_notes": "They answer on Tuesdays.",
}
HARBOUR = actions.NewOrganisation("Harbour Trust", "A youth charity.", "https://www.harbour.example")


def content(by, **said):
    """What may be kept of these words; a test of a service never rests on words that a form would refuse."""
    kept, wrong = cleaned({**SAID, **said}, kinds_of(by.authority_id))
    assert not wrong, wrong
    return {name: kept[name] for name in FIELDS}


def added(by, *, new=HARBOUR, public=False, **said):
    """A service of this person’s authority."""
    service = actions.add_service(by, content=content(by, **said), once_key=f"add-{next(KEYS)}", new=new)
    if public:
        actions.make_public(by, service=service)
        service.refresh_from_db()
    return service


def changed(by, service, *, version=None, **said):
    """The service with other words."""
    now = said_of(service)
    typed = {name: now[name] for name in FIELDS if name != "organisation"} | said
    kept = content(by, **{name: value for name, value in typed.items()})
    return actions.change_service(
        by,
        service=service,
        content={**kept, "organisation": now["organisation"]},
        version=service.version if version is None else version,
    )
