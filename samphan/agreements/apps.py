"""What the network and its members agreed, and what each of them gives."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class AgreementsConfig(AppConfig):
    name = "samphan.agreements"
    label = "agreements"

    def ready(self) -> None:
        """Doors to agreements and resources, what is due, how both are found, and the nightly reminders."""
        from samphan.agreements import policy
        from samphan.agreements.actions.imports_agreements import AGREEMENTS, LIST_ACTS
        from samphan.agreements.queries import activity, findable, sections
        from samphan.agreements.queries.acts import ACTS
        from samphan.agreements.queries.due import obligations_due, turns_due
        from samphan.agreements.queries.gates import EVIDENCE
        from samphan.directory.queries import imports
        from samphan.kit import due
        from samphan.kit.jobs import every
        from samphan.kit.panels import Panel, register
        from samphan.networks.queries import gates
        from samphan.tenancy import acts, search

        register(Panel("networks.door", _("Agreements"), "agreements:agreements", policy.enter, order=30))
        register(Panel("networks.door", _("Resources"), "agreements:resources", policy.enter, order=35))
        search.register(
            search.Kind(
                findable.AGREEMENT,
                _("Agreements"),
                lambda slug, pk: reverse("agreements:agreement", args=[slug, pk]),
                needs="agreements.see",
                rows=findable.agreement_rows,
            )
        )
        search.register(
            search.Kind(
                findable.RESOURCE,
                _("Resources"),
                lambda slug, pk: reverse("agreements:resource", args=[slug, pk]),
                needs="agreements.see",
                rows=findable.resource_rows,
            )
        )
        due.register("agreements.obligations", obligations_due)
        due.register("agreements.turns", turns_due)
        activity.register_own()
        sections.register()
        acts.register({**ACTS, **LIST_ACTS})
        imports.register(AGREEMENTS)
        gates.register(*EVIDENCE)
        every("17 3 * * *", "agreements.remind")
