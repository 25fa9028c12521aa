"""Signs of life of members in projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from samphan.networks.queries import activity
from samphan.projects.models import ProjectInterest, ProjectPartner

if TYPE_CHECKING:
    import datetime as dt

    from samphan.kit.actor import Actor


def showed_interest(actor: Actor, since: dt.date) -> dict[int, dt.date]:
    """Institutions that answered a call for partners. One statement."""
    rows = ProjectInterest.objects.filter(network_id=actor.network_id, given_at__date__gte=since)
    return activity.last_days(rows, "given_at")


def wrote_record(actor: Actor, since: dt.date) -> dict[int, dt.date]:
    """Institutions that lead a project whose record was written on. One statement."""
    rows = ProjectPartner.objects.filter(
        network_id=actor.network_id,
        is_lead=True,
        organisation__isnull=False,
        project__changed_at__date__gte=since,
    )
    return activity.last_days(rows, "project__changed_at")


def register() -> None:
    """Called in ``apps.py``."""
    activity.register("projects.interests", _("answered a call for partners"), showed_interest)
    activity.register("projects.records", _("wrote the record of a project that it leads"), wrote_record)
