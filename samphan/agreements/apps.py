"""What the network and its members agreed, and what each of them gives."""

from functools import partial

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
        from samphan.agreements.queries import activity, alignments, findable, sections
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
        for code, label, needs, page, rows in (
            (findable.AGREEMENT, _("Agreements"), "agreements.see", "agreement", findable.agreement_rows),
            (
                findable.OPEN_AGREEMENT,
                _("Agreements open to every member"),
                "network.see",
                "agreement",
                findable.agreement_rows,
            ),
            (findable.RESOURCE, _("Resources"), "agreements.see", "resource", findable.resource_rows),
            (
                findable.OPEN_RESOURCE,
                _("Resources open to every member"),
                "network.see",
                "resource",
                findable.resource_rows,
            ),
        ):
            search.register(
                search.Kind(
                    code,
                    label,
                    partial(_page, page),
                    needs=needs,
                    rows=partial(rows, are_open=needs == "network.see"),
                )
            )
        due.register("agreements.obligations", obligations_due)
        due.register("agreements.turns", turns_due)
        activity.register_own()
        alignments.register()
        register(Panel("agreements.agreement", _("Overview"), "agreements:agreement", policy.see, order=10))
        register(
            Panel(
                "agreements.agreement",
                _("Goals and frameworks"),
                "agreements:agreement_goals",
                policy.see,
                order=20,
            )
        )
        sections.register()
        acts.register({**ACTS, **LIST_ACTS})
        imports.register(AGREEMENTS)
        gates.register(*EVIDENCE)
        every("17 3 * * *", "agreements.remind")


def _page(name: str, slug: str, pk: int) -> str:
    return reverse(f"agreements:{name}", args=[slug, pk])
