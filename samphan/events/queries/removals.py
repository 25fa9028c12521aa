"""What was removed from an event and can be brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samphan.tenancy.models import AuditEntry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor


def removals(actor: Actor, ids: Iterable[int]) -> QuerySet[AuditEntry]:
    """The entries of these removals that the actor made, or may read in the audit trail; the latest first."""
    found = AuditEntry.objects.filter(
        network_id=actor.network_id, pk__in=list(ids), act__startswith="remove_", changes__has_key="removed"
    )
    if not actor.holds("audit.see"):
        found = found.filter(user_id=actor.user_id or 0)
    return found.order_by("-id")
