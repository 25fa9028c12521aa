"""Addresses of challenges, under ``/n/<network>/learn/``."""

from __future__ import annotations

from django.urls import path

from samphan.evaluation.views import challenges as views

urlpatterns = [
    path("challenges/", views.challenges, name="challenges"),
    path("challenges/new/", views.create, name="challenge_new"),
    path("challenges/<int:pk>/", views.round_page, name="challenge_round"),
    path("challenges/<int:pk>/close/", views.close, name="challenge_close"),
    path("challenges/<int:pk>/write/", views.write, name="challenge_write"),
    path("challenges/<int:pk>/members/", views.replies, name="challenge_replies"),
    path("challenges/<int:pk>/members/export/", views.replies_export, name="challenge_replies_export"),
    path("challenges/<int:pk>/members/<int:part>/link/", views.link, name="challenge_link"),
    path("challenges/<int:pk>/members/<int:part>/answer/", views.answer, name="challenge_answer"),
    path("challenges/<int:pk>/<slug:challenge>/take/", views.take, name="challenge_take"),
    path("challenges/<int:pk>/export/", views.export, name="challenge_export"),
]
