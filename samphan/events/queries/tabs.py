"""The tabs of an event's page, for its own views and for those of the apps above that stand on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from samphan.kit import panels

if TYPE_CHECKING:
    from django.http import HttpRequest

    from samphan.events.models import Event
    from samphan.kit.actor import Actor

PAGE: Final = "events.event"


def cockpit(request: HttpRequest, by: Actor, event: Event, *, within: str = "") -> dict[str, object]:
    """What ``events/cockpit.html`` needs to draw the head: ``event``, ``tabs``, ``inner_tabs``, ``tab_label``.

    ``within`` is the address name of the tab to which a page without a tab of its own belongs.
    """
    match = request.resolver_match
    here = match.view_name if match else ""
    tabs = panels.tabs(PAGE, by=by, on=event, current=within or here)
    inner = panels.inner_tabs(PAGE, by=by, on=event, current=within or here)
    return {
        "event": event,
        "tabs": _around(tabs) if within else tabs,
        "inner_tabs": _around(inner) if within else inner,
        "tab_label": panels.shown_label(tabs, inner),
    }


def _around(tabs: list[panels.Tab]) -> list[panels.Tab]:
    """The tabs of a page that stands within the current one of them."""
    return [replace(tab, is_current=False, is_within=tab.is_current or tab.is_within) for tab in tabs]
