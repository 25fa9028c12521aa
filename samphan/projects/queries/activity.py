"""Signs of life of members in projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from samphan.networks.queries import activity
from samphan.projects.models import ProjectInterest

if TYPE_CHECKING:
    import datetime as dt

    from samphan.kit.actor import Actor


def showed_interest(actor: Actor, since: dt.date) -> dict[int, dt.date]:
    """Institutions that answered a call for partners. One statement."""
    rows = ProjectInterest.objects.filter(network_id=actor.network_id, given_at__date__gte=since)
    return activity.last_days(rows, "given_at")


def register() -> None:
    """Called in ``apps.py``."""
    activity.register("projects.interests", _("answered a call for partners"), showed_interest)
