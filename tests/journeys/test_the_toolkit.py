"""The toolkit in a real browser: found from inside the work, written by one person, approved by another."""

import datetime
import shutil

import pytest
from django.utils import timezone

from kith.desk.tests.factories import decided
from kith.editing.models import ToolkitPage
from kith.toolkit import loading
from kith.toolkit.models import Piece, Proposal
from tests.journeys.conftest import PICTURES

pytestmark = pytest.mark.django_db(transaction=True)


def test_every_kind_of_page(visitor, cast):
    amina = visitor(cast["amina"])
    for kind in (
        "guidance",
        "practice-example",
        "indicator",
        "parallel",
        "pathway",
        "threshold",
        "resource",
        "conversation",
    ):
        slug = Piece.objects.filter(kind=kind).order_by("slug").first().slug
        amina.go(f"/toolkit/page/{slug}", f"toolkit-{kind}")
    for address, name in (
        ("/toolkit/doing/worried", "toolkit-shelf"),
        ("/toolkit/parallels", "toolkit-parallels"),
        ("/toolkit/changed", "toolkit-changed"),
        ("/toolkit/page/danger-first/editions", "toolkit-editions"),
        ("/toolkit/page/danger-first/propose", "toolkit-propose"),
        ("/toolkit/propose", "toolkit-propose-sign"),
        ("/toolkit/proposals", "toolkit-proposals"),
    ):
        amina.go(address, name)


def test_how_long_we_have_is_found_by_asking_and_by_browsing_and_leads_to_our_own_limits(visitor, cast):
    amina = visitor(cast["amina"])
    amina.page.goto("/toolkit/search")
    amina.fill("What do you want to know?", "how many days till conference")
    amina.page.get_by_role("main").get_by_role("button", name="Search the toolkit").click()
    amina.look("toolkit-search-time")
    amina.page.locator("main h3").get_by_role("link", name="How long we have").click()
    amina.look("toolkit-how-long-we-have")
    amina.page.locator("main").get_by_role("link", name="Limits of time").click()
    assert amina.page.url.endswith("/toolkit/clocks")
    amina.page.goto("/toolkit/doing/assessing")
    assert amina.page.locator("main").get_by_role("link", name="How long we have").count() == 1


def test_a_page_that_went_leads_to_the_one_that_took_it_in(visitor, cast, tmp_path):
    folder = shutil.copytree(loading.CONTENT, tmp_path / "content")
    (folder / "guidance" / "exact-words.md").unlink()
    went = "- {slug: exact-words, why: It was said twice., instead: writing-for-the-child}\n"
    with (folder / "retired.yaml").open("a", encoding="utf-8") as file:
        file.write(went)
    loading.load(folder)
    amina = visitor(cast["amina"])
    amina.go("/toolkit/page/exact-words", "toolkit-page-that-went")
    amina.page.locator("main").get_by_role("link", name="Write it for the child to read").first.click()
    assert amina.page.url.endswith("/toolkit/page/writing-for-the-child")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_worker_finds_the_answer_from_inside_a_consultation(visitor, cast, scripts):
    amina = visitor(cast["amina"], scripts=scripts)
    amina.page.goto("/consultations/")
    amina.press("Start a consultation")
    with amina.context.expect_page() as opened:
        amina.page.get_by_role("link", name="Search the toolkit").click()
    toolkit = opened.value
    toolkit.get_by_label("What do you want to know?").fill("he sent me a vidoe can i screenshot it as evidence")
    toolkit.get_by_role("button", name="Search the toolkit").click()
    toolkit.wait_for_load_state()
    said = toolkit.locator("main").inner_text()
    assert "Do not collect" in said or "not collect" in said, said[:600]
    assert "screenshot" not in toolkit.url
    toolkit.locator("main h3 a").first.click()
    toolkit.wait_for_load_state()
    assert "Where this comes from" in toolkit.locator("main").inner_text()
    # Back shows what was found, and asks nobody to send a form again.
    toolkit.go_back()
    toolkit.wait_for_load_state()
    assert toolkit.locator("main").inner_text() == said and "screenshot" not in toolkit.url
    toolkit.locator("main h3 a").first.click()
    toolkit.wait_for_load_state()
    amina.page = toolkit
    amina.look(f"toolkit-answer-{'script' if scripts else 'plain'}")


def write_in_the_editor(farah):
    """Whoever writes opens both tabs, fills in what is missing, and asks a second person."""
    page = farah.page
    page.get_by_role("textbox", name="Summary").fill("Whole talks in borrowed lines.")
    page.get_by_role("tab", name="About this page").click()
    page.get_by_role("textbox", name="Owner").fill("Practice lead")
    today = datetime.date.today()
    page.locator("#id_checked_on").fill(today.isoformat())
    page.locator("#id_review_on").fill((today + datetime.timedelta(days=90)).isoformat())
    farah.look_at_frame("editor-about")
    page.get_by_role("tab", name="When").click()
    farah.look_at_frame("editor-when")
    page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("button", name="Submit to a second person").click()
    page.wait_for_load_state("networkidle")


def test_a_sign_is_proposed_shaped_approved_and_appears(visitor, cast):
    amina = visitor(cast["amina"])
    amina.page.goto("/toolkit/propose")
    amina.press("Send it to the editors")
    amina.look("propose-errors")
    for label, words in (
        ("What would you call it?", "Speaks in lines from films"),
        ("What did you see or hear?", "Whole talks in quotations."),
        ("Why may it matter?", "Somebody may have given them the words."),
        ("What else may it mean?", "Fun, a favourite film, a way to feel safe."),
        ("What would you ask?", "Which part do you like?"),
        ("Where was it seen?", "two schools"),
    ):
        amina.fill(label, words)
    amina.press("Send it to the editors")
    assert "Waits for an editor" in amina.text()

    farah = visitor(cast["farah"])
    farah.go("/toolkit/edit/", "board")
    farah.follow("Speaks in lines from films")
    farah.look("proposal")
    farah.press("Write a page from it")
    farah.page.wait_for_url("**/editor/pages/*/edit/")
    farah.page.wait_for_load_state("networkidle")
    assert not farah.faults, farah.faults
    assert ToolkitPage.objects.get(slug="speaks-in-lines-from-films").live is False
    write_in_the_editor(farah)
    farah.go("/toolkit/edit/", "board-waiting")
    assert "Waits for a second person" in farah.text()
    farah.page.get_by_role("listitem").filter(has_text="Waits for a second person").get_by_role("link").click()
    farah.look("answer-of-the-writer")
    assert "a second person answers" in farah.text()

    bola = visitor(cast["bola"])
    bola.go("/toolkit/edit/", "board-to-approve")
    bola.page.get_by_role("listitem").filter(has_text="You may approve it").get_by_role("link").click()
    bola.look("page-answer")
    bola.press("Answer")
    bola.look("page-answer-errors")
    bola.choose("Send it back to its writer")
    bola.fill("What should change?", "Say which films.")
    bola.press("Answer")
    bola.look("board-sent-back")
    farah.go("/toolkit/edit/", "board-with-comment")
    assert "Say which films." in farah.text()
    farah.page.get_by_role("listitem").filter(has_text="Sent back").get_by_role("link").click()
    farah.page.wait_for_url("**/editor/pages/*/edit/")
    farah.page.wait_for_load_state("networkidle")
    farah.page.get_by_role("textbox", name="Summary").fill("Whole talks in lines from any film.")
    farah.page.get_by_role("button", name="More actions").last.click()
    farah.page.get_by_role("button", name="Resubmit").click()
    farah.page.wait_for_load_state("networkidle")
    assert "Something went wrong" not in farah.page.inner_text("body")
    bola.page.goto("/toolkit/edit/")
    bola.page.get_by_role("listitem").filter(has_text="You may approve it").get_by_role("link").click()
    bola.choose("Approve it: readers see it")
    bola.press("Answer")
    bola.look("board-approved")
    assert "is approved, and shown in the toolkit" in bola.page.inner_text("body")
    assert Proposal.objects.get().state == "published"
    amina.go("/toolkit/changed", "changed-with-news")
    assert "Speaks in lines from films" in amina.text()
    amina.page.goto("/toolkit/signs")
    assert "Speaks in lines from films" in amina.text()

    # It falls due, says so to whoever reads it, and is retired by whoever writes here, with the reason.
    Piece.objects.filter(slug="speaks-in-lines-from-films").update(
        next_review=timezone.localdate() - datetime.timedelta(days=1)
    )
    amina.go("/toolkit/page/speaks-in-lines-from-films", "sign-late")
    assert "past its review" in amina.text()
    farah.go("/toolkit/edit/", "board-late")
    assert "Late: was due" in farah.text()
    farah.page.goto("/toolkit/page/speaks-in-lines-from-films")
    farah.follow("Retire this page")
    farah.press("Retire it")
    farah.look("retire-errors")
    farah.fill("Why?", "Two schools looked again and saw it in everybody.")
    farah.press("Retire it")
    farah.look("board-retired")
    amina.go("/toolkit/page/speaks-in-lines-from-films", "sign-retired")
    assert "This page was retired" in amina.text() and "saw it in everybody" in amina.text()
    amina.page.goto("/toolkit/signs")
    assert "Speaks in lines from films" not in amina.text()


def test_our_version_stands_through_an_upgrade_that_shows_what_moved(visitor, cast, tmp_path):
    farah = visitor(cast["farah"])
    farah.page.goto("/toolkit/page/danger-first")
    farah.follow("Write our own version")
    farah.look("replace")
    farah.press("Open it in the editor")
    farah.page.wait_for_url("**/editor/pages/*/edit/")
    farah.page.wait_for_load_state("networkidle")
    farah.page.get_by_role("textbox", name="Summary").fill("Ring our own duty desk first.")
    farah.page.get_by_role("button", name="More actions").last.click()
    farah.page.get_by_role("button", name="Submit to a second person").click()
    farah.page.wait_for_load_state("networkidle")
    bola = visitor(cast["bola"])
    bola.page.goto("/toolkit/edit/")
    bola.page.get_by_role("listitem").filter(has_text="You may approve it").get_by_role("link").click()
    bola.look("answer-of-a-replacement")
    bola.choose("Approve it: readers see it")
    bola.press("Answer")

    # A new version of Kith brings a new text of the page beneath.
    folder = tmp_path / "content"
    shutil.copytree(loading.CONTENT, folder)
    file = folder / "guidance" / "danger-first.md"
    file.write_text(file.read_text().replace("Kith rings nobody.", "Kith telephones nobody at all."))
    loading.load(folder)
    amina = visitor(cast["amina"])
    amina.go("/toolkit/page/danger-first", "our-own-version")
    assert "Ring our own duty desk first." in amina.text() and "telephones nobody" not in amina.text()
    rhys = visitor(cast["rhys"])
    rhys.page.goto("/toolkit/page/danger-first")
    assert "our own duty desk" not in rhys.text() and "telephones nobody" in rhys.text()

    farah.go("/toolkit/edit/", "board-moved")
    farah.page.get_by_role("listitem").filter(has_text="has changed since").get_by_role("link").click()
    farah.look("beneath")
    assert "telephones" in " ".join(farah.page.locator("ins").all_inner_texts())
    farah.press("Leave ours as it is")
    assert "Ours stays as it is" in farah.page.inner_text("body")


def test_a_decision_leads_to_what_was_current_then(visitor, cast):
    decision = decided(cast)
    amina = visitor(cast["amina"])
    amina.page.goto(f"/screening/{decision.screening.consultation.reference}/decisions")
    amina.follow("The threshold document and the guidance as they were then")
    amina.look("what-was-current")
    amina.page.get_by_text("Its own words").click()
    assert decision.level.name in amina.text()
    amina.follow("as it was then")
    amina.look("edition-then")
    assert "edition 1" in amina.text()


@pytest.mark.parametrize("address", ["page/danger-first", "guide", "what-now/emergency", "parallels", "doing/worried"])
def test_on_paper_a_page_has_its_words_its_day_and_no_buttons(visitor, cast, address):
    amina = visitor(cast["amina"])
    amina.page.goto(f"/toolkit/{address}")
    amina.page.emulate_media(media="print")
    said = amina.page.locator("body").inner_text()
    assert "Look again after" in said or "Use it until" in said
    assert "Sign out" not in said and "Print this page" not in said and "Was this useful" not in said
    assert not amina.page.locator("nav").first.is_visible()
    if PICTURES:
        amina.page.set_viewport_size({"width": 720, "height": 1000})
        amina.page.screenshot(path=f"{PICTURES}/paper-{address.replace('/', '-')}.png", full_page=True)


@pytest.mark.parametrize("address", ["", "doing/worried", "search", "page/danger-first", "what-now/not-sure-danger"])
def test_on_a_phone_whom_to_ring_is_one_tap_from_the_top(visitor, cast, address):
    amina = visitor(cast["amina"])
    amina.page.set_viewport_size({"width": 390, "height": 844})
    amina.page.goto(f"/toolkit/{address}")
    there = amina.page.get_by_role("heading", name="Whom to ring")
    way = amina.page.locator("main").get_by_role("link", name="Whom to ring", exact=True)
    box = way.bounding_box()
    assert box["y"] + box["height"] < 844, "on the first screen"
    way.click()
    amina.page.wait_for_timeout(100)
    assert -1 <= there.bounding_box()["y"] < 600
    amina.page.set_viewport_size({"width": 1280, "height": 900})
    assert not way.is_visible() or address.startswith("what-now"), "beside the page it is seen without"


@pytest.mark.parametrize("address", ["", "doing/worried", "page/danger-first"])
def test_paper_says_whom_to_ring(visitor, cast, address):
    amina = visitor(cast["amina"])
    amina.page.goto(f"/toolkit/{address}")
    amina.page.emulate_media(media="print")
    assert amina.page.get_by_text("01632 960 199").first.is_visible()
    assert not amina.page.get_by_role("link", name="What do I do now?").is_visible()


def test_parallels_stand_two_by_two(visitor, cast):
    amina = visitor(cast["amina"])
    amina.page.goto("/toolkit/parallels")
    places = [card.bounding_box() for card in amina.page.locator(".kith-side-by-side").first.locator("section").all()]
    assert len(places) == 4 and len({box["x"] for box in places}) == 2 and len({box["y"] for box in places}) == 2


MESSAGE = "Sorry to ask here.\nMum is worried: he is fifteen, edgy memes all night, new mates online.\nIs it Prevent?"


def test_the_box_of_search_takes_a_message_grows_with_it_and_enter_asks(visitor, cast):
    amina = visitor(cast["amina"])
    amina.page.goto("/toolkit/search")
    box = amina.page.get_by_label("What do you want to know?")
    before = box.bounding_box()["height"]
    box.fill(MESSAGE + "\nHe will not say." * 4)
    assert box.bounding_box()["height"] > before + 40, "what was pasted can be read"
    box.fill("what carries over")
    assert abs(box.bounding_box()["height"] - before) < 2
    box.press("Shift+Enter")
    box.type("from county lines")
    assert amina.page.url.endswith("/toolkit/search"), "a new line asks nothing"
    box.press("Enter")
    amina.page.wait_for_url("**/toolkit/search?s=*")
    assert amina.page.locator("main h3").first.inner_text() == "If you know county lines"
    amina.look("toolkit-search-found")
    assert amina.page.locator("main li li").count() > 0, "a list is shown as a list"
    box = amina.page.get_by_label("What do you want to know?")
    assert box.input_value() == "what carries over\nfrom county lines"


def test_without_scripts_the_box_takes_a_message_and_the_button_asks(visitor, cast):
    amina = visitor(cast["amina"], scripts=False)
    amina.page.goto("/toolkit/search")
    amina.page.get_by_label("What do you want to know?").fill(MESSAGE)
    amina.page.get_by_role("main").get_by_role("button", name="Search the toolkit").click()
    amina.page.wait_for_url("**/toolkit/search?s=*")
    assert amina.page.get_by_label("What do you want to know?").input_value() == MESSAGE
    amina.page.locator("main h3").nth(2).wait_for()


def test_where_nothing_answers_there_is_a_way_on_that_the_keyboard_reaches(visitor, cast):
    amina = visitor(cast["amina"])
    amina.page.goto("/toolkit/search")
    amina.fill("What do you want to know?", "head lice keep coming back")
    amina.page.keyboard.press("Enter")
    amina.page.wait_for_url("**/toolkit/search?s=*")
    amina.look("toolkit-search-nothing")
    main = amina.page.locator("main")
    assert "The toolkit has no page on this" in main.inner_text() and "school nurse" in main.inner_text()
    ring = main.locator("ul").get_by_role("link", name="Whom to ring")
    ring.focus()
    amina.page.keyboard.press("Enter")
    assert amina.page.url.endswith("#ring")


def test_a_private_address_for_a_feed_reader_is_made_and_withdrawn(visitor, cast):
    amina = visitor(cast["amina"])
    amina.go("/toolkit/changed", "toolkit-changed-feed")
    amina.page.get_by_role("link", name="Make a token").click()
    amina.page.get_by_label("Only what has changed in the toolkit").check()
    amina.page.get_by_role("textbox").first.fill("My reader")
    amina.press("Make a token")
    amina.look("account-feed-address")
    address = amina.page.locator("code").last.inner_text()
    where = address[address.index("/api/") :]
    reader = amina.context.request
    assert reader.get(where).status == 200
    amina.page.goto("/account")
    amina.page.get_by_role("button", name="Withdraw the token My reader").click()
    assert reader.get(where).status == 404
