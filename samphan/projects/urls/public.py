"""Addresses without a sign-in, under ``/p/<network>/work/``: published projects, the public roadmap, and answers by personal link."""

from django.urls import path

from samphan.projects.views import follow_ups, possible, public_project, roadmaps

app_name = "projects_public"
urlpatterns = [
    path("projects/<int:pk>/", public_project.project, name="project"),
    path("roadmap/<str:token>/", roadmaps.public_roadmap, name="roadmap"),
    path("interest/<str:token>/", possible.interest_by_link, name="interest"),
    path("follow-up/<str:token>/", follow_ups.follow_up_by_link, name="follow_up"),
]
