"""Bodies, who sits in them and since when, meetings and what they decided."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "samphan.governance"
    label = "governance"

    def ready(self) -> None:
        """Doors to bodies and meetings, links for replies and ballots, how both are found."""
        _register_meetings()


def _register_meetings() -> None:
    from samphan.governance.policy import meetings as policy
    from samphan.governance.queries.meetings_acts import ACTS
    from samphan.tenancy import acts, links

    links.register(policy.REPLY, "governance_public:reply")
    links.register(policy.CORRECT, "governance_public:correct")
    links.register(policy.VOTE, "governance_public:vote")
    acts.register(ACTS)
