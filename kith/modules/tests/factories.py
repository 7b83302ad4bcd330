"""A module as an editor would write it, and people going through it."""

import itertools

from kith.modules import actions
from kith.toolkit.actions import publish_piece
from kith.toolkit.tests.factories import a_page
from kith.toolkit.words import Kind

SLUG = "module-the-bus"
KEYS = itertools.count()
SECTIONS = (
    ("What you will be able to do", "<ul><li>Ask before you assume.</li></ul>"),
    ("What to take with you", "<ul><li>Ask what else it may mean.</li></ul>"),
    ("Talk about it in your team", "<p>What would have been easier together?</p>"),
)


def choice(words, to="", fits="well", then="It helps.", why="It is what one does."):
    return {"words": words, "then": then, "why": why, "fits": fits, "to": to}


SCENES = [
    {
        "key": "start",
        "title": "On the bus",
        "text": "Noor is fourteen.\n\nShe says: ‘Leave me.’",
        "ask": "What do you do?",
        "choices": [choice("Wait a little.", "talk"), choice("Ring her school at once.", "repair", "partly")],
    },
    {
        "key": "repair",
        "title": "The school has rung home",
        "text": "Noor is cross with you.",
        "ask": "And now?",
        "choices": [choice("Say sorry.", "talk"), choice("Leave it.", "apart", "not")],
    },
    {
        "key": "talk",
        "title": "She talks",
        "text": "She tells of a group.",
        "ask": "What do you ask?",
        "choices": [choice("Who is kind to you there?", "together"), choice("Who else is in it?", "apart", "partly")],
    },
    {"key": "together", "title": "Together", "text": "She comes again.", "ask": "", "choices": []},
    {"key": "apart", "title": "Apart", "text": "She does not come again this week.", "ask": "", "choices": []},
]
LATER = [
    {
        "days": 7,
        "ask": "A boy says nothing. What first?",
        "choices": [choice("Wait."), choice("Ask again.", "", "partly")],
    },
    {"days": 30, "ask": "And if he is late?", "choices": [choice("Wait."), choice("Go home.", "", "not")]},
]


def a_module(slug=SLUG, **more):
    """What a module says, in the toolkit’s shape."""
    said = {"scenes": SCENES, "follow_ups": LATER, "minutes": 10, "about": ["signs"], **more.pop("more", {})}
    return a_page(slug, **{"kind": Kind.MODULE, "title": "The bus", "sections": SECTIONS, "more": said, **more})


def published(by, slug=SLUG, **more):
    """A module of this editor’s authority, shown to its readers."""
    return publish_piece(by, content=a_module(slug, **more), layer="local")


def begun(by, slug=SLUG):
    return actions.begin_module(by, slug=slug, once_key=f"begin-{next(KEYS)}")


def gone_through(by, slug=SLUG, way=(("start", 0), ("talk", 0))):
    """A run of this person to its end, by these choices."""
    run = begun(by, slug)
    for scene, number in way:
        run = actions.choose(by, run=run, scene=scene, choice=number)
    return run
