"""A report in preparation, the versions that were issued, and packs of evidence."""

from samphan.reports.models.pack import EvidencePack
from samphan.reports.models.report import (
    IssuedVersion,
    Language,
    Letterhead,
    Numerals,
    Override,
    RenderState,
    Report,
    Rewording,
    public_token,
)

__all__ = [
    "EvidencePack",
    "IssuedVersion",
    "Language",
    "Letterhead",
    "Numerals",
    "Override",
    "RenderState",
    "Report",
    "Rewording",
    "public_token",
]
