"""Photographs of the evidence as they stand on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samphan.kit.pictures import PictureError, smaller
from samphan.tenancy import files

if TYPE_CHECKING:
    from samphan.engagement.models import Evidence
    from samphan.tenancy.models import StoredFile

SIDE: Final = 800
"""Pixels of a photograph's longer side: half a page wide at 250 dots an inch."""


class PaperPictures:
    """The photographs of one paper: called with evidence it gives the picture, and keeps which ones it ``gave``."""

    def __init__(self) -> None:
        self.gave: list[StoredFile] = []

    def __call__(self, evidence: Evidence) -> bytes | None:
        """The photograph, small enough for paper; None where its bytes are gone or damaged."""
        if evidence.file is None:
            return None
        try:
            content = smaller(files.read(evidence.file), SIDE)
        except (OSError, PictureError):
            return None
        self.gave.append(evidence.file)
        return content
