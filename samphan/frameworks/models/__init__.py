"""Frameworks that a network adopted or wrote, their items, and the shape of an alignment."""

from samphan.frameworks.models.alignment import Alignment
from samphan.frameworks.models.framework import (
    Framework,
    FrameworkItem,
    FrameworkKind,
    FrameworkQuerySet,
    FrameworkState,
)

__all__ = ["Alignment", "Framework", "FrameworkItem", "FrameworkKind", "FrameworkQuerySet", "FrameworkState"]
