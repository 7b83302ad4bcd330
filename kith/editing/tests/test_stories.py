"""A short module in the editor: begun from the one that comes with Kith, changed, approved by another, and gone through."""

import copy

import pytest
from django.urls import reverse

from kith.editing import actions
from kith.editing.tests.test_editing import approve, submitted
from kith.modules.tests.factories import SCENES, begun
from kith.toolkit.queries import piece_for, story_of

pytestmark = pytest.mark.django_db
SLUG = "module-core-skills-apply"


def test_a_module_begun_from_the_one_that_comes_with_kith_tells_the_same_story(cast):
    national = piece_for(cast["farah"], SLUG)
    page = actions.begin_replacement(cast["farah"], slug=SLUG)
    page.refresh_from_db()
    assert page.as_whole().more == national.more, "not a word is lost on the way through the editor"


def test_a_changed_story_is_shown_once_another_approved_it(client, cast):
    page = actions.begin_replacement(cast["farah"], slug=SLUG)
    rows = copy.deepcopy(SCENES)
    rows[0]["title"] = "On our own bus"
    page.scenes, page.why = [("scene", row) for row in rows], "Our own bus."
    page.save_revision(user=cast["farah"])
    page = submitted(page, cast["farah"])
    client.force_login(cast["bola"])
    answer = client.get(reverse("editing:answer", args=[page.translation_key])).content.decode()
    assert "On our own bus" in answer and "leads to repair" in answer, "the second person reads the whole story"
    assert "<ins>" in answer and "Scene start" in answer
    assert story_of(piece_for(cast["amina"], SLUG).more).first.title != "On our own bus"
    actions.keep_groups(cast["bola"])
    approve(page, cast["bola"])
    assert story_of(piece_for(cast["amina"], SLUG).more).first.title == "On our own bus"
    assert begun(cast["amina"], SLUG).edition.content["title"] and begun(cast["amina"], SLUG).scene == "start"
    client.force_login(cast["amina"])
    old = client.get(reverse("toolkit:editions", args=[SLUG]) + "?edition=1").content.decode()
    assert "On our own bus" in old and "leads to repair" in old


def test_a_story_that_leads_nowhere_is_not_asked_for(cast, rf):
    page = actions.begin_replacement(cast["farah"], slug=SLUG)
    rows = copy.deepcopy(SCENES)
    rows[0]["choices"][0]["to"] = "nowhere"
    page.scenes = [("scene", row) for row in rows]
    with pytest.raises(actions.BadContent) as bad:
        page.as_whole()
    assert "leads to no scene" in str(bad.value)
    answer = page.serve_preview(rf.get("/"), "")
    assert "leads to no scene" in answer.context_data["faults"]
