"""A learning system is connected, tells what was completed, and the person sees it: on a phone too, and without scripts."""

import json
import urllib.request
import uuid

import pytest

from kith.learning_systems.views import xapi
from kith.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)
COURSE = "https://learn.example.gov.uk/mod/course/view.php?id=2041&section=awareness-of-the-prevent-duty-for-everybody"


def tell(address: str, secret: str, person: Person) -> int:
    """What a learning system sends, by HTTP."""
    content = {
        "id": str(uuid.uuid4()),
        "actor": {"mbox": f"mailto:{person.email}"},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/completed"},
        "object": {
            "id": COURSE,
            "definition": {"name": {"en-GB": "Prevent awareness for everybody who works with us"}},
        },
    }
    request = urllib.request.Request(
        f"{address}/xapi/statements",
        data=json.dumps(content).encode(),
        headers={
            "Authorization": f"Bearer {secret}",
            "X-Experience-API-Version": "1.0.3",
            "Content-Type": "application/json",
        },
    )
    with urllib.request.urlopen(request) as answer:
        return answer.status


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_what_a_learning_system_tells_stands_on_my_training(visitor, cast, live_server, scripts):
    xapi.ASKERS.forget()
    gwen = visitor(cast["gwen"], scripts=scripts)
    # Given Gwen, who connects the learning system of her authority
    gwen.page.goto("/training/")
    gwen.follow("Learning systems")
    gwen.look("learning-systems-empty")
    gwen.press("Connect a learning system")
    gwen.press("Connect it")
    gwen.look("learning-system-nothing-typed")
    gwen.fill("What is the learning system called?", "Thornmere Learn, for social care and its partners")
    gwen.fill("Under which address does it name accounts?", "learn.example.gov.uk")
    gwen.press("Connect it")
    assert "Write the address with its beginning" in gwen.text()
    gwen.fill("Under which address does it name accounts?", "https://learn.example.gov.uk")
    gwen.press("Connect it")
    gwen.look("learning-system-new")
    assert "It has none, so it can tell nothing yet" in gwen.text()
    # When she makes a key, which is shown once
    gwen.follow("Make a key")
    gwen.look("learning-system-make-key")
    gwen.press("Make a key")
    gwen.look("learning-system-key")
    secret = gwen.page.locator("code").first.inner_text()
    gwen.follow("Thornmere Learn")
    assert secret not in gwen.page.content() and "Not used yet" in gwen.text()
    # And the system tells that Amina completed a course, which nobody has named yet
    assert tell(live_server.url, secret, cast["amina"]) == 200
    gwen.page.reload()
    gwen.look("learning-system-told")
    assert "Last used" in gwen.text()
    gwen.follow("What its activities count for")
    gwen.look("learning-system-activities")
    gwen.page.get_by_label("Prevent awareness for everybody who works with us").select_option(label="Introductory")
    gwen.press("Keep it")
    gwen.look("learning-system-activities-kept")
    assert "1 statement that waited counts now" in gwen.text()
    # Then it stands on Amina’s page
    amina = visitor(cast["amina"], scripts=scripts)
    amina.go("/training/", "training-mine-told")
    assert "Prevent awareness for everybody" in amina.text() and "Told by a learning system" in amina.text()
