"""A report in preparation, the versions that were issued, packs of evidence and packs for successors."""

from samphan.reports.models.handover import HandoverPack
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
    "HandoverPack",
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
