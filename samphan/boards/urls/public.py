"""Addresses of the app without a sign-in: by the link of the room, and by that of a facilitator without account."""

from django.urls import URLPattern, URLResolver, path

from samphan.boards.views import leading, outputs, pages, wire

app_name = "boards_public"
urlpatterns: list[URLPattern | URLResolver] = [
    path("became/<str:token>/", outputs.became_public, name="became"),
    path("lead/<str:token>/", pages.lead_by_link, name="lead"),
    path("lead/<str:token>/projector/", pages.projector_by_link, name="lead_projector"),
    path("lead/<str:token>/projector/state", pages.wall_state_by_link, name="lead_wall_state"),
    path("lead/<str:token>/projector/changes", pages.wall_changes_by_link, name="lead_wall_changes"),
    path("lead/<str:token>/state", leading.state_by_link, name="lead_state"),
    path("lead/<str:token>/changes", leading.changes_by_link, name="lead_changes"),
    path("lead/<str:token>/suggestions", leading.suggestions_by_link, name="lead_suggestions"),
    path("lead/<str:token>/act", leading.act_by_link, name="lead_act"),
    path("<str:token>/", pages.phone, name="board"),
    path("<str:token>/state", wire.state, name="state"),
    path("<str:token>/changes", wire.changes, name="changes"),
    path("<str:token>/cards", wire.cards, name="cards"),
    path("<str:token>/cards/<str:key>", wire.card, name="card"),
    path("<str:token>/cards/<str:key>/withdraw", wire.withdraw, name="withdraw"),
    path("<str:token>/cards/<str:key>/report", wire.report, name="report"),
    path("<str:token>/ballot", wire.ballot, name="ballot"),
    path("<str:token>/answer", wire.answer, name="answer"),
]
