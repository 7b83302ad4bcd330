"""A learning platform opens a short module by LTI 1.3, is told that it was completed, and opens nothing else."""

import json
import urllib.request

import pytest
from django.urls import reverse

from kith.access.rules import WORKER
from kith.lti import actions
from kith.lti.models import Launched, Link
from kith.lti.tests.platform import CLIENT, DEPLOYMENT, Ours
from kith.lti.views import ASKERS
from kith.modules.tests.factories import SLUG, published

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ours(settings, live_server):
    """The platform, which reads Kith’s keys by HTTP, and whose own pages a browser can open."""
    platform = Ours()
    platform.registration.set_oidc_login_url(f"{live_server.url}/lti/login")
    platform.tool_keys = lambda: json.load(urllib.request.urlopen(f"{live_server.url}/lti/jwks"))
    settings.KITH_ADDRESS = live_server.url
    settings.KITH_LTI_HOSTS = ["moodle.example"]
    settings.KITH_LTI_ALSO = frozenset({("127.0.0.1", platform.port)})
    ASKERS.forget()
    actions.ASKED.forget()
    yield platform
    platform.close()


def opens(visit, ours, where: str) -> None:
    """Somebody presses the activity in the course: the browser goes to Kith, back to the platform, and to Kith again."""
    visit.page.goto(ours.login_url(where))
    assert visit.page.url.startswith(f"{ours.address}/auth?")
    visit.press("Open it in Kith")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_course_opens_a_module_and_is_told_of_its_end(visitor, cast, ours, live_server, scripts):
    published(cast["farah"])
    where = f"{live_server.url}{reverse('lti:module', args=[SLUG])}"
    # Given Gwen, who registers the platform of her authority
    gwen = visitor(cast["gwen"], scripts=scripts)
    gwen.page.goto("/training/")
    gwen.page.get_by_role("link", name="Learning platforms", exact=True).click()
    gwen.look("learning-platforms-empty")
    assert where in gwen.page.content()
    gwen.press("Register a platform")
    gwen.press("Register it")
    gwen.look("learning-platform-nothing-typed")
    gwen.fill("What do you call it?", "Thornmere Learn, for social care and its partners")
    gwen.fill("Issuer", ours.address)
    gwen.fill("Client ID", CLIENT)
    gwen.fill("Deployment IDs", DEPLOYMENT)
    gwen.fill("Authentication request URL", "https://elsewhere.example/auth")
    gwen.fill("Access token URL", f"{ours.address}/token")
    gwen.fill("Public keyset URL", f"{ours.address}/jwks")
    gwen.press("Register it")
    gwen.look("learning-platform-host-not-allowed")
    gwen.fill("Authentication request URL", f"{ours.address}/auth")
    gwen.press("Register it")
    gwen.look("learning-platforms-one")
    assert "signs now" in gwen.text()

    # When Amina comes from the course for the first time, she signs in to Kith itself and says that it is she
    amina = visitor(cast["amina"], scripts=scripts)
    opens(amina, ours, where)
    amina.look("learning-platform-is-this-you")
    assert not Link.objects.exists()
    amina.press("Yes, link it to my account")
    amina.look("learning-platform-linked")
    assert Link.objects.get().person == cast["amina"]

    # Then she comes in without a password, to training alone
    amina.context.clear_cookies()
    opens(amina, ours, where)
    amina.look("learning-platform-module")
    assert amina.page.url == where
    amina.press("Begin")
    amina.look("learning-platform-scene")
    for _ in range(2):
        amina.page.locator("input[name=choice][value='1']").check()
        amina.press("Choose this")
    amina.look("learning-platform-end")
    amina.page.goto("/training/")
    amina.look("learning-platform-my-training")
    assert "You came from a learning platform" in amina.text() and "What to learn next" not in amina.text()
    amina.page.goto("/")
    amina.faults.clear()  # the browser notes that the page was refused
    amina.look("learning-platform-nothing-else")
    assert "For everything else sign in to Kith itself" in amina.text()

    # And the platform is told that it was completed, and nothing else, by the worker
    assert Launched.objects.count() == 1 and not ours.taken
    assert actions.pass_results(WORKER) == 1
    ((line, said),) = ours.taken
    assert line == "/lines/7" and said["activityProgress"] == "Completed" and "choice" not in json.dumps(said)

    # And she ends the link, signed in to Kith itself
    amina.press("Sign out, and sign in to Kith")
    amina.sign_in(cast["amina"])
    amina.page.goto("/lti/mine")
    amina.look("learning-platforms-that-know-her")
    amina.press("End the link")
    amina.look("learning-platforms-none-knows-her")
    assert not Link.objects.exists()
    amina.context.clear_cookies()
    opens(amina, ours, where)
    assert "/sign-in" in amina.page.url, "who is linked to nobody is asked to sign in"
