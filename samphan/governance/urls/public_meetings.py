"""What people without an account reach by a personal link: a reply, a correction, a vote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import path

from samphan.governance.views import meetings_by_link as views

if TYPE_CHECKING:
    from django.urls import URLPattern

urlpatterns: Final[list[URLPattern]] = [
    path("meetings/reply/<str:token>/", views.reply, name="reply"),
    path("meetings/minutes/<str:token>/", views.correct, name="correct"),
    path("meetings/vote/<str:token>/", views.vote, name="vote"),
]
