"""Addresses of events, under ``/n/<network>/events/``."""

from django.urls import path

from samphan.events.views import events, hosts, parts, people, programme, results, uses

app_name = "events"
urlpatterns = [
    path("", events.events, name="events"),
    path("export/", events.export, name="export"),
    path("new/", events.create, name="create"),
    path("organisations/", hosts.organisations, name="organisations"),
    path("<int:pk>/", events.event, name="event"),
    path("<int:pk>/change/", events.change, name="change"),
    path("<int:pk>/remove/", events.remove, name="remove"),
    path("<int:pk>/restore/", parts.restore, name="restore"),
    path("<int:pk>/programme/", programme.programme, name="programme"),
    path("<int:pk>/programme/topics/", programme.topics, name="topics"),
    path("<int:pk>/programme/groups/", programme.groups, name="groups"),
    path("<int:pk>/programme/agenda/", programme.agenda, name="agenda"),
    path("<int:pk>/hosts/", hosts.hosts, name="hosts"),
    path("<int:pk>/hosts/list/", hosts.write_hosts, name="write_hosts"),
    path("<int:pk>/hosts/teams/", hosts.write_teams, name="write_teams"),
    path("<int:pk>/people/", people.people, name="people"),
    path("<int:pk>/people/export/", people.export, name="people_export"),
    path("<int:pk>/people/categories/", people.categories, name="categories"),
    path("<int:pk>/people/institutions/", people.institutions, name="institutions"),
    path("<int:pk>/people/new/", people.register, name="register"),
    path("<int:pk>/people/categorise/", people.categorise, name="categorise"),
    path("<int:pk>/people/<int:part>/", people.change_registration, name="change_registration"),
    path("<int:pk>/results/", results.results, name="results"),
    path("<int:pk>/results/new/", results.write_result, name="add_result"),
    path("<int:pk>/results/<int:part>/", results.write_result, name="change_result"),
    path("<int:pk>/outputs/new/", results.write_output, name="add_output"),
    path("<int:pk>/outputs/<int:part>/", results.write_output, name="change_output"),
    path("<int:pk>/documents/new/", results.write_document, name="add_document"),
    path("<int:pk>/documents/<int:part>/", results.write_document, name="change_document"),
    path("<int:pk>/documents/<int:part>/file/", results.download, name="download"),
    path("<int:pk>/uses/", uses.uses, name="uses"),
    path("<int:pk>/uses/new/", uses.new, name="add_use"),
    path("<int:pk>/uses/<int:part>/", uses.change, name="change_use"),
    path("<int:pk>/uses/<int:part>/finish/", uses.finish, name="finish_use"),
    path("<int:pk>/uses/<int:part>/drop/", uses.drop, name="drop_use"),
    path("<int:pk>/uses/<int:part>/<slug:act>/", uses.advance, name="advance_use"),
    path("<int:pk>/<str:noun>/<int:part>/move/", parts.move, name="move"),
    path("<int:pk>/<str:noun>/<int:part>/remove/", parts.remove, name="remove_part"),
]
