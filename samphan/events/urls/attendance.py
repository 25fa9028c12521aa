"""Addresses of the day itself: check-in, badges, certificates, official papers."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
