"""The network's life: its page, its members and their representatives."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworksConfig(AppConfig):
    name = "samphan.networks"
    label = "networks"

    def ready(self) -> None:
        from samphan.comms.queries import segments
        from samphan.kit.panels import Panel, register
        from samphan.networks import policy, queries
        from samphan.tenancy.scope import represent

        represent(queries.represented)
        register(Panel("networks.door", _("About"), "networks:about", policy.see, order=10))
        register(Panel("networks.door", _("Members"), "networks:members", policy.see, order=20))
        segments.register(
            segments.Segment(
                "networks.representatives",
                _("Representatives of members"),
                segments.NETWORK,
                queries.representative_recipients,
                placeholders=(segments.ORGANISATION,),
            )
        )
