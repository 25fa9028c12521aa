"""Case studies, the library, news, and dossiers for promotion."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "samphan.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        """Doors and tabs, how things are found and named, what is due."""
