"""Addresses without sign-in, under ``/p/<network>/``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samphan.governance.urls import public_bodies, public_meetings

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "governance_public"
urlpatterns: Final[list[URLPattern]] = [*public_bodies.urlpatterns, *public_meetings.urlpatterns]
