"""Documents that an institution must hand in, composed from the records."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "samphan.reports"
    label = "reports"

    def ready(self) -> None:
        """The door to the reports, the tab of an event, and how a report is found."""
        from samphan.kit.panels import Panel, register
        from samphan.reports import policy
        from samphan.reports.queries import activity, dossier, lineage
        from samphan.reports.queries.acts import ACTS
        from samphan.reports.queries.findable import (
            KIND,
            rows_of_events,
            rows_of_organisations,
            search_rows,
        )
        from samphan.tenancy import acts, search

        register(Panel("networks.reports", _("Reports"), "reports:reports", policy.enter, order=10))
        register(
            Panel("networks.reports", _("Handover"), "reports:handovers", policy.make_handover, order=30)
        )
        register(Panel("events.onward", _("Report"), "reports:of_event", policy.see_of_event))
        register(Panel("events.event", _("Report"), order=100, inside="events.report"))
        register(Panel("events.report", _("Reports"), "reports:of_event", policy.see_of_event, order=10))
        register(Panel("events.report", _("Evidence pack"), "reports:packs", policy.see_packs, order=20))
        search.register(
            search.Kind(
                KIND,
                _("Reports"),
                lambda slug, pk: reverse("reports:report", args=[slug, pk]),
                needs="reports.see events.see",
                rows=search_rows,
                follows={"events.event": rows_of_events, "directory.organisation": rows_of_organisations},
            )
        )
        acts.register(ACTS)
        lineage.register()
        dossier.register()
        activity.register()
