"""Photographs of the evidence as they stand on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samphan.kit.pictures import PictureError, smaller
from samphan.tenancy import files

if TYPE_CHECKING:
    from samphan.engagement.models import Evidence

SIDE: Final = 800
"""Pixels of a photograph's longer side: half a page wide at 250 dots an inch."""


def for_paper(evidence: Evidence) -> bytes | None:
    """The photograph, small enough for paper; None where its bytes are gone or damaged."""
    if evidence.file is None:
        return None
    try:
        return smaller(files.read(evidence.file), SIDE)
    except (OSError, PictureError):
        return None
