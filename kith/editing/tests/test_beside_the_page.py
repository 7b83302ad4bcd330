"""While a page is written: everything that is missing stands above it at once, and so do the words of who proposed it."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from kith.editing import actions
from kith.editing.models import ToolkitPage
from kith.editing.tests.test_editing import approve, submitted, whole
from kith.editing.tests.test_malformed import SENT, WORDS
from kith.toolkit.models import Proposal

pytestmark = pytest.mark.django_db
LEADS = re.compile(r'<li><a href="#([^"]+)"[^>]*>([^<]+)</a></li>')


@pytest.fixture
def writer(cast):
    client = Client()
    client.force_login(cast["farah"])
    return client


def above(answer) -> list[tuple[str, str]]:
    """The summary of faults: where each leads, and what it says."""
    text = answer.content.decode()
    start = text.find('id="kith-faults"')
    return LEADS.findall(text[start : text.find("</section>", start)]) if start > 0 else []


def edit(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_everything_that_is_missing_is_said_at_once_and_leads_to_its_field(writer, cast):
    page = actions.begin_page(cast["farah"], title="Talks in films", kind="indicator")
    sent = {
        **SENT,
        "kind": "indicator",
        "title": "Talks in films",
        "slug": "talks-in-films",
        "body-0-value-heading": "Seen",
    }
    answer = writer.post(edit(page), {**sent, "action-submit": "1"})
    rows = above(answer)
    assert [place for place, _ in rows] == [
        *("panel-child-words-body-section", "id_source", "id_owner_role", "id_audience", "id_evidence"),
        *("id_checked_on", "id_review_on"),
    ]
    assert "nothing under “May matter because”, “May also be”, “Ask” and “How sound this is”" in rows[0][1]
    text = answer.content.decode()
    for place, words in rows:
        assert f'id="{place}"' in text, place
        # Beside the field too, for who comes to it by another way.
        assert text.count(words.split("” ")[-1]) >= 1 and text.count(place) >= 2
    assert "Ring." in text, "what was typed is there still"
    page.refresh_from_db()
    assert page.current_workflow_state is None


def test_a_fault_of_a_field_and_what_is_missing_stand_together_and_none_twice(writer, cast):
    page = actions.begin_page(cast["farah"], title="Our duty desk", kind="guidance")
    sent = {
        **SENT,
        "title": "",
        "review_on": "soon",
        "themes": ["online", "nowhere"],
        "audience": "All",
        "body-0-value-heading": "",
    }
    places = [place for place, _ in above(writer.post(edit(page), {**sent, "action-submit": "1"}))]
    assert sorted(places) == sorted({*places}), "each field has one fault"
    assert {
        "id_title",
        "id_checked_on",
        "id_review_on",
        "id_themes_0",
        "panel-child-words-body-section",
        "id_source",
        "id_owner_role",
    } == {*places}


def test_what_is_whole_has_no_summary_and_a_draft_may_lack_what_it_likes(writer, cast):
    page = actions.begin_page(cast["farah"], title="Our duty desk", kind="guidance")
    assert writer.post(edit(page), SENT).status_code == 302
    assert above(writer.get(edit(page))) == []
    two = {"body-count": "2", **{name.replace("-0-", "-1-"): text for name, text in SENT.items() if "-0-" in name}}
    sent = {**SENT, **two, "body-1-order": "1", "body-1-value-heading": "Why", "body-1-value-text": WORDS}
    sent |= {"source": "Our partnership", "owner_role": "Practice lead", "audience": "All"}
    sent |= {"checked_on": "2026-01-01", "review_on": "2030-01-01"}
    assert writer.post(edit(page), {**sent, "action-submit": "1"}).status_code == 302
    assert ToolkitPage.objects.get(pk=page.pk).current_workflow_state is not None


def proposed(client, cast, **said) -> Proposal:
    client.force_login(cast["amina"])
    client.post(
        reverse("toolkit:propose", args=["danger-first"]),
        {"text": "Name the new desk.\nIt is by the river.", "once": "a", **said},
    )
    return Proposal.objects.latest("pk")


def test_the_words_of_a_proposal_stand_beside_the_page_until_it_is_published(client, writer, cast):
    proposal = proposed(client, cast)
    taken = writer.post(reverse("editing:proposal", args=[proposal.uuid]), {"act": "take"})
    page = ToolkitPage.objects.get(slug="danger-first")
    for _ in range(2):
        text = writer.get(taken["Location"]).content.decode()
        assert text.count("Name the new desk.\nIt is by the river.") == 1, "each time the page is opened"
        assert (
            f"What {cast['amina'].name} proposed" in text and reverse("editing:proposal", args=[proposal.uuid]) in text
        )
    kept = writer.post(edit(page), {**SENT, "slug": "danger-first", "title": ""})
    assert kept.status_code == 200 and "Name the new desk." in kept.content.decode(), "also where something is missing"
    page = submitted(whole(page, cast["farah"]), cast["farah"])
    client.force_login(cast["bola"])
    read = client.get(reverse("editing:answer", args=[page.translation_key])).content.decode()
    assert "Name the new desk." in read, "whoever answers reads what was asked for"
    actions.keep_groups(cast["bola"])
    approve(page, cast["bola"])
    assert "Name the new desk." not in writer.get(edit(page)).content.decode()


def test_the_words_of_a_proposed_sign_stand_there_until_it_is_not_taken_up(client, writer, cast):
    client.force_login(cast["amina"])
    form = {
        "title": "Talks in films",
        "seen": "Whole <b>talks</b>.",
        "may_matter": "Given words.",
        "may_also_be": "Fun.",
        "ask": "Which?",
    }
    client.post(reverse("toolkit:propose-sign"), {**form, "where": "two schools", "once": "one"})
    proposal = Proposal.objects.get()
    where = writer.post(reverse("editing:proposal", args=[proposal.uuid]), {"act": "take"})["Location"]
    text = writer.get(where).content.decode()
    note = text[text.index("kith-editor-note") : text.index("</details>")]
    for words in ("Talks in films", "Whole &lt;b&gt;talks&lt;/b&gt;.", "Given words.", "Fun.", "Which?", "two schools"):
        assert words in note
    writer.post(reverse("editing:proposal", args=[proposal.uuid]), {"act": "decline", "why": "We have one."})
    assert "kith-editor-note" not in writer.get(where).content.decode().replace("editing/editor.css", "")


def test_no_other_page_and_no_other_authority_shows_a_proposal(client, writer, cast):
    proposal = proposed(client, cast)
    other = actions.begin_replacement(cast["farah"], slug="start-here")
    theirs = actions.begin_replacement(cast["sade"], slug="danger-first")
    writer.post(reverse("editing:proposal", args=[proposal.uuid]), {"act": "take"})
    assert "Name the new desk." not in writer.get(edit(other)).content.decode()
    sade = Client()
    sade.force_login(cast["sade"])
    answer = sade.get(edit(theirs))
    assert answer.status_code == 200 and "Name the new desk." not in answer.content.decode()
