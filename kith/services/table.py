"""A file of rows that somebody brings, and the one that is handed back: what could not be kept, and why."""

import csv
import hashlib
import io
import json

from kith.design import tables
from kith.design.forms import visible
from kith.design.tables import safe as safe

from .content import LABELS

LARGEST = 2 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 5_000, 60, 10_000
# Beside the fields, a file may have a column that names each row for good.
REFERENCE = "reference"
COLUMNS = {REFERENCE: "Your own reference", **LABELS}


class NotTable(ValueError):
    """The file cannot be read as rows; the message is a sentence."""


def rows_of(data: bytes) -> tuple[list[str], list[tuple[int, dict[str, str], str]]]:
    """(headings, [(row as a spreadsheet counts, its cells by heading, what is wrong with the row as a whole)]).

    Raises NotTable.
    """
    if len(data) > LARGEST:
        raise NotTable("The file is larger than 2 MB. Divide it into several")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("cp1252")  # what a spreadsheet on Windows writes when nobody says otherwise
        except UnicodeDecodeError:
            raise NotTable("The file is not text. Save it as “CSV UTF-8” and choose it again") from None
    if "\0" in text:
        raise NotTable("The file is not text. Save it as “CSV UTF-8” and choose it again")
    first = text.split("\n", 1)[0]
    between = max(",;\t", key=first.count)
    try:
        records = [[visible(cell) for cell in record] for record in csv.reader(io.StringIO(text), delimiter=between)]
    except csv.Error:
        raise NotTable("The file is not a table. Save it as “CSV UTF-8” and choose it again") from None
    if not records or not any(records[0]):
        raise NotTable("The first row must hold the headings of the columns")
    headings = records[0]
    while headings and not headings[-1]:
        headings.pop()
    if len(headings) > MOST_COLUMNS or not all(headings) or any(len(text) > 100 for text in headings):
        raise NotTable(f"Each of at most {MOST_COLUMNS} columns needs a heading of at most 100 characters")
    if len({text.lower() for text in headings}) < len(headings):
        raise NotTable("Two columns have the same heading. Name each in its own way")
    found = []
    for number, record in enumerate(records[1:], start=2):
        if not any(record):
            continue
        whole = ""
        if any(record[len(headings) :]):
            whole = "The row has more cells than there are headings"
        elif any(len(cell) > LONGEST_CELL for cell in record):
            whole = f"A cell is longer than {LONGEST_CELL} characters"
        cells = dict(zip(headings, [cell[:LONGEST_CELL] for cell in record], strict=False))
        found.append((number, {heading: cells.get(heading, "") for heading in headings}, whole))
    if not found:
        raise NotTable("The file has headings and no row beneath them")
    if len(found) > MOST_ROWS:
        raise NotTable(f"The file has more than {MOST_ROWS:,} rows. Divide it into several")
    return headings, found


def digest_of(headings: list[str]) -> str:
    """By this a file with the same headings is known again."""
    return hashlib.sha256(json.dumps([heading.lower() for heading in headings]).encode()).hexdigest()


def guessed(headings: list[str]) -> dict[str, str]:
    """The column of each field whose heading says so by itself."""
    known = {heading.lower().replace("_", " "): heading for heading in headings}
    found = {}
    for field, label in COLUMNS.items():
        for words in (label.lower(), field.replace("_", " "), SAID_TOO.get(field, "")):
            if words in known and known[words] not in found.values():
                found[field] = known[words]
                break
    return found


SAID_TOO = {
    **{"name": "service", "organisation": "organization", "kinds": "kind", "about": "description", "areas": "area"},
    **{"telephone": "phone", "website": "url", "languages": "language", "minimum_age": "min age"},
    **{"maximum_age": "max age", "address": "address 1", "town": "city", "postcode": "postal code", "hours": "hours"},
    **{"local_notes": "notes", REFERENCE: "id", "email": "e-mail", "eligibility": "who for"},
}


def handed_back(rows) -> bytes:
    """A file for a spreadsheet: each thing to mend, with its row, its column, what stands there and why it cannot be kept."""
    return tables.handed_back((row.number, *fault) for row in rows for fault in row.faults)
