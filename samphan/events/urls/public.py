"""Addresses of events without a sign-in, under ``/p/<network>/events/``."""

from django.urls import URLPattern

app_name = "events_public"
urlpatterns: list[URLPattern] = []
