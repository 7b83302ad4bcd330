"""The scenes of a short module: what is told, what one may choose, and where each choice leads.

A module is a page like any other: it has a source and a review, a layer, editions and a second person. Beside its
sections it keeps `scenes` and `follow_ups` in `Content.more`, in the shape below, as plain words.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from .markdown import plain, seen
from .words import About, Fits

MOST_SCENES, MOST_CHOICES, MOST_FOLLOW_UPS = 20, 4, 4
LONGEST_TEXT, LONGEST_LINE = 4000, 300
LONGEST_AFTER = 200  # days


@dataclass(frozen=True)
class Choice:
    """What one may do in a scene: its words, what follows, what experienced workers say about it, and the next scene."""

    words: str
    then: str
    why: str
    fits: str
    to: str = ""

    @property
    def fits_words(self) -> str:
        return dict(Fits.choices).get(self.fits, "")


@dataclass(frozen=True)
class Scene:
    """One step of the story. Where nothing is asked, the story ends."""

    key: str
    title: str
    text: str
    ask: str = ""
    choices: tuple[Choice, ...] = ()

    @property
    def is_end(self) -> bool:
        return not self.choices


@dataclass(frozen=True)
class FollowUp:
    """A question some days after the end, so that what was learned is called to mind again."""

    days: int
    ask: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Story:
    """The whole module: the first scene is where it begins."""

    scenes: tuple[Scene, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    minutes: int = 0
    # For which tier of training it is first meant, from 1; nought where it does not say.
    tier: int = 0
    about: tuple[str, ...] = ()
    # What the story touches on that may be hard for its reader; said before it begins.
    care: str = ""
    by_key: dict[str, Scene] = field(default_factory=dict, compare=False)

    @property
    def first(self) -> Scene:
        return self.scenes[0]

    def scene(self, key: str) -> Scene | None:
        return self.by_key.get(key)


def _lines(text) -> str:
    """Plain words in paragraphs: what is no sign of a page is out, and a line break stays."""
    parts = [plain(part.replace("<", "&lt;")) for part in seen(str(text or "")).split("\n\n")]
    return "\n\n".join(part for part in parts if part)


def _choices(rows) -> list[dict]:
    return [
        {
            "words": plain(str(row.get("words") or "").replace("<", "&lt;")),
            "then": _lines(row.get("then")),
            "why": _lines(row.get("why")),
            "fits": str(row.get("fits") or ""),
            "to": str(row.get("to") or ""),
        }
        for row in rows or ()
        if isinstance(row, dict)
    ]


def as_kept(said: dict) -> dict:
    """What a module says besides its sections, as an edition keeps it: plain words alone, in one shape."""
    minutes, tier = said.get("minutes"), said.get("tier")
    return {
        "minutes": minutes if isinstance(minutes, int) else 0,
        "tier": tier if isinstance(tier, int) and 0 <= tier < 10 else 0,
        "about": [str(key) for key in said.get("about") or ()],
        "care": plain(str(said.get("care") or "").replace("<", "&lt;")),
        "scenes": [
            {
                "key": str(row.get("key") or ""),
                "title": plain(str(row.get("title") or "").replace("<", "&lt;")),
                "text": _lines(row.get("text")),
                "ask": _lines(row.get("ask")),
                "choices": _choices(row.get("choices")),
            }
            for row in said.get("scenes") or ()
        ],
        "follow_ups": [
            {
                "days": row.get("days") if isinstance(row.get("days"), int) else 0,
                "ask": _lines(row.get("ask")),
                "choices": _choices(row.get("choices")),
            }
            for row in said.get("follow_ups") or ()
        ],
    }


def story_of(more: dict) -> Story:
    """The story that an edition or a page keeps."""

    def choices(rows) -> tuple[Choice, ...]:
        return tuple(Choice(**row) for row in rows)

    scenes = tuple(Scene(**{**row, "choices": choices(row["choices"])}) for row in more.get("scenes", ()))
    return Story(
        scenes=scenes,
        follow_ups=tuple(
            FollowUp(row["days"], row["ask"], choices(row["choices"])) for row in more.get("follow_ups", ())
        ),
        minutes=more.get("minutes") or 0,
        tier=more.get("tier") or 0,
        about=tuple(more.get("about", ())),
        care=more.get("care", ""),
        by_key={scene.key: scene for scene in scenes},
    )


def as_pairs(more: dict) -> list[tuple[str, str]]:
    """Every scene and question as (heading, text), for comparing two editions word by word."""
    story = story_of(as_kept(more))

    def told(ask: str, choices) -> str:
        return " ".join([ask, *(f"{one.words} {one.then} {one.fits_words}: {one.why} {one.to}" for one in choices)])

    return [
        *((f"Scene {one.key}: {one.title}", f"{one.text} {told(one.ask, one.choices)}") for one in story.scenes),
        *((f"After {one.days} days", told(one.ask, one.choices)) for one in story.follow_ups),
    ]


def faults_in(more: dict, where: str) -> Iterator[tuple[str, str]]:
    """What is missing or leads nowhere, each with the part of the page that it is about."""
    scenes = more["scenes"]
    if not scenes:
        yield "scenes", f"{where} has no scenes: a module tells a story with choices."
        return
    keys = [row["key"] for row in scenes]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield "scenes", f"{where} has two scenes called “{key}”. Give each its own short name."
    if len(scenes) > MOST_SCENES:
        yield "scenes", f"{where} has {len(scenes)} scenes, and {MOST_SCENES} fit into ten minutes."
    for row in scenes:
        yield from _of_scene(row, set(keys), where)
    yield from _of_ways(scenes, where)
    if not 1 <= more["minutes"] <= 60:
        yield "minutes", f"{where} must say how many minutes it takes, from 1 to 60."
    if len(more["care"]) > LONGEST_LINE:
        yield "care", f"{where} has {len(more['care'])} letters on what may be hard in it, and {LONGEST_LINE} fit."
    strange = set(more["about"]) - set(About.values)
    if strange or not more["about"]:
        yield "about", f"{where} must say what it is about, from the list of themes."
    if len(more["follow_ups"]) > MOST_FOLLOW_UPS:
        yield "follow_ups", f"{where} has more than {MOST_FOLLOW_UPS} questions for later."
    days = [row["days"] for row in more["follow_ups"]]
    if sorted(set(days)) != days or any(not 1 <= day <= LONGEST_AFTER for day in days):
        yield (
            "follow_ups",
            f"{where}: each question for later comes some days after the one before, at most {LONGEST_AFTER}.",
        )
    for row in more["follow_ups"]:
        if not row["ask"]:
            yield "follow_ups", f"{where} has a question for later without words."
        yield from _of_choices(row["choices"], f"{where}, the question after {row['days']} days", "follow_ups")


def _of_scene(row: dict, keys: set[str], where: str) -> Iterator[tuple[str, str]]:
    called = f"{where}, the scene “{row['title'] or row['key']}”"
    if not row["key"] or not row["title"] or not row["text"]:
        yield "scenes", f"{called}, needs a short name, a title and its words."
    if len(row["text"]) > LONGEST_TEXT:
        yield "scenes", f"{called}, has {len(row['text'])} letters, and {LONGEST_TEXT} fit."
    if bool(row["ask"]) != bool(row["choices"]):
        yield "scenes", f"{called}, asks and offers choices, or does neither, where the story ends."
    if row["choices"]:
        yield from _of_choices(row["choices"], called, "scenes")
    for choice in row["choices"]:
        if choice["to"] not in keys:
            yield "scenes", f"{called}: “{choice['words'][:60]}” leads to no scene. Name the scene that follows."


def _of_choices(rows: list[dict], called: str, part: str) -> Iterator[tuple[str, str]]:
    if not 2 <= len(rows) <= MOST_CHOICES:
        yield part, f"{called}, offers {len(rows)} choices: offer two to {MOST_CHOICES}."
    for row in rows:
        short = row["words"][:60]
        if not row["words"] or not row["why"]:
            yield part, f"{called}: “{short}” needs its words and why."
        if part == "scenes" and not row["then"]:
            yield part, f"{called}: “{short}” does not say what follows."
        if len(row["words"]) > LONGEST_LINE:
            yield part, f"{called}: a choice has {len(row['words'])} letters, and {LONGEST_LINE} fit."
        if row["fits"] not in Fits.values:
            yield part, f"{called}: “{short}” does not say how well it fits."


def _of_ways(scenes: list[dict], where: str) -> Iterator[tuple[str, str]]:
    """Every scene can be reached, every way comes to an end, and none leads back to where one was."""
    after = {row["key"]: [choice["to"] for choice in row["choices"]] for row in scenes}
    reached, edge = set(), [scenes[0]["key"]]
    while edge:
        key = edge.pop()
        if key not in reached:
            reached.add(key)
            edge += after.get(key, [])
    for row in scenes:
        if row["key"] not in reached:
            yield "scenes", f"{where}: no choice leads to the scene “{row['title'] or row['key']}”."
    done: set[str] = set()
    left = {key: {to for to in ways if to in after} for key, ways in after.items()}
    while free := [key for key in left if key not in done and left[key] <= done]:
        done |= set(free)
    if set(after) - done:
        yield "scenes", f"{where}: some choices lead back to where one was, so that the story may never end."
