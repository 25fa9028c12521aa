"""Pages that join subjects: home, search, errors, the gallery; middleware and commands."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "samphan.web"
    label = "web"
