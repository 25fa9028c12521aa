"""Questions that people are asked, and their answers."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "samphan.surveys"
    label = "surveys"
