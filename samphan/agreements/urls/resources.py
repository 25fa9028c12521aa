"""Addresses of resources."""

from django.urls import path

from samphan.agreements.views import resources

urlpatterns = [
    path("resources/", resources.resources, name="resources"),
    path("resources/export/", resources.resources_export, name="resources_export"),
    path("resources/new/", resources.create, name="resource_new"),
    path("resources/sums/", resources.sums, name="sums"),
    path("resources/sums/export/", resources.sums_export, name="sums_export"),
    path("resources/needs/new/", resources.state_need, name="need_new"),
    path("resources/needs/<int:pk>/change/", resources.state_need, name="need_change"),
    path("resources/needs/<int:pk>/remove/", resources.remove_need, name="need_remove"),
    path("resources/entries/<int:pk>/remove/", resources.remove_entry, name="entry_remove"),
    path("resources/<int:pk>/", resources.resource, name="resource"),
    path("resources/<int:pk>/change/", resources.change, name="resource_change"),
    path("resources/<int:pk>/entries/new/", resources.add_entry, name="entry_new"),
    path("resources/<int:pk>/remove/", resources.remove, name="resource_remove"),
]
