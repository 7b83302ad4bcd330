"""The places of a form, and the text that is written into them."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ..word_lists import (
    W,
)
from .limits import MOST_PLACES, NotUsable

PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass
class Place:
    """Where one text belongs: its name, and from where to where it stands in the words of its paragraph."""

    name: str
    start: int
    end: int


def _paragraphs(tree: etree._Element) -> Iterator[list[etree._Element]]:
    """The pieces of text of each paragraph, those of a paragraph in a text box apart from those around it."""
    open_ones: list[list[etree._Element]] = []
    for event, element in etree.iterwalk(tree, events=("start", "end"), tag=(f"{{{W}}}p", f"{{{W}}}t")):
        if element.tag == f"{{{W}}}p":
            if event == "start":
                open_ones.append([])
            else:
                yield open_ones.pop()
        elif event == "start" and open_ones:
            open_ones[-1].append(element)


def _places(text: str) -> list[Place]:
    """The places in the words of one paragraph, in their order."""
    if "{%" in text or "{#" in text:
        raise NotUsable("The form holds a template command. Take it out; only places such as {{ needs }} are filled.")
    places: list[Place] = []
    start = text.find("{{")
    while start != -1 and len(places) <= MOST_PLACES:
        end = text.find("}}", start + 2)
        if end == -1:
            raise NotUsable(
                f"A place in the form is opened and not closed: “{text[start : start + 40]}”. Write {{{{ and }}}} in one paragraph."
            )
        places.append(Place(text[start + 2 : end].strip(), start, end + 2))
        start = text.find("{{", end + 2)
    return places


def _fill(pieces: list[etree._Element], places: list[Place], texts: dict[str, str]) -> None:
    """Each place's text stands where the place began, formatted as the run in which it began."""
    offset, waiting, at = 0, list(reversed(places)), 0
    for piece in pieces:
        own = piece.text or ""
        begins, ends = offset, offset + len(own)
        offset = ends
        words: list[str] = []
        while waiting and waiting[-1].start < ends:
            place = waiting.pop()
            words += [_one_line(own[max(at, begins) - begins : place.start - begins]), texts[place.name]]
            at = place.end
        if words or at > begins:
            words.append(_one_line(own[max(at, begins) - begins :]))
            _write(piece, "".join(words))


def _one_line(text: str) -> str:
    return text.translate({ord("\n"): " ", ord("\r"): " "})


def _write(piece: etree._Element, text: str) -> None:
    """The piece holds this text, its lines apart by breaks."""
    last = piece
    for number, line in enumerate(plain(text).split("\n")):
        if number:
            for new in (etree.Element(f"{{{W}}}br"), etree.Element(f"{{{W}}}t")):
                last.addnext(new)
                last = new
        last.text = line
        last.set(PRESERVE, "preserve")


def plain(text: str) -> str:
    """The text with what XML can hold, its lines ending in one way, and a space for a tab."""
    text = text.replace("\r\n", "\n").translate(dict.fromkeys(map(ord, "\r\v\f"), "\n") | {ord("\t"): " "})
    return "".join(
        c for c in text if c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff" or c == "\n"
    )
