"""The head of a meeting's page, for its own views and for those of the apps above that stand on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from samphan.kit import panels

if TYPE_CHECKING:
    from django.http import HttpRequest

    from samphan.governance.models import Meeting
    from samphan.kit.actor import Actor

PAGE: Final = "governance.meeting"


def head(request: HttpRequest, by: Actor, meeting: Meeting, *, within: str = "") -> dict[str, object]:
    """What ``governance/meetings/head.html`` needs: ``meeting`` and ``tabs``.

    ``within`` is the address name of the tab to which a page without a tab of its own belongs.
    """
    match = request.resolver_match
    here = match.view_name if match else ""
    tabs = panels.tabs(PAGE, by=by, on=meeting, current=within or here)
    if within:
        tabs = [replace(each, is_current=False, is_within=each.is_current) for each in tabs]
    return {"meeting": meeting, "tabs": tabs}
