"""A picture as its pixels and nothing else."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from .limits import DAMAGED, MOST_PIXELS, TOO_MANY_PIXELS, NotUsable

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
PLAIN = ("L", "LA", "RGB", "RGBA")


def clean_picture(content: bytes, kind: str, reads: tuple[str, ...] = ()) -> bytes:
    """The picture drawn anew as “png” or “jpeg”, upright, without place, camera, colour profile, names or remarks.

    `reads` are the formats that it may come in; its own where none is named. Raises NotUsable.
    """
    try:
        with Image.open(io.BytesIO(content), formats=reads or (kind.upper(),)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise NotUsable(TOO_MANY_PIXELS)
            upright = ImageOps.exif_transpose(opened)
            picture = _plain(upright, kind)
    except Image.DecompressionBombError as fault:
        raise NotUsable(TOO_MANY_PIXELS) from fault
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as fault:
        raise fault if isinstance(fault, NotUsable) else NotUsable(DAMAGED) from fault
    made = io.BytesIO()
    if kind == "jpeg":
        picture.save(made, "JPEG", quality=90)
    else:
        picture.save(made, "PNG")
    return made.getvalue()


def _plain(picture: Image.Image, kind: str) -> Image.Image:
    """A new picture of the same pixels, in colours that every viewer knows."""
    if kind == "jpeg":
        mode = "L" if picture.mode == "L" else "RGB"
    elif picture.mode in PLAIN:
        mode = picture.mode
    else:
        mode = "RGBA" if "transparency" in picture.info else "RGB"
    if kind == "png" and picture.mode in ("L", "RGB") and "transparency" in picture.info:
        mode = "RGBA"
    pixels = picture if picture.mode == mode else picture.convert(mode)
    return Image.frombytes(mode, pixels.size, pixels.tobytes())
