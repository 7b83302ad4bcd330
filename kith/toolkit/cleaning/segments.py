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
        if mark == 0xDA:  # from here on pixels, up to the end of the picture; what follows it is left behind
            end = data.rfind(b"\xff\xd9")
            kept.append(data[at : end + 2] if end > at else data[at:])
            return b"".join(kept)
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        if size < 2:
            raise NotUsable(DAMAGED)
        if mark in KEPT or not (0xE0 <= mark <= 0xEF or mark == 0xFE):
            kept.append(data[at : at + 2 + size])
        at += 2 + size
    raise NotUsable(DAMAGED)


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
