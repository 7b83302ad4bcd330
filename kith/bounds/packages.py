"""A zip that somebody brought, such as a Word document, is unpacked in memory, and only where it keeps to its bounds.

What it says of itself is looked at before a byte is unpacked; unpacking then takes no more than was said.
"""

import io
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass


class Damaged(Exception):
    """It is no zip, is cut short, or is built in a way that no program needs: a link, two files of one name."""


class Locked(Exception):
    """It has a password."""


class TooMuch(Exception):
    """It holds, or unpacks to, more than the bounds allow."""


@dataclass(frozen=True)
class Bounds:
    """What a package may hold: so many files, so many bytes of one and of all; and above `small` bytes no file that
    comes out more than `most_tight` times larger than it lies there.
    """

    most_files: int
    largest_open: int
    largest_file: int
    most_tight: int
    small: int = 100_000


def files_in(content: bytes, bounds: Bounds) -> dict[str, bytes]:
    """What lies in the package by its name in small letters, as names count there. Raises Damaged, Locked, TooMuch."""
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
        infos = [info for info in package.infolist() if not info.is_dir()]
        keeps_to(bounds, infos)
        return {info.filename.lower(): package.read(info) for info in infos}
    # Each of them is what some broken zip ends in at the hands of the library.
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
    ) as error:
        raise Damaged from error


def keeps_to(bounds: Bounds, infos: list[zipfile.ZipInfo]) -> None:
    """Raises Damaged, Locked or TooMuch where what a package says of its files goes beyond the bounds."""
    if len(infos) > bounds.most_files or sum(info.file_size for info in infos) > bounds.largest_open:
        raise TooMuch
    if len({info.filename.lower() for info in infos}) < len(infos):
        raise Damaged
    for info in infos:
        if info.flag_bits & 1:
            raise Locked
        tight = info.file_size > bounds.small and info.file_size > bounds.most_tight * info.compress_size
        if tight or info.file_size > bounds.largest_file:
            raise TooMuch
        link = stat.S_ISLNK(info.external_attr >> 16)
        if link or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Damaged
