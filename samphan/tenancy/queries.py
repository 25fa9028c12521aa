"""What the pages of roles, invitations and the audit trail show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from samphan.kit.components import HistoryEntry
from samphan.tenancy import acts
from samphan.tenancy.audit import kind_of, readable
from samphan.tenancy.models import AuditEntry, Grant, Invitation, SavedView
from samphan.tenancy.models.access import InvitationState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model

    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState


def grants(actor: Actor) -> QuerySet[Grant]:
    """Who holds which role, by name."""
    return Grant.objects.for_actor(actor).select_related("user").order_by("user__name", "role")


def may_enter(user_id: int, network_id: int) -> bool:
    """Whether an account holds any role in a network: who left it is written to about it no more. One statement."""
    held = Grant.objects.filter(network_id=network_id, user_id=user_id, user__is_active=True)
    return held.exists()


def open_invitations(actor: Actor) -> QuerySet[Invitation]:
    """Invitations that wait for an answer, the latest first."""
    return Invitation.objects.for_actor(actor).filter(state=InvitationState.OPEN).order_by("-invited_at")


def audit(actor: Actor, state: ListState) -> QuerySet[AuditEntry]:
    """The audit trail, the latest first, as far as its reader may see what it is about; words are looked for in who, what and why."""
    found = AuditEntry.objects.for_actor(actor).filter(readable(actor))
    if state.query:
        words = state.query
        found = found.filter(
            Q(actor_label__icontains=words)
            | Q(object_label_th__icontains=words)
            | Q(object_label_en__icontains=words)
            | Q(reason__icontains=words)
        )
    if state.filters.get("act"):
        found = found.filter(act=state.filters["act"])
    return found.order_by("-at", "-id")


def acts_seen(actor: Actor) -> list[tuple[str, str]]:
    """The acts that occur in the trail of this network, with their names, for the filter."""
    codes: Iterable[str] = (
        AuditEntry.objects.for_actor(actor).order_by("act").values_list("act", flat=True).distinct()
    )
    return sorted(((code, acts.name(code)) for code in codes), key=lambda each: each[1])


def history(actor: Actor, obj: Model, *, limit: int = 20) -> list[HistoryEntry]:
    """What happened to one object, the latest first; for whoever may see the object."""
    entries = AuditEntry.objects.filter(
        network_id=actor.network_id, object_kind=kind_of(obj), object_id=obj.pk
    ).order_by("-at", "-id")[:limit]
    return [
        HistoryEntry(at=each.at, text=acts.name(each.act), by=each.actor_label, detail=each.reason)
        for each in entries
    ]


def saved_views(actor: Actor, path: str) -> QuerySet[SavedView]:
    """The kept views of a list: one's own and those that are shared, in Thai order."""
    return SavedView.objects.for_actor(actor).filter(path=path).order_by("sort_key", "id")
