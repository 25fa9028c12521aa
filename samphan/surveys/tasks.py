"""What surveys do by themselves, in the worker."""

from __future__ import annotations

from django.tasks import task
from django.utils import timezone

from samphan.surveys.actions.forgetting import purge_sensitive
from samphan.tenancy.models import Network
from samphan.tenancy.scope import system_scope


@task
def forget() -> None:
    """Forget the sensitive answers whose day has come, network by network."""
    with system_scope("forgetting sensitive answers"):
        networks = list(Network.objects.order_by("id").values_list("pk", flat=True))
    for network in networks:
        with system_scope("forgetting sensitive answers", network) as by:
            purge_sensitive(by=by, today=timezone.localdate())
