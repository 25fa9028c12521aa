"""Addresses of the network's published page and timeline, and of the answer by link, under ``/p/<network>/``."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from samphan.networks.views import acceptance, frame

urlpatterns: Final[list[URLPattern]] = [
    path("about/", frame.public_about, name="about"),
    path("milestones/", frame.public_milestones, name="milestones"),
    path("accept/<str:token>/", acceptance.accept, name="accept"),
]
