"""A form that was read and looked through, and how it is written anew."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ..word_lists import (
    BUNDLED,
    RELATIONS,
    R,
)
from .adding import add_at_end, mark
from .content import _look_through
from .limits import ANEW, MOST_LINES, MOST_PLACES, MOST_TEXT, TOO_LONG, NotUsable
from .package import DC, TYPES, Part, _files, _is_rels_of, _parsed, _walk
from .places import Place, _fill, _paragraphs, _places

CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"


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
            raise NotUsable(TOO_LONG)
        for pieces, places in found:
            _fill(pieces, places, texts)

    def complete(self, rest: list[tuple[str, str]], marking: str) -> None:
        """What the form has no place for stands at its end, and each page is marked. Raises NotUsable."""
        add_at_end(self.parts[0], rest)
        mark(self.parts, marking)

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
