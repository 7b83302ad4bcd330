"""The toolkit taken along: kept on a phone, read without a line, and gone when it should be. In a real browser.

127.0.0.1 counts as a secure place to a browser, so the worker runs here as it does behind TLS.
"""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from kith.demo.cast import PASSWORD
from kith.desk.tests.factories import decided, raised
from kith.people.models import PointOfContact
from kith.toolkit import actions as toolkit
from kith.toolkit.views import taking_along

pytestmark = pytest.mark.django_db(transaction=True)

# Every address in every cache, with its text: what a thief of the device would find.
HELD = """async () => {
  const held = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await cache.match(request);
      if (!answer) continue; // the worker took it away between the list and the look
      const words = /text|json|javascript/.test(answer.headers.get("Content-Type") || "");
      held[new URL(request.url).pathname] = words ? await answer.text() : "";
    }
  }
  return held;
}"""


def keeps(someone):
    """The person chooses to keep the toolkit; True once it is there."""
    someone.page.goto("/toolkit/keep")
    someone.press("Keep the toolkit on this phone")
    expect(someone.page.get_by_role("status").filter(has_text="pages are kept")).to_be_visible(timeout=60_000)


def held(someone) -> dict:
    return someone.page.evaluate(HELD)


def pages(found: dict) -> list[str]:
    """What is held besides the files of the design and the offline page."""
    return [where for where in found if where.startswith("/toolkit/") and where != "/toolkit/keep/wish"]


def until_kept_again(someone) -> None:
    """The worker fetches by itself what its person chose to keep."""
    for _ in range(120):
        if "/toolkit/keep/list" in held(someone):
            return
        someone.page.wait_for_timeout(500)
    raise AssertionError("The toolkit was not kept again.")


def without_a_line(someone) -> None:
    someone.context.set_offline(True)
    someone.faults.clear()


def goes(someone, address: str) -> str:
    """Where the page of this address leads without a line. What the browser says of the failed asking is no fault."""
    someone.page.goto(address)
    someone.page.wait_for_load_state()
    someone.faults[:] = [fault for fault in someone.faults if "ERR_INTERNET_DISCONNECTED" not in fault]
    return someone.text()


def test_the_toolkit_is_kept_and_read_without_a_line_and_casework_never_is(visitor, cast):
    consultation = decided(cast).screening.consultation
    amina = visitor(cast["amina"])
    amina.go("/toolkit/keep", "keep-before")
    keeps(amina)
    amina.look("keep-after")
    for address in ("/", "/consultations/", f"/consultations/{consultation.reference}", "/toolkit/search", "/notices"):
        amina.page.goto(address)
    amina.page.goto(f"/chronology/{consultation.reference}")
    found = held(amina)
    assert len(pages(found)) > 150 and "/toolkit/page/danger-first" in found
    for where, text in found.items():
        assert where.startswith(("/toolkit/", "/static/design/")) or where == "/offline", where
        assert consultation.reference not in text and cast["amina"].email not in text, where
        assert where.startswith("/static/") or ("Amina" not in text and "csrfmiddlewaretoken" not in text), where
    assert not [w for w in found if w.endswith(("search", "changed", "proposals", "editions"))]

    without_a_line(amina)
    said = goes(amina, "/toolkit/page/danger-first")
    assert "Where this comes from" in said
    banner = amina.page.locator(".kith-kept").inner_text()
    assert re.search(r"You are offline\. This was kept on \d+ \w+ \d{4}; numbers may have changed\.", banner)
    amina.look("offline-page")
    amina.follow("What do I do now")
    amina.page.locator("#danger-now").get_by_role("link", name="Yes").click()
    assert "Whom to ring" in amina.text() and "Ring 999" in amina.text()
    amina.look("offline-answer")
    assert "01632 960 101" in goes(amina, "/toolkit/guide")
    amina.look("offline-guide")
    assert "The toolkit’s pages" not in goes(amina, "/toolkit/")
    amina.look("offline-toolkit")
    goes(amina, "/toolkit/what-now")
    amina.look("offline-what-now")
    goes(amina, "/toolkit/keep")
    expect(amina.page.get_by_role("status")).to_contain_text("pages are kept")
    for address in (f"/consultations/{consultation.reference}", "/", "/screening/", "/toolkit/search", "/no-such-page"):
        said = goes(amina, address)
        assert "This page needs a connection" in said and "999" in said and "101" in said, address
        assert consultation.reference not in amina.page.content()
    amina.look("offline-not-kept")


def test_signing_out_empties_every_cache_and_ends_the_worker(visitor, cast):
    amina = visitor(cast["amina"])
    keeps(amina)
    assert pages(held(amina))
    amina.press("Sign out")
    amina.page.wait_for_url("**/sign-in**")
    assert amina.page.evaluate("caches.keys()") == []
    assert amina.page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    amina.sign_in(cast["amina"])
    amina.page.wait_for_timeout(500)
    assert amina.page.evaluate("caches.keys()") == [], "after signing out one chooses anew"


def test_the_worker_forgets_also_where_the_browser_does_not_clear_by_itself(visitor, cast):
    """Signed out in another window whose answer this browser never saw: nobody is here, so what was kept goes."""
    amina = visitor(cast["amina"])
    keeps(amina)
    Session.objects.all().delete()
    amina.page.goto("/toolkit/")
    assert "/sign-in" in amina.page.url
    assert pages(held(amina)) == []
    without_a_line(amina)
    assert "This page needs a connection" in goes(amina, "/toolkit/guide")
    amina.context.set_offline(False)
    amina.page.goto("/sign-in?out=yes")
    assert "/toolkit/keep/wish" not in held(amina)


def test_a_locked_screen_has_nothing_kept_and_unlocking_brings_it_back(visitor, cast):
    amina = visitor(cast["amina"])
    keeps(amina)
    amina.press("Lock screen")
    amina.page.wait_for_url("**/unlock")
    assert pages(held(amina)) == []
    without_a_line(amina)
    assert "This page needs a connection" in goes(amina, "/toolkit/guide")
    amina.context.set_offline(False)
    amina.page.goto("/unlock")
    amina.fill("Password", PASSWORD)
    amina.press("Unlock", exact=True)
    amina.page.wait_for_url("**/toolkit/**")
    until_kept_again(amina)
    without_a_line(amina)
    assert "01632 960 101" in goes(amina, "/toolkit/guide")


def test_another_person_at_the_same_browser_finds_nothing_of_the_first(visitor, cast):
    amina = visitor(cast["amina"])
    keeps(amina)
    Session.objects.all().delete()
    amina.sign_in(cast["rhys"])
    amina.page.goto("/toolkit/")
    amina.page.wait_for_timeout(500)
    assert pages(held(amina)) == []
    without_a_line(amina)
    assert "01632 960" not in goes(amina, "/toolkit/guide")
    amina.context.set_offline(False)
    keeps(amina)
    without_a_line(amina)
    said = goes(amina, "/toolkit/guide")
    assert "01632 961" in said and "01632 960" not in said


def test_it_is_removed_by_its_button_and_after_a_fortnight(visitor, cast):
    amina = visitor(cast["amina"])
    keeps(amina)
    amina.press("Remove it")
    expect(amina.page.get_by_role("status")).to_contain_text("Nothing is kept")
    assert amina.page.evaluate("caches.keys()") == []
    # At once again, without another page between: the offline page is there too.
    amina.press("Keep the toolkit on this phone")
    expect(amina.page.get_by_role("status").filter(has_text="pages are kept")).to_be_visible(timeout=60_000)
    assert "/offline" in held(amina) and "/static/design/kith.css" in held(amina)
    # The list as it would be a fortnight later.
    amina.page.evaluate(
        """async () => {
          const name = (await caches.keys()).find((one) => one.startsWith("kith-kept-"));
          const cache = await caches.open(name), list = await cache.match("/toolkit/keep/list");
          const said = await list.json();
          said.kept_at = new Date(Date.now() - 15 * 864e5); said.until = new Date(Date.now() - 864e5);
          await cache.put("/toolkit/keep/list", new Response(JSON.stringify(said), { headers: list.headers }));
        }"""
    )
    without_a_line(amina)
    assert "This page needs a connection" in goes(amina, "/toolkit/guide")
    assert pages(held(amina)) == []


def until_held(someone, fits) -> dict:
    """What is held, once it fits."""
    for _ in range(60):
        found = held(someone)
        if fits(found):
            return found
        someone.page.wait_for_timeout(250)
    raise AssertionError("What is kept did not follow.")


# Says of a kept page whether it was fetched anew: it is no longer what was put there by hand.
TOUCH = """async (address) => {
  const cache = await caches.open((await caches.keys()).find((one) => one.startsWith("kith-kept-")));
  const old = await cache.match(address);
  await cache.put(address, new Response("<p>As it was</p>", { headers: old.headers }));
}"""


def test_opening_the_toolkit_brings_what_moved_and_nothing_else(visitor, cast):
    amina = visitor(cast["amina"])
    keeps(amina)
    two = ("/toolkit/page/exact-words", "/toolkit/page/danger-first")
    until_held(amina, lambda now: set(two) <= set(now))
    for address in two:
        amina.page.evaluate(TOUCH, address)
    toolkit.add_note(cast["farah"], slug="danger-first", text="Ring the desk on the first floor.")
    toolkit.hide_piece(cast["farah"], slug="what-is-not-a-sign", why="x")
    amina.page.goto("/account")
    amina.page.wait_for_timeout(700)
    assert held(amina)["/toolkit/page/danger-first"] == "<p>As it was</p>", "only who opens the toolkit asks"
    amina.page.goto("/toolkit/")
    found = until_held(amina, lambda now: "/toolkit/page/what-is-not-a-sign" not in now)
    assert "Ring the desk on the first floor." in found["/toolkit/page/danger-first"]
    assert found["/toolkit/page/exact-words"] == "<p>As it was</p>", "what did not move is not fetched"
    assert "what-is-not-a-sign" not in found["/toolkit/keep/list"]
    for where, text in found.items():
        assert where.startswith(("/toolkit/", "/static/design/")) or where == "/offline", where
        assert where.startswith("/static/") or ("Amina" not in text and "csrfmiddlewaretoken" not in text), where
    without_a_line(amina)
    assert "Ring the desk on the first floor." in goes(amina, "/toolkit/page/danger-first")


def test_a_number_that_changed_is_changed_on_every_kept_page(visitor, cast):
    amina = visitor(cast["amina"])
    keeps(amina)
    PointOfContact.objects.filter(authority=cast["amina"].authority, telephone="01632 960 101").update(
        telephone="01632 960 777"
    )
    amina.page.goto("/toolkit/page/exact-words")
    until_held(amina, lambda now: "01632 960 777" in now["/toolkit/page/exact-words"] + now["/toolkit/guide"])
    found = until_held(amina, lambda now: not [w for w, text in now.items() if "01632 960 101" in text])
    assert sum("01632 960 777" in text for text in found.values()) > 50


def test_what_a_changed_list_names_is_kept_only_if_it_says_so_itself(visitor, cast, monkeypatch):
    """Also quietly nothing comes in that may not: what is kept stays as it was."""
    consultation = raised(cast["amina"])
    amina = visitor(cast["amina"])
    keeps(amina)
    before = set(held(amina))
    strange = [f"/consultations/{consultation.reference}", "/", "/toolkit/changed"]
    monkeypatch.setattr(taking_along, "_to_keep", lambda person: ["/toolkit/guide", *strange])
    amina.page.goto("/toolkit/")
    amina.page.wait_for_timeout(1500)
    assert set(held(amina)) == before


@pytest.mark.parametrize("strange", ["/consultations/", "/", "/toolkit/search", "/toolkit/changed", "/privacy"])
def test_a_list_that_named_any_other_page_would_keep_nothing(visitor, cast, monkeypatch, strange):
    """The worker believes the page’s own mark and no list: what does not say that it may be kept is never stored."""
    monkeypatch.setattr(taking_along, "_to_keep", lambda person: ["/toolkit/guide", strange])
    amina = visitor(cast["amina"])
    amina.page.goto("/toolkit/keep")
    amina.press("Keep the toolkit on this phone")
    expect(amina.page.get_by_role("status").filter(has_text="could not be kept")).to_be_visible(timeout=60_000)
    assert pages(held(amina)) == [] and strange not in held(amina)
    monkeypatch.setattr(taking_along, "_to_keep", lambda person: ["/toolkit/guide"])
    amina.press("Keep the toolkit on this phone")
    expect(amina.page.get_by_role("status").filter(has_text="1 pages are kept")).to_be_visible(timeout=60_000)


def test_nothing_is_put_on_a_device_by_itself_and_without_scripts_the_page_says_what_else(visitor, cast):
    raised(cast["amina"])
    amina = visitor(cast["amina"])
    amina.page.goto("/toolkit/")
    assert amina.page.evaluate("caches.keys()") == []
    assert amina.page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    plain = visitor(cast["amina"], scripts=False)
    plain.go("/toolkit/keep", "keep-plain")
    assert "does not run scripts" in plain.text() and "pocket guide" in plain.text()
    assert not plain.page.get_by_role("button", name="Keep the toolkit on this phone").is_visible()


def test_the_pocket_guide(visitor, cast):
    amina = visitor(cast["amina"])
    amina.go("/toolkit/guide", "guide")
    with amina.page.expect_download() as taken:
        amina.page.get_by_role("button", name="Take it as PDF").click()
    assert taken.value.suggested_filename == "kith-pocket-guide.pdf"
