"""Addresses at which projects stood before they had records of their own; what was kept or sent still leads to them."""

from django.urls import path

from samphan.projects.views import former

urlpatterns = [
    path("possible/started/", former.started, name="former_projects"),
    path("possible/started/<path:rest>", former.started, name="former_project"),
]
