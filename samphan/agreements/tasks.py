"""Reminders, every night."""

from __future__ import annotations

from django.tasks import task
from django.utils import timezone

from samphan.agreements.actions.reminder import remind_owner
from samphan.agreements.models import Agreement
from samphan.agreements.queries.agreements import in_force_on
from samphan.tenancy.models import Network
from samphan.tenancy.scope import system_scope


@task
def remind() -> None:
    """Write to the owners of agreements that soon end or renew themselves, in every network; each agreement by itself."""
    today = timezone.localdate()
    with system_scope("looking for networks"):
        networks = list(Network.objects.order_by("id").values_list("id", flat=True))
    for network in networks:
        with system_scope("reminding of agreements", network):
            held = Agreement.objects.filter(in_force_on(today), network_id=network)
            ids = list(held.order_by("id").values_list("id", flat=True))
        for pk in ids:
            with system_scope("reminding of agreements", network) as by:
                agreement = Agreement.objects.filter(pk=pk).first()
                if agreement is not None:
                    remind_owner(by=by, agreement=agreement, today=today)
