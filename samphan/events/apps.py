"""Workshops and other events: who hosts, what is discussed, who comes, what results, what becomes of it."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "samphan.events"
    label = "events"
