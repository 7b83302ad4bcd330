"""What editors keep beside pages, and what readers are told of changes, in a real browser at both widths."""

import pytest

from kith.toolkit import actions
from kith.toolkit.models import ChangesByMail, EmptySearch, OutsideLink
from kith.toolkit.tests.factories import a_page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_reader_asks_for_changes_and_stops_them(visitor, cast, scripts):
    actions.publish_piece(cast["farah"], content=a_page("x", title="Our new desk"), layer="local", why="We moved.")
    amina = visitor(cast["amina"], scripts=scripts)
    amina.go("/toolkit/changed", "changed-asked-for")
    amina.press("Send me what changes once a week")
    amina.look("changed-by-mail")
    assert "at most once a week" in amina.text() and ChangesByMail.objects.filter(person=cast["amina"]).exists()
    amina.press("Stop the e-mail")
    assert "Send me what changes" in amina.page.locator("main").inner_text()
    assert not ChangesByMail.objects.exists()


@pytest.mark.parametrize("scripts", [True, False])
def test_an_editor_keeps_words_settles_a_search_and_looks_at_links(visitor, cast, scripts):
    link = {
        "title": "A page",
        "url": "https://a.example/a-rather-long-address/" + "part-" * 30,
        "checked": "2026-05-01",
    }
    content = a_page("x", title="Our new desk", related=["never-there"], links=[link])
    actions.publish_piece(cast["bola"], content=content, layer="local")
    actions.say_useful(cast["amina"], slug="x", useful=True)
    OutsideLink.objects.create(url=link["url"], state="gone", status=404)
    amina = visitor(cast["amina"], scripts=scripts)
    amina.page.goto("/toolkit/search")
    amina.fill("What do you want to know?", "how do i claim mileage for the pool car")
    amina.press("Search the toolkit")
    assert "The toolkit has no page on this" in amina.text()
    words = EmptySearch.objects.get().words

    farah = visitor(cast["farah"], scripts=scripts)
    farah.go("/toolkit/edit/", "board-with-words")
    farah.follow("Words that mean the same")
    farah.look("synonyms-none")
    farah.follow("Add words of our authority")
    farah.press("Keep these words")
    farah.look("synonym-errors")
    farah.fill("What is the group called?", "Threshold")
    farah.fill("Which words mean the same?", "zapgrid\nthreshold document\nlevels of need")
    farah.press("Keep these words")
    farah.look("synonyms")
    assert "Search knows these words" in farah.page.locator("body").inner_text()
    farah.follow("Threshold")
    farah.look("synonym")
    farah.press("Remove the group")
    farah.look("synonyms-removed")
    farah.press("Undo")
    assert "zapgrid, threshold document, levels of need" in farah.text()

    farah.page.goto("/toolkit/edit/")
    farah.follow("Say what answers them")
    farah.look("searches")
    farah.press("Take them off the list")
    farah.look("searches-errors")
    farah.page.get_by_label(words).check()
    farah.choose("A page answers it")
    farah.page.get_by_label("Which page answers it?").select_option(label="Our new desk")
    farah.press("Take them off the list")
    farah.look("searches-none")
    farah.go("/toolkit/edit/links", "links")
    assert "never-there, but there is none" in farah.text() and "not there any more (404)" in farah.text()
    farah.go("/toolkit/edit/useful", "useful")

    amina.page.goto("/toolkit/search")
    amina.fill("What do you want to know?", "how do i claim mileage for the pool car")
    amina.press("Search the toolkit")
    amina.look("search-said-by-editors")
    assert "Our new desk" in amina.text()
