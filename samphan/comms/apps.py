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
        from samphan.comms.queries import calendar
        from samphan.comms.queries.findable import KIND, search_rows
        from samphan.comms.queries.mailings import network_names
        from samphan.comms.queries.segments import NETWORK, About
        from samphan.comms.queries.segments import register as register_segment
        from samphan.kit.jobs import every
        from samphan.kit.panels import Panel, register
        from samphan.tenancy import acts, links, search

        register(Panel("networks.office", _("Messages"), "comms:outbox", policy.see_outbox, order=20))
        register(Panel("comms.outbox", _("Messages that left"), "comms:outbox", policy.see_outbox, order=10))
        register(Panel("comms.outbox", _("Mailings"), "comms:mailings", policy.see_outbox, order=20))
        register(Panel("comms.outbox", _("Templates"), "comms:templates", policy.see_outbox, order=30))
        register(Panel("comms.outbox", _("Addresses"), "comms:addresses", policy.see_outbox, order=40))
        links.register(policy.CHOOSE, "comms_public:choose")
        links.register(policy.FOLLOW, "comms_public:calendar")
        calendar.fill([calendar.MINE], "due", calendar.due_entries)
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
                "choose_messages": _("chose which messages to get"),
                "note_bounce": _("noted that messages come back from an address"),
                "lift_bounce": _("noted that an address works again"),
                "keep_template": _("kept a template of messages"),
                "change_template": _("changed a template of messages"),
                "remove_template": _("took a template of messages out"),
                "follow_calendar": _("made the address of a calendar"),
                "renew_feed": _("changed the address of a calendar"),
                "unfollow_calendar": _("gave up the address of a calendar"),
            }
        )
        every("*/5 * * * *", "comms.begin_due")
        every("10 7 * * *", "comms.write_digests")
