"""Signs of life of members in reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from samphan.networks.queries import activity
from samphan.reports.models import Report

if TYPE_CHECKING:
    import datetime as dt

    from samphan.kit.actor import Actor


def reported(actor: Actor, since: dt.date) -> dict[int, dt.date]:
    """Organisations whose report was opened or changed. One statement."""
    rows = Report.objects.filter(network_id=actor.network_id, changed_at__date__gte=since)
    return activity.last_days(rows, "changed_at")


def register() -> None:
    """Called in ``apps.py``."""
    activity.register("reports.reports", _("worked on a report"), reported)
