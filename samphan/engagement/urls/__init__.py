"""Addresses under ``/n/<network>/work/``; those without sign-in are in ``public``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "engagement"
urlpatterns: Final[list[URLPattern]] = []
