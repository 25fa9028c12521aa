"""Addresses of registration: forms, nominations, waiting list, approval."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
