"""Addresses of the coverage matrices."""

from django.urls import path

from samphan.evaluation.views import coverage

urlpatterns = [
    path("coverage/", coverage.frameworks, name="coverage"),
    path("coverage/<int:pk>/", coverage.matrix, name="coverage_matrix"),
    path("coverage/<int:pk>/export/", coverage.export, name="coverage_export"),
    path("coverage/<int:pk>/projects/", coverage.projects, name="coverage_projects"),
    path("coverage/<int:pk>/projects/export/", coverage.projects_export, name="coverage_projects_export"),
    path("coverage/<int:pk>/cell/", coverage.cell, name="coverage_cell"),
    path("coverage/<int:pk>/plan/", coverage.plan, name="coverage_plan"),
]
