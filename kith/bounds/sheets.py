"""A table that somebody brought, as CSV or as a workbook of Excel, read row by row: memory does not grow with the file.

A cell that holds a formula is None: what it shows was worked out elsewhere, and is not taken for what somebody wrote.
"""

import codecs
import csv
import datetime
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from xml.parsers import expat

import openpyxl
from openpyxl.packaging.manifest import Manifest
from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.reader.excel import _find_workbook_part
from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import fromstring

from .packages import Bounds, Damaged, Locked, TooMuch, keeps_to

LARGEST = 20 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL, LONGEST_HEADING = 100_000, 60, 2_000, 100
WORKBOOK = Bounds(most_files=200, largest_open=150 * 1024 * 1024, largest_file=120 * 1024 * 1024, most_tight=200)
# The words of a workbook are held in memory while it is read, so they have a bound of their own.
LARGEST_WORDS = 20 * 1024 * 1024
# Many small parts take far more memory than the bytes that name them: each row, and each part that is read at once, has
# so many tags and so many bytes.
MOST_TAGS, MOST_TAGS_OF_WORDS, LARGEST_AT_ONCE = 100_000, 1_000_000, 4 * 1024 * 1024
ROW = f"{SHEET_MAIN_NS} row"
# Which parts the library reads as a whole, whatever they are called.
WHOLE = ("sharedstrings", ".main+xml")
# What is read as XML by its name, and looked at before anything of it is read; other parts when it is known that they are read.
XML = (".xml", ".rels")
PIECE = 64 * 1024
NO_TABLE = "The file is not a table. Save it as “CSV UTF-8” or as an Excel workbook (.xlsx) and choose it again"
# What a broken workbook ends in at the hands of the library.
BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, KeyError, ValueError, TypeError, IndexError, AttributeError)
BROKEN += (OverflowError, NotImplementedError, RuntimeError, EOFError, OSError, SyntaxError, expat.ExpatError)

Cells = list[str | None]


class NotTable(ValueError):
    """The file cannot be read as rows; the message is a sentence."""


@dataclass
class Table:
    """Its headings, and its rows to be read once: as a spreadsheet counts them, with a cell for each heading.

    `rows` raises NotTable where the file breaks off or holds more than the bounds allow. The third of a row is what is
    wrong with it as a whole.
    """

    headings: list[str]
    rows: Iterator[tuple[int, Cells, str]]
    sheet: str = ""


def table_in(file: BinaryIO) -> Table:
    """The table in the file, by what it is and not by its name. Raises NotTable."""
    size = file.seek(0, 2)
    file.seek(0)
    if size > LARGEST:
        raise NotTable(f"The file is larger than {LARGEST // 1024 // 1024} MB. Divide it into several")
    first = file.read(8)
    file.seek(0)
    if first.startswith(b"PK"):
        return _workbook(file)
    if first.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotTable("The file is an old workbook, or has a password. Save it as .xlsx without one")
    return _text(file)


def _text(file: BinaryIO) -> Table:
    encoding = _encoding(file)
    start = file.readline(PIECE).decode(encoding, "replace")
    file.seek(0)
    between = max(",;\t", key=start.count)
    records = csv.reader(_lines(file, encoding), delimiter=between)

    def read() -> Iterator[Cells]:
        try:
            yield from records  # type: ignore[misc]
        except csv.Error:
            raise NotTable(NO_TABLE) from None

    return _table(read())


def _encoding(file: BinaryIO) -> str:
    """UTF-8, or what a spreadsheet on Windows writes when nobody says otherwise."""
    decoder, encoding = codecs.getincrementaldecoder("utf-8")(), "utf-8-sig"
    while True:
        piece = file.read(PIECE)
        if b"\0" in piece:
            raise NotTable(NO_TABLE)
        if encoding == "utf-8-sig":
            try:
                decoder.decode(piece, final=not piece)
            except UnicodeDecodeError:
                encoding = "cp1252"
        if not piece:
            file.seek(0)
            return encoding


def _lines(file: BinaryIO, encoding: str) -> Iterator[str]:
    for line in file:
        try:
            yield line.decode(encoding)
        except UnicodeDecodeError:
            raise NotTable(NO_TABLE) from None
        encoding = "utf-8" if encoding == "utf-8-sig" else encoding


def _workbook(file: BinaryIO) -> Table:
    try:
        with zipfile.ZipFile(file) as package:
            infos = [info for info in package.infolist() if not info.is_dir()]
            keeps_to(WORKBOOK, infos)
            for info in infos:
                if info.filename.lower().endswith("sharedstrings.xml") and info.file_size > LARGEST_WORDS:
                    raise TooMuch
                if info.filename.lower().endswith(XML):
                    _plain_xml(package, info)
            _read_whole(package, infos)
        file.seek(0)
        book = openpyxl.load_workbook(file, read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        title = str(sheet.title)
    except TooMuch:
        raise NotTable("The workbook holds more than Kith reads at once. Divide it into several") from None
    except Locked:
        raise NotTable("The workbook has a password. Save it without one") from None
    except (Damaged, *BROKEN):
        raise NotTable(NO_TABLE) from None

    def read() -> Iterator[Cells]:
        try:
            for row in sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1):
                yield [_shown(cell) for cell in row]
        except BROKEN:
            raise NotTable(NO_TABLE) from None
        finally:
            book.close()

    return _table(read(), title)


def _plain_xml(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    """Raises Damaged where a part could make itself larger, or is written so that this cannot be seen."""
    before = b""
    with package.open(info) as part:
        while piece := part.read(PIECE):
            if not before and piece[:2] in (b"\xff\xfe", b"\xfe\xff", b"\0<", b"<\0"):
                raise Damaged
            if b"<!DOCTYPE" in before + piece or b"<!ENTITY" in before + piece:
                raise Damaged
            before = piece[-16:]


def _plain_too(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    """The same of a part whose name does not say that it is XML; one whose name does was looked at before."""
    if not info.filename.lower().endswith(XML):
        _plain_xml(package, info)


def _read_whole(package: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> None:
    """Raises TooMuch where a part that is read at once holds too much for that: lists of contents, styles, words and all
    that is neither a sheet nor what the library leaves alone.
    """
    listed = "[content_types].xml"
    known = {info.filename.lower(): info for info in infos}
    for name, info in known.items():
        if name == listed or name.endswith(".rels") or name in ("xl/styles.xml", "xl/workbook.xml"):
            _bounded(package, info, MOST_TAGS, LARGEST_AT_ONCE)
        elif name.startswith(("xl/theme/", "docprops/")) and name.endswith(".xml"):
            _bounded(package, info, MOST_TAGS, LARGEST_AT_ONCE)
    if listed not in known:
        raise Damaged
    contents = Manifest.from_tree(fromstring(package.read(known[listed])))
    for part in contents.Override:
        info = known.get(part.PartName.lower().lstrip("/"))
        if info is not None and any(kind in part.ContentType.lower() for kind in WHOLE):
            words = "sharedstrings" in part.ContentType.lower()
            _bounded(
                package, info, MOST_TAGS_OF_WORDS if words else MOST_TAGS, LARGEST_WORDS if words else LARGEST_AT_ONCE
            )
    # The library reads each sheet from its beginning on to learn how large it is, wherever the workbook says that it lies.
    main = _find_workbook_part(contents).PartName.lstrip("/")
    sheets = [part for part in fromstring(package.read(main)).iter() if str(part.tag).endswith("sheet")]
    named = {value for part in sheets for value in part.attrib.values()}
    for link in get_dependents(package, get_rels_path(main)):
        if link.Id in named and link.target in package.namelist():
            _row_by_row(package, link.target)


def _bounded(package: zipfile.ZipFile, info: zipfile.ZipInfo, tags: int, largest: int) -> None:
    if info.file_size > largest:
        raise TooMuch
    _plain_too(package, info)
    with package.open(info) as part:
        while piece := part.read(PIECE):
            tags -= piece.count(b"<")
            if tags < 0:
                raise TooMuch


def _row_by_row(package: zipfile.ZipFile, name: str) -> None:
    """Raises TooMuch where what a sheet holds at once, which is one row and all that stands beside rows, is too much."""
    _plain_too(package, package.getinfo(name))
    parser = expat.ParserCreate(namespace_separator=" ")
    depth, rows, tags, beside, start = 0, 0, 0, 0, 0

    def begins(tag: str, _) -> None:
        nonlocal depth, tags, beside
        depth, tags = depth + 1, tags + 1
        if depth == 3 and tag == ROW:
            beside = tags - 1
        if tags > MOST_TAGS:
            raise TooMuch

    def ends(tag: str) -> None:
        nonlocal depth, rows, tags, start
        # Only at the end of a row does the library let go of what it read; of one within another it holds the rest.
        if depth == 3 and tag == ROW:
            rows, tags, start = rows + 1, beside, parser.CurrentByteIndex
            if rows > 2 * MOST_ROWS:
                raise TooMuch
        depth -= 1

    parser.StartElementHandler, parser.EndElementHandler = begins, ends
    with package.open(name) as part:
        read = 0
        while piece := part.read(PIECE):
            parser.Parse(piece)
            read += len(piece)
            if read - start > LARGEST_AT_ONCE:
                raise TooMuch
        parser.Parse(b"", True)


def _shown(cell) -> str | None:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return None
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(timespec="minutes")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _table(records: Iterator[Cells], sheet: str = "") -> Table:
    headings = [" ".join((cell or "").split()) for cell in next(records, [])]
    while headings and not headings[-1]:
        headings.pop()
    if not headings:
        raise NotTable("The first row must hold the headings of the columns")
    if len(headings) > MOST_COLUMNS or not all(headings) or any(len(text) > LONGEST_HEADING for text in headings):
        raise NotTable(
            f"Each of at most {MOST_COLUMNS} columns needs a heading of at most {LONGEST_HEADING} characters"
        )
    if len({text.lower() for text in headings}) < len(headings):
        raise NotTable("Two columns have the same heading. Name each in its own way")
    return Table(headings, _rows(records, len(headings)), sheet)


def _rows(records: Iterator[Cells], wide: int) -> Iterator[tuple[int, Cells, str]]:
    found = False
    for number, record in enumerate(records, start=2):
        if number > MOST_ROWS + 1:
            raise NotTable(f"The file has more than {MOST_ROWS:,} rows. Divide it into several")
        # A formula is None, and a cell too.
        if not any(cell is None or cell.strip() for cell in record):
            continue
        found = True
        whole = ""
        if any(cell is None or cell.strip() for cell in record[wide:]):
            whole = "The row has more cells than there are headings"
        cells = record[:wide] + [""] * (wide - len(record))
        if any(cell is not None and len(cell) > LONGEST_CELL for cell in cells):
            whole = f"A cell is longer than {LONGEST_CELL:,} characters"
            cells = [cell and cell[:LONGEST_CELL] for cell in cells]
        yield number, cells, whole
    if not found:
        raise NotTable("The file has headings and no row beneath them")
