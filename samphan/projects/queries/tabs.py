"""The tabs of a project's page, for its own views and for those of the apps above that stand on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from samphan.kit import panels
from samphan.projects import policy

if TYPE_CHECKING:
    from django.http import HttpRequest

    from samphan.kit.actor import Actor
    from samphan.projects.models import Project

PAGE: Final = "projects.project"


def cockpit(request: HttpRequest, by: Actor, project: Project, *, within: str = "") -> dict[str, object]:
    """What ``projects/cockpit.html`` needs to draw the head: ``project``, ``tabs``, ``inner_tabs``, ``tab_label``, ``is_closed``.

    ``is_closed`` is said to whoever writes the record and finds it submitted or approved: pages then say how to go on.
    ``within`` is the address name of the tab to which a page without a tab of its own belongs.
    """
    match = request.resolver_match
    here = match.view_name if match else ""
    tabs = panels.tabs(PAGE, by=by, on=project, current=within or here)
    inner = panels.inner_tabs(PAGE, by=by, on=project, current=within or here)
    return {
        "project": project,
        "tabs": _around(tabs) if within else tabs,
        "inner_tabs": _around(inner) if within else inner,
        "tab_label": panels.shown_label(tabs, inner),
        "is_closed": bool(by.may(policy.write_record, on=project))
        and not by.may(policy.change_record, on=project),
    }


def _around(tabs: list[panels.Tab]) -> list[panels.Tab]:
    """The tabs of a page that stands within the current one of them."""
    return [replace(tab, is_current=False, is_within=tab.is_current or tab.is_within) for tab in tabs]
