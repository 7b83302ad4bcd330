"""What a session opens that a learning platform began: short modules and My training, and nothing else of Kith.

The list is written down here by hand, and every route of the house is asked.
"""

import re
import uuid

import pytest
from django.urls import NoReverseMatch, resolve, reverse

from kith.access.table import SIGNED_IN, TOKEN, Door
from kith.config.access_table import TABLE
from kith.desk.tests.factories import fresh
from kith.lti.models import Link, Platform
from kith.modules.tests.factories import SLUG, gone_through, published
from kith.training.actions import say_certificate
from kith.training.tests.factories import completed, planned, tier, today
from tests.architecture.test_access_table import routes

pytestmark = pytest.mark.django_db
SENTENCE = "For everything else sign in to Kith itself"
OPEN = {
    "modules:modules",
    "modules:begin",
    "modules:run",
    "modules:forget",
    "modules:follow-up",
    "training:mine",
    "lti:module",
    # What there is without an account too, and the way out.
    "lti:login",
    "lti:launch",
    "lti:enter",
    "lti:jwks",
    "lti:config",
    "people:sign-out",
    "people:stay",
    "desk:accessibility",
    "desk:privacy",
    "desk:worker",
    "desk:offline",
    "desk:healthz",
}
# For machines: nothing below these reads a session, so whoever asks is nobody (people/middleware.py: Sessions).
NO_SESSION = ("/api/", "/oruk/", "/xapi/")


def came(client, person):
    """Signed in as a launch does it, and with a fresh password besides, so that nothing else stands in the way."""
    fresh(client, person)
    platform = Platform.objects.create(
        authority_id=person.authority_id,
        name="Learn",
        issuer="https://learn.example",
        client_id=f"{person.uuid}",
        kept_by=person,
    )
    link = Link.objects.create(platform=platform, said_by="1", person=person)
    session = client.session
    session["via"], session["link"] = "lti", str(link.uuid)
    session.save()
    return client


def test_the_table_opens_these_to_learning_and_no_other():
    assert {name for name, door in TABLE.items() if door.learning} == OPEN


@pytest.mark.parametrize(
    "said", [{"child": True}, {"fresh": True}, {"file": True}, {"who": TOKEN}, {"who": ("manager",)}]
)
def test_no_line_of_the_table_opens_casework_to_learning(said):
    Door(**{"who": SIGNED_IN, "rule": "own", "learning": True})
    with pytest.raises(ValueError, match="learning platform"):
        Door(**{"who": SIGNED_IN, "rule": "own", "learning": True, **said})


def address_of(name, entry):
    """The address with something in each of its places; Wagtail’s take numbers and words."""
    pattern = getattr(entry.pattern, "converters", {})
    kinds = {place: type(one).__name__ for place, one in pattern.items()}
    values = {"UUIDConverter": uuid.uuid4(), "IntConverter": 1}
    kwargs = {place: values.get(kind, "danger-first") for place, kind in kinds.items()}
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return None


@pytest.mark.parametrize("who", ["bola", "jo", "farah"])
def test_every_route_of_the_house_is_asked(client, cast, who):
    came(client, cast[who])
    client.raise_request_exception = False
    asked, refused = set(), set()
    for name, entry in routes():
        where = address_of(name, entry)
        if where is None or where.startswith(NO_SESSION) or name in OPEN:
            continue
        asked.add(name)
        for method in (client.get, client.post, client.put, client.head):
            answer = method(where)
            assert answer.status_code == 403, (name, answer.status_code)
            assert method == client.head or SENTENCE in answer.content.decode(), name
        refused.add(name)
        assert client.session["via"] == "lti", name
    # Those without an address of their own are asked by their door below.
    assert len(asked) > 400 and asked == refused
    assert {name for name in TABLE if name.partition(":")[0] in ("concerns", "screening", "sharing", "plans")} <= asked


def test_every_door_is_asked_whatever_its_address(cast, rf):
    """The middleware itself, with each line of the table: also those whose address this test cannot write."""
    from types import SimpleNamespace

    from kith.access.middleware import DeclaredRoutes

    gate = DeclaredRoutes(lambda request: None)
    for name in TABLE:
        request = rf.get("/x")
        request.user, request.session = cast["bola"], {"via": "lti", "fresh_at": 9e12}
        request.resolver_match = SimpleNamespace(view_name=name)
        answer = gate.process_view(request, None, (), {})
        assert (answer is None) == (name in OPEN), name
        assert name in OPEN or (answer.status_code == 403 and SENTENCE in answer.content.decode()), name


def leads(text: str) -> set[str]:
    """The routes to which the page leads, by a link or a form."""
    addresses = set(re.findall(r'(?:href|action)="(/[^"#?]*)', text))
    return {resolve(one).view_name for one in addresses if not one.startswith("/static/")}


@pytest.mark.parametrize("who", ["amina", "carys", "gwen", "dan"])
def test_no_page_of_such_a_session_leads_to_one_that_it_does_not_open(client, cast, who):
    person = cast[who]
    published(cast["farah"])
    run = gone_through(person)
    # An editor wrote links at the end of the module: one into the toolkit, one out of Kith.
    content = run.edition.content
    links = '<p><a href="/toolkit/">All pages</a> and <a href="https://example.org/">more</a></p>'
    content["sections"].append(["To take with you", links])
    type(run.edition).objects.filter(pk=run.edition_id).update(content=content)
    # Something of every kind stands on My training: a tier needed and one in date, a session, a certificate.
    planned(cast, teams=("adolescent",))
    if who == "amina":
        completed(cast, who)
        say_certificate(person, tier=tier(cast, "referring"), course="C", day=today(), reference="1", once_key="c")
    came(client, person)
    for where in (
        reverse("training:mine"),
        reverse("modules:modules"),
        reverse("lti:module", args=[SLUG]),
        reverse("modules:run", args=[run.uuid]),
    ):
        page = client.get(where)
        assert page.status_code == 200, where
        assert leads(page.content.decode()) <= OPEN, where
    assert 'All pages</a> and <a href="https://example.org/"' in page.content.decode(), "the words stay"
    assert not leads(fresh(type(client)(), person).get(reverse("training:mine")).content.decode()) <= OPEN, (
        "it finds links at all"
    )


def test_what_is_open_works_and_its_frame_leads_nowhere_else(client, cast):
    published(cast["farah"])
    run = gone_through(cast["bola"])
    came(client, cast["bola"])
    for where in (
        reverse("training:mine"),
        reverse("modules:modules"),
        reverse("lti:module", args=[SLUG]),
        reverse("modules:run", args=[run.uuid]),
    ):
        page = client.get(where)
        text = page.content.decode()
        assert page.status_code == 200, where
        frame = text.split("<main")[0]
        links = set(re.findall(r'href="(/[^"#]*)"', frame)) - {"/training/", "/modules/", "/lti/modules/"}
        assert not {link for link in links if not link.startswith("/static/")} - {"/training/team"}, (where, links)
        assert "Lock screen" not in frame and "/account" not in frame
    assert client.post(reverse("modules:begin", args=[SLUG]), {"once": "x"}).status_code == 302
    # Saved by script: the page is told to sign in.
    assert client.post(reverse("desk:home"), headers={"X-Autosave": "1"}).status_code == 401
    client.post(reverse("people:sign-out"))
    assert "via" not in client.session
    assert fresh(client, cast["bola"]).get(reverse("desk:home")).status_code == 200
