"""Addresses without sign-in, under ``/p/<network>/``."""

from __future__ import annotations

from django.urls import path

from samphan.knowledge.views import community, contributions, public

app_name = "knowledge_public"
urlpatterns = [
    path("", public.home, name="home"),
    path("principles/", public.principles, name="principles"),
    path("projects/", public.projects, name="projects"),
    path("cases/", public.cases, name="cases"),
    path("cases/<int:pk>/", public.case, name="case"),
    path("cases/<int:pk>/pictures/<int:part>/", public.picture, name="case_picture"),
    path("knowledge/", community.knowledge, name="knowledge"),
    path("knowledge/<int:pk>/", community.entry, name="entry"),
    path("events/", public.events, name="events"),
    path("news/", public.news, name="news"),
    path("news/<int:pk>/", public.news_item, name="news_item"),
    path("news/<int:pk>/picture/", public.news_picture, name="news_picture"),
    path("contributions/<str:token>/", contributions.sign, name="contribution"),
]
