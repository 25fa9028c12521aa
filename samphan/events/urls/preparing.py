"""Addresses of preparing an event: tasks, budget, rooms, speakers, versions of the programme, series."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
