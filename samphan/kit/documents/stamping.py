"""Page numbers on the pages of other people's PDFs, so that a book can be read out by its pages."""

from __future__ import annotations

import io
from typing import Final

MARGIN: Final = 18.0
SIZE: Final = 11.0
"""Distance from the upper right corner, and the size of the number, in points."""


def stamp(content: bytes, *, first: int) -> bytes:
    """The PDF with a number at the upper right of each page, counted from ``first``.

    The page must have been found readable by ``joining.pages_of``. Pages that are turned are stamped as they are seen.
    """
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    for place, page in enumerate(PdfReader(io.BytesIO(content)).pages):
        added = writer.add_page(page)
        if added.rotation:
            added.transfer_rotation_to_content()
        box = added.cropbox
        label = str(first + place)
        overlay = PdfWriter().add_blank_page(width=float(box.width), height=float(box.height))
        overlay.mediabox = overlay.cropbox = box
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        overlay[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/Number"): font})}
        )
        x = float(box.right) - MARGIN - SIZE * 0.556 * len(label)
        y = float(box.top) - MARGIN - SIZE
        stream = DecodedStreamObject()
        stream.set_data(f"BT /Number {SIZE:g} Tf {x:.2f} {y:.2f} Td ({label}) Tj ET".encode("ascii"))
        overlay[NameObject("/Contents")] = stream
        added.merge_page(overlay)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
