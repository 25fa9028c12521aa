"""Files as people bring them, good and hostile."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 64
FILM = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2mp41" + b"\x00" * 64
PDF = b"%PDF-1.7 evidence"


def photograph(colour: str = "navy", size: tuple[int, int] = (320, 240)) -> bytes:
    """A JPEG with a day, a point (13.75, 100.5 in Bangkok), an owner and a stowaway behind its end."""
    image = Image.new("RGB", size, colour)
    exif = image.getexif()
    exif[0x013B] = "SecretOwner"
    exif.get_ifd(0x8769)[0x9003] = "2026:03:31 09:15:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (13.0, 45.0, 0.0), 3: "E", 4: (100.0, 30.0, 0.0)})
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, comment=b"SecretComment")
    return out.getvalue() + b"<script>SecretStowaway</script>"


def webp() -> bytes:
    """A picture as newer phones and pages send it."""
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(out, "WEBP")
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of some kilobytes that says it is 30,000 pixels high and wide."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 100_000))
        + chunk(b"IEND", b"")
    )
