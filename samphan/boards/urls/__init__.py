"""Addresses of the app in a network."""

from django.urls import URLPattern, URLResolver, path

from samphan.boards.views import leading, outputs, pages, preparing

app_name = "boards"
urlpatterns: list[URLPattern | URLResolver] = [
    path("event/<int:pk>/became/", outputs.became, name="became"),
    path("event/<int:pk>/became/publish/", outputs.publish, name="publish"),
    path("event/<int:pk>/", preparing.boards, name="boards"),
    path("event/<int:pk>/new/", preparing.create, name="create"),
    path("event/<int:pk>/groups/", preparing.create_for_groups, name="create_for_groups"),
    path("<int:pk>/", preparing.board, name="board"),
    path("<int:pk>/change/", preparing.change, name="change"),
    path("<int:pk>/copy/", preparing.copy, name="copy"),
    path("<int:pk>/remove/", preparing.remove, name="remove"),
    path("<int:pk>/export/", preparing.export, name="export"),
    path("<int:pk>/turn/<slug:act>/", preparing.turn, name="turn"),
    path("<int:pk>/questions/new/", preparing.write_prompt, name="add_prompt"),
    path("<int:pk>/questions/<int:part>/", preparing.write_prompt, name="change_prompt"),
    path("<int:pk>/questions/<int:part>/move/", preparing.move_prompt, name="move_prompt"),
    path("<int:pk>/questions/<int:part>/remove/", preparing.remove_prompt, name="remove_prompt"),
    path("<int:pk>/leaders/", preparing.give_lead, name="give_lead"),
    path("<int:pk>/leaders/<int:part>/end/", preparing.take_lead, name="take_lead"),
    path("<int:pk>/live/", pages.lead, name="live"),
    path("<int:pk>/projector/", pages.projector, name="projector"),
    path("<int:pk>/projector/state", pages.wall_state, name="wall_state"),
    path("<int:pk>/projector/changes", pages.wall_changes, name="wall_changes"),
    path("<int:pk>/outputs/", outputs.outputs, name="outputs"),
    path("<int:pk>/state", leading.state, name="state"),
    path("<int:pk>/changes", leading.changes, name="changes"),
    path("<int:pk>/suggestions", leading.suggestions, name="suggestions"),
    path("<int:pk>/act", leading.act, name="act"),
]
