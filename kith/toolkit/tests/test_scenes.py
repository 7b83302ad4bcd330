"""A short module must tell a story that goes on: what is refused, and in which words."""

import copy

import pytest

from kith.modules.tests.factories import LATER, SCENES, a_module
from kith.toolkit.content import BadContent
from kith.toolkit.scenes import story_of


def refused(**more) -> str:
    with pytest.raises(BadContent) as bad:
        a_module(more=more).cleaned()
    return str(bad.value)


def scenes(change):
    rows = copy.deepcopy(SCENES)
    change(rows)
    return rows


def test_a_whole_module_is_kept_in_plain_words():
    said = copy.deepcopy(SCENES)
    said[0]["text"] = "Noor <script>alert(1)</script> is fourteen.\n\n\n<b>She</b> is <3 tired.\x00"
    kept = a_module(more={"scenes": said}).cleaned()
    text = kept.more["scenes"][0]["text"]
    assert text.startswith("Noor") and "\n\n" in text and "\x00" not in text and "<3 tired." in text
    assert a_module(more=kept.more).cleaned().digest == kept.digest, "cleaning it twice changes nothing"
    story = story_of(kept.more)
    assert story.first.key == "start" and story.scene("together").is_end and not story.first.is_end
    assert [one.days for one in story.follow_ups] == [7, 30]
    assert story.first.choices[1].fits_words == "Fits in part"


def test_each_thing_that_is_missing_or_leads_nowhere_has_its_sentence():
    def to(key):
        return lambda rows: rows[0]["choices"][0].update(to=key)

    cases = [
        (to("nowhere"), "leads to no scene"),
        (lambda rows: rows.append({**rows[0]}), "two scenes called “start”"),
        (lambda rows: rows[2]["choices"][0].update(to="start"), "may never end"),
        (
            lambda rows: rows.append({**rows[3], "key": "alone", "title": "Alone"}),
            "no choice leads to the scene “Alone”",
        ),
        (lambda rows: rows[0].update(ask=""), "asks and offers choices, or does neither"),
        (lambda rows: rows[0].update(choices=rows[0]["choices"][:1]), "offers 1 choices"),
        (lambda rows: rows[0]["choices"][0].update(why=""), "needs its words and why"),
        (lambda rows: rows[0]["choices"][0].update(then=""), "does not say what follows"),
        (lambda rows: rows[0]["choices"][0].update(fits="best"), "does not say how well it fits"),
        (lambda rows: rows[0].update(title=""), "needs a short name, a title and its words"),
        (lambda rows: rows[0].update(text="x" * 5000), "4000 fit"),
        (lambda rows: rows.clear(), "has no scenes"),
    ]
    for change, words in cases:
        assert words in refused(scenes=scenes(change)), words
    assert "how many minutes" in refused(minutes=0) and "how many minutes" in refused(minutes="ten")
    assert "what it is about" in refused(about=[]) and "what it is about" in refused(about=["strange"])
    backwards = [{**LATER[0], "days": 30}, {**LATER[1], "days": 7}]
    assert "some days after the one before" in refused(follow_ups=backwards)
    assert "without words" in refused(follow_ups=[{**LATER[0], "ask": ""}])


def test_what_no_module_is_has_no_scenes_and_needs_none():
    from .factories import a_page

    assert "scenes" not in a_page().cleaned().more
