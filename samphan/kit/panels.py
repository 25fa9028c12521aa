"""Upper facts on lower pages: an upper app registers a tab, the lower page renders plain links.

Display goes up the storeys, imports go down: the page knows only this registry.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.urls import get_script_prefix, reverse

from samphan.kit.actor import Actor, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.functional import _StrOrPromise

Rule = Callable[[Actor, Any], Verdict]


@dataclass(frozen=True, slots=True)
class Panel:
    """One tab of a page: where it stands, what it is called, who may see it, where it leads.

    A panel that opens a page of tabs of its own (``inside``) leads to the first of them that the reader may see, and
    needs neither address nor policy.
    """

    page: str
    label: _StrOrPromise
    url_name: str = ""
    policy: Rule | None = None
    order: int = 100
    inside: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """A panel that a reader may open, resolved for one object.

    ``is_current`` for the page itself, ``is_within`` for the one that the page belongs to.
    """

    label: _StrOrPromise
    url: str
    is_current: bool
    is_within: bool = False


_panels: dict[str, list[Panel]] = defaultdict(list)


def register(panel: Panel) -> None:
    """Called in ``apps.py``; registering the same panel again changes nothing."""
    if panel not in _panels[panel.page]:
        _panels[panel.page].append(panel)
        _panels[panel.page].sort(key=lambda each: each.order)


def registered() -> tuple[Panel, ...]:
    """All panels, for the guards."""
    return tuple(panel for panels in _panels.values() for panel in panels)


def tabs(page: str, *, by: Actor, on: Any = None, current: str = "") -> list[Tab]:
    """Tabs of a page, in order, without those that the actor may not see.

    The URL of a panel takes the network's slug and the primary key of ``on``. Without ``on`` the page is one of
    the network itself: the URL takes the slug alone and policies are asked about the ``NetworkRef``.
    """
    slug = by.network.slug if by.network else ""
    args = [slug] if on is None else [slug, on.pk]
    found = []
    for panel in _panels[page]:
        if panel.inside:
            within = tabs(panel.inside, by=by, on=on, current=current)
            if within:
                is_within = any(tab.is_current or tab.is_within for tab in within)
                found.append(Tab(panel.label, within[0].url, is_current=False, is_within=is_within))
        elif panel.policy is None or panel.policy(by, by.network if on is None else on):
            url = address(panel.url_name, *args)
            found.append(Tab(panel.label, url, is_current=panel.url_name == current))
    return found


def address(url_name: str, *args: str | int) -> str:
    """An address of the frame, made once: every page asks for thirty, the same for all readers of a network."""
    return _address(url_name, get_script_prefix(), *args)


@lru_cache(maxsize=4_096)
def _address(url_name: str, _prefix: str, *args: str | int) -> str:
    return reverse(url_name, args=args)


def inner_tabs(page: str, *, by: Actor, on: Any, current: str) -> list[Tab]:
    """The second row of tabs: those of the panel of ``page`` to which the current address belongs, if it has any."""
    for panel in _panels[page]:
        if panel.inside and any(each.url_name == current for each in _panels[panel.inside]):
            return tabs(panel.inside, by=by, on=on, current=current)
    return []


def shown_label(tabs: Sequence[Tab], inner: Sequence[Tab]) -> _StrOrPromise:
    """What the title of the window says of the open part of a page; nothing for the first tab, the page itself."""
    shown = (tab.label for tab in (*inner, *tabs[1:]) if tab.is_current or tab.is_within)
    return next(shown, "")


def row_within(page: str, *, by: Actor, path: str, current: str) -> list[Tab]:
    """The tabs inside the panel of ``page`` to which an address belongs, also that of a page below one of them."""
    for panel in _panels[page]:
        if panel.inside:
            found = tabs(panel.inside, by=by, current=current)
            if any(tab.is_current or path.startswith(tab.url) for tab in found):
                return found
    return []


def namespaces(page: str) -> frozenset[str]:
    """The apps whose panels stand on a page or inside one of its panels, by their URL namespace."""
    found = {panel.url_name.partition(":")[0] for panel in _panels[page] if panel.url_name}
    return frozenset(found.union(*(namespaces(panel.inside) for panel in _panels[page] if panel.inside)))
