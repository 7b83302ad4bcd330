"""A PDF written anew from its pages: their content, the links on them, what a screen reader follows, the outline.

Nothing else comes along, and so neither who wrote it, nor what ran, was attached, was remarked, or stood in the file
before it was changed. What Kith writes is what it walked to from lists of what may be there.
"""

import base64
import io
import zlib
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from .limits import DAMAGED, LARGEST_OPEN, MOST_PIXELS, TOO_MANY_PIXELS, TOO_MUCH, NotUsable, is_safe_link
from .segments import plain_jp2, plain_jpeg

MOST_PAGES = 500
MOST_OBJECTS = 100_000
DEEPEST = 40  # of lists within lists; a PDF made by a program has three or four

LOCKED = "The PDF has a password or is locked. Save it without one and attach that."
LAYER = "The PDF has a layer that is switched off. Print what readers are to see to a PDF anew, and attach that."
FORM = "The PDF is a form to be filled in on screen. Print it to a PDF, or attach the form as a Word document."
FOLDER = "The PDF is a folder of other files. Attach each of them by itself."
LONG = f"The PDF has more than {MOST_PAGES} pages. Cut it in two, and try again."
PACKED = "The PDF holds something that is packed in a way Kith cannot look into. Print it to a PDF and attach that."
OUTSIDE = "The PDF fetches something from elsewhere. Print it to a PDF and attach that."

OF_CATALOG = ("Lang", "MarkInfo", "StructTreeRoot", "Outlines", "PageLabels", "OCProperties", "Dests")
OF_PAGE = (
    *("MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox", "Rotate", "Resources", "Contents", "Group"),
    *("Tabs", "StructParents", "UserUnit"),
)
OF_LINK = ("Subtype", "Rect", "Border", "C", "H", "QuadPoints", "StructParent", "F", "BS", "Contents")
# Left behind wherever they stand: who and with what, what runs, what is attached, what lies outside.
NEVER = {
    f"/{name}"
    for name in (
        *("Metadata", "PieceInfo", "LastModified", "Author", "Creator", "Producer", "CreatorInfo", "Thumb"),
        *("AA", "OpenAction", "JS", "JavaScript", "AF", "EF", "RF", "EmbeddedFiles", "AcroForm", "XFA", "Collection"),
        *("Ref", "OPI", "Alternates", "PressSteps", "Measure", "PtData", "VP", "Perms", "DSS"),
    )
}
NO_PART = {
    f"/{name}"
    for name in (
        *("Page", "Pages", "Catalog", "Annot", "Action", "Filespec", "EmbeddedFile", "Metadata"),
        *("Sig", "SigRef", "XRef", "ObjStm", "PS", "Popup"),
    )
}
ACTIONS = {
    f"/{name}"
    for name in (
        *("GoTo", "GoToR", "GoToE", "GoToDp", "Launch", "Thread", "URI", "Sound", "Movie", "Hide", "Named"),
        *("SubmitForm", "ResetForm", "ImportData", "JavaScript", "SetOCGState", "Rendition", "Trans"),
        *("GoTo3DView", "RichMediaExecute"),
    )
}
FILTERS = {
    f"/{name}"
    for name in (
        *("FlateDecode", "DCTDecode", "JPXDecode", "CCITTFaxDecode", "JBIG2Decode"),
        *("ASCII85Decode", "ASCIIHexDecode", "RunLengthDecode"),
    )
}


def clean_pdf(content: bytes, title: str) -> bytes:
    """The PDF written anew, with the title that readers see. Raises NotUsable, or any fault of a file out of order."""
    reader = PdfReader(io.BytesIO(content), strict=False)
    if "/Encrypt" in reader.trailer:
        raise NotUsable(LOCKED)
    catalog = _at(reader.trailer, "/Root")
    if not isinstance(catalog, DictionaryObject):
        raise NotUsable(DAMAGED)
    if "/Collection" in catalog:
        raise NotUsable(FOLDER)
    form = _at(catalog, "/AcroForm")
    if isinstance(form, DictionaryObject) and (_at(form, "/Fields") or "/XFA" in form):
        raise NotUsable(FORM)
    if _hides_a_layer(catalog):
        raise NotUsable(LAYER)
    return _Anew(reader).written(catalog, title)


def _hides_a_layer(catalog: DictionaryObject) -> bool:
    """True where a layer is switched off as the document opens: its words are there, and no reader sees them."""
    layers = _at(catalog, "/OCProperties")
    shown = _at(layers, "/D") if isinstance(layers, DictionaryObject) else None
    if not isinstance(shown, DictionaryObject):
        return False
    return bool(_at(shown, "/OFF")) or _at(shown, "/BaseState") not in (None, "/ON")


def _at(holder: DictionaryObject, key: str) -> PdfObject | None:
    value = holder.raw_get(key) if key in holder else None
    return value.get_object() if value is not None else None


class _Anew:
    """The new file while it is made: its objects by their number, and which old one each came from."""

    def __init__(self, reader: PdfReader):
        self.reader = reader
        self.made: list[tuple[PdfObject, bytes | None]] = []
        self.known: dict[tuple[int, int], IndirectObject] = {}
        self.waiting: list[tuple[int, PdfObject]] = []
        self.unpacked = 0

    def written(self, catalog: DictionaryObject, title: str) -> bytes:
        root, tree = self._place(), self._place()
        info = self._add(DictionaryObject({NameObject("/Title"): TextStringObject(title)}))
        self._put(tree, self._pages(tree))
        new = DictionaryObject({NameObject("/Type"): NameObject("/Catalog"), NameObject("/Pages"): tree})
        for name in OF_CATALOG:
            self._take(catalog, new, f"/{name}")
        names = _at(catalog, "/Names")
        if isinstance(names, DictionaryObject) and "/Dests" in names:
            kept = DictionaryObject()
            self._take(names, kept, "/Dests")
            new[NameObject("/Names")] = kept
        new[NameObject("/ViewerPreferences")] = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
        self._put(root, new)
        while self.waiting:
            number, old = self.waiting.pop()
            self.made[number - 1] = self._copy_whole(old)
        return b"".join(self._file(root, info))

    # Pages and their links

    def _pages(self, tree: IndirectObject) -> DictionaryObject:
        pages: list[tuple[DictionaryObject, IndirectObject]] = []
        for found in self.reader.pages:
            if len(pages) == MOST_PAGES:
                raise NotUsable(LONG)
            place = self._place()
            pages.append((found, place))
            if found.indirect_reference is not None:
                self.known[found.indirect_reference.idnum, found.indirect_reference.generation] = place
        if not pages:
            raise NotUsable(DAMAGED)
        links = [self._links(page) for page, _ in pages]
        for (page, place), on_page in zip(pages, links, strict=True):
            new = DictionaryObject({NameObject("/Type"): NameObject("/Page"), NameObject("/Parent"): tree})
            for name in OF_PAGE:
                self._take(page, new, f"/{name}")
            if on_page:
                new[NameObject("/Annots")] = ArrayObject(on_page)
            self._put(place, new)
        return DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Pages"),
                NameObject("/Count"): NumberObject(len(pages)),
                NameObject("/Kids"): ArrayObject(place for _, place in pages),
            }
        )

    def _links(self, page: DictionaryObject) -> list[IndirectObject]:
        """The links of a page; every other remark, field, film or file that lies on it is left behind."""
        found = []
        annotations = _at(page, "/Annots")
        for raw in annotations if isinstance(annotations, ArrayObject) else []:
            old = raw.get_object()
            if not isinstance(old, DictionaryObject):
                continue
            if _at(old, "/Subtype") == "/Widget":
                raise NotUsable(FORM)
            goes = self._goes(old)
            if _at(old, "/Subtype") != "/Link" or goes is None:
                continue
            new = DictionaryObject({NameObject("/Type"): NameObject("/Annot"), NameObject(goes[0]): goes[1]})
            for name in OF_LINK:
                self._take(old, new, f"/{name}")
            place = self._add(new)
            if isinstance(raw, IndirectObject):
                self.known[raw.idnum, raw.generation] = place
            found.append(place)
        return found

    def _goes(self, link: DictionaryObject) -> tuple[str, PdfObject] | None:
        action = _at(link, "/A")
        if isinstance(action, DictionaryObject):
            safe = self._action(action, 0)
            return None if isinstance(safe, NullObject) else ("/A", safe)
        return ("/Dest", self._copy(link.raw_get("/Dest"), 0)) if "/Dest" in link else None

    def _action(self, action: DictionaryObject, depth: int) -> PdfObject:
        """A step to a place in the document, or to a page, a mail address or a telephone. Anything else is nothing."""
        kind = _at(action, "/S")
        if kind == "/GoTo" and "/D" in action:
            value = ("/D", self._copy(action.raw_get("/D"), depth + 1))
        elif kind == "/URI":
            said = _at(action, "/URI")
            address = said.decode("latin-1") if isinstance(said, bytes) else str(said)
            if not is_safe_link(address):
                return NullObject()
            value = ("/URI", TextStringObject(address))
        else:
            return NullObject()
        return DictionaryObject({NameObject("/S"): NameObject(str(kind)), NameObject(value[0]): value[1]})

    # Everything below a page, and beside it

    def _take(self, old: DictionaryObject, new: DictionaryObject, key: str) -> None:
        if key in old:
            value = self._copy(old.raw_get(key), 0)
            if not isinstance(value, NullObject):
                new[NameObject(key)] = value

    def _copy(self, old: PdfObject, depth: int) -> PdfObject:
        """A value as it stands in the new file; nothing where it may not come along."""
        if depth > DEEPEST:
            raise NotUsable(DAMAGED)
        if isinstance(old, IndirectObject):
            return self._reference(old)
        if isinstance(old, StreamObject):
            raise NotUsable(DAMAGED)  # never stands within another object
        if isinstance(old, DictionaryObject):
            return self._copy_dictionary(old, depth)
        if isinstance(old, ArrayObject):
            return ArrayObject(self._copy(one, depth + 1) for one in old)
        return old

    def _copy_dictionary(self, old: DictionaryObject, depth: int) -> PdfObject:
        kind = _at(old, "/S")
        if isinstance(kind, NameObject) and kind in ACTIONS:
            return self._action(old, depth)
        if _is_no_part(old):
            return NullObject()
        new = DictionaryObject()
        for key, value in old.items():
            if key not in NEVER and not key.startswith("/PTEX."):  # which names files of its writer’s
                copied = self._copy(value, depth + 1)
                if not isinstance(copied, NullObject):
                    new[NameObject(key)] = copied
        return new

    def _reference(self, old: IndirectObject) -> PdfObject:
        key = (old.idnum, old.generation)
        if key not in self.known:
            target = old.get_object()
            if target is None or isinstance(target, NullObject):
                return NullObject()
            if isinstance(target, DictionaryObject) and _is_no_part(target):
                return NullObject()
            self.known[key] = self._place()
            self.waiting.append((self.known[key].idnum, target))
        return self.known[key]

    def _copy_whole(self, old: PdfObject) -> tuple[PdfObject, bytes | None]:
        if not isinstance(old, StreamObject):
            return self._copy(old, 0), None
        new = self._copy_dictionary(old, 0)
        if not isinstance(new, DictionaryObject):
            raise NotUsable(DAMAGED)
        return new, self._data(old, new)

    def _data(self, old: StreamObject, new: DictionaryObject) -> bytes:
        """What the stream holds, as packed as it was, within bounds; a picture without who took it and where."""
        if {"/F", "/FFilter", "/FDecodeParms"} & set(old):
            raise NotUsable(OUTSIDE)
        said = _at(old, "/Filter")
        filters = [one.get_object() for one in said] if isinstance(said, ArrayObject) else [said] if said else []
        if not set(filters) <= FILTERS or filters.count("/FlateDecode") + filters.count("/RunLengthDecode") > 1:
            raise NotUsable(PACKED)
        data = old._data  # as it stands in the file, for which pypdf has no public name
        width, height = _at(old, "/Width"), _at(old, "/Height")
        if isinstance(width, int) and isinstance(height, int) and width * height > MOST_PIXELS:
            raise NotUsable(TOO_MANY_PIXELS)
        if filters[-1:] in (["/DCTDecode"], ["/JPXDecode"]):
            if filters[:-1] == ["/FlateDecode"]:
                data = self._unpacked(data)
            elif filters[:-1]:
                raise NotUsable(PACKED)
            data = plain_jpeg(data) if filters[-1] == "/DCTDecode" else plain_jp2(data)
            new[NameObject("/Filter")] = NameObject(filters[-1])
            new.pop(NameObject("/DecodeParms"), None)
        elif "/FlateDecode" in filters:
            self._unpacked(_without_letters(data, filters[: filters.index("/FlateDecode")]), keep=False)
        return data

    def _unpacked(self, data: bytes, keep: bool = True) -> bytes:
        """What comes out of it, where that stays within bounds. A bomb is noticed before it has gone off."""
        pieces, reads, rest = [], zlib.decompressobj(), data
        while rest and not reads.eof:
            try:
                piece = reads.decompress(rest, 1_000_000)
            except zlib.error as fault:
                if keep:
                    raise NotUsable(DAMAGED) from fault
                return b""  # a viewer shows what came until here, and so it may stay
            self.unpacked += len(piece)
            if self.unpacked > LARGEST_OPEN:
                raise NotUsable(TOO_MUCH)
            if keep:
                pieces.append(piece)
            rest = reads.unconsumed_tail
        return b"".join(pieces)

    # Writing

    def _place(self) -> IndirectObject:
        if len(self.made) == MOST_OBJECTS:
            raise NotUsable(TOO_MUCH)
        self.made.append((NullObject(), None))
        return IndirectObject(len(self.made), 0, None)

    def _put(self, place: IndirectObject, value: PdfObject) -> None:
        self.made[place.idnum - 1] = (value, None)

    def _add(self, value: PdfObject) -> IndirectObject:
        place = self._place()
        self._put(place, value)
        return place

    def _file(self, root: IndirectObject, info: IndirectObject) -> Iterator[bytes]:
        at = 0
        places = []

        def counted(data: bytes) -> bytes:
            nonlocal at
            at += len(data)
            return data

        yield counted(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        for number, (value, data) in enumerate(self.made, start=1):
            places.append(at)
            if data is not None and isinstance(value, DictionaryObject):
                value[NameObject("/Length")] = NumberObject(len(data))
            written = io.BytesIO()
            value.write_to_stream(written)
            body = written.getvalue() + (b"" if data is None else b"\nstream\n" + data + b"\nendstream")
            yield counted(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        start = at
        yield b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        yield b"".join(b"%010d 00000 n \n" % place for place in places)
        yield b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\n" % (len(places) + 1, root.idnum, info.idnum)
        yield b"startxref\n%d\n%%%%EOF\n" % start


def _without_letters(data: bytes, filters: list) -> bytes:
    """What was written in letters, so that it passes where only letters do, as the bytes that it stands for."""
    if not filters:
        return data
    if filters != ["/ASCII85Decode"]:
        raise NotUsable(PACKED)
    try:
        return base64.a85decode(data.strip().removeprefix(b"<~").removesuffix(b"~>"))
    except ValueError as fault:
        raise NotUsable(DAMAGED) from fault


def _is_no_part(found: DictionaryObject) -> bool:
    """A page or remark that was not taken along, an attached file, a signature, or a program for a printer."""
    kinds = {_at(found, "/Type"), _at(found, "/Subtype")}
    return bool(kinds & NO_PART) or ("/Rect" in found and "/Subtype" in found)
