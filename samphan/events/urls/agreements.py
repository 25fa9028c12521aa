"""Addresses of the agreements under which an event stands, and of what it serves."""

from django.urls import path

from samphan.events.views import agreements, goals

urlpatterns = [
    path("<int:pk>/goals/", goals.goals, name="goals"),
    path("<int:pk>/agreements/", agreements.agreements, name="agreements"),
    path("<int:pk>/agreements/<int:part>/untie/", agreements.untie, name="untie_agreement"),
]
