"""One file in by standard input, after a line with its title; a word for its kind and the clean file out.

`python -m kith.toolkit.cleaning`, started by `uploads.py`. Limits are set before a byte is read. A fault that nobody
thought of ends the process, and the file is refused.
"""

import resource
import sys

from .limits import DAMAGED, EMPTY, LARGEST, LARGEST_KEPT, MEMORY, SECONDS, TOO_LARGE, UNKNOWN, NotUsable

OLD_WORD = "The file has a password or is an old Word document. Save it as .docx, without a password."


def kind_of(content: bytes) -> str:
    """What the file is by how it begins, never by its name. Raises NotUsable."""
    if not content:
        raise NotUsable(EMPTY)
    for sign, kind in (
        (b"%PDF-", "pdf"),
        (b"PK\x03\x04", "docx"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"\xff\xd8\xff", "jpeg"),
    ):
        if content.startswith(sign):
            return kind
    raise NotUsable(OLD_WORD if content.startswith(b"\xd0\xcf\x11\xe0") else UNKNOWN)


def clean(content: bytes, title: str) -> tuple[str, bytes]:
    """The kind of the file, and the file written anew. Raises NotUsable."""
    if len(content) > LARGEST:
        raise NotUsable(TOO_LARGE)
    kind = kind_of(content)
    if kind == "pdf":
        from .pdf import clean_pdf

        made = clean_pdf(content, title)
    elif kind == "docx":
        from .word import clean_docx

        made = clean_docx(content, title)
    else:
        from .picture import clean_picture

        made = clean_picture(content, kind)
    if len(made) > LARGEST_KEPT:
        raise NotUsable(TOO_LARGE)
    return kind, made


def within_limits() -> None:
    """This process writes no file, and ends when it has used its time; on Linux also when it wants too much memory."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def main() -> None:
    within_limits()
    title, _, content = sys.stdin.buffer.read(LARGEST + 2_000).partition(b"\n")
    try:
        kind, made = clean(content, title.decode())
    except NotUsable as fault:
        kind, made = "no", str(fault).encode()
    except (RecursionError, MemoryError):
        kind, made = "no", DAMAGED.encode()
    sys.stdout.buffer.write(kind.encode() + b"\n" + made)


if __name__ == "__main__":
    main()
