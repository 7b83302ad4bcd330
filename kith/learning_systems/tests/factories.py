"""A learning system of Thornmere, its key, and statements as it would send them."""

import itertools
import json
import uuid

from django.utils import timezone

from kith.learning_systems import actions
from kith.learning_systems.models import Activity, System

HOME = "https://learn.example"
COURSE = "https://learn.example/course/7"
VERBS = "http://adlnet.gov/expapi/verbs/"
ONCE = itertools.count()


def a_system(cast, by: str = "gwen", name: str = "Learn", home: str = HOME) -> System:
    """A learning system that is connected and has no key."""
    return actions.register_system(cast[by], name=name, home=home, once_key=f"s{next(ONCE)}")


def a_key(cast, system: System, by: str = "gwen") -> str:
    """The secret of a new key."""
    return actions.make_key(cast[by], system=system, once_key=f"k{next(ONCE)}")[1]


def said(cast=None, who: str = "amina", verb: str = "completed", about: str = COURSE, **more) -> dict:
    """A statement: this person, by their work address, completed a course just now."""
    mail = cast[who].email if cast else "somebody@example.org"
    return {
        "id": str(uuid.uuid4()),
        "actor": {"mbox": f"mailto:{mail}"},
        "verb": {"id": f"{VERBS}{verb}", "display": {"en-GB": verb}},
        "object": {"id": about, "definition": {"name": {"en-GB": "Prevent awareness"}}},
        "timestamp": timezone.now().isoformat(),
        **more,
    }


def voiding(key: str, **more) -> dict:
    """A statement that voids another."""
    return said(verb="voided", **more) | {"object": {"objectType": "StatementRef", "id": key}}


def send(client, secret: str, content, **headers):
    """What the door answers to this content."""
    sent = {"Authorization": f"Bearer {secret}", "X-Experience-API-Version": "1.0.3", **headers}
    body = content if isinstance(content, bytes | str) else json.dumps(content)
    return client.post("/xapi/statements", body, content_type="application/json", headers=sent)


def named(cast, system: System, tier: str = "introductory", iri: str = COURSE) -> int:
    """The training lead said what the activity counts for."""
    row = Activity.objects.get(system=system, iri=iri)
    return actions.name_activities(cast["gwen"], system=system, said={row.uuid: tier})
