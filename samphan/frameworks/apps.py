"""What the network measures itself against: frameworks, plans of its own, and what is aligned with them."""

from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    name = "samphan.frameworks"
    label = "frameworks"

    def ready(self) -> None:
        """Doors and tabs, how things are found and named, what is due."""
