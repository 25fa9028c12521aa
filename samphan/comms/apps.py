"""What leaves the product: the outbox."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommsConfig(AppConfig):
    name = "samphan.comms"
    label = "comms"

    def ready(self) -> None:
        from samphan.comms import policy
        from samphan.kit.panels import Panel, register

        register(Panel("networks.door", _("Messages"), "comms:outbox", policy.see_outbox, order=85))
