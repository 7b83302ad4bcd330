"""Coaching in the demonstration: questions asked from pages, one that became a page, times, a reflection, and who has worked with it."""

import datetime

from kith.coaching import actions
from kith.coaching.models import Making
from kith.editing import actions as editing
from kith.editing.models import ToolkitPage
from kith.people.queries import person_by_email

from .moments import LONDON, Script, before, on_weekday, working_moment

PARENTS = (
    "A mother says that her son of fourteen copies what he hears at night and laughs it off. Where do I begin with her?"
)
WORDS = {
    "title": "A first talk with a parent who is unsure",
    "asked": "How do I begin with a parent who is worried and laughs it off?",
    "first": "Begin with what is going well, then with one evening that stayed in mind.\nAsk what was said, not what it means.\n"
    "Agree one small thing to look at together until you meet again.",
    "why": "A parent who is not blamed goes on watching and tells you. A word such as terrorism at the door ends the talk.",
}
SAID = (
    (
        "bola",
        ["online", "ideologies", "parallels"],
        ["drawn-in-online"],
        "Six years in an exploitation team",
        "here",
        True,
    ),
    ("olu", ["child-and-family"], [], "Group work with parents", "mail", False),
    ("vera", ["threshold", "contexts"], ["peer-group"], "", "here", False),
    ("sade", ["police", "contexts"], ["exploitation"], "Joint visits for some years", "mail", True),
)


def _person(name: str, place: str = "thornmere"):
    return person_by_email(f"{name}@{place}.example")


def add_coaching(script: Script, today: datetime.date) -> None:
    """Amina asked twice; one answer is a page by now; Bola offers times; four say what they have worked with."""
    script.at(before(today, 33, 9), _ask_of_parents)
    script.at(before(today, 32, 11), _answer_of_parents)
    script.at(before(today, 26, 10), _page)
    script.at(before(today, 25, 15), _approve)
    script.at(before(today, 24, 9), _close)
    for days, (who, themes, harms, line, how, region) in enumerate(SAID, start=40):
        place = "calderfold" if who == "sade" else "thornmere"
        script.at(
            before(today, days, 12),
            lambda who=who, place=place, themes=themes, harms=harms, line=line, how=how, region=region: (
                actions.say_experience(
                    _person(who, place), themes=themes, harms=harms, line=line, how=how, region_too=region
                )
            ),
        )
    script.at(working_moment(today, 3, 9), lambda: _times(today))
    script.at(working_moment(today, 2, 11), lambda: _reflection(today))
    script.at(working_moment(today, 1, 14), _ask_from_page)


def _ask_of_parents() -> None:
    actions.ask_specialist(
        _person("amina"), theme="child-and-family", text=PARENTS, page="what-is-not-a-sign", once_key="demo-parents"
    )


def _question():
    return _person("amina"), actions.ask_specialist(
        _person("amina"), theme="child-and-family", text=PARENTS, once_key="demo-parents"
    )


def _answer_of_parents() -> None:
    text = (
        "Begin with what goes well. Ask for one evening that stayed in her mind, and what was said. Leave labels out."
    )
    actions.answer_question(_person("bola"), question=_question()[1], text=text, once_key="demo-parents")


def _page() -> None:
    actions.make_page(_person("bola"), question=_question()[1], **WORDS)


def _approve() -> None:
    making = Making.objects.get(question=_question()[1])
    page = ToolkitPage.objects.get(translation_key=making.page)
    editing.answer_page(_person("farah"), page=page, approved=True)


def _close() -> None:
    amina, question = _question()
    actions.close_question(
        amina, question=question, came_of="She told me about one evening, and we looked at it together."
    )


def _ask_from_page() -> None:
    text = "A girl shares dark jokes in a game with people she never met. When is it more than a game, and whom do I ask first?"
    actions.ask_specialist(
        _person("amina"), theme="online", text=text, page="what-is-not-a-sign", once_key="demo-online"
    )


def _times(today: datetime.date) -> None:
    first = datetime.datetime.combine(on_weekday(today + datetime.timedelta(days=2)), datetime.time(10), LONDON)
    length = datetime.timedelta(minutes=45)
    times = [(start, start + length) for start in (first + datetime.timedelta(weeks=week) for week in range(3))]
    slots = actions.offer_slots(_person("bola"), times=times, place="Hub, room 2", once_key="demo")
    actions.book_slot(_person("olu"), slot=slots[0])


def _reflection(today: datetime.date) -> None:
    start = datetime.datetime.combine(on_weekday(today + datetime.timedelta(days=9)), datetime.time(13), LONDON)
    row = actions.set_up_reflection(
        _person("bola"),
        title="When nothing seems to fit",
        theme="ideologies",
        presenter=_person("amina"),
        starts_at=start,
        ends_at=start + datetime.timedelta(hours=1),
        place="Hub, large room",
        places=8,
        once_key="demo",
    )
    for who in ("olu", "vera"):
        actions.take_place(_person(who), reflection=row)
