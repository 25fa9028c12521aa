"""Addresses without sign-in, under ``/p/<network>/``."""

from __future__ import annotations

from django.urls import path

from samphan.knowledge.views import contributions

app_name = "knowledge_public"
urlpatterns = [path("contributions/<str:token>/", contributions.sign, name="contribution")]
