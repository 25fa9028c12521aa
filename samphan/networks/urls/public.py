"""Addresses without sign-in, under ``/p/<network>/``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samphan.networks.urls import membership_public

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "networks_public"
urlpatterns: Final[list[URLPattern]] = [*membership_public.urlpatterns]
