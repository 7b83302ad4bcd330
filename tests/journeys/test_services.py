"""A worker finds a service on a phone; an editor adds one, marks it public, and takes in a file with bad rows."""

import json
import re
import urllib.request

import pytest
from playwright.sync_api import expect

from kith.demo.directory import THORNMERE, add_one
from kith.services.models import Service
from kith.services.tests.test_files import BAD, GOOD, as_csv

pytestmark = pytest.mark.django_db(transaction=True)


def public_names(live_server) -> list[str]:
    with urllib.request.urlopen(f"{live_server.url}/oruk/services") as answer:
        return [one["name"] for one in json.load(answer)["contents"]]


def test_a_worker_finds_a_service_on_a_phone(visitor, cast):
    for row in THORNMERE:
        add_one(cast["farah"], row)
    Service.objects.filter(name__startswith="Quay").update(assured_on="2026-01-05")
    for scripts in (True, False):
        amina = visitor(cast["amina"], scripts=scripts)
        amina.page.set_viewport_size({"width": 390, "height": 800})
        amina.page.goto("/")
        amina.page.get_by_text("Menu", exact=True).click()
        amina.follow("Services")
        amina.look(f"services-all{'' if scripts else '-plain'}")
        assert "15 services" in amina.text()
        amina.page.set_viewport_size({"width": 390, "height": 800})
        amina.page.get_by_text("Kind of help, area, age, cost, language").click()
        amina.fill("Words", "boxing")
        amina.page.get_by_label("Kind of help").select_option("youth-work")
        amina.fill("Age", "14")
        amina.press("Find services")
        amina.look(f"services-found{'' if scripts else '-plain'}")
        assert "1 service that fits" in amina.text() and "boxing" not in amina.page.url
        amina.follow("Quay Boxing Club, juniors")
        amina.look(f"service-page{'' if scripts else '-plain'}")
        assert "Ring first" in amina.text() and "A good first step" in amina.text()
        assert amina.page.locator("a[href='tel:01632960512']").count() == 1
        assert "Change it" not in amina.text()
        amina.page.go_back()
        expect(amina.page.get_by_role("heading", name="Services that can help")).to_be_visible()
        amina.page.goto("/services/?age=young")
        amina.look(f"services-wrong-age{'' if scripts else '-plain'}")
    amina.page.goto("/services/?kind=other&area=Southgate&cost=paid")
    amina.look("services-none")
    assert "No service fits" in amina.text()


def test_an_editor_adds_one_marks_it_public_and_undoes(visitor, cast, live_server):
    farah = visitor(cast["farah"])
    farah.go("/services/", "services-empty")
    farah.follow("Add a service")
    farah.look("service-add")
    farah.fill("What the service does", "A choir for anybody.")
    farah.press("Add the service")
    farah.look("service-add-errors")
    summary = farah.page.get_by_role("alert").filter(has_text="There is a problem")
    summary.get_by_role("link", name="Choose who runs it").click()
    expect(farah.page.get_by_label("Who runs it")).to_be_focused()
    assert farah.page.get_by_label("What the service does").input_value() == "A choir for anybody."
    farah.fill("Name of the service", "Northgate choir")
    farah.page.get_by_label("Another organisation").fill("Northgate Community Centre")
    farah.choose("Youth work")
    farah.fill("When it is open", "Thu 6pm to 7:30pm")
    farah.fill("How to refer", "Ring the caretaker.")
    farah.fill("Where these details come from", "A call in June 2026")
    farah.press("Add the service")
    farah.look("service-added")
    assert "It is not public" in farah.page.inner_text("body") and "Thu 18:00 to 19:30" in farah.text()
    assert public_names(live_server) == []
    farah.follow("Mark it as public")
    farah.look("service-public")
    assert "caretaker" not in farah.text() and "Never shown: how to refer" in farah.text()
    farah.press("Show it to anybody")
    farah.look("service-is-public")
    assert public_names(live_server) == ["Northgate choir"]
    farah.follow("Change it")
    farah.look("service-change")
    farah.fill("Name of the service", "Northgate youth choir")
    # Bola changes it while Farah writes.
    bola = visitor(cast["bola"])
    bola.page.goto(farah.page.url)
    bola.fill("Telephone", "01632 960 520")
    bola.press("Keep it")
    farah.press("Keep it")
    farah.look("service-moved")
    assert "Bola changed this while you were writing" in farah.text()
    assert farah.page.get_by_role("textbox", name="Telephone").input_value() == "01632 960 520"
    farah.press("Keep it")
    assert public_names(live_server) == ["Northgate youth choir"]
    farah.follow("History, and undo")
    farah.look("service-history")
    farah.page.get_by_role("button", name=re.compile("Put this back.*version 1")).click()
    farah.page.wait_for_load_state()
    assert public_names(live_server) == ["Northgate choir"]
    farah.page.goto("/services/keep")
    farah.look("services-board")
    farah.page.get_by_role("link", name="Northgate Community Centre").click()
    farah.look("service-organisation")
    service = Service.objects.get()
    farah.go(f"/services/{service.uuid}/retire", "service-retire")
    farah.fill("Why?", "It ended in July.")
    farah.press("Retire it")
    assert public_names(live_server) == []
    farah.go(f"/services/{service.uuid}", "service-retired")


def test_an_editor_takes_in_a_file_with_bad_rows(visitor, cast, live_server):
    farah = visitor(cast["farah"])
    farah.go("/services/take-in", "take-in")
    farah.press("Go on")
    farah.look("take-in-errors")
    upload = {"name": "list.csv", "mimeType": "text/csv", "buffer": as_csv(GOOD + BAD)}
    farah.page.get_by_label("The file").set_input_files(upload)
    farah.press("Go on")
    farah.look("take-in-columns")
    farah.press("Check the rows")
    farah.look("take-in-columns-errors")
    farah.page.get_by_label("Who runs it").select_option("Run by")
    farah.fill("Where do these details come from?", "The youth service’s list of June 2026")
    farah.press("Check the rows")
    farah.look("take-in-checked")
    assert "2 rows can be loaded, 2 cannot" in farah.text()
    with farah.page.expect_download() as waited:
        farah.page.get_by_role("link", name="Download the rows to mend").click()
    assert waited.value.suggested_filename == "rows-to-mend.csv"
    farah.press("Load 2 rows")
    farah.look("take-in-loaded")
    assert "None of them is public" in farah.page.inner_text("body")
    farah.go("/services/", "services-taken-in")
    assert "Boxing" in farah.text() and public_names(live_server) == []
