"""Pictures inside a PDF, without what was written beside their pixels; the pixels stay as they are."""

from .limits import DAMAGED, NotUsable

KEPT = {0xE0, 0xEE}  # its size on paper, and how its colours are meant


def plain_jpeg(data: bytes) -> bytes:
    """The JPEG without place, camera, names, profile and remarks. Raises NotUsable where it is not built as one."""
    if not data.startswith(b"\xff\xd8"):
        raise NotUsable(DAMAGED)
    kept, at = [b"\xff\xd8"], 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise NotUsable(DAMAGED)
        mark = data[at + 1]
        if mark == 0xFF:
            at += 1
            continue
        if mark == 0xD9:  # the end of the picture; what follows it is another, and is left behind
            kept.append(b"\xff\xd9")
            return b"".join(kept)
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        if size < 2:
            raise NotUsable(DAMAGED)
        if mark in KEPT or not (0xE0 <= mark <= 0xEF or mark == 0xFE):
            kept.append(data[at : at + 2 + size])
        at += 2 + size
        if mark == 0xDA:  # pixels follow, up to the next mark that is none of theirs
            end = _after_pixels(data, at)
            kept.append(data[at:end])
            at = end
    if data[at : at + 2] == b"\xff\xd9":
        return b"".join([*kept, b"\xff\xd9"])
    raise NotUsable(DAMAGED)


def _after_pixels(data: bytes, at: int) -> int:
    """Where the pixels end that begin here. Among them FF stands before 00 or a mark of a new start alone."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise NotUsable(DAMAGED)
        if data[at + 1] == 0 or 0xD0 <= data[at + 1] <= 0xD7:
            at += 2
        elif data[at + 1] == 0xFF:
            at += 1
        else:
            return at


def plain_jp2(data: bytes) -> bytes:
    """The JPEG 2000 without boxes of remarks and identifiers. Raises NotUsable where it is not built as one."""
    if data.startswith(b"\xff\x4f\xff\x51"):
        return data  # pixels alone
    kept, at = [], 0
    while at < len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        if size == 0:
            size = len(data) - at
        if size < 8 or at + size > len(data):
            raise NotUsable(DAMAGED)
        if kind in (b"jP  ", b"ftyp", b"jp2h", b"jp2c"):
            kept.append(data[at : at + size])
        at += size
    if not kept:
        raise NotUsable(DAMAGED)
    return b"".join(kept)
