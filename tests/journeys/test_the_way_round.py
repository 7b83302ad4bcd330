"""The way round the house: all of it where there is room, a menu on a phone, and never both."""

import pytest

from .conftest import NARROW, WIDE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("scripts", [True, False])
def test_on_a_phone_the_way_round_is_a_menu_and_elsewhere_it_is_all_there(visitor, cast, scripts):
    carys = visitor(cast["carys"], scripts=scripts)
    page = carys.page
    page.goto("/consultations/")
    ways = page.get_by_role("navigation", name="Kith")
    menu = ways.locator("summary")
    page.set_viewport_size({"width": WIDE, "height": 900})
    whole = ways.get_by_role("link").all_inner_texts()
    assert len(whole) == len(set(whole)) > 10 and not menu.is_visible()
    page.set_viewport_size({"width": NARROW, "height": 800})
    assert ways.get_by_role("link").all_inner_texts() == whole[:2] == ["Home", "What do I do now"]
    assert menu.inner_text() == "Menu: Consultations"
    menu.focus()
    page.keyboard.press("Enter")
    assert ways.get_by_role("link").all_inner_texts() == whole
    page.set_viewport_size({"width": WIDE, "height": 900})
    assert ways.get_by_role("link").all_inner_texts() == whole, "also where it was opened before the phone was turned"
    page.set_viewport_size({"width": NARROW, "height": 800})
    ways.get_by_role("link", name="Services").click()
    page.wait_for_url("**/services/")
    assert menu.inner_text() == "Menu: Services"
