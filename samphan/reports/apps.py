"""Documents that an institution must hand in, composed from the records."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "samphan.reports"
    label = "reports"
