"""Addresses of the record of a project, under ``/n/<network>/work/projects/``."""

from django.urls import path

from samphan.projects.views import record_tabs, rows, totals

urlpatterns = [
    path("projects/numbers/", totals.numbers, name="projects_numbers"),
    path("projects/numbers/export/", totals.export, name="projects_numbers_export"),
    path("projects/everything/", totals.everything, name="projects_everything"),
    path("projects/<int:pk>/workbook/", totals.everything_of_project, name="project_workbook"),
    path("projects/districts/", record_tabs.districts, name="districts"),
    path("projects/subdistricts/", record_tabs.subdistricts, name="subdistricts"),
    path("projects/<int:pk>/partners/", record_tabs.sides, name="project_partners"),
    path("projects/<int:pk>/partners/<int:part>/claim/", record_tabs.claim, name="claim_lead"),
    path("projects/<int:pk>/partners/<int:part>/register/", record_tabs.register, name="register_partner"),
    path("projects/<int:pk>/learning/", record_tabs.learning, name="project_learning"),
    path("projects/<int:pk>/reach/", record_tabs.reach, name="project_reach"),
    path("projects/<int:pk>/resources/", record_tabs.resources, name="project_resources"),
    path("projects/<int:pk>/record/<slug:noun>/new/", rows.create, name="row_new"),
    path("projects/<int:pk>/record/<slug:noun>/<int:part>/", rows.change, name="row"),
    path("projects/<int:pk>/record/<slug:noun>/<int:part>/remove/", rows.remove, name="row_remove"),
    path("projects/<int:pk>/record/<slug:noun>/<int:part>/<slug:way>/", rows.move, name="row_move"),
]
