"""What the network sets out to do: roadmap, actions, possible projects, offers and needs."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "samphan.projects"
    label = "projects"
