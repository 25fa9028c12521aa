"""One PDF out of several: papers of ours and papers that others scanned, with an outline and attachments."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

MOST_PAGES: Final = 2_000
KEPT: Final = frozenset(
    [
        "/Type",
        "/Parent",
        "/Resources",
        "/MediaBox",
        "/CropBox",
        "/BleedBox",
        "/TrimBox",
        "/ArtBox",
        "/Rotate",
        "/UserUnit",
        "/Contents",
        "/Group",
    ]
)
"""What of a page is taken over: what is seen. Scripts, links, forms, and files that hang on a page stay behind."""


@dataclass(frozen=True, slots=True)
class Part:
    """A paper to be joined: its name in the outline, and its bytes."""

    title: str
    content: bytes


def pages_of(content: bytes) -> int | None:
    """How many pages a PDF has; None when it is damaged, locked with a password, or far too long to be joined."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            return None
        pages = len(reader.pages)
        # A page tree that lies is found only by walking it.
        boxes = [page.mediabox for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError):
        # What other people's files make the reader stumble over; each means "cannot be joined".
        return None
    return pages if boxes and pages <= MOST_PAGES else None


def join(
    parts: Sequence[Part], *, title: str, created: datetime, attachments: Sequence[tuple[str, bytes]] = ()
) -> bytes:
    """The parts one after the other, each with an entry in the outline; ``attachments`` travel inside the file.

    Every part must have been found readable by ``pages_of``. The same input gives the same pages; of other people's
    papers only what is seen is taken over.
    """
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    for part in parts:
        first = len(writer.pages)
        for page in PdfReader(io.BytesIO(part.content)).pages:
            writer.add_page(page, excluded_keys=[name for name in page if name not in KEPT])
        writer.add_outline_item(title=part.title, page_number=first)
    for name, content in attachments:
        writer.add_attachment(filename=name, data=content)
    writer.add_metadata(
        {"/Title": title, "/Producer": "Samphan", "/CreationDate": f"D:{created:%Y%m%d%H%M%S}Z"}
    )
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
