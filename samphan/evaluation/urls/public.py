"""Addresses without sign-in, under ``/p/<network>/``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import path

from samphan.evaluation.views import challenges, ratings

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "evaluation_public"
urlpatterns: Final[list[URLPattern]] = [
    path("rating/<str:token>/", ratings.by_partner, name="rating"),
    path("challenges/<str:token>/", challenges.by_member, name="challenges"),
]
