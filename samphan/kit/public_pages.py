"""The navigation of a network's public pages, drawn on those of every app.

One app knows what the network shows to everybody and registers itself; the pages know only this registry.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from samphan.kit.actor import ActorKind

if TYPE_CHECKING:
    from samphan.kit.actor import Actor
    from samphan.kit.panels import Tab

type Provider = Callable[[Actor, str], Sequence[Tab]]
"""Takes the reader and the name of the present address; gives the entries of the navigation."""

_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Called in ``apps.py``."""
    if provider not in _providers:
        _providers.append(provider)


def navigation(actor: Actor, here: str) -> list[Tab]:
    """The entries for a reader without a sign-in on a page of a network; who came by a personal link gets none."""
    if actor.kind is not ActorKind.ANONYMOUS or actor.network is None:
        return []
    return [tab for provider in _providers for tab in provider(actor, here)]
