"""Reminders, every night."""

from __future__ import annotations

from django.tasks import task
from django.utils import timezone

from samphan.engagement.actions.follow_ups import remind_keeper
from samphan.projects.models import FollowUp
from samphan.tenancy.models import Network
from samphan.tenancy.scope import system_scope


@task
def remind_follow_ups() -> None:
    """Write to the keepers of projects whose follow-up is due, in every network; each by itself, each once."""
    today = timezone.localdate()
    with system_scope("looking for networks"):
        networks = list(Network.objects.order_by("id").values_list("id", flat=True))
    for network in networks:
        with system_scope("reminding of follow-ups", network):
            due = FollowUp.objects.filter(
                network_id=network,
                project__isnull=False,
                partner__isnull=True,
                answer="",
                reminded_on__isnull=True,
                due_on__lte=today,
            )
            ids = list(due.order_by("id").values_list("id", flat=True))
        for pk in ids:
            with system_scope("reminding of follow-ups", network) as by:
                follow_up = FollowUp.objects.filter(pk=pk).first()
                if follow_up is not None:
                    remind_keeper(by=by, follow_up=follow_up, today=today)
