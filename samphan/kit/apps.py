"""The kit has templates and tags, and no tables."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "samphan.kit"
    label = "kit"
