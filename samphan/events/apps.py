"""Workshops and other events: who hosts, what is discussed, who comes, what results, what becomes of it."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "samphan.events"
    label = "events"

    def ready(self) -> None:
        """Tabs of the event's page, the door to the events, and how an event is found."""
        from samphan.directory.queries.imports import register
        from samphan.events import policy
        from samphan.events.actions.imports import INSTITUTIONS, PARTICIPANTS
        from samphan.events.queries.acts import ACTS
        from samphan.events.queries.findable import KIND, search_rows
        from samphan.kit import panels
        from samphan.tenancy import acts, search

        panels.register(panels.Panel("networks.work", _("Events"), "events:events", policy.enter, order=10))
        for order, (label, url_name) in enumerate(
            (
                (_("Overview"), "events:event"),
                (_("Programme"), "events:programme"),
                (_("Hosts and teams"), "events:hosts"),
                (_("Participants"), "events:people"),
                (_("Results"), "events:results"),
                (_("Uses of results"), "events:uses"),
            ),
            start=1,
        ):
            panels.register(panels.Panel("events.event", label, url_name, policy.see, order=order * 10))
        search.register(
            search.Kind(
                KIND,
                _("Events"),
                lambda slug, pk: reverse("events:event", args=[slug, pk]),
                needs="events.see",
                rows=search_rows,
            )
        )
        acts.register(ACTS)
        register(INSTITUTIONS)
        register(PARTICIPANTS)
