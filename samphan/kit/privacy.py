"""Classification of model fields for privacy (PDPA B.E. 2562).

Every concrete field of every model of ours is *personal*, *sensitive* (section 26) or *neither*. A
guard walks all models and fails on a field that is in no class, so that a new column cannot slip by.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Privacy:
    """Names of fields, blank separated. ``id`` and ``network`` are neither, unsaid."""

    personal: str = ""
    sensitive: str = ""
    neither: str = ""

    def names(self) -> frozenset[str]:
        """All classified field names."""
        return frozenset(f"{self.personal} {self.sensitive} {self.neither} id network".split())

    def twice(self) -> frozenset[str]:
        """Names that stand in more than one class."""
        classes = [set(part.split()) for part in (self.personal, self.sensitive, self.neither)]
        return frozenset((classes[0] & classes[1]) | (classes[0] & classes[2]) | (classes[1] & classes[2]))
