"""What boards do by themselves, in the worker."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.tasks import task
from django.utils import timezone

from samphan.boards.actions.forgetting import forget_authors
from samphan.tenancy.models import Network
from samphan.tenancy.scope import system_scope

KEPT: Final = dt.timedelta(days=30)
"""Time after closing in which a board may be opened again and phones still change their cards."""
REASON: Final = "forgetting who may change cards"


@task
def forget() -> None:
    """Forget the authors' hashes of boards that were closed a while ago, network by network."""
    with system_scope(REASON):
        networks = list(Network.objects.order_by("id").values_list("pk", flat=True))
    for network in networks:
        with system_scope(REASON, network) as by:
            forget_authors(by=by, closed_before=timezone.now() - KEPT)
