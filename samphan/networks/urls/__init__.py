"""Addresses of the network's own pages, under ``/n/<network>/network/``."""

from django.urls import path

from samphan.networks.urls import membership
from samphan.networks.views import frame

app_name = "networks"
urlpatterns = [
    path("", frame.about, name="about"),
    path("change/", frame.change_about, name="change_about"),
    *membership.urlpatterns,
]
