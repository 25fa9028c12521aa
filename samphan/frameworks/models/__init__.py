"""Frameworks that a network adopted or wrote, their items, and the shape of an alignment."""

from samphan.frameworks.models.alignment import Alignment, cell_index, constraints_of
from samphan.frameworks.models.framework import (
    Framework,
    FrameworkItem,
    FrameworkKind,
    FrameworkQuerySet,
    FrameworkState,
    ItemMatch,
)

__all__ = [
    "Alignment",
    "Framework",
    "FrameworkItem",
    "FrameworkKind",
    "FrameworkQuerySet",
    "FrameworkState",
    "ItemMatch",
    "cell_index",
    "constraints_of",
]
