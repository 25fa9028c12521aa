"""Addresses under ``/n/<network>/learn/``; those without sign-in are in ``public``."""

from __future__ import annotations

from samphan.knowledge.urls import dossiers, library

app_name = "knowledge"
urlpatterns = [*dossiers.urlpatterns, *library.urlpatterns]
