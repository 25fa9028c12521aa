"""Addresses of membership by personal link, under ``/p/<network>/``."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from samphan.networks.views import application, confirmation, prospect

urlpatterns: Final[list[URLPattern]] = [
    path("membership/apply/<str:token>/", application.apply, name="apply"),
    path("membership/answer/<str:token>/", prospect.answer, name="answer"),
    path("membership/confirm/<str:token>/", confirmation.confirm, name="confirm"),
]
