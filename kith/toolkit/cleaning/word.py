"""A Word document written anew from the parts that it points to, without macros, other files, and its writers’ names.

As in the room of concerns, which has stricter lists for its forms, the trees that are looked through are those that are
written out, under names that Kith gives. What is not on the lists of word_lists.py is refused or left behind.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from kith.bounds.packages import Bounds, Damaged, Locked, TooMuch, files_in
from kith.bounds.strict_xml import Unreadable, tree_of

from .limits import DAMAGED, TOO_MUCH, NotUsable, is_safe_link
from .picture import clean_picture
from .word_hidden import accept_changes, need_seen_styles, take_out_hidden, take_out_unshown
from .word_lists import (
    ADDRESSES,
    CORE,
    DC,
    DIAGRAM,
    DRAWN,
    FIELDS,
    GIVES_WAY,
    HELD_BACK,
    LED_TO,
    LEFT_BEHIND,
    MAIN,
    NOTES,
    PARTS,
    PICTURES,
    RELATIONS,
    SETTINGS,
    SPACES,
    STYLES,
    TYPES,
    UNWANTED,
    R,
    W,
)

BOUNDS = Bounds(most_files=1_000, largest_open=60 * 1024 * 1024, largest_file=30 * 1024 * 1024, most_tight=200)
ANEW = "Open it in Word and save it anew as a Word document (.docx)."
NOT_WORD = "This file is not a Word document (.docx). Choose another."
LOCKED = "The document has a password. Save it without one and attach that."
FIELD = "The document holds a field that Kith cannot read. Write plain text in its place, and save it anew."
PROPERTY_OF_PERSON = ("creator", "lastmodifiedby", "manager", "author")
PATH = re.compile(
    r"^[A-Za-z]:\\|^\\\\|^file:|^/?(Users|home)/|\.(png|jpe?g|gif|bmp|tiff?|emf|wmf|heic|svg|webp)$", re.IGNORECASE
)
ANONYMOUS = "Author"  # the word that Word itself puts there


@dataclass
class Part:
    """One part that is kept: a tree or a picture, and what it points to as identifier, kind and part or address."""

    name: str
    content_type: str
    tree: etree._Element | None = None
    data: bytes = b""
    links: list[tuple[str, str, "Part | str"]] = field(default_factory=list)


def clean_docx(content: bytes, title: str) -> bytes:
    """The document written anew, with the title that readers see. Raises NotUsable."""
    files = _files(content)
    if "[content_types].xml" not in files:
        raise NotUsable(NOT_WORD)
    parts = _walk(files, _content_types(_parsed(files["[content_types].xml"])))
    parts = _what_is_shown(parts)
    for part in parts:
        _look_through(part)
    return _written(parts, title)


def _what_is_shown(parts: list[Part]) -> list[Part]:
    """The parts without what a reader would not see, and without those to which nothing leads then."""
    trees = [part.tree for part in parts if part.tree is not None]
    of = {part.content_type: part.tree for part in parts}
    for tree in trees:
        accept_changes(tree)
        take_out_hidden(tree)
    need_seen_styles(of.get(STYLES), trees)
    notes = [of[kind] for kind in NOTES if kind in of]
    take_out_unshown(parts[0].tree, of.get(SETTINGS), notes)
    for part in parts:
        if part.tree is None:
            continue
        led_to = set(_pointers(part.tree))
        part.links = [row for row in part.links if row[0] in led_to or row[1] not in LED_TO]
        if not any(kind == DIAGRAM for _, kind, _ in part.links):
            part.links = [row for row in part.links if row[1] != DRAWN]
    shown, waiting = {id(parts[0])}, [parts[0]]
    while waiting:
        for _, _, target in waiting.pop().links:
            if isinstance(target, Part) and id(target) not in shown:
                shown.add(id(target))
                waiting.append(target)
    return [part for part in parts if id(part) in shown]


# The package


def _files(content: bytes) -> dict[str, bytes]:
    """What lies in the package by its name in small letters, as names count there."""
    try:
        return files_in(content, BOUNDS)
    except Locked as error:
        raise NotUsable(LOCKED) from error
    except TooMuch as error:
        raise NotUsable(TOO_MUCH) from error
    except Damaged as error:
        raise NotUsable(DAMAGED) from error


def _parsed(data: bytes) -> etree._Element:
    if b"\0" in data or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise NotUsable(f"The document holds definitions of its own, or is not written in UTF-8. {ANEW}")
    try:
        return tree_of(data)
    except Unreadable as error:
        raise NotUsable(DAMAGED) from error


def _content_types(tree: etree._Element):
    """Which kind of content the file says that a part is."""
    said = {
        (etree.QName(e).localname, (e.get("PartName") or e.get("Extension") or "").lower()): e.get("ContentType", "")
        for e in tree
    }

    def of(name: str) -> str:
        ending = posixpath.splitext(name)[1].lstrip(".")
        return said.get(("Override", f"/{name}"), "") or said.get(("Default", ending), "")

    return of


def _relationships(files: dict[str, bytes], name: str) -> Iterator[tuple[str, str, str, bool]]:
    """Identifier, kind, target and whether it lies outside, of everything that this part points to."""
    folder, base = posixpath.split(name)
    rels = files.get(posixpath.join(folder, "_rels", f"{base}.rels").lower())
    seen = set()
    for e in _parsed(rels) if rels is not None else ():
        key = e.get("Id", "")
        if e.tag != f"{{{RELATIONS}}}Relationship" or not key or key in seen:
            raise NotUsable(DAMAGED)
        seen.add(key)
        yield key, e.get("Type", ""), e.get("Target", ""), e.get("TargetMode", "Internal") != "Internal"


def _walk(files: dict[str, bytes], says) -> list[Part]:
    """The parts that are kept, the main one first."""
    kept: dict[str, Part] = {}
    waiting = [("", Part("", ""))]
    while waiting:
        source, owner = waiting.pop()
        for key, kind, target, outside in _relationships(files, source):
            if kind.startswith("http://purl.oclc.org/"):
                raise NotUsable(
                    "The document is saved as “Strict Open XML”. Save it as a plain “Word document (.docx)”."
                )
            if kind in LEFT_BEHIND:
                continue
            if kind == f"{R}/hyperlink":
                _need_link(target)
                owner.links.append((key, kind, target))
                continue
            if outside:
                raise NotUsable(_unwanted(kind, target))
            name = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target)).lstrip("/").lower()
            if name not in files or (kind == f"{R}/officeDocument") != (source == ""):
                raise NotUsable(DAMAGED if name not in files else _unwanted(kind))
            if name not in kept:
                kept[name] = _part(kind, says(name), files[name], len(kept))
                waiting.append((name, kept[name]))
            owner.links.append((key, kind, kept[name]))
    parts = list(kept.values())
    if not parts or parts[0].content_type != MAIN or sum(part.content_type == MAIN for part in parts) != 1:
        raise NotUsable(NOT_WORD)
    return parts


def _part(kind: str, content_type: str, data: bytes, number: int) -> Part:
    """The part, where it is of a kind that a document may have and what its kind says. Raises NotUsable."""
    if kind == f"{R}/image":
        return _picture(data, number)
    if "macro" in content_type.lower():
        raise NotUsable(UNWANTED["vbaProject"])
    if "template" in content_type.lower():
        raise NotUsable("This is a Word template. Save it as a Word document (.docx).")
    wanted, tag = PARTS.get(kind, ("", ""))
    if not wanted:
        raise NotUsable(_unwanted(kind))
    tree = _parsed(data)
    if content_type != wanted or tree.tag != tag:
        raise NotUsable(DAMAGED)
    return Part(f"word/{etree.QName(tag).localname}{number or ''}.xml", wanted, tree)


def _picture(data: bytes, number: int) -> Part:
    """A picture drawn anew. An SVG has a PNG beside it, which is shown in its place; its own part is left behind."""
    for sign, reads, kind in PICTURES:
        if data.startswith(sign):
            made = clean_picture(data, kind, reads=(reads,))
            ending = "jpg" if kind == "jpeg" else "png"
            return Part(f"word/media/picture{number}.{ending}", f"image/{kind}", data=made)
    if b"<svg" in data[:2_000]:
        return Part("", "")
    raise NotUsable(
        "The document holds a picture that is no PNG, JPEG, GIF, BMP or TIFF. Save it as a PNG, or take it out."
    )


def _unwanted(kind: str, target: str = "") -> str:
    tail = posixpath.basename(kind)
    if tail in UNWANTED:
        return UNWANTED[tail]
    if target:
        return f"The document fetches something from elsewhere: “{target[:80]}”. Take it out and save it anew."
    return (
        f"The document holds something besides text, tables and pictures: “{tail[:60]}”. Take it out, and save it anew."
    )


def _need_link(target: str) -> None:
    if target and not target.startswith("#") and not is_safe_link(target):
        raise NotUsable(
            f"The document links to “{target[:80]}”. Only links to web pages, to mail addresses and to telephone numbers "
            "may stay; remove this link."
        )


# What a part says


def _look_through(part: Part) -> None:
    """Nothing in this part reaches outside or runs, and what names people is gone. Raises NotUsable."""
    if part.tree is None:
        return
    gone = {key for key, _, target in part.links if isinstance(target, Part) and not target.name}
    part.links = [link for link in part.links if link[0] not in gone]
    known = {key for key, _, _ in part.links}
    going = []
    for element in part.tree.iter():
        name = etree.QName(element)
        if not (name.namespace or "").startswith(SPACES):
            raise NotUsable(_unwanted(name.localname))
        if name.localname in HELD_BACK:
            raise NotUsable(HELD_BACK[name.localname])
        if name.localname in GIVES_WAY:
            if name.localname == "dataBinding":
                _empty_name(element)
            going.append(element)
            continue
        if name.localname in ("ext", "svgBlip") and any(value in gone for value in _pointers(element)):
            going.append(element)
            continue
        _look_at(element, known)
    for element in going:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    _look_at_fields(part.tree)


def _pointers(element: etree._Element) -> list[str]:
    """The identifiers that an element and those within it point to."""
    return [value for one in element.iter() for key, value in one.attrib.items() if key.startswith(f"{{{R}}}")]


def _look_at(element: etree._Element, known: set[str]) -> None:
    for attribute, value in list(element.attrib.items()):
        name = attribute.rpartition("}")[2]
        if name.startswith("rsid") or name in ("date", "dateUtc", "initials", "gfxdata", "userId", "providerId"):
            if attribute.startswith("{"):
                del element.attrib[attribute]
        elif name == "author":
            element.set(attribute, ANONYMOUS)
        elif attribute.startswith(f"{{{R}}}"):
            if value and value not in known:
                raise NotUsable(DAMAGED)
        elif name in ADDRESSES and value:
            if not (name == "href" and (value.startswith("#") or is_safe_link(value))):
                raise NotUsable(_unwanted("", value))
        elif name == "title" and etree.QName(element).localname == "imagedata":
            element.set(attribute, "")  # the name of the file that it was
        elif name in ("descr", "name", "title", "alt") and PATH.search(value) and _is_drawing(element):
            # Word writes here where the picture lay on its writer’s machine.
            element.set(attribute, "Picture" if name == "name" else "")


def _is_drawing(element: etree._Element) -> bool:
    return etree.QName(element).localname in ("cNvPr", "docPr", "imagedata", "shape")


def _empty_name(binding: etree._Element) -> None:
    """A box that repeats the document’s author or manager is empty."""
    if not any(word in (binding.get(f"{{{W}}}xpath") or "").lower() for word in PROPERTY_OF_PERSON):
        return
    box = next(binding.iterancestors(f"{{{W}}}sdt"), None)
    for text in box.iter(f"{{{W}}}t") if box is not None else ():
        text.text = ""


def _look_at_fields(tree: etree._Element) -> None:
    """Each field is on the list. Its code stands in runs side by side, so that it reads one way; its result anywhere."""
    code: list[str] | None = None
    inside = None
    for element in tree.iter(f"{{{W}}}fldSimple", f"{{{W}}}fldChar", f"{{{W}}}instrText", f"{{{W}}}delInstrText"):
        kind = etree.QName(element).localname
        if kind == "fldSimple":
            _need_field(element.get(f"{{{W}}}instr", ""))
            continue
        if kind == "fldChar":
            kind = element.get(f"{{{W}}}fldCharType")
        run = element.getparent()
        where = run.getparent() if run is not None and run.tag == f"{{{W}}}r" else None
        if kind in ("separate", "end") and code is None:
            continue
        if where is None or len(element):
            raise NotUsable(FIELD)
        if kind == "begin" and code is None:
            code, inside = [], where
        elif code is None or where is not inside:
            raise NotUsable(FIELD)
        elif kind in ("separate", "end"):
            _need_field("".join(code))
            code = None
        elif kind in ("instrText", "delInstrText"):
            code.append(element.text or "")
        else:
            raise NotUsable(FIELD)
    if code is not None:
        raise NotUsable(FIELD)


def _need_field(code: str) -> None:
    """The code is of a field that only counts, dates, points within the document or to a page. Raises NotUsable."""
    words = code.replace("\\", " \\").split()
    name = words[0].upper() if words else ""
    if name not in FIELDS and name != "HYPERLINK":
        raise NotUsable(f"The document holds the field “{name[:40]}”. Take it out, or write plain text in its place.")
    if name == "HYPERLINK":
        pieces = code.split('"')
        if len(pieces) % 2 == 0 or '\\"' in code:
            raise NotUsable(FIELD)
        before = ""
        for number, piece in enumerate(pieces):
            if number % 2:
                if before not in ("\\l", "\\o", "\\t"):
                    _need_link(piece)
                before = ""
                continue
            plain = piece.split()
            loose = [word for word in plain if word.upper() != "HYPERLINK" and not re.fullmatch(r"\\[lotnh]", word)]
            if loose and not (len(loose) == 1 and (before or plain[plain.index(loose[0]) - 1]) == "\\l"):
                raise NotUsable(FIELD)
            before = plain[-1] if plain else ""


# Writing


def _bytes(tree: etree._Element) -> bytes:
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _rels(folder: str, links) -> bytes:
    top = etree.Element(f"{{{RELATIONS}}}Relationships", nsmap={None: RELATIONS})
    for key, kind, target in links:
        row = etree.SubElement(top, f"{{{RELATIONS}}}Relationship", Id=key, Type=kind)
        if isinstance(target, Part):
            row.set("Target", posixpath.relpath(f"/{target.name}", f"/{folder}"))
        else:
            row.set("Target", target)
            row.set("TargetMode", "External")
    return _bytes(top)


def _written(parts: list[Part], title: str) -> bytes:
    """The package: the parts that were kept, a title, and nobody’s name."""
    core = etree.Element(f"{{{CORE}}}coreProperties", nsmap={"cp": CORE, "dc": DC})
    etree.SubElement(core, f"{{{DC}}}title").text = title
    about = Part("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", core)
    top = Part(
        "",
        "",
        links=[
            ("rId1", f"{R}/officeDocument", parts[0]),
            ("rId2", f"{RELATIONS}/metadata/core-properties", about),
        ],
    )
    types = etree.Element(f"{{{TYPES}}}Types", nsmap={None: TYPES})
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    etree.SubElement(types, f"{{{TYPES}}}Default", Extension="rels", ContentType=rels)
    files: list[tuple[str, bytes]] = []
    for part in [top, *(part for part in parts if part.name), about]:
        if part.name:
            etree.SubElement(types, f"{{{TYPES}}}Override", PartName=f"/{part.name}", ContentType=part.content_type)
            files.append((part.name, part.data if part.tree is None else _bytes(part.tree)))
        if part.links:
            folder, base = posixpath.split(part.name)
            files.append((posixpath.join(folder, "_rels", f"{base}.rels"), _rels(folder, part.links)))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in [("[Content_Types].xml", _bytes(types)), *files]:
            package.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)  # with no hour of its own
    return made.getvalue()
