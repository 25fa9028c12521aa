"""Addresses of the app without a sign-in."""

from django.urls import URLPattern, URLResolver

app_name = "surveys_public"
urlpatterns: list[URLPattern | URLResolver] = []
