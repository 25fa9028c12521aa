"""Whether a partner was asked or spoke for itself: then its row is its own, and no other organisation takes its place.

An app that keeps what partners say registers a source in ``apps.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from samphan.projects.models import FollowUp

if TYPE_CHECKING:
    from samphan.projects.models import ProjectPartner

type Source = Callable[[ProjectPartner], bool]
"""Whether the app keeps anything that this partner said, or was asked by a link that it may still hold."""

_sources: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Called in ``apps.py``; ``name`` is ``app.noun``. Registering it again replaces the source."""
    _sources[name] = source


def has_spoken(partner: ProjectPartner) -> bool:
    """Ask this app and all above."""
    if FollowUp.objects.filter(partner=partner).exists():
        return True
    return any(source(partner) for source in _sources.values())
