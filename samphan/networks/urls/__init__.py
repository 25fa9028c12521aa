"""Addresses of the network's own pages, under ``/n/<network>/network/``."""

from samphan.networks.urls import frame, membership

app_name = "networks"
urlpatterns = [*frame.urlpatterns, *membership.urlpatterns]
