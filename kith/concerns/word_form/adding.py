"""What Kith adds to a form that was filled: the marking on each page, and what the form has no place for."""

from lxml import etree

from ..word_lists import PARTS, R, W
from .limits import MOST_LINES, MOST_TEXT, TOO_LONG, NotUsable
from .package import Part
from .places import _write

HEADER, FOOTER = PARTS["header"][0], PARTS["footer"][0]
# Word shows another head on a section's first page, and on even pages, where the form says so.
KINDS_OF_PAGE = ("default", "first", "even")
ALSO = "Also part of this referral"


def add_at_end(main: Part, rest: list[tuple[str, str]]) -> None:
    """Each of these headings stands with its text behind the form's own words. Raises NotUsable."""
    if not rest:
        return
    said = [text for _, text in rest]
    if sum(map(len, said)) > MOST_TEXT or sum(text.count("\n") for text in said) > MOST_LINES:
        raise NotUsable(TOO_LONG)
    body = _body(main)
    paragraphs = [_paragraph(ALSO, level="0")]
    for title, text in rest:
        paragraphs += [_paragraph(title, level="1"), _paragraph(text)]
    last = _own_section(body)
    for paragraph in paragraphs:
        last.addprevious(paragraph)


def mark(parts: list[Part], marking: str) -> None:
    """Each page carries the marking at its head, unless the form’s own head or foot says it there already."""
    main = parts[0]
    _own_section(_body(main))
    linked = {key: target for key, _, target in main.links if isinstance(target, Part)}
    stands: dict[tuple[str, str], Part] = {}
    ours: Part | None = None
    for section in main.tree.iter(f"{{{W}}}sectPr"):  # type: ignore[union-attr]
        for reference in section.iter(f"{{{W}}}headerReference", f"{{{W}}}footerReference"):
            part = linked.get(reference.get(f"{{{R}}}id", ""))
            if part is not None:
                stands[part.content_type, reference.get(f"{{{W}}}type", "default")] = part
        for kind in KINDS_OF_PAGE:
            heads = [stands.get((of, kind)) for of in (HEADER, FOOTER)]
            if any(part is not None and _says(part, marking) for part in heads):
                continue
            if heads[0] is not None:
                heads[0].tree.insert(0, _paragraph(marking, centred=True))  # type: ignore[union-attr]
                continue
            if ours is None:
                ours = _head(marking)
                parts.append(ours)
                main.links.append(("rIdKithMarking", f"{R}/header", ours))
            reference = etree.Element(f"{{{W}}}headerReference")
            reference.set(f"{{{W}}}type", kind)
            reference.set(f"{{{R}}}id", "rIdKithMarking")
            section.insert(0, reference)
            stands[HEADER, kind] = ours


def _body(main: Part) -> etree._Element:
    body = main.tree.find(f"{{{W}}}body") if main.tree is not None else None
    if body is None:
        raise NotUsable("The form has no text. Choose another.")
    return body


def _own_section(body: etree._Element) -> etree._Element:
    """The last section’s settings, at the end of the body; made where the form has none."""
    section = body.find(f"{{{W}}}sectPr")
    return etree.SubElement(body, f"{{{W}}}sectPr") if section is None else section


def _says(part: Part, marking: str) -> bool:
    text = "".join(piece.text or "" for piece in part.tree.iter(f"{{{W}}}t"))  # type: ignore[union-attr]
    return marking.casefold() in text.casefold()


def _head(marking: str) -> Part:
    tree = etree.Element(f"{{{W}}}hdr", nsmap={"w": W})
    tree.append(_paragraph(marking, centred=True))
    return Part("word/hdrMarking.xml", HEADER, tree)


def _paragraph(text: str, *, level: str = "", centred: bool = False) -> etree._Element:
    """A paragraph with this text; bold where it is a heading or a marking."""
    paragraph = etree.Element(f"{{{W}}}p")
    if level or centred:
        about = etree.SubElement(paragraph, f"{{{W}}}pPr")
        if level:
            etree.SubElement(about, f"{{{W}}}keepNext")
        if centred:
            etree.SubElement(about, f"{{{W}}}jc").set(f"{{{W}}}val", "center")
        if level:
            etree.SubElement(about, f"{{{W}}}outlineLvl").set(f"{{{W}}}val", level)
    run = etree.SubElement(paragraph, f"{{{W}}}r")
    if level or centred:
        etree.SubElement(etree.SubElement(run, f"{{{W}}}rPr"), f"{{{W}}}b")
    _write(etree.SubElement(run, f"{{{W}}}t"), text)
    return paragraph
