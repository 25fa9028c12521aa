"""Addresses of the app in a network."""

from django.urls import URLPattern, URLResolver, path

from samphan.boards.views import leading, outputs

app_name = "boards"
urlpatterns: list[URLPattern | URLResolver] = [
    path("event/<int:pk>/became/", outputs.became, name="became"),
    path("event/<int:pk>/became/publish/", outputs.publish, name="publish"),
    path("<int:pk>/outputs/", outputs.outputs, name="outputs"),
    path("<int:pk>/state", leading.state, name="state"),
    path("<int:pk>/changes", leading.changes, name="changes"),
    path("<int:pk>/suggestions", leading.suggestions, name="suggestions"),
    path("<int:pk>/act", leading.act, name="act"),
]
