"""What partners of a project say about it, what changed, and what proves it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EngagementConfig(AppConfig):
    name = "samphan.engagement"
    label = "engagement"

    def ready(self) -> None:
        """Doors and tabs, how things are found and named, what is due."""
        self._both_sides()

    @staticmethod
    def _both_sides() -> None:
        from samphan.engagement import policy
        from samphan.engagement.queries import asks
        from samphan.engagement.queries.acts import SIDES
        from samphan.engagement.queries.due import due_lines
        from samphan.kit import due
        from samphan.kit.panels import Panel, register
        from samphan.tenancy import acts, links

        register(Panel("projects.project", _("Both sides"), order=30, inside="engagement.sides"))
        for order, (label, url_name) in enumerate(
            (
                (_("Confirmations"), "engagement:confirmations"),
                (_("Participation"), "engagement:participation"),
                (_("Benefits and costs"), "engagement:benefits"),
                (_("Words and pictures"), "engagement:words"),
                (_("Papers"), "engagement:partner_papers"),
            ),
            start=1,
        ):
            register(Panel("engagement.sides", label, url_name, policy.see, order=order * 10))
        links.register(policy.PARTNER, "engagement_public:partner")
        acts.register(SIDES)
        due.register("engagement.answers", due_lines)
        asks.register()
