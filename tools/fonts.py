"""Make the fonts of our documents from the published Sarabun (SIL Open Font License 1.1).

    python tools/fonts.py            # fetches the package with npm, verifies it, writes the fonts
    python tools/fonts.py FILE.tgz   # the same from a package that is already here

Why not Sarabun as it is: its mark anchors carry small vertical offsets, and typst writes a glyph with a
vertical offset as a text run of its own that maps to the whole cluster once more, so that the text copied
from the PDF reads "ครั้รั้ง" for "ครั้ง". Sarabun already has separate glyphs for high and low marks; the anchors
only add up to 0.046 em to them in any sequence that Thai is written with. Setting the vertical part of all
anchors of Thai letters to zero cures the text and cannot be seen on paper. Anchors of Latin letters, where the
vertical part is what lifts an accent over a capital, stay as they are.

The licence lets a changed font be passed on; the family is renamed so that nobody takes it for the original.
The result is the same byte for byte at every run.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

PACKAGE = "@expo-google-fonts/sarabun@0.4.1"
INTEGRITY = "Q/mWAjNyaFT4ym8hZOdQJvTtSC56uxipJ1qzdpwW6znDCCLMas4zSnfflmnVNXPfoRVJoQCrxtTEg5yJ6BEw7w=="
FAMILY = "Samphan Sarabun"
FACES = {
    "Regular": "400Regular/Sarabun_400Regular.ttf",
    "Bold": "700Bold/Sarabun_700Bold.ttf",
    "Italic": "400Regular_Italic/Sarabun_400Regular_Italic.ttf",
    "BoldItalic": "700Bold_Italic/Sarabun_700Bold_Italic.ttf",
}
TARGET = Path(__file__).parent.parent / "samphan" / "kit" / "documents" / "fonts"
_THAI = range(0x0E00, 0x0E80)
_MARK_TO_BASE, _MARK_TO_MARK = 4, 6


def fetch_package(folder: Path) -> Path:
    """Download the package of Sarabun into `folder` with npm, without running any of its scripts."""
    done = subprocess.run(
        ["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, capture_output=True, text=True
    )
    return folder / done.stdout.strip().splitlines()[-1]


def verified(package: Path) -> bytes:
    """Bytes of the package; exits when they are not the ones that were reviewed."""
    content = package.read_bytes()
    digest = base64.b64encode(hashlib.sha512(content).digest()).decode()
    if digest != INTEGRITY:
        sys.exit(f"{package} is not the reviewed {PACKAGE}: its sha512 is {digest}")
    return content


def flatten_thai_anchors(font: TTFont) -> int:
    """Set the vertical part of every anchor on Thai letters and marks to zero; returns how many were changed."""
    changed = 0
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            if lookup.LookupType == _MARK_TO_BASE:
                carriers, marks = table.BaseCoverage, table.MarkArray
                anchors = [a for record in table.BaseArray.BaseRecord for a in record.BaseAnchor]
            elif lookup.LookupType == _MARK_TO_MARK:
                carriers, marks = table.Mark2Coverage, table.Mark1Array
                anchors = [a for record in table.Mark2Array.Mark2Record for a in record.Mark2Anchor]
            else:
                continue
            if not any(_is_thai(name) for name in carriers.glyphs):
                continue
            for anchor in [*anchors, *(record.MarkAnchor for record in marks.MarkRecord)]:
                if anchor is not None and anchor.YCoordinate:
                    anchor.YCoordinate = 0
                    changed += 1
    return changed


def _is_thai(glyph: str) -> bool:
    stem = glyph.removeprefix("uni").split(".", maxsplit=1)[0][:4]
    try:
        return int(stem, 16) in _THAI
    except ValueError:
        return False


def rename_family(font: TTFont, face: str) -> None:
    """Give the font the family name FAMILY, in every record that an application may show."""
    style = face.replace("BoldItalic", "Bold Italic")
    postscript = f"{FAMILY.replace(' ', '')}-{face}"
    names: Any = font["name"]
    for name_id, value in (
        (1, FAMILY),
        (2, style),
        (3, f"1.000;SMPH;{postscript}"),
        (4, f"{FAMILY} {style}"),
        (6, postscript),
    ):
        names.setName(value, name_id, 3, 1, 0x409)
    for name_id in (16, 17):
        names.removeNames(nameID=name_id)


def advances(font: TTFont) -> dict[int, int]:
    """For each character the width of its glyph, in thousandths of the type size."""
    widths: Any = font["hmtx"].metrics
    scale = 1000 / font["head"].unitsPerEm
    return {point: round(widths[glyph][0] * scale) for point, glyph in font.getBestCmap().items()}


def build(content: bytes, target: Path) -> None:
    """Write the four faces, a table of what they hold and the licence text into `target`."""
    target.mkdir(parents=True, exist_ok=True)
    faces: list[dict[int, int]] = []
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:

        def member(name: str) -> bytes:
            stream = archive.extractfile(f"package/{name}")
            if stream is None:
                sys.exit(f"{PACKAGE} holds no file {name}")
            return stream.read()

        for face, name in FACES.items():
            font = TTFont(io.BytesIO(member(name)), recalcTimestamp=False)
            changed = flatten_thai_anchors(font)
            rename_family(font, face)
            faces.append(advances(font))
            path = target / f"SamphanSarabun-{face}.ttf"
            font.save(path)
            print(f"{path.name}: {changed} anchors flattened, {len(faces[-1])} characters")
        (target / "OFL.txt").write_bytes(member("LICENSE_FONT"))
    common = sorted(set.intersection(*map(set, faces)))
    table = [f"{point:04X} {' '.join(str(face[point]) for face in faces)}" for point in common]
    head = f"# Character and its advance in thousandths of the type size: {' '.join(FACES)}. Made by tools/fonts.py."
    (target / "metrics.txt").write_text("\n".join([head, *table]) + "\n", encoding="ascii")
    print(f"metrics.txt: {len(table)} characters that all faces have")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description="Make the fonts of our documents from the published Sarabun."
    )
    parser.add_argument(
        "package", nargs="?", type=Path, help="the .tgz of the package; fetched when left out"
    )
    given: Path | None = parser.parse_args().package
    with tempfile.TemporaryDirectory() as folder:
        build(verified(given or fetch_package(Path(folder))), TARGET)


if __name__ == "__main__":
    main()
