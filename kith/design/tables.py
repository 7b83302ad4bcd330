"""Tables that leave as files for a spreadsheet: no cell of them is ever taken for something to work out."""

import csv
import io

from .forms import visible

# What makes a spreadsheet read a cell as something to work out; the wide ones are read so too.
FORMULA = "=+-@＝＋－＠\t\r"


def safe(text: str) -> str:
    """The text as no spreadsheet takes for something to work out, and without signs that nobody sees."""
    text = visible(str(text))
    return f"'{text}" if text[:1] and text[0] in FORMULA else text


def csv_of(headings, rows) -> bytes:
    """The rows below their headings as a CSV file that a spreadsheet reads as text, umlauts and all."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    for row in (headings, *rows):
        writer.writerow([safe(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def handed_back(faults) -> bytes:
    """A file for a spreadsheet of what is to be mended: each (row, column, what stands there, why it cannot be kept)."""
    return csv_of(["Row", "Column", "What stands there", "Why it cannot be kept"], faults)
