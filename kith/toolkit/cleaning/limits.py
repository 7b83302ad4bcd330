"""How much a file may be and hold, and what is said where it is more."""

from urllib.parse import urlsplit

LARGEST = 5 * 1024 * 1024
LARGEST_KEPT = 3 * LARGEST  # what is written anew is packed less tightly than some
LARGEST_OPEN = 200 * 1024 * 1024
MOST_PIXELS = 30_000_000
SECONDS = 20
MEMORY = 1024 * 1024 * 1024

KINDS = "a PDF, a Word document (.docx), or a picture as PNG or JPEG"
TOO_LARGE = "The file is larger than 5 MB. Make its pictures smaller, or cut it in two, and try again."
TOO_MUCH = "The file unpacks to more than a document does. Take pictures or pages out of it and try again."
TOO_HARD = "Kith could not read the file in the time that it gives one. Print it to a PDF anew and attach that."
DAMAGED = "Kith cannot read this file: it is damaged, or built in an unusual way. Save it anew and try again."
EMPTY = "This file is empty. Choose another."
UNKNOWN = f"This file is none of the kinds that Kith keeps. Attach {KINDS}."
TOO_MANY_PIXELS = "The picture is larger than 30 million pixels. Make it smaller and try again."


class NotUsable(ValueError):
    """The file cannot be kept; the message says in a sentence or two what to change."""


def is_safe_link(address: str) -> bool:
    """A page, a mail address or a telephone number, plainly written."""
    if not address.isascii() or not address.isprintable() or set(address) & set(" \"'<>\\{}"):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme in ("http", "https"):
        return bool(parts.hostname) and "@" not in parts.netloc
    return parts.scheme in ("mailto", "tel") and bool(parts.path)
