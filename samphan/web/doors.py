"""The five doors of a network. A door without anything behind it is not shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from samphan.kit import panels
from samphan.kit.components import Door

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.urls import ResolverMatch
    from django.utils.functional import _StrOrPromise

    from samphan.kit.actor import Actor

HOME: Final = "network_home"
EVENT: Final = "events.event"
DOORS: Final[tuple[tuple[str, str, _StrOrPromise, str], ...]] = (
    ("network", "networks.door", _("Network"), "users-group"),
    ("work", "networks.work", _("Work"), "calendar-event"),
    ("learn", "networks.learn", _("Learn"), "bulb"),
    ("reports", "networks.reports", _("Reports"), "report"),
)


@dataclass(frozen=True, slots=True)
class Navigation:
    """The doors, the panels behind the one that the reader has gone through, and those inside one of these."""

    doors: Sequence[Door] = ()
    tabs: Sequence[panels.Tab] = ()
    inner: Sequence[panels.Tab] = ()


def navigation(actor: Actor, match: ResolverMatch | None, path: str = "") -> Navigation:
    """What this actor finds something behind; a door leads to its first panel. ``path`` is that of the page."""
    if actor.network is None or not actor.roles:
        return Navigation()
    here = match.view_name if match else ""
    entries = {key: panels.tabs(page, by=actor, current=here) for key, page, _label, _icon in DOORS}
    current = _current(here, match.namespace if match else "", entries, path)
    doors = [
        Door(
            "home",
            _("Overview"),
            "layout-dashboard",
            url=panels.address(HOME, actor.network.slug),
            is_current=here == HOME,
        )
    ]
    doors += [
        Door(key, label, icon, url=entries[key][0].url, is_current=key == current)
        for key, _page, label, icon in DOORS
        if entries[key]
    ]
    if current == "work" and match and match.namespace not in panels.namespaces("networks.work"):
        # A page of an app above events has no panel of its own here: it belongs to the list of events.
        path = panels.address("events:events", actor.network.slug)
    page = next((page for key, page, _label, _icon in DOORS if key == current), "")
    inner = _mark(panels.row_within(page, by=actor, path=path, current=here), path)
    # A panel that holds others leads to the first of them.
    tabs = _mark(entries.get(current, ()), inner[0].url if inner else path)
    return Navigation(doors, tabs, inner)


def _mark(tabs: Sequence[panels.Tab], path: str) -> Sequence[panels.Tab]:
    """The panel that a page without one of its own belongs to: the one with the longest address above it."""
    above = [tab for tab in tabs if path.startswith(tab.url)]
    if not above or any(tab.is_current for tab in tabs):
        return tabs
    nearest = max(above, key=lambda tab: len(tab.url))
    return [replace(tab, is_within=tab is nearest) for tab in tabs]


def _current(here: str, namespace: str, entries: dict[str, list[panels.Tab]], path: str) -> str:
    """The door of a page: the one with a panel that is this page, then with one above it, then with one of this app."""
    for key, tabs in entries.items():
        if any(tab.is_current or tab.is_within for tab in tabs):
            return key
    if here == HOME or not namespace:
        return ""
    above = [(len(tab.url), key) for key, tabs in entries.items() for tab in tabs if path.startswith(tab.url)]
    if above:
        return max(above)[1]
    for key, page, _label, _icon in DOORS:
        if namespace in panels.namespaces(page):
            return key
    # What stands on the page of an event stands behind the same door.
    return "work" if namespace in panels.namespaces(EVENT) else ""
