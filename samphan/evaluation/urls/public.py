"""Addresses without sign-in, under ``/p/<network>/``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import path

from samphan.evaluation.views import challenges, ratings_by_link

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "evaluation_public"
urlpatterns: Final[list[URLPattern]] = [
    path("rating/<str:token>/", ratings_by_link.start, name="rating"),
    path("rating/<str:token>/questions/<str:code>/", ratings_by_link.question, name="rating_question"),
    path("rating/<str:token>/review/", ratings_by_link.review, name="rating_review"),
    path("challenges/<str:token>/", challenges.by_member, name="challenges"),
]
