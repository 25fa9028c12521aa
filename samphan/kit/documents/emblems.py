"""The picture in the head of a paper: checked before a layout engine opens it."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING

from samphan.kit.documents.model import DocumentError

if TYPE_CHECKING:
    from samphan.kit.documents.model import Emblem

# A mark on paper is 2 cm high: 300 dots an inch need 240 pixels. Anything far beyond is a mistake or an attack.
_MOST_BYTES = 4_000_000
_MOST_PIXELS = 16_000_000
_PNG_PIXELS_PER_INCH = 600.0
_DRAWING = b"""
#set page(width: auto, height: 2cm, margin: 0pt, fill: none)
#image(bytes(sys.inputs.drawing), format: "svg", height: 2cm)
"""


def checked(emblem: Emblem) -> bytes:
    """The bytes of the emblem.

    Raises:
        DocumentError: too large, not the kind of picture it claims to be, or an SVG that reaches outside itself.
    """
    if not 0 < len(emblem.content) <= _MOST_BYTES:
        raise DocumentError("emblem", f"an emblem has 1 to {_MOST_BYTES} bytes, not {len(emblem.content)}")
    if emblem.mime == "image/svg+xml":
        _check_drawing(emblem.content)
    else:
        _check_pixels(emblem)
    return emblem.content


def as_pixels(emblem: Emblem) -> bytes:
    """The emblem as PNG or JPEG, for formats that know no SVG."""
    content = checked(emblem)
    return _drawn(content) if emblem.mime == "image/svg+xml" else content


def _check_pixels(emblem: Emblem) -> None:
    from docx.image.exceptions import (
        InvalidImageStreamError,
        UnexpectedEndOfFileError,
        UnrecognizedImageError,
    )
    from docx.image.image import Image

    try:
        picture = Image.from_file(io.BytesIO(emblem.content))
    except (
        UnrecognizedImageError,
        InvalidImageStreamError,
        UnexpectedEndOfFileError,
        KeyError,
        ValueError,
    ) as error:
        raise DocumentError("emblem", "the emblem is neither a PNG nor a JPEG picture") from error
    if picture.content_type != emblem.mime:
        raise DocumentError("emblem", f"the emblem is {picture.content_type}, not {emblem.mime}")
    if picture.px_width * picture.px_height > _MOST_PIXELS:
        raise DocumentError(
            "emblem", f"the emblem has {picture.px_width} × {picture.px_height} pixels: too many"
        )


def _check_drawing(content: bytes) -> None:
    lowered = content.lower()
    if b"<svg" not in lowered:
        raise DocumentError("emblem", "the emblem is not an SVG drawing")
    for forbidden in (b"<!entity", b"<!doctype", b"<script", b"<foreignobject"):
        if forbidden in lowered:
            raise DocumentError("emblem", f"an SVG emblem may not hold {forbidden.decode()}")
    for part in lowered.replace(b"'", b'"').split(b"href=")[1:]:
        if not part.lstrip().startswith((b'"#', b'"data:image/')):
            raise DocumentError("emblem", "an SVG emblem may not refer to anything outside itself")


@lru_cache(maxsize=16)
def _drawn(content: bytes) -> bytes:
    from samphan.kit.documents.engine import make_png

    try:
        return make_png(_DRAWING, {"drawing": content.decode()}, pixels_per_inch=_PNG_PIXELS_PER_INCH)
    except (DocumentError, UnicodeDecodeError) as error:
        raise DocumentError("emblem", "the emblem is not an SVG drawing that can be shown") from error
