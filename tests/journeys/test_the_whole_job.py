"""A worry becomes a screened, reasoned, owned decision: Amina, Bola and Carys at a real browser."""

import re

import pytest
from playwright.sync_api import expect

from kith.desk.tests.factories import raised

pytestmark = pytest.mark.django_db(transaction=True)


def write_the_four(amina):
    """The four needed pages, from the button to the check."""
    amina.page.goto("/consultations/")
    amina.press("Start a consultation")
    amina.look("consultation-safety")
    amina.choose("No")
    amina.press("Save and continue")
    amina.look("consultation-noticed")
    amina.fill("What was noticed?", "Two pupils say she runs a group at night and posts jokes about migrants.")
    amina.fill("Exact words, if you have them", "“I’m in charge of something.”")
    amina.press("Save and continue")
    amina.look("consultation-voice")
    amina.fill("What does the child say, in their own words?", "They listen. I’m in charge of something.")
    amina.press("Save and continue")
    amina.look("consultation-question")
    amina.fill("What do you ask of the specialist?", "Am I thinking straight, and what comes next?")
    amina.press("Save and continue")


def reference_of(someone) -> str:
    return re.search(r"K-[2-9B-Z]{8}", someone.page.url)[0]


def decide_to_refer(bola, cast, reference):
    page = bola.page
    page.goto(f"/screening/{reference}/decide")
    bola.look("decide")
    bola.choose("Outside the family")
    bola.choose("Section 17 assessment")
    bola.choose("Referral to Prevent")
    page.locator("[name=reason]").fill("An adult nobody knows writes to her at night.")
    page.locator("[name=set_aside]").fill("Ordinary gaming friends: the adult asks for secrecy.")
    page.locator("[name=next_owner]").select_option(str(cast["amina"].pk))
    page.locator("[name=level]").nth(2).check()
    page.get_by_label("The child is in repeated contact with people who encourage hatred or violence.").check()
    for name, text in (
        ("passage", "Concerns that need a plan with several services."),
        ("applied_outside", "The harm comes from a group online, out of her mother’s sight."),
        ("parents_can", "Her mother can change the night-time and stays close."),
        ("childs_voice", "They listen. I’m in charge of something."),
        ("family_told", "Mother was told beforehand and agrees."),
        ("would_change", "If the adult turns out to be a cousin."),
    ):
        page.locator(f"[name={name}]").fill(text)
    bola.press("Record the decision")


def test_a_practitioner_a_specialist_and_a_manager(visitor, cast):
    # Given Amina, who has never had such a case
    amina = visitor(cast["amina"])
    amina.look("home-practitioner")
    amina.go("/toolkit/what-now", "what-now")
    # When she writes what she knows in four pages, and a few more
    write_the_four(amina)
    amina.look("consultation-child")
    reference = reference_of(amina)
    amina.fill("Child’s full name", "Megan")
    amina.press("Save and continue")
    for name in ("contexts", "signs", "needs", "family", "equality"):
        amina.look(f"consultation-{name}")
        amina.press("Save and c")
    amina.look("consultation-check")
    amina.page.goto(f"/consultations/{reference}/write")
    amina.look("consultation-tasks")
    amina.press("Check your answers")
    amina.press("Send to the specialist")
    # Then it is sent, once, even by going back and sending again
    amina.look("consultation-sent")
    amina.page.go_back()
    amina.page.goto(f"/consultations/{reference}")
    amina.look("consultation")
    assert "They listen." in amina.text() and "Not yet known" in amina.text()

    # When Bola takes it on, asks, and Amina answers
    bola = visitor(cast["bola"])
    bola.look("home-specialist")
    bola.go("/screening/", "queue")
    bola.follow(reference)
    bola.look("workspace")
    bola.press("Take this on")
    bola.fill("What do you ask?", "Who is the adult that writes to her?")
    bola.press("Ask Amina")
    bola.look("workspace-asked")
    amina.page.goto("/")
    amina.look("home-question")
    amina.follow("Bola asks")
    amina.look("answer")
    amina.fill("Your answer", "Her mother does not know him either.")
    amina.press("Send the answer")
    # And Bola decides, with reasons
    decide_to_refer(bola, cast, reference)
    bola.look("decision-waiting")
    assert "waits for Carys" in bola.text()

    # When Carys reads it and agrees
    carys = visitor(cast["carys"])
    carys.look("home-manager")
    carys.go("/screening/team", "team")
    carys.go("/screening/sign-offs", "sign-offs")
    carys.follow(reference)
    carys.look("sign-off")
    carys.follow("decide otherwise")
    carys.look("decide-otherwise")
    carys.page.go_back()
    carys.choose("Agree")
    carys.press("Keep my answer")
    carys.look("decision-signed")
    # Then both pathways stand side by side
    assert "Prevent" in carys.text() and "agree" in carys.text()

    # When Amina follows it: steps, a later note, the referral, the chronology, who has looked
    amina.page.goto(f"/screening/{reference}/decisions")
    amina.look("decisions-practitioner")
    amina.follow("I see this differently")
    amina.look("disagree")
    amina.go("/screening/steps", "steps")
    amina.go("/notices", "notices")
    amina.go(f"/consultations/{reference}/who-can-see", "who")
    amina.go(f"/consultations/{reference}/conflict-of-interest", "bar")
    amina.go(f"/consultations/{reference}/hand-over", "hand-over")
    amina.go(f"/consultations/{reference}/about-the-child", "about-the-child")
    amina.go(f"/consultations/{reference}/equality", "equality-later")
    amina.page.goto(f"/consultations/{reference}/referral")
    amina.look("referral-begin")
    amina.press("Prepare the referral")
    amina.look("referral-write")
    amina.press("Save: it is complete")
    amina.look("referral-incomplete")
    for box in amina.page.locator("main textarea").all():
        if not box.input_value():
            box.fill("Not known")
    amina.press("Save: it is complete")
    amina.look("referral-checked")
    with amina.page.expect_download() as download:
        amina.press("As PDF")
    assert download.value.suggested_filename == f"kith-{reference}-referral.pdf"
    amina.go(f"/consultations/{reference}/referral/sent", "referral-sent")
    amina.go(f"/chronology/{reference}", "chronology")
    amina.page.goto("/search")
    amina.look("search")
    amina.fill("Reference, case-system reference, or name", "megan")
    amina.press("Search")
    amina.look("search-found")
    assert reference in amina.text()
    amina.go("/consultations/", "mine")
    amina.go("/account", "account")
    amina.press("Lock screen")
    amina.look("locked")

    # And Olu, elsewhere, finds nothing of it
    olu = visitor(cast["olu"])
    olu.look("home-stranger")
    response = olu.page.goto(f"/consultations/{reference}")
    assert response.status == 404
    olu.faults.clear()  # the browser writes each 404 to its console
    olu.look("not-found")
    olu.go("/consultations/emergency", "emergency")


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/sign-in", "sign-in"),
        ("/accessibility", "accessibility"),
        ("/privacy", "privacy"),
    ],
)
def test_pages_that_anybody_reads(visitor, cast, address, name):
    visitor().go(address, name)


def test_pages_of_the_toolkit(visitor, cast):
    amina = visitor(cast["amina"])
    for address, name in (
        ("/toolkit/", "toolkit"),
        ("/toolkit/signs", "signs"),
        ("/toolkit/clocks", "clocks"),
    ):
        amina.go(address, name)
    amina.page.goto("/toolkit/what-now")
    for _ in range(4):
        if amina.page.locator("fieldset").count():
            amina.look("what-now-question")
            amina.page.locator("fieldset input").first.check()
            amina.press("Continue")
    amina.look("what-now-answer")
    assert "01632" in amina.text() or "999" in amina.text()
    amina.page.goto("/toolkit/doing/worried")
    amina.page.locator("main a[href*='/toolkit/page/']").first.click()
    amina.look("piece")


def test_pages_of_those_who_keep_the_house(visitor, cast):
    ines = visitor(cast["ines"])
    ines.go("/emergency-reviews", "emergency-reviews")
    carys = visitor(cast["carys"])
    carys.go("/consultations/referral-form", "referral-form")


def test_the_whole_of_it_without_scripts(visitor, cast):
    amina = visitor(cast["amina"], scripts=False)
    write_the_four(amina)
    reference = reference_of(amina)
    amina.page.goto(f"/consultations/{reference}/write/check")
    amina.press("Send to the specialist")
    amina.look("plain-consultation")
    bola = visitor(cast["bola"], scripts=False)
    bola.page.goto(f"/screening/{reference}")
    bola.press("Take this on")
    decide_to_refer(bola, cast, reference)
    bola.look("plain-decision")
    carys = visitor(cast["carys"], scripts=False)
    carys.page.goto("/screening/sign-offs")
    carys.follow(reference)
    carys.choose("Agree")
    carys.press("Keep my answer")
    assert "agree" in carys.text()


def test_printing_is_offered_only_where_a_script_can_do_it(visitor, cast):
    for scripts in (True, False):
        amina = visitor(cast["amina"], scripts=scripts)
        amina.page.goto("/toolkit/what-now")
        for _ in range(4):
            if amina.page.locator("fieldset").count():
                amina.page.locator("fieldset input").first.check()
                amina.press("Continue")
        expect(amina.page.locator("[data-print]").first).to_be_visible(visible=scripts)


def tab_to(page, wanted, most=250):
    """Presses Tab until the wanted thing has the focus, as somebody without a mouse does."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("e => document.activeElement === e", wanted.element_handle()):
            return
    raise AssertionError(f"the keyboard never reached {wanted}")


def test_the_four_pages_by_keyboard_alone(visitor, cast):
    amina = visitor(cast["amina"])
    page = amina.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").startswith("Skip to main content")
    tab_to(page, page.get_by_role("link", name="Consultations"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/consultations/")
    tab_to(page, page.get_by_role("button", name="Start a consultation"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/safety")
    tab_to(page, page.locator("input[name=danger]").first)
    page.keyboard.press("ArrowDown")
    assert page.locator("input[name=danger][value=no]").is_checked()
    tab_to(page, page.get_by_role("button", name="Save and continue"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/noticed")
    for box, text, following in (
        ("what_0", "She runs a group at night.", "**/voice"),
        ("voice_words", "They listen.", "**/question"),
        ("question", "Am I thinking straight?", "**/child"),
    ):
        tab_to(page, page.locator(f"[name={box}]"))
        page.keyboard.type(text)
        tab_to(page, page.get_by_role("button", name="Save and continue"))
        page.keyboard.press("Enter")
        page.wait_for_url(following)
    page.goto(page.url.replace("child", "check"))
    tab_to(page, page.get_by_role("button", name="Send to the specialist"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/consultations/K-\w{8}$"))
    assert "They listen." in amina.text()


def test_a_specialist_and_a_manager_by_keyboard_alone(visitor, cast):
    consultation = raised(cast["amina"])
    bola = visitor(cast["bola"])
    page = bola.page

    def press(what):
        tab_to(page, what)
        page.keyboard.press("Enter")

    press(page.get_by_role("link", name="Screening").first)
    page.wait_for_url("**/screening/")
    press(page.locator(f"main a[href*='{consultation.reference}']").first)
    page.wait_for_url(f"**/{consultation.reference}")
    press(page.get_by_role("button", name="Take this on"))
    press(page.get_by_role("button", name="Record the decision"))
    page.wait_for_url("**/decide")
    tab_to(page, page.locator("[name=harm_source]").first)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert page.locator("[name=harm_source]").first.is_checked()
    tab_to(page, page.locator("[name=outcomes][value=strategy-discussion]"))
    page.keyboard.press("Space")
    # In the order of the page, which is the order in which the keyboard comes by.
    order = page.evaluate(
        "[...new Set([...document.querySelectorAll('main form textarea, main form select, main form [name=level], main form [name=statements]')].map(e => e.name))]"
    )
    for name in order:
        box = page.locator(f"[name={name}]").first
        if not box.is_visible():
            continue
        tab_to(page, box)
        if name == "next_owner":
            page.keyboard.type("Amina")
        elif name in ("level", "statements"):
            page.keyboard.press("Space")
        else:
            page.keyboard.type("As written.")
    press(page.get_by_role("button", name="Record the decision"))
    page.wait_for_url("**/decisions")
    assert "Safety does not wait for the signature" in bola.text()
    bola.look("decisions-tonight")

    carys = visitor(cast["carys"])
    page = carys.page
    press(page.get_by_role("link", name="My team").first)
    page.wait_for_url("**/team")
    press(page.locator("main a[href*='/sign-off/']").first)
    page.wait_for_url("**/sign-off/**")
    tab_to(page, page.locator("[name=answer]").first)
    page.keyboard.press("Space")
    press(page.locator("main form button[type=submit]").first)
    page.wait_for_url("**/decisions")
    assert "Make sure that the child is safe tonight" in carys.text()


def test_what_is_typed_survives_a_closed_laptop(visitor, cast):
    amina = visitor(cast["amina"])
    amina.page.goto("/consultations/")
    amina.press("Start a consultation")
    address = amina.page.url.replace("safety", "noticed")
    amina.page.goto(address)
    amina.fill("What was noticed?", "Half a sent")
    amina.page.get_by_text("Saved at").wait_for()
    amina.context.close()
    elsewhere = visitor(cast["amina"])
    elsewhere.page.goto(address)
    assert elsewhere.page.locator("[name=what_0]").input_value() == "Half a sent"


def test_a_page_loaded_anew_shows_the_last_keystroke_and_blames_no_other_device(visitor, cast):
    amina = visitor(cast["amina"])
    page = amina.page
    page.goto("/consultations/")
    amina.press("Start a consultation")
    page.goto(page.url.replace("safety", "noticed"))
    box = page.locator("[name=what_0]")
    box.press_sequentially("She runs")
    page.get_by_text("Saved at").wait_for()
    said = "She runs"
    for words in (" a group", " at night"):
        add_to(box, words)
        page.reload()
        said += words
        expect(box).to_have_value(said)
    # On a slow line a saving is still under way when the form is sent: it is not somebody else’s.
    slow = "const quick = fetch; window.fetch = async (...asked) => { const reply = await quick(...asked);"
    page.evaluate(slow + " await new Promise((go) => setTimeout(go, 1500)); return reply; };")
    add_to(box, ".")
    page.wait_for_timeout(2500)
    add_to(box, " Her tutor told me.")
    amina.press("Add another thing")
    second = page.locator("[name=what_1]")
    second.wait_for()
    assert "another device" not in amina.text()
    # A page that answered a form is loaded anew with what was typed since.
    second.press_sequentially("A second thing")
    page.get_by_text("Saved at").wait_for()
    add_to(second, " too")
    page.reload()
    expect(second).to_have_value("A second thing too", timeout=10_000)
    amina.press("Save and continue")
    page.wait_for_url("**/voice")


def add_to(box, words):
    """Types at the end of what stands there."""
    box.press("Control+End")
    box.press_sequentially(words)


def test_at_four_times_the_size_nothing_scrolls_sideways(visitor, cast):
    amina = visitor(cast["amina"])
    amina.page.set_viewport_size({"width": 320, "height": 256})
    for address in ("/", "/consultations/", "/toolkit/what-now", "/toolkit/clocks", "/search", "/account"):
        amina.page.goto(address)
        assert amina.page.evaluate("document.documentElement.scrollWidth") <= 320, address
