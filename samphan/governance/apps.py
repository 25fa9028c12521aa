"""Bodies, who sits in them and since when, meetings and what they decided."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "samphan.governance"
    label = "governance"

    def ready(self) -> None:
        """Doors to bodies and meetings, links for replies and ballots, how both are found."""
