"""Live boards: what people in a room think, and what becomes of it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BoardsConfig(AppConfig):
    name = "samphan.boards"
    label = "boards"

    def ready(self) -> None:
        """Where links of boards lead, and what acts on boards are called."""
        from samphan.boards import policy
        from samphan.boards.actions.outputs import BECAME
        from samphan.boards.actions.prepare import copy_boards
        from samphan.boards.queries import lineage
        from samphan.boards.queries.acts import ACTS
        from samphan.events.actions import cloning
        from samphan.events.queries import ticket
        from samphan.kit import jobs, panels
        from samphan.tenancy import acts, links

        links.register(policy.JOIN, "boards_public:board")
        links.register(policy.LEAD, "boards_public:lead")
        links.register(BECAME, "boards_public:became")
        ticket.lead_on(BECAME, _("What became of it"))
        lineage.register()
        panels.register(
            panels.Panel("events.event", _("Boards"), "boards:boards", policy.see_of_event, order=45)
        )
        panels.register(
            panels.Panel(
                "events.outcomes", _("What became of it"), "boards:became", policy.see_of_event, order=40
            )
        )
        acts.register(ACTS)
        jobs.every("35 2 * * *", "boards.forget")
        cloning.register(cloning.Copied("boards", _("Boards, without cards"), copy_boards))
