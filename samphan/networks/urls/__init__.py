"""Addresses of the network's own pages, under ``/n/<network>/network/``."""

from django.urls import path

from samphan.networks.views import frame, membership

app_name = "networks"
urlpatterns = [
    path("", frame.about, name="about"),
    path("change/", frame.change_about, name="change_about"),
    path("members/", membership.members, name="members"),
    path("members/export/", membership.members_export, name="members_export"),
    path("members/new/", membership.admit, name="admit"),
    path("members/<int:pk>/", membership.member, name="member"),
    path("members/<int:pk>/change/", membership.change_member, name="change_member"),
    path("members/<int:pk>/remove/", membership.remove_member, name="remove_member"),
    path("members/<int:pk>/representatives/new/", membership.name_representative, name="name_representative"),
    path("representatives/<int:pk>/end/", membership.end_representation, name="end_representation"),
]
