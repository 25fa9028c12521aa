"""Addresses of published bodies, under ``/p/<network>/bodies/``."""

from __future__ import annotations

from django.urls import path

from samphan.governance.views import public_bodies

urlpatterns = [
    path("bodies/", public_bodies.bodies, name="bodies"),
    path("bodies/<int:pk>/", public_bodies.body, name="body"),
]
