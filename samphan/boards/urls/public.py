"""Addresses of the app without a sign-in."""

from django.urls import URLPattern, URLResolver

app_name = "boards_public"
urlpatterns: list[URLPattern | URLResolver] = []
