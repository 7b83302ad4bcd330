"""A short module from beginning to end, and the question a week later; with scripts, without, and by keyboard alone."""

import pytest
from django.utils import timezone

from kith.modules.models import FollowUp, Run
from kith.toolkit.queries import piece_for, story_of

pytestmark = pytest.mark.django_db(transaction=True)
SLUG = "module-core-skills-apply"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_module_is_gone_through_and_asked_about_a_week_later(visitor, cast, scripts):
    amina = cast["amina"]
    story = story_of(piece_for(amina, SLUG).more)
    # Given Amina, who finds it in the toolkit
    who = visitor(amina, scripts=scripts)
    who.go("/modules/", "modules")
    who.follow(piece_for(amina, SLUG).title)
    who.look("module-page")
    who.press("Begin, or go on")
    who.look("module-first-scene")
    assert story.first.ask in who.text() and not who.page.locator("input:checked").count()
    who.press("Choose this")
    who.look("module-nothing-chosen")
    # When she chooses, scene after scene
    scene, seen = story.first, 0
    while not scene.is_end:
        choice = next(one for one in scene.choices if one.fits != "well") if not seen else scene.choices[0]
        who.page.get_by_label(choice.words, exact=True).check()
        who.press("Choose this")
        after = story.scene(choice.to)
        who.page.get_by_role("heading", name=after.title, level=1).wait_for()
        seen += 1
        if seen == 1:
            who.look("module-what-followed")
            assert choice.why.split("\n")[0] in who.text()
        scene = after
    # Then the end says what to take along, and a question waits for its day
    who.look("module-end")
    assert "What to take with you" in who.text()
    run = Run.objects.get(person=amina)
    assert run.completed_at
    FollowUp.objects.filter(run=run, number=0).update(due_on=timezone.localdate())
    who.go("/", "home-with-question")
    who.follow("A question from a short module")
    who.look("module-question")
    who.page.get_by_label(story.follow_ups[0].choices[0].words, exact=True).check()
    who.press("Answer")
    who.look("module-answered")
    assert "What you answered" in who.text()


def test_by_keyboard_alone(visitor, cast):
    who = visitor(cast["amina"])
    who.page.goto(f"/toolkit/page/{SLUG}")
    who.page.get_by_role("button", name="Begin, or go on").focus()
    who.page.keyboard.press("Enter")
    who.page.locator("[name=choice]").first.wait_for()
    who.page.locator("[name=choice]").first.focus()
    who.page.keyboard.press("Space")
    who.page.get_by_role("button", name="Choose this").focus()
    who.page.keyboard.press("Enter")
    who.page.get_by_role("heading", name="What followed").wait_for()
