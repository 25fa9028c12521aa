"""Addresses under ``/n/<network>/learn/``; those without sign-in are in ``public``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samphan.evaluation.urls import assessments, challenges, coverage, ratings

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "evaluation"
urlpatterns: Final[list[URLPattern]] = [
    *ratings.urlpatterns,
    *assessments.urlpatterns,
    *challenges.urlpatterns,
    *coverage.urlpatterns,
]
