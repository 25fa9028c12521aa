"""The picture in the head of a paper: checked before it is put anywhere."""

from __future__ import annotations

import struct
from functools import lru_cache
from typing import TYPE_CHECKING

from samphan.kit.documents.engine import make_png
from samphan.kit.documents.model import DocumentError

if TYPE_CHECKING:
    from samphan.kit.documents.model import Emblem

FORMATS = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg"}

# A mark on paper is 2 cm high: 300 dots an inch need 240 pixels. Anything far beyond is a mistake or an attack.
_MOST_BYTES = 4_000_000
_MOST_PIXELS = 16_000_000
_PIXELS_PER_INCH = 600.0
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_FORBIDDEN_IN_SVG = (b"<!entity", b"<!doctype", b"<script", b"<foreignobject")
_TEMPLATE = b"""
#set page(width: auto, height: 2cm, margin: 0pt, fill: none)
#image(bytes(json(bytes(sys.inputs.picture))), format: sys.inputs.format, height: 2cm)
"""


def checked(emblem: Emblem) -> bytes:
    """The bytes of the emblem.

    Raises:
        DocumentError: too large, not the kind of picture it claims to be, or an SVG that reaches outside itself.
    """
    _drawn(emblem.content, emblem.mime)
    return emblem.content


def as_png(emblem: Emblem) -> bytes:
    """The emblem as PNG, for formats that know no SVG; arguments and errors as in `checked`."""
    drawn = _drawn(emblem.content, emblem.mime)
    return emblem.content if emblem.mime == "image/png" else drawn


@lru_cache(maxsize=16)
def _drawn(content: bytes, mime: str) -> bytes:
    """The picture as the engine draws it, which is the proof that it can."""
    if not 0 < len(content) <= _MOST_BYTES:
        raise DocumentError("emblem", f"an emblem has 1 to {_MOST_BYTES} bytes, not {len(content)}")
    if mime == "image/svg+xml":
        _check_drawing(content)
    else:
        width, height = _size_of_png(content) if mime == "image/png" else _size_of_jpeg(content)
        if not 0 < width * height <= _MOST_PIXELS:
            raise DocumentError("emblem", f"an emblem of {width} × {height} pixels is too large")
    inputs = {"picture": str(list(content)), "format": FORMATS[mime]}
    try:
        return make_png(_TEMPLATE, inputs, pixels_per_inch=_PIXELS_PER_INCH)
    except DocumentError as error:
        raise DocumentError("emblem", f"the emblem cannot be shown: {error}") from error


def _size_of_png(content: bytes) -> tuple[int, int]:
    if not content.startswith(_PNG_SIGNATURE) or len(content) < 24:
        raise DocumentError("emblem", "the emblem is not a PNG picture")
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _size_of_jpeg(content: bytes) -> tuple[int, int]:
    """Read from the frame header (SOF), which stands behind segments that tell their own length."""
    at = 2
    while content[:2] == b"\xff\xd8" and at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    raise DocumentError("emblem", "the emblem is not a JPEG picture")


def _check_drawing(content: bytes) -> None:
    lowered = content.lower()
    if b"<svg" not in lowered:
        raise DocumentError("emblem", "the emblem is not an SVG drawing")
    for forbidden in _FORBIDDEN_IN_SVG:
        if forbidden in lowered:
            raise DocumentError("emblem", f"an SVG emblem may not hold {forbidden.decode()}")
    for part in lowered.replace(b"'", b'"').split(b"href=")[1:]:
        if not part.lstrip().startswith((b'"#', b'"data:image/')):
            raise DocumentError("emblem", "an SVG emblem may not refer to anything outside itself")
