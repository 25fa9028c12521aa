"""Addresses of surveys, under ``/n/<network>/surveys/``."""

from django.urls import path

from samphan.surveys.views import questions, results, surveys

app_name = "surveys"
urlpatterns = [
    path("", surveys.surveys, name="surveys"),
    path("export/", surveys.export, name="export"),
    path("new/", surveys.create, name="create"),
    path("<int:pk>/", surveys.survey, name="survey"),
    path("<int:pk>/change/", surveys.change, name="change"),
    path("<int:pk>/remove/", surveys.remove, name="remove"),
    path("<int:pk>/preview/", surveys.preview, name="preview"),
    path("<int:pk>/state/<slug:act>/", surveys.advance, name="advance"),
    path("<int:pk>/questions/new/", questions.write, name="add_question"),
    path("<int:pk>/questions/copy/", questions.copy, name="copy"),
    path("<int:pk>/questions/<int:part>/", questions.write, name="change_question"),
    path("<int:pk>/questions/<int:part>/move/", questions.move, name="move_question"),
    path("<int:pk>/questions/<int:part>/remove/", questions.remove, name="remove_question"),
    path("<int:pk>/questions/<int:part>/restore/", questions.restore, name="restore_question"),
    path("<int:pk>/people/", results.people, name="people"),
    path("<int:pk>/people/export/", results.people_export, name="people_export"),
    path("<int:pk>/people/link/", results.make_link, name="make_link"),
    path("<int:pk>/people/link/revoke/", results.revoke_link, name="revoke_link"),
    path("<int:pk>/results/", results.results, name="results"),
    path("<int:pk>/results/export/", results.export, name="results_export"),
    path("<int:pk>/files/<int:part>/", results.download, name="download"),
]
