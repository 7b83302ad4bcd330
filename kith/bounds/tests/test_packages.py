"""Only what keeps to its bounds is unpacked, and each way of not doing so has its own name."""

import io
import random
import stat
import struct
import zipfile

import pytest

from kith.bounds.packages import Bounds, Damaged, Locked, TooMuch, files_in

SMALL = Bounds(most_files=3, largest_open=4_000, largest_file=3_000, most_tight=10, small=1_000)
NOISE = random.Random(7).randbytes(5_000)


def packed(*files: tuple[str, bytes], method=zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as package:
        for name, data in files:
            package.writestr(name, data)
    return made.getvalue()


def with_a_password() -> bytes:
    made = bytearray(packed(("a", b"x")))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        made[made.index(sign) + place] |= 1
    return bytes(made)


def with_a_link() -> bytes:
    made, info = io.BytesIO(), zipfile.ZipInfo("a")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(made, "w") as package:
        package.writestr(info, b"/somewhere")
    return made.getvalue()


def that_says_less() -> bytes:
    """Its list says that the file is small, and what lies there comes out large."""
    made = bytearray(packed(("a", b"x" * 100_000)))
    for sign, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = made.index(sign) + place
        made[at : at + 4] = struct.pack("<I", 500)
    return bytes(made)


def test_what_keeps_to_its_bounds_comes_out_by_small_names():
    held = (("Word/A.xml", NOISE[:2_900]), ("b", b""), ("c", b"x" * 1_000))
    assert files_in(packed(*held), SMALL) == {"word/a.xml": NOISE[:2_900], "b": b"", "c": b"x" * 1_000}


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (lambda: packed(*((name, b"x") for name in "abcd")), TooMuch),
        (lambda: packed(("a", NOISE[:2_500]), ("b", NOISE[:1_600])), TooMuch),
        (lambda: packed(("a", NOISE[:3_001])), TooMuch),
        (lambda: packed(("a", b"x" * 2_000)), TooMuch),
        (with_a_password, Locked),
        (lambda: packed(("a", b"x"), ("A", b"y")), Damaged),
        (lambda: packed(("a", b"x"), method=zipfile.ZIP_LZMA), Damaged),
        (with_a_link, Damaged),
        (that_says_less, Damaged),
        (lambda: packed(("a", NOISE[:900]))[:600], Damaged),
        (lambda: b"", Damaged),
        (lambda: b"PK\x03\x04" + NOISE, Damaged),
    ],
)
def test_what_does_not_is_not_unpacked(content, fault):
    with pytest.raises(fault):
        files_in(content(), SMALL)


def test_a_zip_with_any_byte_changed_is_read_or_refused():
    whole, chance = packed(("a", NOISE[:800]), ("b", b"y" * 300)), random.Random(3)
    for _ in range(2_000):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            files = files_in(bytes(broken), SMALL)
        except (Damaged, Locked, TooMuch):
            continue
        assert len(files) <= 3 and sum(map(len, files.values())) <= 4_000
