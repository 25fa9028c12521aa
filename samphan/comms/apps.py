"""What leaves the product: the outbox, and mailings to many."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class CommsConfig(AppConfig):
    name = "samphan.comms"
    label = "comms"

    def ready(self) -> None:
        """The door to the messages, its two tabs, what mailings to a whole network are about, and what is regular."""
        from samphan.comms import policy
        from samphan.comms.queries.findable import KIND, search_rows
        from samphan.comms.queries.mailings import network_names
        from samphan.comms.queries.segments import NETWORK, About
        from samphan.comms.queries.segments import register as register_segment
        from samphan.kit.jobs import every
        from samphan.kit.panels import Panel, register
        from samphan.tenancy import acts, search

        register(Panel("networks.door", _("Messages"), "comms:outbox", policy.see_outbox, order=85))
        register(Panel("comms.outbox", _("Messages that left"), "comms:outbox", policy.see_outbox, order=10))
        register(Panel("comms.outbox", _("Mailings"), "comms:mailings", policy.see_outbox, order=20))
        register_segment(About(NETWORK, _("Network"), network_names, "networks:about"))
        search.register(
            search.Kind(
                KIND,
                _("Mailings"),
                lambda slug, pk: reverse("comms:mailing", args=[slug, pk]),
                needs="outbox.see",
                rows=search_rows,
            )
        )
        acts.register(
            {
                "draft_mailing": _("drafted a mailing"),
                "change_mailing": _("changed a mailing"),
                "approve_mailing": _("approved a mailing"),
                "take_back_mailing": _("took a mailing back to be changed"),
                "cancel_mailing": _("cancelled a mailing"),
                "begin_mailing": _("began to send a mailing"),
                "end_mailing": _("wrote the last message of a mailing"),
                "retry_mailing": _("sent failed messages of a mailing again"),
                "hand_over_message": _("passed a message on by hand"),
                "retry_message": _("sent a message again"),
            }
        )
        every("*/5 * * * *", "comms.begin_due")
