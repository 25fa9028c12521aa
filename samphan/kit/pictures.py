"""Photographs as people bring them: checked, turned upright, made small enough for a page, without hidden data.

What a camera writes beside the picture (place, device, owner) is not kept in the file; the day on which it was taken
and the point are read before that, and whoever brought it says whether the point is wanted.
"""

from __future__ import annotations

import datetime as dt
import io
import warnings
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PIL.Image import Image

LARGEST_SIDE: Final = 2400
"""Pixels: a page wide at 300 dots an inch."""

THUMBNAIL_SIDE: Final = 640
MOST_PIXELS: Final = 50_000_000
"""Of PNG and WebP, which must be unpacked whole: some 400 megabytes at most. Of JPEG as many as Pillow finds safe."""

QUALITY: Final = 85
_EXIF_IFD: Final = 0x8769
_TAKEN: Final = 0x9003
_GPS_IFD: Final = 0x8825
_SMOOTH: Final = frozenset({"RGB", "RGBA", "L", "LA", "CMYK", "YCbCr"})
"""Modes of Pillow whose points can be mixed; the others are made one of these first."""
_POINT: Final = Decimal("0.00001")
"""Of a degree: about one metre."""

type Point = tuple[Decimal, Decimal]
"""Latitude and longitude in degrees, WGS 84."""


class PictureError(ValueError):
    """The bytes are no photograph that can be shown: damaged, of another kind, or far too large."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph that may be kept: JPEG of at most ``LARGEST_SIDE`` pixels a side, and a small one for lists."""

    content: bytes
    thumbnail: bytes
    width: int
    height: int
    taken_on: dt.date | None
    point: Point | None = None


def read_picture(content: bytes) -> Picture:
    """The photograph in the bytes of a JPEG, PNG or WebP file.

    Raises:
        PictureError: it cannot be read, or has more than ``MOST_PIXELS`` (a JPEG: more than Pillow finds safe, 89 million).
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            # Pillow warns of files that unpack to far more than they weigh; here that is the end of it.
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as opened:
                exif = opened.getexif()
                taken = _taken_on(exif.get_ifd(_EXIF_IFD).get(_TAKEN))
                point = _point(exif.get_ifd(_GPS_IFD))
                if opened.format != "JPEG" and opened.width * opened.height > MOST_PIXELS:
                    raise PictureError("more points than are unpacked here")
                # Made small before anything else; a JPEG is not even unpacked much larger than it is wanted.
                image = opened if opened.mode in _SMOOTH else opened.convert("RGBA")
                image.thumbnail((LARGEST_SIDE, LARGEST_SIDE), reducing_gap=1.5)
                large = _on_white(ImageOps.exif_transpose(image))
        return Picture(
            _as_jpeg(large), _as_jpeg(_within(large, THUMBNAIL_SIDE)), large.width, large.height, taken, point
        )
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
        OSError,
        ValueError,
        SyntaxError,  # what Pillow raises for broken PNG chunks
        MemoryError,
    ) as error:
        raise PictureError(str(error)) from error


def smaller(content: bytes, side: int) -> bytes:
    """A JPEG that was kept (``read_picture``) with at most ``side`` pixels a side; reads no more of it than it needs.

    Raises:
        PictureError: it cannot be read.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content), formats=("JPEG",)) as opened:
            opened.draft("RGB", (side, side))
            opened.thumbnail((side, side))
            return _as_jpeg(opened.convert("RGB"))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError) as error:
        raise PictureError(str(error)) from error


def _on_white(image: Image) -> Image:
    from PIL import Image

    if image.mode in {"RGBA", "LA", "P", "PA"}:
        layer = image.convert("RGBA")
        ground = Image.new("RGB", layer.size, "white")
        ground.paste(layer, mask=layer.getchannel("A"))
        return ground
    return image.convert("RGB")


def _within(image: Image, side: int) -> Image:
    small = image.copy()
    small.thumbnail((side, side))
    return small


def _as_jpeg(image: Image) -> bytes:
    out = io.BytesIO()
    # Pillow would take the comment of the original over.
    image.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True, comment=b"")
    return out.getvalue()


def _taken_on(said: object) -> dt.date | None:
    """The day in ``2026:03:31 09:15:00``; cameras without a clock write zeros."""
    try:
        return dt.datetime.strptime(str(said)[:10], "%Y:%m:%d").replace(tzinfo=dt.UTC).date()
    except ValueError:
        return None


def _point(gps: Mapping[int, Any]) -> Point | None:
    """Where the camera was: degrees, minutes and seconds with N or S, E or W. A point of zeros is a camera that lost it."""
    try:
        latitude, longitude = _degrees(gps[2], gps[1], "S"), _degrees(gps[4], gps[3], "W")
    except (KeyError, TypeError, ValueError, ArithmeticError, IndexError):
        return None
    is_there = abs(latitude) <= 90 and abs(longitude) <= 180 and bool(latitude or longitude)
    return (latitude, longitude) if is_there else None


def _degrees(parts: Any, side: object, below: str) -> Decimal:
    degrees, minutes, seconds = (Decimal(str(float(part))) for part in parts)
    found = (degrees + minutes / 60 + seconds / 3600).quantize(_POINT)
    return -found if str(side).strip("\x00 ").upper() == below else found
