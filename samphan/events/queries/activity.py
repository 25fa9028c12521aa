"""Signs of life of members in events: taking part, nominating, using results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from samphan.events.models import Nomination, ParticipatingInstitution, Registration, Use
from samphan.networks.queries import activity

if TYPE_CHECKING:
    import datetime as dt

    from samphan.kit.actor import Actor


def took_part(actor: Actor, since: dt.date) -> dict[int, dt.date]:
    """Institutions that take part in events, and those of their people, by the first day of the event. Two statements."""
    found: dict[int, dt.date] = {}
    for rows in (
        ParticipatingInstitution.objects.filter(network_id=actor.network_id),
        Registration.objects.filter(network_id=actor.network_id).taking_part(),
    ):
        days = activity.last_days(
            rows.filter(event__starts__startswith__gte=since), "event__starts__startswith"
        )
        for pk, on in days.items():
            found[pk] = max(on, found.get(pk, on))
    return found


def nominated(actor: Actor, since: dt.date) -> dict[int, dt.date]:
    """Institutions that answered when they were asked to name people."""
    rows = Nomination.objects.filter(network_id=actor.network_id, answered_at__date__gte=since)
    return activity.last_days(rows, "answered_at")


def used_results(actor: Actor, since: dt.date) -> dict[int, dt.date]:
    """Institutions whose use of results was written or changed."""
    rows = Use.objects.filter(network_id=actor.network_id, changed_at__date__gte=since)
    return activity.last_days(rows, "changed_at")


def register() -> None:
    """Called in ``apps.py``."""
    activity.register("events.participation", _("took part in an event"), took_part)
    activity.register("events.nominations", _("answered a request to name people"), nominated)
    activity.register("events.uses", _("wrote a use of results"), used_results)
