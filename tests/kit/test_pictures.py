"""Photographs: what is kept of them, and what is refused."""

from __future__ import annotations

import datetime as dt
import io
import struct
import subprocess
import sys
import tracemalloc
import zlib
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from samphan.kit.pictures import LARGEST_SIDE, PictureError, read_picture, smaller

if TYPE_CHECKING:
    from pathlib import Path


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


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@pytest.mark.parametrize("side", [50_000, 2**31 - 1])
def test_read_png_that_says_it_is_huge_is_refused_before_it_is_unpacked(side: int) -> None:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(bytes(100_000))) + chunk(b"IEND", b"")
    tracemalloc.start()
    with pytest.raises(PictureError):
        read_picture(b"\x89PNG\r\n\x1a\n" + head + body)
    assert tracemalloc.get_traced_memory()[1] < 4_000_000
    tracemalloc.stop()


@pytest.mark.parametrize(("kind", "mode", "side"), [("png", "RGBA", 7_000), ("jpg", "RGB", 9_400)])
def test_read_largest_picture_takes_less_than_half_a_gigabyte(
    tmp_path: Path, kind: str, mode: str, side: int
) -> None:
    """Of few bytes, and as many points as are taken: whoever sends some of them at once stops no server."""
    place = tmp_path / f"large.{kind}"
    Image.new(mode, (side, side), (1, 2, 3, 255)[: len(mode)]).save(place)
    assert place.stat().st_size < 2_000_000
    script = (
        "import sys; from pathlib import Path; from samphan.kit.pictures import read_picture\n"
        "read_picture(Path(sys.argv[1]).read_bytes())\n"
        "print(Path('/proc/self/status').read_text().partition('VmHWM:')[2].split()[0])"
    )
    asked = [sys.executable, "-c", script, str(place)]
    taken = subprocess.run(asked, capture_output=True, text=True, check=True)
    assert int(taken.stdout) < 500_000  # kilobytes, with the interpreter


def test_read_picture_of_more_points_than_are_unpacked_is_refused() -> None:
    out = io.BytesIO()
    Image.new("RGB", (7_200, 7_000)).save(out, "PNG")
    with pytest.raises(PictureError):
        read_picture(out.getvalue())


XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description exif:GPSLatitude="13,45.0N" exif:GPSLongitude="100,30.0E"'
    b' dc:creator="SecretPerson"/></x:xmpmeta>'
)


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG"])
def test_read_picture_with_a_place_outside_exif_keeps_none_of_it(kind: str) -> None:
    image, out = Image.new("RGB", (900, 700), "navy"), io.BytesIO()
    if kind == "PNG":
        text = PngInfo()
        text.add_itxt("XML:com.adobe.xmp", XMP.decode())
        text.add_text("GPSLatitude", "SecretPlace")
        image.save(out, "PNG", pnginfo=text, icc_profile=b"SecretProfile")
    else:
        image.save(out, kind, xmp=XMP, icc_profile=b"SecretProfile")
    assert b"Secret" in out.getvalue()
    picture = read_picture(out.getvalue())
    for kept in (picture.content, picture.thumbnail, smaller(picture.content, 300)):
        assert not any(word in kept for word in (b"Secret", b"GPS", b"xmpmeta", b"Exif"))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_read_lying_photograph_of_many_pixels_is_upright_and_small(orientation: int) -> None:
    picture = read_picture(jpeg((3000, 1500), orientation=orientation))
    side = (LARGEST_SIDE, LARGEST_SIDE // 2)
    assert (picture.width, picture.height) == (side if orientation < 5 else side[::-1])


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_read_picture_of_any_mode_gives_colours(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (60, 40)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert Image.open(io.BytesIO(read_picture(out.getvalue()).content)).mode == "RGB"
