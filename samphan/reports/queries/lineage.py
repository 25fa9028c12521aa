"""Reports in the chain of things: the last step, where what was done with the results is handed in."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samphan.events.models import Use
from samphan.events.queries.continuations import USE
from samphan.kit import lineage
from samphan.kit.lineage import Thing
from samphan.reports.models import IssuedVersion

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from samphan.kit.actor import Actor

REPORT = "reports.report"


def register() -> None:
    """Tell the registry of lineage what reports know; called in ``apps.py``."""
    lineage.register(USE, "after", reports_of_uses)


def reports_of_uses(actor: Actor, ids: Collection[int]) -> Mapping[int, Sequence[Thing]]:
    """The issued reports in which uses stand: those of their institution about their event; each at its newest."""
    uses = {
        pk: (event, organisation)
        for pk, event, organisation in Use.objects.filter(
            network_id=actor.network_id, pk__in=ids
        ).values_list("pk", "event_id", "organisation_id")
    }
    issued: dict[tuple[int, int], dict[int, Thing]] = defaultdict(dict)
    versions = IssuedVersion.objects.for_actor(actor).filter(
        report__event__in={event for event, _organisation in uses.values()},
        report__organisation__in={organisation for _event, organisation in uses.values()},
    )
    for each in versions.select_related("report__organisation").order_by("version"):
        report = each.report
        named = report.organisation
        issued[report.event_id, report.organisation_id][report.pk] = Thing(
            REPORT,
            report.pk,
            _("participation report"),
            f"{named.name_th} {each.number}",
            f"{named.name_en or named.name_th} {each.number}",
            url=reverse("reports:report", args=[actor.network.slug, report.pk]) if actor.network else "",
        )
    return {pk: tuple(issued[key].values()) for pk, key in uses.items()}
