"""Addresses of the agreements under which an event stands."""

from django.urls import path

from samphan.events.views import agreements

urlpatterns = [
    path("<int:pk>/agreements/", agreements.agreements, name="agreements"),
    path("<int:pk>/agreements/<int:part>/untie/", agreements.untie, name="untie_agreement"),
]
