"""What partners of a project say about it, what changed, and what proves it."""

from django.apps import AppConfig


class EngagementConfig(AppConfig):
    name = "samphan.engagement"
    label = "engagement"

    def ready(self) -> None:
        """Doors and tabs, how things are found and named, what is due."""
