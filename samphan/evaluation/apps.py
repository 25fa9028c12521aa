"""Ratings by the rubric, self-assessment of institutions, challenges of the network."""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "samphan.evaluation"
    label = "evaluation"

    def ready(self) -> None:
        """Doors and tabs, how things are found and named, what is due."""
