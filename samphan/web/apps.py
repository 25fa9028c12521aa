"""Pages that join subjects: home, search, errors, the gallery; middleware and commands."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "samphan.web"
    label = "web"

    def ready(self) -> None:
        """The door to learning, the first of it; and what is done every night."""
        from samphan.events import policy
        from samphan.kit.jobs import every
        from samphan.kit.panels import Panel, register

        register(Panel("networks.learn", _("What became of results"), "learn_uses", policy.enter, order=10))
        every("23 3 * * *", "web.tidy")
        every("47 4 * * *", "web.let_go_of_files")
