"""Addresses, under ``/n/<network>/``; those without sign-in are in ``public``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samphan.governance.urls import bodies, meetings

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "governance"
urlpatterns: Final[list[URLPattern]] = [*bodies.urlpatterns, *meetings.urlpatterns]
