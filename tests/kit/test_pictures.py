"""Photographs: what is kept of them, and what is refused."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from PIL import Image

from samphan.kit.pictures import LARGEST_SIDE, PictureError, read_picture


def jpeg(size: tuple[int, int] = (1200, 800), *, orientation: int = 1) -> bytes:
    image = Image.new("RGB", size, "navy")
    exif = image.getexif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8769)[0x9003] = "2026:03:31 09:15:00"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, comment=b"taken by SecretPerson")
    return out.getvalue()


def test_read_photograph_keeps_no_hidden_data() -> None:
    content = jpeg() + b"PK\x03\x04SecretArchive"
    assert content.count(b"Secret") == 3
    picture = read_picture(content)
    assert picture.taken_on == dt.date(2026, 3, 31)
    for kept in (picture.content, picture.thumbnail):
        assert b"Secret" not in kept
        assert not Image.open(io.BytesIO(kept)).getexif()


def test_read_lying_photograph_turns_it_upright() -> None:
    picture = read_picture(jpeg((1200, 800), orientation=6))
    assert (picture.width, picture.height) == (800, 1200)


def test_read_large_photograph_makes_it_small() -> None:
    picture = read_picture(jpeg((6000, 3000)))
    assert (picture.width, picture.height) == (LARGEST_SIDE, LARGEST_SIDE // 2)
    assert max(Image.open(io.BytesIO(picture.thumbnail)).size) == 640


def test_read_webp_gives_jpeg() -> None:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "WEBP")
    assert Image.open(io.BytesIO(read_picture(out.getvalue()).content)).format == "JPEG"


def test_read_transparent_png_puts_it_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    kept = Image.open(io.BytesIO(read_picture(out.getvalue()).content))
    assert kept.mode == "RGB"
    assert min(kept.getpixel((5, 5))) > 250  # type: ignore[type-var]  # three numbers for an RGB picture


@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a", b"%PDF-1.7", jpeg()[:300], b"\x89PNG\r\n\x1a\n" + b"\0" * 50, b"<svg onload='x'/>"],
)
def test_read_what_is_no_photograph_is_refused(content: bytes) -> None:
    with pytest.raises(PictureError):
        read_picture(content)


def test_read_bomb_is_refused() -> None:
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    assert len(out.getvalue()) < 200_000
    with pytest.raises(PictureError):
        read_picture(out.getvalue())
