"""Accepting an allocation of people to strategic groups, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.events import policy
from samphan.events.models import Event, Registration, StrategicGroup
from samphan.events.queries.allocation import Allocation, allocation
from samphan.kit.errors import Conflict, Problem
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samphan.kit.actor import Actor
    from samphan.tenancy.models import AuditEntry


@transaction.atomic
def accept_allocation(
    *,
    by: Actor,
    event: Event,
    seed: int,
    is_fresh: bool = False,
    corrections: Mapping[int, int | None] | None = None,
    version: int | None = None,
) -> tuple[Allocation, AuditEntry | None]:
    """Write the groups that the proposal of this seed with these corrections gives; what was previewed, or nothing.

    The entry of the audit trail is what ``undo_allocation`` takes back; None when nothing had to change.

    Raises:
        Conflict: people or groups have changed since the preview that ``version`` stands for.
        Problem: there is no group.
    """
    by.must(policy.manage_people, on=event)
    Event.objects.select_for_update(of=("self",)).only("pk").get(pk=event.pk)
    list(Registration.objects.select_for_update(of=("self",)).filter(event=event).order_by("id").only("pk"))
    proposal = allocation(by, event, seed=seed, is_fresh=is_fresh, corrections=corrections)
    if version is not None and version != proposal.version:
        raise Conflict(version=proposal.version, current={})
    if not proposal.groups:
        raise Problem(_("There is no group yet. Write the groups first."))
    changes = proposal.changes
    if not changes:
        return proposal, None
    by_group: dict[int | None, list[int]] = {}
    for place in changes:
        by_group.setdefault(place.group_id, []).append(place.registration.pk)
    for group, pks in by_group.items():
        Registration.objects.filter(pk__in=pks).update(group_id=group)
    moved = {
        "moved": [
            {str(place.registration.pk): place.registration.group_id for place in changes},
            {str(place.registration.pk): place.group_id for place in changes},
        ],
        "seed": [None, seed],
    }
    return proposal, record(by, "accept_allocation", event, changes=moved)


@transaction.atomic
def undo_allocation(*, by: Actor, event: Event, entry: AuditEntry) -> tuple[int, int]:
    """Put people back into the groups that they had before an acceptance.

    Who was put elsewhere since then, or has gone, is left alone. Returns how many went back, and how many did not.
    """
    by.must(policy.manage_people, on=event)
    moved = entry.changes.get("moved") if entry.act == "accept_allocation" else None
    if not moved or entry.network_id != event.network_id or entry.object_id != event.pk:
        raise Problem(_("There is nothing to take back here."))
    earlier, later = moved
    groups = set(StrategicGroup.objects.filter(event=event).values_list("pk", flat=True))
    locked = Registration.objects.select_for_update(of=("self",)).filter(event=event, pk__in=list(later))
    back: dict[int | None, list[int]] = {}
    for registration in locked:
        to = earlier[str(registration.pk)]
        if registration.group_id == later[str(registration.pk)] and (to is None or to in groups):
            back.setdefault(to, []).append(registration.pk)
    for group, pks in back.items():
        Registration.objects.filter(pk__in=pks).update(group_id=group)
    returned = sum(map(len, back.values()))
    if returned:
        record(by, "undo_allocation", event, changes={"entry": [entry.pk, None], "people": [None, returned]})
    return returned, len(later) - returned
