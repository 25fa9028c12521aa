"""What leaves the product: the outbox."""

from django.apps import AppConfig


class CommsConfig(AppConfig):
    name = "samphan.comms"
    label = "comms"
