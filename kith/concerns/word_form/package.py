"""The package: its files within bounds, its parts, and what they point to."""

import posixpath
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from lxml import etree

from kith.bounds.packages import Damaged, Locked, TooMuch, files_in
from kith.bounds.strict_xml import Unreadable, tree_of

from ..word_lists import (
    BUNDLED,
    LEFT_BEHIND,
    MAIN,
    PARTS,
    PICTURES,
    RELATIONS,
    UNWANTED,
    R,
)
from .limits import (
    ANEW,
    BOUNDS,
    DAMAGED,
    LARGEST,
    MOST_ATTRIBUTES,
    MOST_MARKS,
    MOST_NAMESPACES,
    TOO_LARGE,
    TOO_MUCH,
    NotUsable,
)

DC = "http://purl.org/dc/elements/1.1/"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

# One mail address or one telephone, and nothing behind it: a subject or a text would write part of the mail.
REACHES_A_PERSON = re.compile(
    r"mailto:[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){1,8}|tel:\+?[0-9][0-9()-]{1,20}"
)


@dataclass
class Part:
    """One part of the form that is kept: a tree, or the bytes of a picture, and the parts and pages it points to."""

    name: str
    content_type: str
    tree: etree._Element | None = None
    data: bytes = b""
    links: list[tuple[str, str, "Part | str"]] = field(default_factory=list)


def _files(content: bytes) -> dict[str, bytes]:
    """What lies in the package by its name in small letters, as names count there."""
    if len(content) > LARGEST:
        raise NotUsable(TOO_LARGE)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotUsable("The form has a password or is an old Word document. Save it as .docx, without a password.")
    if not content.startswith(b"PK\x03\x04"):
        raise NotUsable("This file is not a Word document (.docx). Choose another.")
    try:
        files = files_in(content, BOUNDS)
    except Locked as error:
        raise NotUsable("The form has a password. Save it without one.") from error
    except TooMuch as error:
        raise NotUsable(TOO_MUCH) from error
    except Damaged as error:
        raise NotUsable(DAMAGED) from error
    if any(data.startswith(b"PK\x03\x04") for data in files.values()):
        raise NotUsable("The form holds another file inside it. Take it out and save the form anew.")
    for sign, most in ((b"<", MOST_MARKS), (b"xmlns", MOST_NAMESPACES)):
        if sum(data.count(sign) for data in files.values()) > most:
            raise NotUsable(TOO_MUCH)
    return files


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
    try:
        return tree_of(data)
    except Unreadable as error:
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
    """Nothing outside is pointed to but pages, mail addresses and telephones, by links that somebody has to click."""
    if kind != f"{R}/hyperlink":
        raise NotUsable(
            UNWANTED.get(
                posixpath.basename(kind),
                f"The form fetches something from elsewhere: “{target[:80]}”. Take it out and save the form anew.",
            )
        )
    if not outside or not _is_page(target):
        raise NotUsable(
            f"The form links to “{target[:80]}”. Only links to pages that begin with https://, to one mail address and to a telephone may stay; remove this link."
        )


def _is_page(address: str) -> bool:
    if REACHES_A_PERSON.fullmatch(address):
        return True
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    plain = address.isascii() and address.isprintable() and not set(address) & set(" \"'<>\\{}")
    return plain and parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc
