"""Addresses of the network's own pages, under ``/n/<network>/network/``."""

from django.urls import path

from samphan.networks import views

app_name = "networks"
urlpatterns = [
    path("", views.about, name="about"),
    path("change/", views.change_about, name="change_about"),
    path("members/", views.members, name="members"),
    path("members/export/", views.members_export, name="members_export"),
    path("members/new/", views.admit, name="admit"),
    path("members/<int:pk>/", views.member, name="member"),
    path("members/<int:pk>/change/", views.change_member, name="change_member"),
    path("members/<int:pk>/remove/", views.remove_member, name="remove_member"),
    path("members/<int:pk>/representatives/new/", views.name_representative, name="name_representative"),
    path("representatives/<int:pk>/end/", views.end_representation, name="end_representation"),
]
