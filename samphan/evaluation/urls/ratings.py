"""Addresses of ratings, under ``/n/<network>/learn/``."""

from __future__ import annotations

from django.urls import path

from samphan.evaluation.views import ratings

urlpatterns = [
    path("ratings/", ratings.overview, name="ratings"),
    path("ratings/export/", ratings.overview_export, name="ratings_export"),
    path("ratings/projects/<int:pk>/", ratings.rating, name="rating"),
    path("ratings/projects/<int:pk>/begin/", ratings.begin, name="rating_begin"),
    path("ratings/projects/<int:pk>/close/", ratings.close, name="rating_close"),
    path("ratings/projects/<int:pk>/give/", ratings.give, name="rating_give"),
    path("ratings/projects/<int:pk>/partners/<int:partner>/", ratings.ask, name="rating_ask"),
    path("ratings/projects/<int:pk>/partners/<int:partner>/renew/", ratings.renew, name="rating_renew"),
    path("ratings/projects/<int:pk>/partners/<int:partner>/said/", ratings.pass_on, name="rating_pass_on"),
    path("ratings/projects/<int:pk>/export/", ratings.export, name="rating_export"),
    path("ratings/projects/<int:pk>/paper/<slug:kind>/", ratings.document, name="rating_paper"),
]
