"""Addresses of the directory, under ``/n/<network>/``."""

from django.urls import path

from samphan.directory.views import (
    affiliation,
    imports,
    imports_preview,
    imports_result,
    organisation,
    person,
)

app_name = "directory"
urlpatterns = [
    path("organisations/", organisation.organisations, name="organisations"),
    path("organisations/new/", organisation.organisation_new, name="organisation_new"),
    path("organisations/options/", organisation.options, name="organisation_options"),
    path("organisations/export/", organisation.export_organisations, name="export_organisations"),
    path("organisations/<int:pk>/", organisation.organisation, name="organisation"),
    path("organisations/<int:pk>/describe/", organisation.describe, name="describe_organisation"),
    path("people/", person.people, name="people"),
    path("people/new/", person.person_new, name="person_new"),
    path("people/split-name/", person.split_name, name="split_name"),
    path("people/options/", person.options, name="person_options"),
    path("people/export/", person.export_people, name="export_people"),
    path("people/<int:pk>/", person.person, name="person"),
    path("people/<int:pk>/describe/", person.describe, name="describe_person"),
    path("people/<int:pk>/relate/", person.relate, name="relate_person"),
    path("people/<int:pk>/unrelate/", person.unrelate, name="unrelate_person"),
    path("people/<int:pk>/affiliations/new/", affiliation.add, name="add_affiliation"),
    path("affiliations/<int:pk>/", affiliation.change, name="change_affiliation"),
    path("affiliations/<int:pk>/end/", affiliation.end, name="end_affiliation"),
    path("affiliations/<int:pk>/remove/", affiliation.remove, name="remove_affiliation"),
    path("lists/", imports.lists, name="lists"),
    path("lists/new/<slug:kind>/", imports.bring, name="bring"),
    path("lists/new/<slug:kind>/<int:subject>/", imports.bring, name="bring_about"),
    path("lists/<int:pk>/", imports.brought_list, name="list"),
    path("lists/<int:pk>/columns/", imports.columns, name="list_columns"),
    path("lists/<int:pk>/options/", imports_preview.options, name="list_options"),
    path("lists/<int:pk>/progress/", imports_result.progress, name="list_progress"),
    path("lists/<int:pk>/file/", imports_result.file, name="list_file"),
    path("lists/<int:pk>/problems/", imports_result.problem_rows, name="list_problems"),
    path("lists/<int:pk>/undo/", imports_result.undo, name="list_undo"),
    path("lists/<int:pk>/reopen/", imports_result.reopen, name="list_reopen"),
    path("lists/<int:pk>/discard/", imports_result.discard, name="list_discard"),
]
