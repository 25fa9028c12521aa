"""Addresses, under ``/n/<network>/``; those without sign-in are in ``public``."""

from __future__ import annotations

from samphan.agreements.urls import agreements, resources

app_name = "agreements"
urlpatterns = [*agreements.urlpatterns, *resources.urlpatterns]
