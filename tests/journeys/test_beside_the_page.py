"""An editor writes from a proposal with its words beside them, and is told of everything that is missing at once."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from kith.toolkit.models import Proposal

pytestmark = [pytest.mark.django_db(transaction=True)]


def test_the_proposals_words_and_all_that_is_missing_stand_above_the_page(visitor, cast):
    Proposal.objects.create(
        authority=cast["amina"].authority,
        by=cast["amina"],
        title="Speaks in lines from films",
        seen="Whole talks in quotations.",
        may_also_be="Fun, a favourite film, a way to feel safe.",
        once_key="one",
    )
    farah = visitor(cast["farah"])
    farah.page.goto("/toolkit/edit/")
    farah.follow("Speaks in lines from films")
    farah.press("Write a page from it")
    farah.page.wait_for_url("**/editor/pages/*/edit/")
    note = farah.page.locator("details.kith-editor-note")
    assert "Fun, a favourite film" in note.inner_text()
    farah.look_at_frame("editor-with-proposal")
    farah.page.get_by_role("button", name="More actions").last.click()
    farah.page.get_by_role("button", name="Submit to a second person").click()
    summary = farah.page.get_by_role("region", name="There are problems")
    summary.wait_for()
    farah.look_at_frame("editor-with-faults")
    assert "Fun, a favourite film" in note.inner_text()
    links = summary.get_by_role("link")
    assert links.count() > 2
    links.filter(has_text="has no owner").click()
    expect(farah.page.locator("#id_owner_role")).to_be_visible()  # the tab in which it stands has opened
    expect(farah.page.locator("#id_owner_role")).to_be_focused()
    links.filter(has_text="lacks its heading or its words").first.click()
    expect(farah.page.locator("#panel-child-words-body-section")).to_be_visible()


def test_what_a_token_reads_is_chosen_and_said(visitor, cast):
    farah = visitor(cast["farah"])
    farah.go(reverse("people:new-token"), "token-new")
    farah.press("Make a token")
    farah.look("token-new-errors")
    farah.fill("What is it for?", "my feed reader")
    farah.choose("Only what has changed in the toolkit, for a feed reader")
    farah.press("Make a token")
    farah.look("token-made")
    farah.go(reverse("people:account"), "account-with-token")
    assert "reads only what has changed in the toolkit" in farah.text()
