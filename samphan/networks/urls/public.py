"""Addresses without sign-in, under ``/p/<network>/``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samphan.networks.urls import membership_public, public_frame

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "networks_public"
urlpatterns: Final[list[URLPattern]] = [*public_frame.urlpatterns, *membership_public.urlpatterns]
