"""Live boards: what people in a room think, and what becomes of it."""

from django.apps import AppConfig


class BoardsConfig(AppConfig):
    name = "samphan.boards"
    label = "boards"
