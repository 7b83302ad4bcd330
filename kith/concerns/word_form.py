"""An authority's own Word form: read once, looked through, filled, and written anew.

What is read here is the only reading: the same trees are looked through, filled and written out, under names that Kith
gives, so that nothing can be one thing to who looks and another to who fills. Nothing in a form is run. What is not on
the lists of word_lists.py is refused, or, where it only says who wrote the form, left behind.
"""

import io
import posixpath
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from lxml import etree

from .word_lists import (
    ADDRESSES,
    BUNDLED,
    FIELDS,
    GIVES_WAY,
    HELD_BACK,
    KNOWN_NAMESPACES,
    LEFT_BEHIND,
    LINKED,
    MAIN,
    PARTS,
    PICTURES,
    RELATIONS,
    TRACKED,
    UNWANTED,
    R,
    W,
)

LARGEST = 2 * 1024 * 1024
LARGEST_OPEN = 8 * 1024 * 1024
MOST_FILES = 400
MOST_TIGHT = 100  # times smaller than what comes out of it; Word's own lists of styles reach forty
SMALL = 100_000  # below this it does not matter how tight
MOST_MARKS = 300_000
MOST_NAMESPACES = 2_000
MOST_ATTRIBUTES = 300  # of one element: to the parser, twice as many are four times the work
MOST_PLACES = 200
MOST_TEXT = 1_000_000  # letters that are filled in, and lines
MOST_LINES = 20_000
ANEW = "Open it in Word and save it anew as a Word document (.docx)."
TOO_LARGE = "The file is larger than 2 MB. Take pictures out of it and try again."
TOO_MUCH = "The file holds more than a form does. Take pictures or pages out of it and try again."
DAMAGED = f"The form is damaged. {ANEW}"
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
DC = "http://purl.org/dc/elements/1.1/"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"


class NotUsable(ValueError):
    """The form cannot be used; the message says in a sentence or two what to change in it."""


@dataclass
class Part:
    """One part of the form that is kept: a tree, or the bytes of a picture, and the parts and pages it points to."""

    name: str
    content_type: str
    tree: etree._Element | None = None
    data: bytes = b""
    links: list[tuple[str, str, "Part | str"]] = field(default_factory=list)


@dataclass
class Place:
    """Where one text belongs: its name, and from where to where it stands in the words of its paragraph."""

    name: str
    start: int
    end: int


@dataclass
class Form:
    """A form that was looked through, as its parts in the order in which they are written; the first is the main one."""

    parts: list[Part]
    title: str

    def paragraphs(self) -> Iterator[tuple[list[etree._Element], list[Place]]]:
        """The pieces of text of each paragraph that holds places, and the places. Raises NotUsable."""
        count = 0
        for part in self.parts:
            if part.tree is None:
                continue
            for pieces in _paragraphs(part.tree):
                places = _places("".join(piece.text or "" for piece in pieces))
                count += len(places)
                if count > MOST_PLACES:
                    raise NotUsable(f"The form names more than {MOST_PLACES} places. Take some of them out.")
                if places:
                    yield pieces, places

    def names_among(self, known) -> list[str]:
        """The names of the places that the form uses, in alphabetical order. Raises NotUsable for one not known."""
        names = sorted({place.name for _, places in self.paragraphs() for place in places})
        for name in names:
            if name not in known:
                raise NotUsable(f"The form names a place that Kith does not know: “{name[:60]}”. Change or remove it.")
        return names

    def fill(self, texts: dict[str, str]) -> None:
        """Each place holds its text, as text and nothing else. Raises NotUsable, with nothing filled."""
        self.names_among(texts)
        found = list(self.paragraphs())
        said = [texts[place.name] for _, places in found for place in places]
        if sum(map(len, said)) > MOST_TEXT or sum(text.count("\n") for text in said) > MOST_LINES:
            raise NotUsable("The texts are too long for this form. Name each place only once in it.")
        for pieces, places in found:
            _fill(pieces, places, texts)

    def written(self) -> bytes:
        """The form as a Word document that holds what was kept, and nobody's name."""
        types = etree.Element(f"{{{TYPES}}}Types", nsmap={None: TYPES})
        rels = "application/vnd.openxmlformats-package.relationships+xml"
        etree.SubElement(types, f"{{{TYPES}}}Default", Extension="rels", ContentType=rels)
        core = etree.Element(f"{{{CORE}}}coreProperties", nsmap={"cp": CORE, "dc": DC})
        etree.SubElement(core, f"{{{DC}}}title").text = self.title
        about = Part("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", core)
        top = Part(
            "", "", links=[("rId1", f"{R}/officeDocument", self.parts[0]), ("rId2", f"{RELATIONS}/{BUNDLED}", about)]
        )
        files: list[tuple[str, bytes]] = []
        for part in [top, *self.parts, about]:
            if part.name:
                etree.SubElement(types, f"{{{TYPES}}}Override", PartName=f"/{part.name}", ContentType=part.content_type)
                files.append((part.name, part.data if part.tree is None else _bytes(part.tree)))
            if part.links:
                folder, base = posixpath.split(part.name)
                files.append((posixpath.join(folder, "_rels", f"{base}.rels"), _links(folder, part.links)))
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
            for name, data in [("[Content_Types].xml", _bytes(types)), *files]:
                package.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)  # with no hour of its own
        return made.getvalue()


def read_form(content: bytes) -> Form:
    """The form, looked through. Raises NotUsable."""
    files = _files(content)
    if "[content_types].xml" not in files:
        raise NotUsable(f"This file is not a Word document. {ANEW}")
    types = _parsed(files["[content_types].xml"])
    kept, left, title = _walk(files, types)
    for name in files:
        if (
            name != "[content_types].xml"
            and name not in kept
            and name not in left
            and not _is_rels_of(name, kept, left)
        ):
            raise NotUsable(f"The form holds a part that it does not use: “{name[-60:]}”. {ANEW}")
    parts = list(kept.values())
    for part in parts:
        if part.tree is not None:
            _look_through(part.tree, {key: kind for key, kind, _ in part.links})
    return Form(parts, title)


# The package


def _files(content: bytes) -> dict[str, bytes]:
    """What lies in the package by its name in small letters, as names count there."""
    if len(content) > LARGEST:
        raise NotUsable(TOO_LARGE)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotUsable("The form has a password or is an old Word document. Save it as .docx, without a password.")
    if not content.startswith(b"PK\x03\x04"):
        raise NotUsable("This file is not a Word document (.docx). Choose another.")
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
        infos = [info for info in package.infolist() if not info.is_dir()]
        _within_bounds(infos)
        files = {info.filename.lower(): package.read(info) for info in infos}
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        UnicodeError,
    ) as error:
        raise NotUsable(DAMAGED) from error
    if any(data.startswith(b"PK\x03\x04") for data in files.values()):
        raise NotUsable("The form holds another file inside it. Take it out and save the form anew.")
    for sign, most in ((b"<", MOST_MARKS), (b"xmlns", MOST_NAMESPACES)):
        if sum(data.count(sign) for data in files.values()) > most:
            raise NotUsable(TOO_MUCH)
    return files


def _within_bounds(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MOST_FILES or sum(info.file_size for info in infos) > LARGEST_OPEN:
        raise NotUsable(TOO_MUCH)
    if len({info.filename.lower() for info in infos}) < len(infos):
        raise NotUsable(DAMAGED)
    for info in infos:
        if info.flag_bits & 1:
            raise NotUsable("The form has a password. Save it without one.")
        if info.file_size > SMALL and info.file_size > MOST_TIGHT * info.compress_size:
            raise NotUsable(TOO_MUCH)
        link = stat.S_ISLNK(info.external_attr >> 16)
        if link or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise NotUsable(DAMAGED)


def _parsed(data: bytes) -> etree._Element:
    """The tree of one part, read as UTF-8 whatever it says of itself."""
    start, closed, _ = data[:200].removeprefix(b"\xef\xbb\xbf").partition(b"?>")
    said = start.partition(b"encoding")[2].strip(b" \t\r\n=\"'").lower() if closed else b""
    if b"\0" in data or (said and not said.startswith(b"utf-8")):
        raise NotUsable(f"The form is not written in UTF-8. {ANEW}")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise NotUsable(f"The form holds definitions of its own (DOCTYPE). {ANEW}")
    if any(element.count(b"=") > MOST_ATTRIBUTES for element in data.split(b"<")):
        raise NotUsable(TOO_MUCH)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise NotUsable(DAMAGED) from error


def _relationships(files: dict[str, bytes], name: str) -> list[tuple[str, str, str, bool]]:
    """Identifier, kind, target and whether it lies outside, of everything that this part points to."""
    folder, base = posixpath.split(name)
    rels = files.get(posixpath.join(folder, "_rels", f"{base}.rels"))
    if rels is None:
        return []
    tree = _parsed(rels)
    found = [
        (e.get("Id", ""), e.get("Type", ""), e.get("Target", ""), e.get("TargetMode", "Internal") != "Internal")
        for e in tree
        if e.tag == f"{{{RELATIONS}}}Relationship"
    ]
    if len(found) != len(tree) or len({one[0] for one in found}) < len(found):
        raise NotUsable(DAMAGED)
    return found


def _is_rels_of(name: str, *owners) -> bool:
    folder, base = posixpath.split(name)
    if posixpath.basename(folder) != "_rels" or not base.endswith(".rels"):
        return False
    owner = posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))
    return not owner or any(owner in names for names in owners)


def _walk(files: dict[str, bytes], types: etree._Element) -> tuple[dict[str, Part], set[str], str]:
    """The parts that are kept by their name in the file, the names of those left behind, and the form's title."""
    says = _content_types(types)
    kept: dict[str, Part] = {}
    left: set[str] = set()
    title = ""
    waiting: list[tuple[str, Part, bool]] = [("", Part("", ""), True)]
    while waiting:
        source, owner, keep = waiting.pop()
        for key, kind, target, outside in _relationships(files, source):
            if not keep and outside:
                continue
            if kind.startswith("http://purl.oclc.org/"):
                raise NotUsable("The form is saved as “Strict Open XML”. Save it as a plain “Word document (.docx)”.")
            if outside or kind == f"{R}/hyperlink":
                _need_link(kind, target, outside)
                owner.links.append((key, kind, target))
                continue
            name = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target)).lstrip("/").lower()
            if name not in files:
                if keep and kind not in LEFT_BEHIND:
                    raise NotUsable(DAMAGED)
                continue
            if not keep or kind in LEFT_BEHIND:
                if kind == f"{RELATIONS}/{BUNDLED}":
                    title = _parsed(files[name]).findtext(f"{{{DC}}}title") or ""
                if name not in left:
                    left.add(name)
                    waiting.append((name, Part("", ""), False))
                continue
            if (kind == f"{R}/officeDocument") != (source == ""):
                raise NotUsable(_unwanted(kind))
            if name not in kept:
                kept[name] = _part(kind, says(name), files[name], len(kept))
                waiting.append((name, kept[name], True))
            elif not _fits(kind, kept[name]):
                raise NotUsable(DAMAGED)
            owner.links.append((key, kind, kept[name]))
    mains = [part for part in kept.values() if part.content_type == MAIN]
    if len(mains) != 1 or next(iter(kept.values())) is not mains[0]:
        raise NotUsable(f"This file is not a Word document. {ANEW}")
    return kept, left, title


def _content_types(types: etree._Element):
    """Which kind of content the file says that a part is."""
    ours = {
        (etree.QName(e).localname, (e.get("PartName") or e.get("Extension") or "").lower()): e.get("ContentType", "")
        for e in types
    }

    def of(name: str) -> str:
        ending = posixpath.splitext(name)[1].lstrip(".")
        return ours.get(("Override", f"/{name}"), "") or ours.get(("Default", ending), "")

    return of


def _fits(kind: str, part: Part) -> bool:
    if kind == f"{R}/image":
        return part.tree is None
    wanted, _ = PARTS.get(kind.removeprefix(f"{R}/"), ("", ""))
    return kind.startswith(f"{R}/") and part.content_type == wanted


def _part(kind: str, content_type: str, data: bytes, number: int) -> Part:
    """The part, where it is of a kind that a form may have and what its kind says. Raises NotUsable."""
    if kind == f"{R}/image":
        for sign, ending, right in PICTURES:
            if data.startswith(sign) and content_type in right:
                return Part(f"word/media/picture{number}.{ending}", right[0], data=data)
        raise NotUsable(
            "The form holds a picture that is no PNG, JPEG or GIF. Save that picture as a PNG, or take it out."
        )
    if "macro" in content_type.lower():
        raise NotUsable("The form may hold macros. Save it as a Word document without macros (.docx).")
    if "template" in content_type.lower():
        raise NotUsable("The form is a Word template. Save it as a Word document (.docx).")
    wanted, tag = PARTS.get(kind.removeprefix(f"{R}/"), ("", ""))
    if not wanted or not kind.startswith(f"{R}/"):
        raise NotUsable(_unwanted(kind))
    tree = _parsed(data)
    if content_type != wanted or tree.tag != tag:
        raise NotUsable(DAMAGED)
    stem = etree.QName(tag).localname
    return Part(f"word/{stem}{number or ''}.xml", wanted, tree)


def _unwanted(kind: str) -> str:
    tail = posixpath.basename(kind)
    return UNWANTED.get(
        tail,
        f"The form holds something besides text, tables and pictures: “{tail[:60]}”. Take it out and save it anew.",
    )


def _need_link(kind: str, target: str, outside: bool) -> None:
    """Nothing outside is pointed to but pages, by links that somebody has to click."""
    if kind != f"{R}/hyperlink":
        raise NotUsable(
            UNWANTED.get(
                posixpath.basename(kind),
                f"The form fetches something from elsewhere: “{target[:80]}”. Take it out and save the form anew.",
            )
        )
    if not outside or not _is_page(target):
        raise NotUsable(
            f"The form links to “{target[:80]}”. Only links to pages that begin with https:// may stay; remove this link."
        )


def _is_page(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    plain = address.isascii() and address.isprintable() and not set(address) & set(" \"'<>\\{}")
    return plain and parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc


# What a part says


def _look_through(tree: etree._Element, kinds: dict[str, str]) -> None:
    """Nothing in this part reaches outside or runs, and what names people is gone. Raises NotUsable."""
    going = []
    for element in tree.iter():
        name = etree.QName(element)
        if not _is_known(name.namespace or ""):
            raise NotUsable(
                f"The form holds something besides text, tables and pictures: “{name.localname[:60]}”. Take it out."
            )
        if name.localname in HELD_BACK:
            raise NotUsable(HELD_BACK[name.localname])
        if name.namespace == W and (name.localname in TRACKED or name.localname.endswith("Change")):
            raise NotUsable("The form holds tracked changes. Accept or reject all of them in Word, and save it anew.")
        if name.localname in GIVES_WAY:
            going.append(element)
            continue
        for attribute, value in element.attrib.items():
            _look_at(element.tag, attribute, value, kinds)
    for element in going:
        if element.getparent() is not None:
            element.getparent().remove(element)
    _look_at_fields(tree)


def _is_known(namespace: str) -> bool:
    return namespace in KNOWN_NAMESPACES or (
        namespace.startswith("http://schemas.microsoft.com/office/word/20")
        and "/wordml" in namespace
        and "/2006/" not in namespace
    )


def _look_at(tag: str, attribute: str, value: str, kinds: dict[str, str]) -> None:
    if not value:
        return
    if attribute.startswith(f"{{{R}}}"):
        kind = kinds.get(value, "")
        if not kind or LINKED.get((tag, attribute)) != kind.removeprefix(f"{R}/"):
            raise NotUsable(_unwanted(kind) if kind else DAMAGED)
    elif attribute.rpartition("}")[2] in ADDRESSES:
        raise NotUsable(f"The form fetches something from elsewhere: “{value[:80]}”. Take it out and save it anew.")
    elif attribute == f"{{{W}}}author":
        raise NotUsable("The form holds tracked changes. Accept or reject all of them in Word, and save it anew.")


def _look_at_fields(tree: etree._Element) -> None:
    """Each field is on the list. Its code stands in one paragraph, in runs side by side, so that it reads one way."""
    unclear = NotUsable("The form holds a field that Kith cannot read. Take it out, or write plain text in its place.")
    code: list[str] | None = None
    inside = None
    for element in tree.iter(f"{{{W}}}fldSimple", f"{{{W}}}fldChar", f"{{{W}}}instrText", f"{{{W}}}t"):
        kind = (
            element.get(f"{{{W}}}fldCharType") if element.tag == f"{{{W}}}fldChar" else etree.QName(element).localname
        )
        if kind == "fldSimple":
            _need_field(element.get(f"{{{W}}}instr", ""))
        if kind == "fldSimple" or (code is None and kind in ("t", "separate", "end")):
            continue
        run = element.getparent()
        where = run.getparent() if run is not None and run.tag == f"{{{W}}}r" else None
        if where is None or len(element):
            raise unclear
        if kind == "begin" and code is None:
            code, inside = [], where
        elif code is None or where is not inside:
            raise unclear
        elif kind in ("separate", "end"):
            _need_field("".join(code))
            code = None
        elif kind == "instrText":
            code.append(element.text or "")
        elif kind != "t" or (element.text or "").strip():
            raise unclear
    if code is not None:
        raise unclear


def _need_field(code: str) -> None:
    """The code is of a field that only counts, dates, or is filled by hand. Raises NotUsable."""
    words = code.replace("\\", " \\").split()
    name = words[0].upper() if words else ""
    if name == "HYPERLINK" and _links_to_page(code):
        return
    if name not in FIELDS:
        what = "a link that does not begin with https://" if name == "HYPERLINK" else f"the field “{name[:40]}”"
        raise NotUsable(f"The form holds {what}. Take it out, or write plain text in its place.")


def _links_to_page(code: str) -> bool:
    """Between quotes stands a page, or the words of a switch; outside them only the name and switches."""
    pieces = code.split('"')
    if '\\"' in code or len(pieces) % 2 == 0:
        return False
    before = ""
    for number, piece in enumerate(pieces):
        if number % 2:
            if before not in ("\\l", "\\o", "\\t") and not _is_page(piece):
                return False
            before = ""
            continue
        words = piece.split()
        if any(word.upper() != "HYPERLINK" and word not in ("\\l", "\\o", "\\t", "\\n", "\\h") for word in words):
            return False
        before = words[-1] if words else ""
    return True


# Places


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


# Written anew


def _bytes(tree: etree._Element) -> bytes:
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _links(folder: str, links: list[tuple[str, str, Part | str]]) -> bytes:
    tree = etree.Element(f"{{{RELATIONS}}}Relationships", nsmap={None: RELATIONS})
    for key, kind, target in links:
        one = etree.SubElement(tree, f"{{{RELATIONS}}}Relationship", Id=key, Type=kind)
        if isinstance(target, Part):
            one.set("Target", posixpath.relpath(target.name, folder or "."))
        else:
            one.set("Target", target)
            one.set("TargetMode", "External")
    return _bytes(tree)
