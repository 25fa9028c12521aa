"""The network's life: its page, its members and their representatives."""

from django.apps import AppConfig


class NetworksConfig(AppConfig):
    name = "samphan.networks"
    label = "networks"
