"""Organisations and people, shared by all networks of an installation."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "samphan.directory"
    label = "directory"
