"""Pages that join subjects: home, search, errors, the gallery; middleware and commands."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "samphan.web"
    label = "web"

    def ready(self) -> None:
        """The door to learning, the first of it."""
        from samphan.events import policy
        from samphan.kit.panels import Panel, register

        register(Panel("networks.learn", _("What became of results"), "learn_uses", policy.enter, order=10))
